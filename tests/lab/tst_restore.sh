#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# Power restore of a system as one: four nodes with OpenBMC's state services and settings. A management that restarts
# alone changes nothing; one node that loses power rejoins; when all do, the policy is applied to all, once.
# Exit codes: 0 all hold, 1 some do not, 77 this machine cannot run a lab.
set -uo pipefail

here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
checkout=$(dirname "$(dirname "$here")")
lab=rs-$(printf '%s' "$here" | sha256sum | cut -c1-8)
# shellcheck source=lib/facts.sh
. "$here/lib/facts.sh"

[ "$(id -u)" = 0 ] || { echo "real nodes need root"; exit 77; }
work=$(mktemp -d -p /tmp) # what runs in installer/env finds it there
# shellcheck source=lib/console.sh
. "$here/lib/console.sh"
trap 'lab down >/dev/null 2>&1; rm -rf "$work"' EXIT

nodes=(bmc-a bmc-b bmc-c bmc-d)
policy_object=/xyz/openbmc_project/control/host0/power_restore_policy

shown() { muster restore-policy show "$1" --json | json "$2"; } # TARGET EXPRESSION
decisions() { shown frame "[x['summary'] for x in d['view']['decisions'] if x['isDone']]"; }
decided() { is "$(shown frame "len([x for x in d['view']['decisions'] if x['isDone']])")" "$1"; } # COUNT
verdict() { shown "$1" "d['view']['outage']['verdict']"; }                                     # NODE
has_verdict() { is "$(verdict "$1")" "$2"; }                                                    # NODE VERDICT
summary_of() { muster state frame --json | json "[f['$2'] for f in d['systems'][0]['state']['facets'] if f['facet'] == '$1'][0]"; }
has_value() { is "$(summary_of "$1" value)" "$2" && is "$(summary_of "$1" agreement)" Unanimous; } # FACET VALUE
own_policy() { lab exec "$1" busctl get-property xyz.openbmc_project.Settings "$policy_object" xyz.openbmc_project.Control.Power.RestorePolicy PowerRestorePolicy; }
has_own_policy() { [[ "$(own_policy "$1")" == *".$2\"" ]]; } # NODE POLICY

# Its chassis is without power at its next start, whatever it was.
pull_the_plug() { # NODE...
    local node
    for node in "$@"; do lab exec "$node" sh -c 'echo STATE_VOLATILE=1 >/etc/default/bmc-state; sync'; done
    for node in "$@"; do lab stop "$node" --hard; done
}
power_comes_back() { # NODE...
    local node jobs=()
    for node in "$@"; do lab start "$node" & jobs+=($!); done
    wait "${jobs[@]}"
}

four_bmcs_are_one_system() {
    lab up --kind bmc --nodes 4 --preset "$preset"
    local node
    for node in "${nodes[@]}"; do pair_by_token "$node" admin; done
    has_own_policy bmc-b Restore
    muster system create frame "${nodes[@]}" --coordinator bmc-a --lease 3 --restore-window 60 --yes
    until_true 60 has_value Host Off
}

no_member_restores_by_itself() {
    local node
    for node in "${nodes[@]}"; do until_true 20 has_own_policy "$node" None; done
    is "$(shown frame/2 "d['policy']")" Restore
}

all_go_on() {
    muster power on frame --wait
    until_true 30 has_value Host Running
}

management_that_restarts_alone_changes_nothing() {
    lab stop bmc-c --hard
    lab start bmc-c
    until_true 90 has_verdict bmc-c Kept
    until_true 60 has_value Host Running
    decided 0
}

one_that_lost_its_power_rejoins() {
    pull_the_plug bmc-b
    power_comes_back bmc-b
    until_true 90 has_verdict bmc-b Lost
    until_true 120 decided 1
    decisions | grep -q 'Part of frame lost its power (2)'
    until_true 60 has_value Host Running
}

all_that_lost_their_power_are_restored_once() {
    pull_the_plug "${nodes[@]}"
    power_comes_back "${nodes[@]}"
    until_true 180 decided 2
    decisions | grep -q 'All of frame lost its power (1, 2, 3, 4)'
    until_true 60 has_value Host Running
    local node
    for node in "${nodes[@]}"; do has_verdict "$node" Lost; done
}

shutdown_in_order_is_no_outage() {
    muster power soft-off frame/4 --wait --yes
    lab stop bmc-d
    lab start bmc-d
    until_true 20 has_verdict bmc-d Kept || { shown bmc-d "d['view']['outage']"; return 1; }
    decided 2
}

policy_is_given_back_to_who_leaves() {
    muster system set frame --remove bmc-b --yes
    until_true 30 has_own_policy bmc-b Restore
}

check four_bmcs_are_one_system
[ "$failures" = 0 ] || exit 1
check no_member_restores_by_itself
check all_go_on
check management_that_restarts_alone_changes_nothing
check one_that_lost_its_power_rejoins
check all_that_lost_their_power_are_restored_once
check shutdown_in_order_is_no_outage
check policy_is_given_back_to_who_leaves
[ "$failures" = 0 ]
