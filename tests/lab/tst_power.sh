#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# Power of a system as one: four nodes with OpenBMC's state services are powered as one machine, while a service of one
# hangs and another is cut off; who failed is asked again; the network is torn in two, and one side alone acts.
# Exit codes: 0 all hold, 1 some do not, 77 this machine cannot run a lab.
set -uo pipefail

here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
checkout=$(dirname "$(dirname "$here")")
lab=pw-$(printf '%s' "$here" | sha256sum | cut -c1-8)
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
host_unit=xyz.openbmc_project.State.Host@0.service

# What the last verb printed is in $work/power.json, its notes in $work/power.err.
power() { muster "$@" --json >"$work/power.json" 2>"$work/power.err"; } # VERB...
steps() { json "[m['step'] for m in d['acts'][0]['act']['members']]" <"$work/power.json"; }
why() { json "d['acts'][0]['act']['members'][$1 - 1]['why']" <"$work/power.json"; } # MEMBER
system_value() { muster state frame --json | json "[f['value'] for f in d['systems'][0]['state']['facets'] if f['facet'] == '$1'][0]"; }
agreement() { muster state frame --json | json "[f['agreement'] for f in d['systems'][0]['state']['facets'] if f['facet'] == '$1'][0]"; }
has_value() { is "$(system_value "$1")" "$2"; }     # FACET VALUE
has_agreement() { is "$(agreement "$1")" "$2"; }    # FACET AGREEMENT
ends_with() { local code=$1; shift; local got=0; "$@" || got=$?; is "$got" "$code"; } # CODE CMD...

four_bmcs_are_one_system() {
    lab up --kind bmc --nodes 4 --preset "$preset"
    local node
    for node in "${nodes[@]}"; do pair_by_token "$node" admin; done
    muster system create frame "${nodes[@]}" --coordinator bmc-a --lease 3 --yes
    until_true 60 has_value Host Off
    until_true 60 has_agreement Host Unanimous
}

all_go_on_as_one() {
    ends_with 0 power power on frame --wait
    is "$(steps)" "['Done', 'Done', 'Done', 'Done']"
    until_true 10 has_value Host Running
    has_agreement Host Unanimous
}

what_speaks_against_it_is_said_first() {
    ends_with 2 power power off frame
    grep -q 'its host is Running, and is cut off' "$work/power.err"
    grep -q -- '--yes' "$work/power.err"
    has_value Host Running
}

all_go_off_as_one() {
    ends_with 0 power power soft-off frame --wait --yes
    is "$(steps)" "['Done', 'Done', 'Done', 'Done']"
}

one_that_hangs_and_one_that_is_cut_off_are_named() {
    lab exec bmc-c systemctl kill --signal STOP "$host_unit"
    lab cut bmc-d
    until_true 60 has_agreement Host Partial
    ends_with 1 power power on frame --wait --yes --patience 40
    is "$(steps)" "['Done', 'Done', 'Failed', 'Unreachable']"
    [ -n "$(why 3)" ]
}

those_that_failed_are_asked_again() {
    lab exec bmc-c systemctl kill --signal CONT "$host_unit"
    lab heal bmc-d
    until_true 90 has_agreement Host Mixed || has_agreement Host Unanimous
    ends_with 0 power power on frame/3 --wait --yes
    is "$(steps)" "['Done']"
    ends_with 0 power power on frame/4 --wait --yes
    until_true 20 has_value Host Running
    has_agreement Host Unanimous
}

boot_of() { lab exec "$1" systemctl show --property UserspaceTimestamp; } # NODE

a_restart_of_one_management_is_confirmed() {
    local boot
    boot=$(boot_of bmc-b)
    ends_with 0 power bmc reboot frame/2 --wait --yes
    is "$(steps)" "['Done']"
    [ "$(boot_of bmc-b)" != "$boot" ]
    until_true 60 has_agreement Host Unanimous
    has_value Host Running
}

host_of() { muster call "$1" state.facets | json "[f['value'] for f in d['facets'] if f['facet'] == 'Host'][0]"; } # NODE
host_is() { is "$(host_of "$1")" "$2"; } # NODE VALUE
will_not_act() { is "$(code_of muster call "$1" state.act '{"action": "PowerOff"}')" 4; } # NODE

