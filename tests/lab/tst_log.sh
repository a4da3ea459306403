#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# Two nodes with the services of OpenBMC on their system buses, as one system, and their error logs: what is written there is
# seen, deleted and told of from afar; what keeps a host off speaks against power; what a BMC does by itself to recover is told
# and switched where obmcutil does it. The doubles of their services behave as the real ones were seen to.
# Exit codes: 0 all hold, 1 some do not, 77 this machine cannot run a lab.
set -uo pipefail

here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
checkout=$(dirname "$(dirname "$here")")
lab=lg-$(printf '%s' "$here" | sha256sum | cut -c1-8)
# shellcheck source=lib/facts.sh
. "$here/lib/facts.sh"

[ "$(id -u)" = 0 ] || { echo "real nodes need root"; exit 77; }
work=$(mktemp -d -p /tmp) # what runs in installer/env finds it there
# shellcheck source=lib/console.sh
. "$here/lib/console.sh"
trap 'lab down >/dev/null 2>&1; rm -rf "$work"' EXIT

logs=xyz.openbmc_project.Logging root=/xyz/openbmc_project/logging settings=xyz.openbmc_project.Settings
reboot=/xyz/openbmc_project/control/host0/auto_reboot
bus() { local node=$1; shift; lab exec "$node" busctl --system "$@"; }     # NODE ARGUMENT...
ends_with() { local code=$1 got=0; shift; "$@" || got=$?; is "$got" "$code"; } # CODE CMD...

