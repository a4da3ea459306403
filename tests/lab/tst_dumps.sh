#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# Dumps of real nodes and of a system of them: made, fetched over breaks, proven, deleted, and whole whatever is killed when.
# Exit codes: 0 all hold, 1 some do not, 77 this machine cannot run a lab.
set -uo pipefail

here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
checkout=$(dirname "$(dirname "$here")")
lab=du-$(printf '%s' "$here" | sha256sum | cut -c1-8)
# shellcheck source=lib/facts.sh
. "$here/lib/facts.sh"

[ "$(id -u)" = 0 ] || { echo "real nodes need root"; exit 77; }
work=$(mktemp -d -p /tmp) # what runs in installer/env finds it there
# shellcheck source=lib/console.sh
. "$here/lib/console.sh"
# shellcheck source=lib/system.sh
. "$here/lib/system.sh"
# shellcheck source=lib/dumps.sh
. "$here/lib/dumps.sh"
trap 'lab down >/dev/null 2>&1; rm -rf "$work"' EXIT

four_nodes_become_a_system() {
    local node
    lab up --nodes 4 --preset "$preset"
    for node in drawer-{a..d}; do pair_as_admin "$node"; done
    muster system create frame drawer-{a..d} --yes
    muster system set frame --lease 3 --yes
    until_true 20 acts drawer-a
    until_true 20 is_whole drawer-a
}

a_dump_is_made_and_listed() {
    muster dumps create drawer-a --wait --reason "the fans stop"
    local id
    id=$(newest drawer-a bmc)
    is "$(muster dumps show "$id" --json | json 'd["dump"]["dump"]["reason"]')" "the fans stop"
    # What the manifest says is what is on the node's disk.
    lab exec drawer-a sh -c 'cd "/var/lib/muster/dumps/$1" && sha256sum units.txt journal.jsonl' - "$id" >"$work/sums"
    muster dumps show "$id" --json | json '"\n".join(m["sha256"] + "  " + m["name"] for m in d["manifest"]["members"] if m["name"] in ("units.txt", "journal.jsonl"))' | sort >"$work/said"
    diff "$work/said" <(sort "$work/sums")
}

one_looks_into_it_on_its_node() {
    local id
    id=$(newest drawer-a bmc)
    muster dumps files "drawer-a/$id" | grep -F journal.jsonl
    muster dumps cat "$id" units.txt >"$work/units"
    is "$(sha256sum <"$work/units" | cut -d ' ' -f 1)" "$(lab exec drawer-a sha256sum "/var/lib/muster/dumps/$id/units.txt" | cut -d ' ' -f 1)"
    is "$(code_of muster dumps cat "$id" ../../identity.pem)" 2
}

secrets_do_not_leave_the_node() {
    lab exec drawer-a sh -c 'logger -t lab "login with password=hunter2-secret"; sync'
    until_true 20 in_journal drawer-a hunter2-secret
    muster dumps create drawer-a --wait
    id=$(newest drawer-a bmc)
    muster dumps offload "$id" -o "$work"
    muster dumps search "$work/drawer-a-$id.tar.zst" redacted
    is "$(code_of muster dumps search "$work/drawer-a-$id.tar.zst" hunter2-secret)" 1
}

a_fetched_dump_is_proven_and_known_to_be_fetched() {
    id=$(newest drawer-a bmc)
    muster dumps verify "$work/drawer-a-$id.tar.zst"
    is "$(muster dumps list drawer-a --json | json "[len(x['dump']['offloaded']) for x in d['dumps'] if x['dump']['id'] == '$id'][0]")" 1
    muster dumps files "$work/drawer-a-$id.tar.zst" | grep -F journal.jsonl
}

a_flipped_bit_is_found_and_named() {
    id=$(newest drawer-a bmc)
    cp "$work/drawer-a-$id.json" "$work/flipped.json"
    flip_a_bit "$work/drawer-a-$id.tar.zst" "$work/flipped.tar.zst"
    is "$(code_of muster dumps verify "$work/flipped.tar.zst")" 1
}

