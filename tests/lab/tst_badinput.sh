#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# Bad input to real nodes: each gets a clear error, costs bounded memory, and leaves everything else working.
# Exit codes: 0 all hold, 1 some do not, 77 this machine cannot run a lab.
set -uo pipefail

here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
checkout=$(dirname "$(dirname "$here")")
lab=bad-$(printf '%s' "$here" | sha256sum | cut -c1-8)
# shellcheck source=lib/facts.sh
. "$here/lib/facts.sh"

[ "$(id -u)" = 0 ] || { echo "real nodes need root"; exit 77; }
work=$(mktemp -d -p /tmp) # what runs in installer/env finds it there
# shellcheck source=lib/console.sh
. "$here/lib/console.sh"
trap 'lab down >/dev/null 2>&1; rm -rf "$work"' EXIT

PeakKilobytes=65536 # what an agent may ever have held, whatever was done to it

stranger() { "$checkout/installer/env" python3 "$here/lib/stranger.py" "$(address_of "$1")" "${@:2}"; } # NODE PEM WHAT [NUMBER]
# The most memory that the node's agent has held since it started.
peak_of() { lab exec "$1" sh -c 'sed -nE "s/VmHWM:\s*([0-9]+) kB/\1/p" "/proc/$(systemctl show --value -p MainPID muster-agent)/status"'; } # NODE
log_has() { lab exec "$1" journalctl --boot --unit muster-agent --output=cat | grep -E "$2"; } # NODE PATTERN
is_bounded() { local peak; peak=$(peak_of "$1"); echo "peak $peak kB"; [ "$peak" -lt "$PeakKilobytes" ]; } # NODE
problems_of() { muster call "$1" node.state --json | json '"\n".join(p["severity"] + " " + p["id"] + " " + p["text"] for p in d["problems"])'; } # NODE
has_problem() { problems_of "$1" | grep -E "$2"; } # NODE PATTERN

make_key() { # NAME OPENSSL-OPTION...
    "$checkout/installer/env" openssl req -x509 -nodes -newkey ec -pkeyopt ec_paramgen_curve:P-256 -subj /CN=stranger \
        -keyout "$work/$1.key" -out "$work/$1.crt" "${@:2}"
    cat "$work/$1.key" "$work/$1.crt" >"$work/$1.pem"
}

nodes_come_up_and_are_paired() {
    lab up --nodes 3 --preset "$preset"
    local node
    for node in drawer-b drawer-c; do pair_by_token "$node"; done
    make_key stranger -days 7
    make_key expired -not_before 20200101000000Z -not_after 20200201000000Z
    # For later: the shortest life that a token can have.
    lab exec drawer-a muster-agent token --role operator --expires 10s >"$work/late-token"
    date +%s >"$work/late-since"
    # For later, too: it takes a while until a silent one is sent away.
    stranger drawer-c "$work/stranger.pem" silence >"$work/silence" 2>/dev/null &
}

# "muster pair" with its questions and a person's answers: what it says goes to $work/pairing, what is written to
# descriptor 7 is typed there.
begin_pairing() { # NODE
    rm -f "$work/typed"; mkfifo "$work/typed"
    muster pair "$(address_of "$1")" <"$work/typed" >"$work/pairing" 2>&1 &
    pairing=$!
    exec 7>"$work/typed"
    until_true 60 grep -q 'Pairing code' "$work/pairing"
    code=$(sed -n 's/^Pairing code: //p' "$work/pairing")
}

end_pairing() {
    exec 7>&-
    local result=0
    wait "$pairing" || result=$?
    cat "$work/pairing"
    is "$result" "$1"
} # EXIT-CODE

a_wrong_code_pairs_nobody() {
    begin_pairing drawer-a
    is "$(code_of lab exec drawer-a muster-agent pair accept ABCDE-FGHJK)" 4
    end_pairing 4
    grep -i 'refused' "$work/pairing"
    is "$(lab exec drawer-a muster-agent pair list --json | json 'len(d["requests"]) + len(d["peers"])')" 0
}