# Prints its id.
write_error() { # NODE MESSAGE LEVEL [KEY VALUE]
    local data=(0)
    [ $# -lt 5 ] || data=(1 "$4" "$5")
    bus "$1" call "$logs" "$root" "$logs.Create" Create 'ssa{ss}' "$2" "$logs.Entry.Level.$3" "${data[@]}" | sed -E 's/.*entry\/([0-9]+).*/\1/'
}
# What the last verb printed is in $work/out.json, its notes in $work/notes.
verb() { muster "$@" --json >"$work/out.json" 2>"$work/notes"; }
messages() { verb log list "$1" || [ $? = 1 ]; json "[e['message'] for e in d['nodes'][0]['entries']]" <"$work/out.json"; } # NODE
has_messages() { is "$(messages "$1")" "$2"; }                                                                            # NODE LIST
facet() { muster call "$1" state.facets | json "[f['value'] for f in d['facets'] if f['facet'] == '$2'][0]"; }            # NODE FACET
has_value() { is "$(facet "$1" "$2")" "$3"; }                                                                             # NODE FACET VALUE
fact() { muster call "$1" state.facets | json "d['facts'].get('$2')"; }                                                   # NODE MEMBER
has_fact() { is "$(fact "$1" "$2")" "$3"; }                                                                               # NODE MEMBER VALUE
parts() { verb recovery show "$1"; json "[p['state'] for p in d['nodes'][0]['parts']]" <"$work/out.json"; }               # NODE

two_bmcs_are_one_system() {
    lab up --kind bmc --nodes 2 --preset "$preset"
    muster pair "$(address_of bmc-a)" --token "$(lab exec bmc-a muster-agent token --role admin)"
    muster pair "$(address_of bmc-b)" --token "$(lab exec bmc-b muster-agent token --role admin)"
    muster system create frame bmc-a bmc-b --coordinator bmc-a --lease 3 --yes
    until_true 60 has_value bmc-a Bmc Ready
    until_true 60 has_value bmc-b Hypervisor Off
}

what_is_written_is_seen_and_told() {
    local id
    has_messages bmc-a '[]'
    id=$(write_error bmc-a a.b.Error.C Error UNIT fan)
    until_true 10 has_messages bmc-a "['a.b.Error.C']"
    ends_with 1 verb log list frame
    verb log show bmc-a "$root/entry/$id"
    is "$(json "d['nodes'][0]['entries'][0]['data']" <"$work/out.json")" "[{'key': 'UNIT', 'value': 'fan'}]"
    muster events bmc-a --json | grep -q '"kind":"log.added"'
}

one_that_is_resolved_is_well() {
    local id
    id=$(json "d['nodes'][0]['entries'][0]['id']" <"$work/out.json")
    bus bmc-a set-property "$logs" "$root/entry/$id" "$logs.Entry" Resolved b true
    until_true 10 verb log list bmc-a
}

an_entry_is_deleted_from_afar() {
    local id
    id=$(write_error bmc-b a.b.Error.D Critical)
    until_true 10 has_messages bmc-b "['a.b.Error.D']"
    verb log delete frame/2 "$id"
    is "$(json "d['nodes'][0]['gone']" <"$work/out.json")" 1
    ! bus bmc-b get-property "$logs" "$root/entry/$id" "$logs.Entry" Message
    lab exec bmc-b sh -c 'grep -q log.delete /var/lib/muster/audit*'
}

all_of_a_system_need_all() {
    ends_with 2 verb log delete frame 1
    grep -q -- '--all means all entries of all its members' "$work/notes"
    ends_with 0 verb log delete frame --all --yes
    has_messages bmc-a "['xyz.openbmc_project.Logging.Cleared']"
}

a_log_that_is_away_is_not_empty() {
    lab exec bmc-b systemctl stop "$logs"
    ends_with 3 verb log list bmc-b
    grep -q 'not on the system bus' "$work/notes"
    ends_with 1 verb log list frame
    lab exec bmc-b systemctl start "$logs"
    until_true 30 verb log list bmc-b
}

what_keeps_a_host_off_speaks_against_power() {
    local id
    id=$(write_error bmc-a a.b.Error.Part Error CALLOUT_INVENTORY_PATH /xyz/openbmc_project/inventory/system/cpu0)
    until_true 10 ends_with 1 verb log blocks frame
    ends_with 2 verb power on frame
    grep -q 'keeps its host from being started: a.b.Error.Part' "$work/notes"
    has_value bmc-a Host Off
    verb log delete bmc-a "$id"
    verb log blocks frame
}

the_host_keeps_who_started_it_and_power_is_good() {
    has_fact bmc-a isPowerGood False
    verb power on frame --wait
    until_true 10 has_fact bmc-a isPowerGood True
    until_true 10 has_fact bmc-b restartCause RemoteCommand
    muster state bmc-b | grep -q 'Host last started by: RemoteCommand'
}

recovery_is_told_in_parts() {
    is "$(parts bmc-a)" "['On', 'On', 'On', 'On']"
    bus bmc-a set-property "$settings" "$reboot" xyz.openbmc_project.Control.Boot.RebootPolicy AutoReboot b false
    lab exec bmc-a mkdir -p /run/systemd/system/reboot.target.d
    lab exec bmc-a touch /run/systemd/system/reboot.target.d/reboot-guard.conf
    is "$(parts bmc-a)" "['Off', 'Off', 'On', 'On']"
    lab exec bmc-a rm -r /run/systemd/system/reboot.target.d
}

recovery_is_switched_where_obmcutil_does_it() {
    verb recovery off frame
    is "$(lab exec bmc-b systemctl is-enabled obmc-host-crash@0.target)" masked
    is "$(bus bmc-b get-property "$settings" "$reboot" xyz.openbmc_project.Control.Boot.RebootPolicy AutoReboot)" 'b false'
    verb recovery on frame
    is "$(parts bmc-b)" "['On', 'On', 'On', 'On']"
    verb host-reboot off-once frame/1
    is "$(bus bmc-a get-property "$settings" "$reboot/one_time" xyz.openbmc_project.Control.Boot.RebootPolicy AutoReboot)" 'b false'
}

check two_bmcs_are_one_system
check what_is_written_is_seen_and_told
check one_that_is_resolved_is_well
check an_entry_is_deleted_from_afar
check all_of_a_system_need_all
check a_log_that_is_away_is_not_empty
check what_keeps_a_host_off_speaks_against_power
check the_host_keeps_who_started_it_and_power_is_good
check recovery_is_told_in_parts
check recovery_is_switched_where_obmcutil_does_it
[ "$failures" = 0 ]