the_next_similar_dump_moves_little() {
    local id
    muster dumps create drawer-a --wait
    id=$(newest drawer-a bmc)
    muster dumps offload "$id" -o "$work" >"$work/said" 2>&1
    grep -F "the rest is the same in earlier dumps" "$work/said"
    muster dumps verify "$work/drawer-a-$id.tar.zst"
}

what_is_reached_through_the_coordinator_alone_is_fetched() {
    local id
    MUSTER_FLEET=$work/alone.json pair_as_admin drawer-a
    MUSTER_FLEET=$work/alone.json until_true 30 answers drawer-c
    MUSTER_FLEET=$work/alone.json muster dumps create drawer-c --wait
    id=$(newest drawer-c bmc)
    MUSTER_FLEET=$work/alone.json muster dumps offload "drawer-c/$id" -o "$work"
    muster dumps verify "$work/drawer-c-$id.tar.zst"
}

what_is_being_fetched_is_not_deleted() {
    make_large drawer-b
    muster dumps create drawer-b --type large --wait
    local large said
    large=$(newest drawer-b large)
    muster dumps offload "$large" -o "$work" --limit 8 >"$work/fetched" 2>&1 &
    until_true 20 is_fetched_now drawer-b "$large"
    said=$(muster dumps delete "$large") && return 1
    [[ $said == *"is being fetched by"* ]]
    # Another dump of the same node is fetched meanwhile.
    muster dumps create drawer-b --wait
    muster dumps offload "$(newest drawer-b bmc)" -o "$work"
    wait
    muster dumps verify "$work/drawer-b-$large.tar.zst"
}

a_killed_agent_does_not_stop_a_fetch() {
    local large
    large=$(newest drawer-b large)
    rm "$work/drawer-b-$large".*
    muster dumps offload "$large" -o "$work" --limit 8 >"$work/fetched" 2>&1 &
    until_true 30 has_grown_to "$work/drawer-b-$large.tar.zst.part" 12000000
    lab exec drawer-b systemctl kill --signal KILL muster-agent
    wait
    cat "$work/fetched"
    muster dumps verify "$work/drawer-b-$large.tar.zst"
}

a_cut_link_does_not_stop_a_fetch() {
    local large i
    large=$(newest drawer-b large)
    rm "$work/drawer-b-$large".*
    muster dumps offload "$large" -o "$work" --limit 8 >"$work/fetched" 2>&1 &
    for i in 1 2; do
        until_true 30 has_grown_to "$work/drawer-b-$large.tar.zst.part" $((i * 12000000))
        lab cut drawer-b
        until_true 30 is_silent drawer-b
        lab heal drawer-b
    done
    wait
    cat "$work/fetched"
    muster dumps verify "$work/drawer-b-$large.tar.zst"
}

a_killed_console_goes_on_where_it_was() {
    local large
    large=$(newest drawer-b large)
    rm "$work/drawer-b-$large".*
    muster dumps offload "$large" -o "$work" --limit 8 >/dev/null 2>&1 &
    until_true 30 has_grown_to "$work/drawer-b-$large.tar.zst.part" 12000000
    pkill -KILL -f "dumps offload $large -o $work"
    wait || true
    [ ! -e "$work/drawer-b-$large.tar.zst" ]
    muster dumps offload "$large" -o "$work"
    muster dumps verify "$work/drawer-b-$large.tar.zst"
    muster dumps delete "$large"
    is "$(code_of muster dumps show "$large")" 2
}

agents_killed_while_they_make_dumps_leave_only_whole_ones() {
    local i
    for i in $(seq 12); do
        muster dumps create drawer-c >/dev/null 2>&1 &
        sleep "0.$((RANDOM % 40 + 10))" # the moment is what varies
        lab exec drawer-c systemctl kill --signal KILL muster-agent
        wait
        # So many deaths in so short a time are more than systemd restarts.
        lab exec drawer-c sh -c 'systemctl reset-failed muster-agent; systemctl start muster-agent'
        until_true 20 answers drawer-c
    done
    until_true 40 nothing_is_underway drawer-c
    all_are_whole drawer-c
    is "$(lab exec drawer-c sh -c 'ls -A /var/lib/muster/dumps | grep -c "^\." || true')" 0
}

