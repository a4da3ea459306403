#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# A system of four real nodes: founded, changed, torn apart, put together again. At no time two coordinators act.
# Exit codes: 0 all hold, 1 some do not, 77 this machine cannot run a lab.
set -uo pipefail

here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
checkout=$(dirname "$(dirname "$here")")
lab=sy-$(printf '%s' "$here" | sha256sum | cut -c1-8)
# shellcheck source=lib/facts.sh
. "$here/lib/facts.sh"

[ "$(id -u)" = 0 ] || { echo "real nodes need root"; exit 77; }
work=$(mktemp -d -p /tmp) # what runs in installer/env finds it there
# shellcheck source=lib/console.sh
. "$here/lib/console.sh"
# shellcheck source=lib/system.sh
. "$here/lib/system.sh"
trap 'stop_watching; lab down >/dev/null 2>&1; rm -rf "$work"' EXIT

nodes_come_up_with_an_etcd_beside_them() { lab up --nodes 4 --preset "$preset" --etcd; }

the_console_pairs_as_administrator() {
    local node
    for node in drawer-{a..d}; do pair_as_admin "$node"; done
}

a_system_is_founded_and_its_coordinator_acts() {
    muster system create frame drawer-{a..d} --yes
    muster system set frame --lease 3 --yes
    until_true 20 acts drawer-a
    until_true 20 is_whole drawer-a
    muster system show frame
}

every_node_knows_the_same() {
    local node
    for node in drawer-{b..d}; do is "$(of_node "$node" 'd["membership"]')" "$(of_node drawer-a 'd["membership"]')"; done
}

refusals_say_why() {
    local said
    said=$(muster system create second drawer-a --yes 2>&1) && return 1
    echo "$said"; [[ $said == *frame* ]]
    said=$(muster system set frame --number drawer-b=1 --yes 2>&1) && return 1
    echo "$said"; [[ $said == *"number 1"* ]]
    is "$(code_of muster system set nowhere --name other --yes)" 2
}

a_call_reaches_all_at_once() {
    muster system ask frame node.state
    is "$(muster system ask frame node.state --json | json 'len([m for m in d["members"] if m["outcome"] == "Answered"])')" 4
    # What no member knows is told by each, and is no success.
    is "$(code_of muster system ask frame no.such)" 1
}

a_console_that_knows_the_coordinator_alone_sees_all() {
    MUSTER_FLEET=$work/alone.json pair_as_admin drawer-a
    MUSTER_FLEET=$work/alone.json until_true 30 sees_all_members
    lab break drawer-c
    MUSTER_FLEET=$work/alone.json until_true 60 has_failure drawer-c/fan-control.service
    # And the one that knows all directly has it once.
    until_true 60 has_failure drawer-c/fan-control.service
    is "$(muster events drawer-c --json | json 'len([e for e in d["events"] if e["kind"] == "unit.failed"])')" 1
    lab mend drawer-c
    take_note drawer-c
}

a_note_reaches_who_was_away() {
    lab exec drawer-d systemctl stop muster-agent
    muster system note frame "fan 2 is on order"
    # Something is not well, for a member is away.
    muster system show frame >"$work/shown" || [ $? = 1 ]
    grep "fan 2 is on order" "$work/shown"
    until_true 20 notes drawer-b "fan 2 is on order"
    lab exec drawer-d systemctl start muster-agent
    until_true 30 notes drawer-d "fan 2 is on order"
    lab exec drawer-b systemctl stop muster-agent
    muster system note frame
    lab exec drawer-b systemctl start muster-agent
    until_true 30 notes drawer-b ""
}

a_killed_coordinator_acts_again_after_its_restart() {
    lab exec drawer-a systemctl kill -s KILL muster-agent
    until_true 30 acts drawer-a
    until_true 30 is_whole drawer-a
}

a_member_that_was_away_takes_over() {
    lab cut drawer-d
    muster system set frame --name frame-one --yes || [ $? = 1 ]
    lab heal drawer-d
    until_true 60 has_name drawer-d frame-one
    muster system set frame-one --name frame --yes
    until_true 20 has_name drawer-d frame
}

a_split_of_two_and_two_leaves_the_coordinator_acting() {
    lab split drawer-a drawer-b
    until_true 30 misses drawer-a 2
    sleep_a_lease
    acts drawer-a
    # The other side cannot have one: it is not more than half.
    muster system set frame --coordinator drawer-c --yes || true
    lab join
    until_true 60 one_acts
}

a_coordinator_on_its_own_does_not_act() {
    local coordinator
    coordinator=$(who_acts)
    lab split "$coordinator"
    until_true 30 nobody_acts
    lab join
    until_true 60 one_acts
}

a_coordinator_that_is_cut_off_is_replaced_by_three() {
    muster system set frame --coordinator drawer-a --yes
    until_true 60 acts drawer-a
    lab cut drawer-a
    until_true 60 is_silent drawer-a
    muster system set frame --coordinator drawer-b --yes || [ $? = 1 ]
    until_true 30 acts drawer-b
    no_more_than_one
    # Back again it hears of it and follows.
    lab heal drawer-a
    until_true 60 follows drawer-a drawer-b
    until_true 30 is_whole drawer-b
}