codes_that_differ_pair_nobody() {
    begin_pairing drawer-a
    lab exec drawer-a muster-agent pair accept "$code"
    echo n >&7
    end_pairing 4
    grep 'did not show the same code' "$work/pairing"
    until_true 60 nobody_is_trusted_by drawer-a
}

nobody_is_trusted_by() { [ "$(lab exec "$1" muster-agent pair list --json | json 'len(d["peers"])')" = 0 ]; } # NODE

both_sides_show_the_same_code_and_are_paired() {
    begin_pairing drawer-a
    lab exec drawer-a muster-agent pair list | grep -F "$code"
    lab exec drawer-a muster-agent pair accept "$code"
    echo y >&7
    end_pairing 0
    until_true 60 is_well drawer-a
}

tls_1_2_is_refused() {
    stranger drawer-a "$work/stranger.pem" tls12 | grep '^refused'
    until_true 40 log_has drawer-a 'refused connections.*TLS 1.3'
}

no_certificate_is_refused() {
    stranger drawer-b none hello | grep '^refused'
    until_true 40 log_has drawer-b 'refused connections.*no certificate'
}

an_expired_certificate_is_refused() {
    stranger drawer-c "$work/expired.pem" hello | grep '^refused'
    until_true 40 log_has drawer-c 'refused connections.*expired'
    stranger drawer-c "$work/stranger.pem" hello | grep '"role":"Stranger"'
}

garbage_ends_the_connection_and_says_why() { stranger drawer-a "$work/stranger.pem" garbage | grep 'not JSON.*closed$'; }

two_gibibytes_on_one_line_end_early() {
    local said sent
    said=$(stranger drawer-a "$work/stranger.pem" line $((2 * 1024 * 1024 * 1024)))
    echo "$said"
    [[ $said == *' closed' ]]
    # What was on its way, and no more.
    sent=$(sed -E 's/sent ([0-9]+) .*/\1/' <<<"$said")
    [ "$sent" -lt $((64 * 1024 * 1024)) ]
    is_bounded drawer-a
}

deep_nesting_ends_the_connection() {
    stranger drawer-a "$work/stranger.pem" nest 10000 | grep 'closed$'
    stranger drawer-a "$work/stranger.pem" nest 1000 | grep 'nested deeper.*closed$'
    is_bounded drawer-a
}

who_says_nothing_is_sent_away() {
    until_true 60 test -s "$work/silence"
    grep -E 'closed after (9|1[0-9]) s' "$work/silence"
}

a_thousand_connections_keep_nobody_out() {
    mkfifo "$work/hold"
    stranger drawer-a "$work/stranger.pem" crowd 1000 <"$work/hold" >"$work/crowd" &
    exec 8>"$work/hold"
    until_true 120 grep -q open "$work/crowd"
    until_true 60 muster --timeout 20 call drawer-a node.facts
    lab exec drawer-a muster-agent pair list
    exec 8>&-
    wait $!
    cat "$work/crowd"
    [ "$(sed -n 's/ left//p' "$work/crowd")" -lt 100 ]
    is_bounded drawer-a
}

after_all_that_failures_are_still_told() {
    lab break drawer-a
    until_true 60 has_failure drawer-a/fan-control.service
    lab mend drawer-a
    take_note drawer-a
    until_true 60 is_well drawer-a
    is "$(lab exec drawer-a systemctl show --value -p NRestarts muster-agent)" 0
    lab exec drawer-a muster-agent audit verify
}

a_late_token_is_refused() {
    local since
    since=$(<"$work/late-since")
    until_true 40 is_past $((since + 10))
    local code=0
    muster pair "$(address_of drawer-a)" --token "$(<"$work/late-token")" 2>"$work/refusal" || code=$?
    is "$code" 4
    grep 'good until' "$work/refusal"
}

is_past() { [ "$(date +%s)" -gt "$1" ]; } # SECONDS-SINCE-1970

# Whether the node's --check-config refuses what is configured there, and says why.
check_config_names() { # NODE PATTERN
    local code=0
    lab exec "$1" muster-agent --check-config 2>"$work/faults" || code=$?
    is "$code" 2
    grep "$2" "$work/faults"
}
write_units() { lab exec drawer-c sh -c 'echo "$2" >"/etc/muster/units.d/$1"' - "$@"; } # FILE TEXT

