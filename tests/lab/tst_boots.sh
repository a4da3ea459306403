#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# The boots of a system of four nodes with OpenBMC's state services: each is recorded with its stages, a host that is
# stuck in one is named by the system's state and by `muster boots`, and an agent that is killed makes nothing up.
# Exit codes: 0 all hold, 1 some do not, 77 this machine cannot run a lab.
set -uo pipefail

here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
checkout=$(dirname "$(dirname "$here")")
lab=bo-$(printf '%s' "$here" | sha256sum | cut -c1-8)
# shellcheck source=lib/facts.sh
. "$here/lib/facts.sh"

[ "$(id -u)" = 0 ] || { echo "real nodes need root"; exit 77; }
work=$(mktemp -d -p /tmp) # what runs in installer/env finds it there
# shellcheck source=lib/console.sh
. "$here/lib/console.sh"
trap 'lab down >/dev/null 2>&1; rm -rf "$work"' EXIT

nodes=(bmc-a bmc-b bmc-c bmc-d)
state=xyz.openbmc_project.State host_object=/xyz/openbmc_project/state/host0

boots() { muster boots "$1" --json 2>/dev/null | json "$2"; }                               # TARGET EXPRESSION
newest() { boots "$1" "d['nodes'][0]['boots'][0]['boot'].get('$2')"; }                      # NODE MEMBER
has_outcome() { is "$(newest "$1" outcome)" "$2"; }                                         # NODE OUTCOME
outcomes_are() { is "$(boots frame "' '.join(n['boots'][0]['boot']['outcome'] for n in d['nodes'])")" "$1"; } # WORDS
facet() { muster state frame --json 2>/dev/null | json "[f['$1'] for f in d['systems'][0]['state']['facets'] if f['facet'] == 'BootProgress'][0]"; }
has_facet() { is "$(facet "$1")" "$2"; } # MEMBER VALUE
progress() { lab exec "$1" busctl set-property "$state.Host0" "$host_object" "$state.Boot.Progress" "${@:2}"; } # NODE PROPERTY TYPE VALUE
stage() { # NODE STAGE: as the real one, which notes when
    progress "$1" BootProgress s "$state.Boot.Progress.ProgressStages.$2"
    progress "$1" BootProgressLastUpdate t "$(date +%s%6N)"
}
kill_agent() { lab exec "$1" systemctl kill --signal KILL muster-agent; }                   # NODE
stalls() { is "$(boots "$1" "d['nodes'][0].get('stall', {}).get('stage')")" "$2"; }         # NODE STAGE
says() { local said; said=$("${@:2}" 2>&1) || true; echo "$said"; [[ "$said" == *"$1"* ]]; } # TEXT COMMAND...
exit_code_of() { "$@" >/dev/null 2>&1; echo $?; }

four_bmcs_are_one_system() {
    lab up --kind bmc --nodes 4 --preset "$preset"
    local node
    for node in "${nodes[@]}"; do pair_by_token "$node" admin; done
    muster system create frame "${nodes[@]}" --coordinator bmc-a --lease 3 --boot-stall 5 --yes
    until_true 60 has_facet agreement Unanimous
}

each_boot_is_recorded_with_its_stages() {
    muster power on frame --wait
    until_true 30 outcomes_are 'Running Running Running Running'
    says MemoryInit muster boots frame
    has_facet health OK
}

a_stuck_member_is_named() {
    stage bmc-c PCIInit # its host starts over, and stays there
    until_true 30 stalls bmc-c PCIInit
    is "$(exit_code_of muster boots frame)" 1
    says 'bmc-c: its boot stalls at PCIInit' muster boots frame
    until_true 30 has_facet health Warning
    has_facet worst '[3]'
    has_facet value PCIInit
    says 'stalls at PCIInit' muster state frame
}

a_killed_agent_finds_the_stall_again() {
    kill_agent bmc-c
    until_true 60 stalls bmc-c PCIInit
    has_outcome bmc-c UnderWay
    is "$(boots bmc-c "bool(d['nodes'][0]['boots'][0]['boot'].get('isJoined'))")" False # it is the same boot
}

a_stall_ends_by_itself() {
    stage bmc-c OSRunning
    until_true 30 has_outcome bmc-c Running
    until_true 30 has_facet health OK
    is "$(exit_code_of muster boots frame)" 0
}

what_nobody_saw_is_unknown() {
    stage bmc-d MemoryInit
    until_true 30 has_outcome bmc-d UnderWay
    lab exec bmc-d systemctl stop muster-agent
    stage bmc-d OSRunning
    lab exec bmc-d systemctl start muster-agent
    until_true 60 has_outcome bmc-d Unknown
    is "$(newest bmc-d milliseconds)" None
}

check four_bmcs_are_one_system
[ "$failures" = 0 ] || exit 1
check each_boot_is_recorded_with_its_stages
check a_stuck_member_is_named
check a_killed_agent_finds_the_stall_again
check a_stall_ends_by_itself
check what_nobody_saw_is_unknown
[ "$failures" = 0 ]
