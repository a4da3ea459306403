#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# A node with phosphor services on its system bus: the agent finds them, and a critical service that fails ends in an entry
# of their log, a dump of theirs, and the Quiesced state. Their doubles answer as the real ones were seen to.
# Exit codes: 0 all hold, 1 some do not, 77 this machine cannot run a lab.
set -uo pipefail

here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
checkout=$(dirname "$(dirname "$here")")
lab=ph-$(printf '%s' "$here" | sha256sum | cut -c1-8)
# shellcheck source=lib/facts.sh
. "$here/lib/facts.sh"

[ "$(id -u)" = 0 ] || { echo "real nodes need root"; exit 77; }
work=$(mktemp -d -p /tmp) # what runs in installer/env finds it there
# shellcheck source=lib/console.sh
. "$here/lib/console.sh"
trap 'lab down >/dev/null 2>&1; rm -rf "$work"' EXIT

logs=xyz.openbmc_project.Logging dumps=xyz.openbmc_project.Dump.Manager
bus() { lab exec bmc-a busctl --system "$@"; }

create_dump() { bus call "$dumps" /xyz/openbmc_project/dump/bmc xyz.openbmc_project.Dump.Create CreateDump 'a{sv}' 0; }
status_of() { bus get-property "$dumps" "/xyz/openbmc_project/dump/bmc/entry/$1" xyz.openbmc_project.Common.Progress Status; } # ID
has_status() { [[ $(status_of "$1") == *".OperationStatus.$2\"" ]]; } # ID STATUS
dumps_are_made_with() { # VARIABLE=VALUE
    lab exec bmc-a sh -c 'mkdir -p /etc/default && echo "$1" >/etc/default/bmc-dumps' - "$1"
    lab exec bmc-a systemctl restart "$dumps"
}

# The units of the critical failures that the node's log has.
logged_units() {
    bus --json=short call "$logs" /xyz/openbmc_project/logging org.freedesktop.DBus.ObjectManager GetManagedObjects |
        json "sorted(e['AdditionalData']['data']['SYSTEMD_UNIT'] for o in d['data'][0].values() for e in o.values()
            if e['Message']['data'] == 'xyz.openbmc_project.State.Error.CriticalServiceFailure')"
}
dump_of() { muster units failures --json | json "[f['failure'].get('dump') for f in d['failures'] if f['failure']['unit'] == '$1'][0]"; } # UNIT
has_dump() { [[ $(dump_of "$1") == *"$2" ]]; } # UNIT END
is_quiesced() { [ "$(lab exec bmc-a systemctl is-active obmc-bmc-service-quiesce@0.target)" = active ]; }

platforms() { muster nodes --json | json "[n['platforms'] for n in d['nodes'] if n['name'] == 'bmc-a'][0]"; }
are_platforms() { is "$(platforms)" "$1"; } # LIST

a_bmc_comes_up() {
    lab up --kind bmc --preset "$preset"
    is "$(lab exec bmc-a systemctl is-system-running)" running
}

the_console_sees_what_it_is() {
    pair_by_token bmc-a
    until_true 60 are_platforms "['systemd', 'phosphor']"
}

an_error_is_logged_there() {
    local entry
    entry=$(bus call "$logs" /xyz/openbmc_project/logging xyz.openbmc_project.Logging.Create Create 'ssa{ss}' \
        a.b.Error.C xyz.openbmc_project.Logging.Entry.Level.Critical 1 SYSTEMD_UNIT fan-control.service | cut -d '"' -f 2)
    is "$(bus get-property "$logs" "$entry" xyz.openbmc_project.Logging.Entry Message)" 's "a.b.Error.C"'
}

a_dump_takes_its_time_and_another_is_refused_meanwhile() {
    is "$(create_dump)" 'o "/xyz/openbmc_project/dump/bmc/entry/1"'
    has_status 1 InProgress
    [[ $(create_dump 2>&1) == *'temporarily unavailable'* ]]
    until_true 10 has_status 1 Completed
}

a_failing_service_is_logged_dumped_and_quiesces_the_bmc() {
    is_quiesced && return 1
    lab break bmc-a
    until_true 60 has_failure bmc-a/fan-control.service
    until_true 10 has_dump fan-control.service /xyz/openbmc_project/dump/bmc/entry/2
    until_true 10 has_status 2 Completed
    is "$(logged_units)" "['fan-control.service']"
    is_quiesced
}

a_full_store_refuses_and_the_failure_says_so() {
    dumps_are_made_with DUMP_ROOM=0
    lab break bmc-a power-monitor.service
    until_true 60 has_dump power-monitor.service 'due to a cap)'
    is "$(logged_units)" "['fan-control.service', 'power-monitor.service']"
}

a_node_whose_phosphor_services_end_is_plain_again() {
    lab exec bmc-a systemctl stop "$dumps" "$logs"
    until_true 60 are_platforms "['systemd']"
    lab exec bmc-a systemctl reset-failed "$dumps" # it was started more than once lately
    lab exec bmc-a systemctl start "$dumps" "$logs"
    until_true 60 are_platforms "['systemd', 'phosphor']"
}

check a_bmc_comes_up
check the_console_sees_what_it_is
check an_error_is_logged_there
check a_dump_takes_its_time_and_another_is_refused_meanwhile
check a_failing_service_is_logged_dumped_and_quiesces_the_bmc
check a_full_store_refuses_and_the_failure_says_so
check a_node_whose_phosphor_services_end_is_plain_again
[ "$failures" = 0 ]