worst_of() { muster state frame --json | json "[(f['value'], f['health'], f['worst']) for f in d['systems'][0]['state']['facets'] if f['facet'] == '$1'][0]"; } # FACET
has_worst() { is "$(worst_of "$1")" "$2"; } # FACET TUPLE
says_host() { lab exec "$1" busctl set-property xyz.openbmc_project.State.Host0 /xyz/openbmc_project/state/host0 xyz.openbmc_project.State.Host CurrentHostState s "xyz.openbmc_project.State.Host.HostState.$2"; } # NODE STATE

a_quiesced_one_does_not_hide() {
    says_host bmc-b Quiesced
    until_true 20 has_worst Host "('Quiesced', 'Critical', [2])"
    is "$(code_of muster state frame)" 1
    says_host bmc-b Running
    until_true 20 has_worst Host "('Running', 'OK', [])"
}

slow_down() { # NODE MSEC
    local services="xyz.openbmc_project.State.Chassis@0.service $host_unit"
    # They were started so often of late that systemd would refuse it.
    lab exec "$1" sh -c "mkdir -p /etc/default && echo STATE_MSEC=$2 >/etc/default/bmc-state && systemctl reset-failed $services && systemctl restart $services"
}
requests_at() { lab exec "$1" sh -c 'cat /var/lib/muster/audit.log* | grep state.control | grep -c \"begin\"'; } # NODE
is_under_way() { [ "$(host_of "$1")" != Off ]; } # NODE

a_coordinator_killed_in_the_middle_repeats_nothing() {
    local node requests
    ends_with 0 power power soft-off frame --wait --yes
    for node in "${nodes[@]}"; do slow_down "$node" 3000; done
    until_true 60 has_agreement Host Unanimous
    requests=$(requests_at bmc-d)
    [ "$requests" -gt 0 ]
    power power on frame --wait --yes &
    until_true 30 is_under_way bmc-d
    lab exec bmc-a systemctl kill --signal KILL muster-agent
    ends_with 5 wait $!
    is "$(json "d['acts'][0]['act']['members'][3]['step']" <"$work/power.json")" BrokenOff
    # They go on with what they were asked for, once.
    until_true 90 has_value Host Running
    is "$(requests_at bmc-d)" "$((requests + 1))"
    for node in "${nodes[@]}"; do slow_down "$node" 250; done
    until_true 60 has_agreement Host Unanimous
}

a_split_of_two_and_two_has_one_side_act() {
    lab split bmc-a bmc-b
    until_true 60 has_agreement Host Partial
    ends_with 1 power power soft-off frame --wait --yes
    is "$(steps)" "['Done', 'Done', 'Unreachable', 'Unreachable']"
    will_not_act bmc-c
    will_not_act bmc-d
    host_is bmc-c Running
    host_is bmc-d Running
    lab join
    until_true 60 has_agreement Host Mixed
    # Who could not be asked was not asked later, by nobody.
    host_is bmc-c Running
    ends_with 0 power power soft-off frame/3 --wait --yes
    ends_with 0 power power soft-off frame/4 --wait --yes
    until_true 20 has_value Host Off
    has_agreement Host Unanimous
}

three_act_without_the_fourth_once_they_have_another_coordinator() {
    lab split bmc-a
    until_true 60 will_not_act bmc-a
    will_not_act bmc-b
    muster system set frame --coordinator bmc-b --yes || [ $? = 1 ]
    until_true 60 acts bmc-b
    until_true 30 misses bmc-b 1
    ends_with 1 power power on frame --wait --yes
    is "$(steps)" "['Unreachable', 'Done', 'Done', 'Done']"
    will_not_act bmc-a
    host_is bmc-a Off
    lab join
    until_true 60 has_agreement Host Mixed
    host_is bmc-a Off
    ends_with 0 power power on frame/1 --wait --yes
    until_true 20 has_agreement Host Unanimous
}

check four_bmcs_are_one_system
[ "$failures" = 0 ] || exit 1
check all_go_on_as_one
check what_speaks_against_it_is_said_first
check all_go_off_as_one
check one_that_hangs_and_one_that_is_cut_off_are_named
check those_that_failed_are_asked_again
check a_restart_of_one_management_is_confirmed
check a_quiesced_one_does_not_hide
check a_coordinator_killed_in_the_middle_repeats_nothing
check a_split_of_two_and_two_has_one_side_act
check three_act_without_the_fourth_once_they_have_another_coordinator
[ "$failures" = 0 ]