a_systems_dump_has_a_piece_of_each_member() {
    local whole node
    muster dumps create frame --type checkstop --wait --reason hang
    whole=$(newest drawer-a checkstop)
    is "$(pieces_of "$whole" Complete)" 4
    muster dumps offload "drawer-a/$whole" -o "$work"
    muster dumps verify "$work/drawer-a-$whole.tar.zst"
    for node in drawer-{a..d}; do muster dumps files "$work/drawer-a-$whole.tar.zst" | grep -F -- "-$node/units.txt"; done
}

what_the_coordinators_disk_damages_is_mended() {
    local whole
    whole=$(newest drawer-a checkstop)
    until_true 60 has_a_copy "drawer-a/$whole"
    lab exec drawer-a sh -c 'printf XYZ | dd of="/var/lib/muster/dumps/$1/1-drawer-a/units.txt" bs=1 seek=40 conv=notrunc' - "$whole"
    mkdir "$work/mended"
    muster dumps offload "drawer-a/$whole" -o "$work/mended"
    muster dumps verify "$work/mended/drawer-a-$whole.tar.zst"
    all_are_whole drawer-a
}

who_is_cut_off_is_missing_and_added_later() {
    local whole
    lab split drawer-d
    until_true 30 misses drawer-a 1
    is "$(code_of muster dumps create drawer-b --type checkstop --wait)" 1
    whole=$(newest drawer-a checkstop)
    is "$(pieces_of "$whole" Complete)" 3
    lab join
    until_true 60 has_pieces "$whole" 4
    until_true 60 has_a_copy "drawer-a/$whole"
}

another_coordinator_has_the_dumps() {
    local whole
    whole=$(newest drawer-a checkstop)
    echo "$whole" >"$work/whole"
    lab stop drawer-a --hard
    muster system set frame --coordinator drawer-b --yes || true # the one that is lost is not told
    until_true 60 acts drawer-b
    until_true 60 lists drawer-b "$whole"
    # With what the lost one alone had: out of the copy.
    until_true 60 has_pieces "drawer-b/$whole" 4
}

a_deletion_reaches_who_was_away() {
    local whole
    whole=$(cat "$work/whole")
    muster dumps delete "drawer-b/$whole"
    until_true 30 has_no_piece drawer-c "$whole"
    lab start drawer-a
    until_true 60 is_whole drawer-b
    until_true 60 has_no_piece drawer-a "$whole"
    until_true 60 lists_not drawer-a "$whole"
}

refusals_say_why() {
    is "$(code_of muster dumps create drawer-b --type nonsense)" 2
    is "$(code_of muster dumps create frame --type system)" 4
    is "$(code_of muster dumps offload --all -o /no/such/folder)" 2
    is "$(code_of muster dumps show no-such-dump)" 2
    is "$(code_of muster dumps files /etc/passwd)" 2
    is "$(code_of muster dumps delete)" 2
}

check four_nodes_become_a_system
check a_dump_is_made_and_listed
check one_looks_into_it_on_its_node
check secrets_do_not_leave_the_node
check a_fetched_dump_is_proven_and_known_to_be_fetched
check a_flipped_bit_is_found_and_named
check the_next_similar_dump_moves_little
check what_is_reached_through_the_coordinator_alone_is_fetched
check what_is_being_fetched_is_not_deleted
check a_killed_agent_does_not_stop_a_fetch
check a_cut_link_does_not_stop_a_fetch
check a_killed_console_goes_on_where_it_was
check agents_killed_while_they_make_dumps_leave_only_whole_ones
check a_systems_dump_has_a_piece_of_each_member
check what_the_coordinators_disk_damages_is_mended
check who_is_cut_off_is_missing_and_added_later
check another_coordinator_has_the_dumps
check a_deletion_reaches_who_was_away
check refusals_say_why
[ "$failures" = 0 ]
