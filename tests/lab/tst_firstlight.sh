#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# The main job on real nodes: pair, group, break, see it; cut, heal, kill, restart: nothing lost, nothing doubled.
# Exit codes: 0 all hold, 1 some do not, 77 this machine cannot run a lab.
set -uo pipefail

here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
checkout=$(dirname "$(dirname "$here")")
lab=fl-$(printf '%s' "$here" | sha256sum | cut -c1-8)
# shellcheck source=lib/facts.sh
. "$here/lib/facts.sh"

[ "$(id -u)" = 0 ] || { echo "real nodes need root"; exit 77; }
work=$(mktemp -d -p /tmp) # what runs in installer/env finds it there
# shellcheck source=lib/console.sh
. "$here/lib/console.sh"
trap 'lab down >/dev/null 2>&1; rm -rf "$work"' EXIT

nodes_come_up_with_their_agents() { lab up --nodes 3 --preset "$preset"; }

the_console_pairs_by_token() {
    local node
    for node in drawer-a drawer-b drawer-c; do pair_by_token "$node" admin; done
    is "$(muster nodes --json | json 'len(d["nodes"])')" 3
}

a_token_is_good_once() {
    local token
    token=$(lab exec drawer-a muster-agent token --role viewer)
    is "$(code_of muster pair "$(address_of drawer-a)" --token "$token")" 0
    is "$(code_of muster pair "$(address_of drawer-a)" --token "$token")" 4
    # The role of the first pairing is wanted again for what follows.
    pair_by_token drawer-a admin
}

nodes_become_a_system() {
    muster system create frame drawer-a drawer-b drawer-c --yes
    is "$(muster nodes --json | json 'sorted(n["system"] for n in d["nodes"])')" "['frame', 'frame', 'frame']"
}

a_healthy_machine_is_said_to_be_well() {
    until_true 60 muster nodes
    is "$(code_of muster units failures)" 0
}

a_broken_unit_shows_with_its_evidence() {
    lab break drawer-b
    until_true 60 has_failure drawer-b/fan-control.service
    is "$(code_of muster nodes)" 1
    is "$(health_of drawer-b)" Critical
    is "$(health_of drawer-a)" OK
    local shown
    shown=$(muster units failures) && return 1 # 1: something has failed
    echo "$shown"
    [[ $shown == *'tach 5 missing'* ]]
}

a_cut_node_is_stale_and_never_well() {
    lab cut drawer-c
    until_true 60 is_stale drawer-c True
    is "$(muster --timeout 10 nodes --json | json "[n['health'] for n in d['nodes'] if n['name'] == 'drawer-c'][0]")" Unknown
}

what_happens_behind_a_cut_is_told_after_it_once() {
    lab break drawer-c power-monitor.service
    lab heal drawer-c
    until_true 90 has_failure drawer-c/power-monitor.service
    is "$(muster events drawer-c --json | json 'len([e for e in d["events"] if e["kind"] == "unit.failed"])')" 1
    is "$(muster events drawer-c --json | json '[e["sequence"] for e in d["events"]] == sorted(set(e["sequence"] for e in d["events"]))')" True
}

a_failure_while_the_agent_is_away_is_found_once() {
    lab exec drawer-a systemctl stop muster-agent
    lab break drawer-a
    lab exec drawer-a systemctl start muster-agent
    until_true 60 has_failure drawer-a/fan-control.service
    lab exec drawer-a systemctl restart muster-agent
    until_true 60 has_failure drawer-a/fan-control.service
    is "$(muster events drawer-a --json | json 'len([e for e in d["events"] if e["kind"] == "unit.failed"])')" 1
}

a_killed_agent_loses_nothing() {
    local before
    before=$(muster events drawer-b --json | json 'd["events"][-1]["sequence"] if d["events"] else 0')
    lab exec drawer-b systemctl kill -s KILL muster-agent
    until_true 60 is_stale drawer-b False
    until_true 60 has_failure drawer-b/fan-control.service
    [ "$(muster events drawer-b --json | json 'd["events"][-1]["sequence"]')" -ge "$before" ]
}

a_mended_unit_recovers() {
    lab mend drawer-b
    take_note drawer-b
    until_true 60 is_well drawer-b
}

found_from() { # NODE
    lab exec "$1" env HOME=/root/console LC_ALL=C.UTF-8 /root/console/muster --fleet /root/console/fleet.json \
        --key-storage file discover --seconds 5 --json | json 'sorted(n["name"] for n in d["found"])'
}
finds() { local found; found=$(found_from "$1"); echo "$found"; [[ $found == *"$2"* ]]; } # NODE NODE

nodes_find_each_other_by_dns_sd() {
    lab exec drawer-a sh -c 'mkdir -p -m 700 /root/console && cat >/root/console/muster && chmod 755 /root/console/muster' \
        <"$checkout/build/$preset/bin/muster"
    until_true 60 finds drawer-a drawer-b
}

a_full_disk_stops_neither_events_nor_answers() {
    lab exec drawer-a sh -c 'mkdir -p /run/full && mount -t tmpfs -o size=24M tmpfs /run/full && cp -a /var/lib/muster/. /run/full/ &&
        systemctl stop muster-agent && mount --bind /run/full /var/lib/muster && systemctl start muster-agent'
    lab exec drawer-a sh -c 'cat /dev/zero >/var/lib/muster/filler 2>/dev/null; true'
    until_true 60 is_stale drawer-a False
    lab break drawer-a power-monitor.service
    until_true 60 has_failure drawer-a/power-monitor.service
}

check nodes_come_up_with_their_agents
check the_console_pairs_by_token
check a_token_is_good_once
check nodes_become_a_system
check a_healthy_machine_is_said_to_be_well
check a_broken_unit_shows_with_its_evidence
check a_cut_node_is_stale_and_never_well
check what_happens_behind_a_cut_is_told_after_it_once
check a_failure_while_the_agent_is_away_is_found_once
check a_killed_agent_loses_nothing
check a_mended_unit_recovers
check nodes_find_each_other_by_dns_sd
check a_full_disk_stops_neither_events_nor_answers
[ "$failures" = 0 ]
