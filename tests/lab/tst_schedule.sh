#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# Power at a time: four nodes with OpenBMC's state services, whose coordinator etcd elects, go on once although it is killed
# in the second before; clocks that are apart warn, or refuse.
# Exit codes: 0 all hold, 1 some do not, 77 this machine cannot run a lab.
set -uo pipefail

here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
checkout=$(dirname "$(dirname "$here")")
lab=sc-$(printf '%s' "$here" | sha256sum | cut -c1-8)
# shellcheck source=lib/facts.sh
. "$here/lib/facts.sh"

[ "$(id -u)" = 0 ] || { echo "real nodes need root"; exit 77; }
work=$(mktemp -d -p /tmp) # what runs in installer/env finds it there
# shellcheck source=lib/console.sh
. "$here/lib/console.sh"
# shellcheck source=lib/system.sh
. "$here/lib/system.sh"
trap 'lab down >/dev/null 2>&1; rm -rf "$work"' EXIT

nodes=(bmc-a bmc-b bmc-c bmc-d)

# What the last verb printed is in $work/schedule.json, its notes in $work/schedule.err.
schedule() { muster schedule "$@" --json >"$work/schedule.json" 2>"$work/schedule.err"; } # WORD...
first() { json "d['schedules'][0]['schedule'].get('$1')" <"$work/schedule.json"; } # FIELD
field_of() { muster schedule list frame --json | json "[s['schedule'].get('$2') for s in d['schedules'] if s['schedule']['id'] == '$1'][0]"; } # ID FIELD
has_state() { is "$(field_of "$1" state)" "$2"; } # ID STATE
ends_with() { local code=$1; shift; local got=0; "$@" || got=$?; is "$got" "$code"; } # CODE CMD...
hosts() { muster state frame --json | json "[(f['value'], f['agreement']) for f in d['systems'][0]['state']['facets'] if f['facet'] == 'Host'][0]"; }
hosts_are() { is "$(hosts)" "('$1', '$2')"; } # VALUE AGREEMENT
coordinator() {
    local node
    for node in "${nodes[@]}"; do
        if acts "$node" >/dev/null 2>&1; then echo "$node"; return; fi
    done
}
somebody_acts() { [ -n "$(coordinator)" ]; }
somebody_else_acts() { local now; now=$(coordinator); [ -n "$now" ] && [ "$now" != "$1" ]; } # NODE
seconds_left() { json "int((__import__('datetime').datetime.fromisoformat('$1'.replace('Z', '+00:00')).timestamp() - __import__('time').time()) * 1000)" <<<'{}'; } # TIME, in milliseconds

four_bmcs_are_one_system() {
    lab up --kind bmc --nodes 4 --preset "$preset" --etcd
    local node
    for node in "${nodes[@]}"; do pair_by_token "$node" admin; done
    muster system create frame "${nodes[@]}" --coordinator bmc-a --mode etcd --lease 3 --yes
    until_true 60 somebody_acts
    until_true 60 hosts_are Off Unanimous
}

all_go_on_at_their_time() {
    ends_with 0 schedule on frame --at +5s
    local id; id=$(first id)
    is "$(first warnings)" "[]"
    until_true 30 has_state "$id" Fired
    until_true 30 hosts_are Running Unanimous
}

a_coordinator_killed_in_the_second_before_is_followed_by_another() {
    local killed id at left
    killed=$(coordinator)
    ends_with 0 schedule soft-off frame --at +15s
    id=$(first id) at=$(first at)
    left=$(seconds_left "$at")
    sleep "$(awk -v left="$left" 'BEGIN { print (left > 800 ? left - 800 : 0) / 1000 }')"
    lab stop "$killed" --hard
    until_true 60 somebody_else_acts "$killed"
    until_true 60 has_state "$id" Fired
    lab start "$killed"
    until_true 90 has_state "$id" Fired
    is "$(muster schedule list frame --json | json "len([s for s in d['schedules'] if s['schedule']['state'] == 'Fired'])")" 2
    until_true 60 is_whole "$(coordinator)"
}

clocks_that_are_apart_warn_or_refuse() {
    local other=bmc-a
    [ "$(coordinator)" = bmc-a ] && other=bmc-b
    set_clock_off "$other" +5
    until_true 60 is_whole "$(coordinator)"
    ends_with 0 schedule on frame --at +1h
    grep -q "clocks are more than 2 s apart: $other" "$work/schedule.err"
    ends_with 0 schedule cancel "$(first id)"
    set_clock_off "$other" +40
    until_true 60 is_whole "$(coordinator)"
    ends_with 4 schedule on frame --at +1h
    grep -q "clocks are more than 30 s apart.*$other" "$work/schedule.err"
    set_clock_right "$other"
}

check four_bmcs_are_one_system
[ "$failures" = 0 ] || exit 1
check all_go_on_at_their_time
check a_coordinator_killed_in_the_second_before_is_followed_by_another
check clocks_that_are_apart_warn_or_refuse
[ "$failures" = 0 ]
