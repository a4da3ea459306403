#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# A node with the state services of OpenBMC on its system bus: its facets follow them, requests reach them, and what hangs,
# ends or lies is told as such. Their doubles behave as the real ones were seen to.
# Exit codes: 0 all hold, 1 some do not, 77 this machine cannot run a lab.
set -uo pipefail

here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
checkout=$(dirname "$(dirname "$here")")
lab=st-$(printf '%s' "$here" | sha256sum | cut -c1-8)
# shellcheck source=lib/facts.sh
. "$here/lib/facts.sh"

[ "$(id -u)" = 0 ] || { echo "real nodes need root"; exit 77; }
work=$(mktemp -d -p /tmp) # what runs in installer/env finds it there
# shellcheck source=lib/console.sh
. "$here/lib/console.sh"
trap 'lab down >/dev/null 2>&1; rm -rf "$work"' EXIT

state=xyz.openbmc_project.State host_unit=xyz.openbmc_project.State.Host@0.service
bus() { lab exec bmc-a busctl --system "$@"; }
facet() { muster call bmc-a state.facets | json "[f.get('$2') for f in d['facets'] if f['facet'] == '$1'][0]"; } # FACET MEMBER
has_value() { is "$(facet "$1" value)" "$2"; }                                                                   # FACET VALUE
control() { muster call bmc-a state.control "{\"action\": \"$1\"}"; }                                            # ACTION
says_why() { [[ $(facet "$1" why) == *"$2"* ]]; }                                                                # FACET TEXT
contradictions() { muster call bmc-a state.facets | json "[c['id'] for c in d['contradictions']]"; }
contradicts() { [[ $(contradictions) == *"$1"* ]]; } # ID
are_contradictions() { is "$(contradictions)" "$1"; } # LIST
has_reset_announced() { [ "$(muster call bmc-a state.facets | json "'resetAnnouncedAt' in d")" = True ]; }

a_bmc_comes_up_off_and_ready() {
    lab up --kind bmc --preset "$preset"
    pair_by_token bmc-a
    until_true 60 has_value Bmc Ready
    has_value Host Off
    has_value Chassis Off
    is "$(facet Host raw)" "$state.Host.HostState.Off"
}

a_request_is_followed_to_its_end() {
    control PowerOn
    until_true 30 has_value OperatingSystem BootComplete
    has_value Host Running
    has_value Chassis On
    has_value BootProgress OSRunning
}

a_service_that_is_killed_is_unknown_and_says_why() {
    lab exec bmc-a systemctl stop "$host_unit"
    until_true 10 has_value Host Unknown
    says_why Host 'has left the system bus'
    is "$(facet Host raw)" "$state.Host.HostState.Running"
    has_value Chassis On
    lab exec bmc-a systemctl start "$host_unit"
    until_true 10 has_value Host Running
}

a_service_that_hangs_is_unknown_and_says_why() {
    lab exec bmc-a systemctl kill --signal STOP "$host_unit"
    until_true 60 has_value Host Unknown
    says_why Host 'does not answer'
    lab exec bmc-a systemctl kill --signal CONT "$host_unit"
    until_true 60 has_value Host Running
}

a_lie_is_shown_as_a_contradiction() {
    bus set-property "$state.Chassis0" /xyz/openbmc_project/state/chassis0 "$state.Chassis" CurrentPowerState s "$state.Chassis.PowerState.Off"
    until_true 15 has_value Chassis Off
    bus set-property "$state.Host0" /xyz/openbmc_project/state/host0 "$state.Host" CurrentHostState s "$state.Host.HostState.Running"
    until_true 15 contradicts power-off-host-up
    bus set-property "$state.Chassis0" /xyz/openbmc_project/state/chassis0 "$state.Chassis" CurrentPowerState s "$state.Chassis.PowerState.On"
    until_true 15 are_contradictions '[]'
}

boot_of() { lab exec bmc-a systemctl show --property UserspaceTimestamp; }
has_rebooted() { local boot; boot=$(boot_of) && [ "$boot" != "$1" ]; } # BOOT

a_restart_of_the_management_leaves_the_host_alone() {
    local boot
    boot=$(boot_of)
    lab exec bmc-a sh -c 'mkdir -p /etc/default && echo STATE_MSEC=3000 >/etc/default/bmc-state'
    lab exec bmc-a systemctl restart "$state.BMC.service" # slow enough to be seen
    until_true 30 has_value Bmc Ready
    control BmcReboot
    has_value Bmc NotReady
    has_reset_announced
    until_true 60 has_rebooted "$boot"
    until_true 120 has_value Bmc Ready
    until_true 30 has_value Host Running
}

check a_bmc_comes_up_off_and_ready
check a_request_is_followed_to_its_end
check a_service_that_is_killed_is_unknown_and_says_why
check a_service_that_hangs_is_unknown_and_says_why
check a_lie_is_shown_as_a_contradiction
check a_restart_of_the_management_leaves_the_host_alone
[ "$failures" = 0 ]