a_coordinator_that_lost_its_power_is_replaced() {
    lab stop drawer-b --hard
    muster system set frame --coordinator drawer-c --yes || [ $? = 1 ]
    until_true 30 acts drawer-c
    lab start drawer-b
    until_true 60 follows drawer-b drawer-c
}

it_is_handed_over_by_command() {
    muster system handover frame drawer-a --yes
    until_true 10 acts drawer-a
    until_true 20 is_whole drawer-a
}

a_reinstalled_member_takes_its_place_with_its_new_key() {
    lab exec drawer-d sh -c 'systemctl stop muster-agent && rm -rf /var/lib/muster/* && systemctl start muster-agent'
    until_true 30 is_silent_for drawer-a drawer-d
    local before
    before=$(id_of drawer-d)
    forget_id drawer-d
    pair_as_admin drawer-d
    # Both have one name, so they are named by their ids.
    muster system set frame --replace "$before=$(id_of drawer-d)" --yes || [ $? = 1 ]
    until_true 30 is_whole drawer-a
    muster unpair "$before" || [ $? = 3 ]
}

a_clock_that_is_off_is_named() {
    set_clock_off drawer-c +5
    until_true 60 is_skewed drawer-c
    until_true 30 has_problem drawer-a clock-skew
    set_clock_right drawer-c
    until_true 60 has_no_problem drawer-a clock-skew
}

etcd_elects_one() {
    muster system set frame --mode etcd --yes
    until_true 30 one_acts
    until_true 30 is_whole "$(who_acts)"
}

the_elected_one_is_replaced_when_it_is_killed_or_cut() {
    local first second
    first=$(who_acts)
    lab cut "$first"
    until_true 60 another_acts "$first"
    second=$(who_acts)
    lab heal "$first"
    until_true 60 follows "$first" "$second"
    lab stop "$second" --hard
    until_true 60 another_acts "$second"
    lab start "$second"
    until_true 60 is_whole "$(who_acts)"
}

without_etcd_nobody_acts_and_all_stays_readable() {
    lab etcd kill
    until_true 30 nobody_acts
    until_true 20 blames drawer-b etcd
    is "$(muster nodes --json | json 'len([n for n in d["nodes"] if not n["stale"]])')" 4
    is "$(code_of muster system show frame)" 1
    lab etcd start
    until_true 60 one_acts
}

a_full_etcd_is_told_and_what_is_held_is_kept() {
    lab etcd fill
    sleep_a_lease
    no_more_than_one
    lab etcd drain
    until_true 60 one_acts
}

the_elected_one_hands_over() {
    local first other
    first=$(who_acts)
    other=drawer-b; [ "$first" != drawer-b ] || other=drawer-c
    muster system handover frame "$other" --yes
    until_true 10 acts "$other"
}

a_split_under_etcd_never_has_two() {
    lab split drawer-a drawer-b
    sleep_a_lease
    no_more_than_one
    lab join
    lab split drawer-a
    sleep_a_lease
    no_more_than_one
    lab join
    until_true 60 one_acts
}

a_dissolved_system_is_gone_for_who_was_away_too() {
    lab exec drawer-d systemctl stop muster-agent
    muster system delete frame --yes || [ $? = 1 ]
    lab exec drawer-d systemctl start muster-agent
    until_true 60 is_alone drawer-d
    is_alone drawer-a
}

at_no_time_two_acted() {
    stop_watching
    [ "$(looks_with_one)" -gt 20 ] || { echo "the watcher hardly looked"; return 1; }
    [ ! -e "$work/two-acted" ] || { cat "$work/two-acted"; return 1; }
}

check nodes_come_up_with_an_etcd_beside_them
start_watching
check the_console_pairs_as_administrator
check a_system_is_founded_and_its_coordinator_acts
check every_node_knows_the_same
check refusals_say_why
check a_call_reaches_all_at_once
check a_console_that_knows_the_coordinator_alone_sees_all
check a_note_reaches_who_was_away
check a_killed_coordinator_acts_again_after_its_restart
check a_member_that_was_away_takes_over
check a_split_of_two_and_two_leaves_the_coordinator_acting
check a_coordinator_on_its_own_does_not_act
check a_coordinator_that_is_cut_off_is_replaced_by_three
check a_coordinator_that_lost_its_power_is_replaced
check it_is_handed_over_by_command
check a_reinstalled_member_takes_its_place_with_its_new_key
check a_clock_that_is_off_is_named
check etcd_elects_one
check the_elected_one_is_replaced_when_it_is_killed_or_cut
check without_etcd_nobody_acts_and_all_stays_readable
check a_full_etcd_is_told_and_what_is_held_is_kept
check the_elected_one_hands_over
check a_split_under_etcd_never_has_two
check a_dissolved_system_is_gone_for_who_was_away_too
check at_no_time_two_acted
[ "$failures" = 0 ]