a_unit_file_that_is_not_json_is_named() {
    write_units lab.json '{"services": ["fan-control.service",]}'
    check_config_names drawer-c '/etc/muster/units.d/lab.json:1: '
    until_true 60 has_problem drawer-c 'Warning units-config:lab.json .*lab.json:1.*stays in force'
    is "$(health_of drawer-c)" Warning
    # What it had said before is still watched.
    lab break drawer-c power-monitor.service
    until_true 60 has_failure drawer-c/power-monitor.service
    lab mend drawer-c power-monitor.service
    take_note drawer-c
}

a_unit_that_does_not_exist_is_named() {
    write_units lab.json '{"services": ["fan-control.service", "fan-controll.service"]}'
    until_true 60 has_problem drawer-c 'Warning unit-unknown:fan-controll.service .*does not exist'
    muster report drawer-c --format md -o "$work/report.md" || true # 1: not all is well
    grep 'fan-controll.service does not exist' "$work/report.md"
}

watching_nothing_is_told() {
    local text
    for text in '{}' '{"services": []}'; do
        write_units lab.json "$text"
        check_config_names drawer-c 'watches nothing'
    done
    until_true 60 has_problem drawer-c 'Warning units-config:lab.json .*watches nothing'
    lab exec drawer-c sh -c 'rm /etc/muster/units.d/*'
    until_true 60 has_problem drawer-c 'Warning units-none .*no unit is watched'
    write_units lab.json '{"services": ["fan-control.service"]}'
    until_true 60 is_well drawer-c
}

exchange_keys() { # NODE NODE
    local node
    for node in "$@"; do
        lab exec "$node" systemctl stop muster-agent
        lab exec "$node" cat /var/lib/muster/identity.pem >"$work/$node.pem"
    done
    lab exec "$1" sh -c 'cat >/var/lib/muster/identity.pem' <"$work/$2.pem"
    lab exec "$2" sh -c 'cat >/var/lib/muster/identity.pem' <"$work/$1.pem"
    for node in "$@"; do lab exec "$node" systemctl start muster-agent; done
}

# Asks once; the answer is in $work/nodes and $work/said, the exit code in $work/code.
both_are_refused() { # NODE NODE
    local node code=0
    muster --timeout 20 nodes --json >"$work/nodes" 2>"$work/said" || code=$?
    echo "$code" >"$work/code"
    for node in "$@"; do
        is "$(json "[(n['state'], n['stale'], n['health']) for n in d['nodes'] if n['name'] == '$node'][0]" <"$work/nodes")" \
            "('Refused', True, 'Warning')" || return 1
    done
}

another_nodes_key_is_refused_and_named() {
    exchange_keys drawer-b drawer-c
    local node
    # An agent that has just been started again may not answer yet.
    until_true 60 both_are_refused drawer-b drawer-c
    is "$(<"$work/code")" 1
    for node in drawer-b drawer-c; do
        grep "$node: WRONG KEY: expected node" "$work/said"
    done
    is "$(health_of drawer-a)" OK
    exchange_keys drawer-b drawer-c
    until_true 60 is_well drawer-b
    until_true 60 is_well drawer-c
}

check nodes_come_up_and_are_paired
check a_wrong_code_pairs_nobody
check codes_that_differ_pair_nobody
check both_sides_show_the_same_code_and_are_paired
check tls_1_2_is_refused
check no_certificate_is_refused
check an_expired_certificate_is_refused
check garbage_ends_the_connection_and_says_why
check two_gibibytes_on_one_line_end_early
check deep_nesting_ends_the_connection
check who_says_nothing_is_sent_away
check a_thousand_connections_keep_nobody_out
check after_all_that_failures_are_still_told
check a_late_token_is_refused
check a_unit_file_that_is_not_json_is_named
check a_unit_that_does_not_exist_is_named
check watching_nothing_is_told
check another_nodes_key_is_refused_and_named
echo "note   the most memory that the agent of drawer-a has ever held: $(peak_of drawer-a) kB"
echo "note   a clock that jumps cannot be had here, for nodes share this machine's clock (see tst_clockwatch)"
[ "$failures" = 0 ]
