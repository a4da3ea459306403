#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# installer/try for an ordinary user: without root the nodes are simulated, and the rest is as with real ones.
# Exit codes: 0 all hold, 1 some do not.
set -uo pipefail

here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
checkout=$(dirname "$(dirname "$here")")
# shellcheck source=lib/facts.sh
. "$here/lib/facts.sh"

work=$(mktemp -d -p /tmp) preset=${MUSTER_PRESET:-dev}
# Unquoted: each id is a word.
trap 'kill $(agents) 2>/dev/null; rm -rf "$work"' EXIT

# A copy, for the checkout may be where only root can read.
furnish_user() {
    local copy=$work/checkout bin=build/$preset/bin
    mkdir -p "$copy/$bin" "$copy/tests" "$work/home" "$work/tmp"
    cp -R "$checkout/installer" "$copy"
    cp -R "$here" "$copy/tests"
    cp "$checkout/$bin/muster" "$checkout/$bin/muster-agent" "$copy/$bin"
    chmod -R a+rX "$work"
    [ "$(id -u)" != 0 ] || chown 65534:65534 "$work/home" "$work/tmp"
}

as_user() { # CMD...
    if [ "$(id -u)" = 0 ]; then
        "$checkout/installer/env" setpriv --reuid=65534 --regid=65534 --clear-groups "$@"
    else
        "$@"
    fi
}

try() { # OPTION...
    as_user env -u MUSTER_CACHE -u XDG_CACHE_HOME -u DISPLAY -u WAYLAND_DISPLAY HOME="$work/home" TMPDIR="$work/tmp" \
        "$work/checkout/installer/try" --built "$preset" -o "$work/home/report.html" "$@"
}
muster() { as_user "$work/checkout/build/$preset/bin/muster" --fleet "$work/home/.cache/muster/try/fleet.json" --key-storage file "$@"; }

the_failed_unit_is_found_on_simulated_nodes() { try >"$work/said"; }

it_says_that_they_are_simulated_and_why() {
    grep 'that needs root' "$work/said"
    grep 'so the nodes are simulated' "$work/said"
    is "$(grep -cE '^drawer-[a-d] .* simulated .* connected ' "$work/said")" 4
    is "$(grep -c 'Simulated machine' "$work/home/report.html")" 4
    grep 'simulated-frame-1' "$work/home/report.html"
}

one_node_is_unwell_and_says_which_unit_and_why() {
    is "$(grep -cE '^drawer-[a-d] .* OK ' "$work/said")" 3
    is "$(grep -cE '^drawer-b .* Critical ' "$work/said")" 1
    grep 'fan-control.service' "$work/said"
    grep 'killed by SIGABRT' "$work/said"
    grep 'zone 2: tach 5 missing' "$work/said"
}

the_report_has_the_failure() {
    grep 'fan-control.service' "$work/home/report.html"
    grep 'zone 2: tach 5 missing' "$work/home/report.html"
}

it_leaves_no_noise_and_nothing_behind() {
    is "$(grep -c 'Good for one console' "$work/said")" 0
    is "$(ls -A "$work/tmp")" ''
    is "$(agents)" ''
}

kept_nodes_run_until_they_are_ended() {
    local nodes=2
    try --nodes "$nodes" --keep >"$work/said"
    is "$(agents | wc -w)" "$nodes"
    # 1: answered, and one is not well
    is "$(code_of muster nodes)" 1
    as_user sh -c "$(sed -n 's/.*to end them: //p' "$work/said")"
    is "$(ls -A "$work/tmp")" ''
}

wrong_usage_is_told() {
    is "$(code_of try --nodes 0)" 2
    is "$(code_of try --frobnicate)" 2
}

# The ids of the simulated nodes' processes.
agents() { grep -lsa "${work}[/]tmp/" /proc/[0-9]*/cmdline | sed 's|/proc/\(.*\)/cmdline|\1|'; true; }

furnish_user
check wrong_usage_is_told
check the_failed_unit_is_found_on_simulated_nodes
check it_says_that_they_are_simulated_and_why
check one_node_is_unwell_and_says_which_unit_and_why
check the_report_has_the_failure
check it_leaves_no_noise_and_nothing_behind
check kept_nodes_run_until_they_are_ended
[ "$failures" = 0 ]
