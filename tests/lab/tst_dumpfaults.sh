#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# Dumps on the worst day: agents, coordinator and consoles killed at random moments of whatever is done with dumps, a link that is cut
# every two seconds, disks that are full. Exit codes: 0 all hold, 1 some do not, 77 this machine cannot run a lab.
set -uo pipefail

here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
checkout=$(dirname "$(dirname "$here")")
lab=df-$(printf '%s' "$here" | sha256sum | cut -c1-8)
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
trap 'lab down >/dev/null 2>&1; umount "$work/small" 2>/dev/null; rm -rf "$work"' EXIT

# How many kills; the project's promise is about 200.
kills=${MUSTER_DUMP_KILLS:-200}

four_nodes_become_a_system() {
    local node
    lab up --nodes 4 --preset "$preset"
    for node in drawer-{a..d}; do pair_as_admin "$node"; done
    muster system create frame drawer-{a..d} --yes
    muster system set frame --lease 3 --yes
    until_true 20 acts drawer-a
    until_true 20 is_whole drawer-a
}

# One of the agents (the first one coordinates) or of the running consoles, 200 times, at moments that nobody knows.
kill_at_random() {
    local victim
    for _ in $(seq "$kills"); do
        sleep "0.$((RANDOM % 60 + 10))" # the moment is what varies
        victim=$((RANDOM % 6))
        if [ $victim -lt 4 ]; then
            victim=drawer-$(printf %s abcd | cut -c $((victim + 1)))
            lab exec "$victim" systemctl kill --signal KILL muster-agent
            # So many deaths in so short a time are more than systemd restarts.
            lab exec "$victim" sh -c 'systemctl reset-failed muster-agent; systemctl start muster-agent'
        else
            pkill -KILL -f -- "--fleet $work/fleet.json --key-storage file dumps" || true
        fi
    done
    touch "$work/killed"
}

# What was acknowledged is written down: made, fetched, deleted. Each line of these files is a promise.
work_on() { # NODE
    local node=$1 made
    while [ ! -e "$work/killed" ]; do
        if made=$(muster --timeout 20 dumps create "$node" --wait --json 2>/dev/null); then
            made=$(json '" ".join(x["id"] for x in d["dumps"])' <<<"$made")
            echo "$node $made" >>"$work/made"
            if muster --timeout 20 dumps offload "$node/$made" -o "$work/fetched" --patience 10 >/dev/null 2>&1; then
                echo "$node $made" >>"$work/offloaded"
                if [ $((RANDOM % 2)) = 0 ]; then
                    # Whether it was deleted is open from now on, for a console that is killed does not tell.
                    echo "$node $made" >>"$work/deleting"
                    muster --timeout 20 dumps delete "$node/$made" >/dev/null 2>&1 && echo "$node $made" >>"$work/deleted"
                fi
            fi
        fi
        muster --timeout 20 dumps create frame --type checkstop --wait >/dev/null 2>&1 || true
    done
}

agents_and_consoles_are_killed_while_dumps_are_made_fetched_and_deleted() {
    local node
    mkdir "$work/fetched"
    touch "$work/made" "$work/offloaded" "$work/deleting" "$work/deleted"
    for node in drawer-{a..d}; do work_on "$node" & done
    kill_at_random
    wait
    wc -l "$work/made" "$work/offloaded" "$work/deleted"
    [ -s "$work/made" ]
}

every_dump_that_was_acknowledged_is_whole_and_listed() {
    local node id
    for node in drawer-{a..d}; do
        until_true 30 answers "$node"
        until_true 90 nothing_is_underway "$node"
        all_are_whole "$node"
    done
    sort "$work/made" | comm -23 - <(sort "$work/deleting") >"$work/promised"
    wc -l "$work/promised"
    is "$(comm -23 "$work/promised" <(all_listed))" ""
}

all_listed() { # of all nodes: "NODE ID", sorted
    local node
    for node in drawer-{a..d}; do
        listed "$node" "\"\\n\".join('$node ' + x['dump']['id'] for x in d['dumps'] if x['dump']['state'] in ('Complete', 'Partial'))"
    done | sort
}

what_was_deleted_stays_deleted() {
    is "$(comm -12 <(sort "$work/deleted") <(all_listed))" ""
}

# Pieces of dumps that were broken off may be on their way to the coordinator still.
nothing_half_made_is_left() {
    local node
    for node in drawer-{a..d}; do until_true 60 has_nothing_half_made "$node"; done
}
has_nothing_half_made() { ! lab exec "$1" sh -c 'ls -A /var/lib/muster/dumps' | grep '^\.'; } # NODE

every_fetched_file_is_proven() {
    local node id
    while read -r node id; do muster dumps verify "$work/fetched/$node-$id.tar.zst"; done <"$work/offloaded"
}

# How many there are by now is chance; later facts need room for more of the type.
all_dumps_are_deleted_at_once() {
    muster dumps delete --all --target frame --yes
    is "$(all_listed)" ""
}

a_gigabyte_arrives_over_a_link_that_is_cut_every_two_seconds() {
    local huge
    lab exec drawer-b sh -c 'for i in $(seq 17); do head -c 64000000 /dev/urandom >/var/log/huge-$i; done
        printf %s "{\"type\": \"huge\", \"maxBytes\": 2000000000, \"files\": [\"/var/log/huge-*\"]}" >/etc/muster/dumps.d/huge.json'
    until_true 20 knows_kind drawer-b huge
    muster dumps create drawer-b --type huge --wait
    lab exec drawer-b sh -c 'rm /var/log/huge-*'
    huge=$(newest drawer-b huge)
    muster dumps offload "drawer-b/$huge" -o "$work" --limit 80 >"$work/said" 2>&1 &
    local fetching=$! cuts=0
    while kill -0 "$fetching" 2>/dev/null; do
        sleep 2
        kill -0 "$fetching" 2>/dev/null || break
        lab cut drawer-b
        cuts=$((cuts + 1))
        sleep 2
        lab heal drawer-b
    done
    wait "$fetching"
    cat "$work/said"
    [ "$cuts" -ge 3 ]
    muster dumps verify "$work/drawer-b-$huge.tar.zst"
    muster dumps delete "drawer-b/$huge"
    rm "$work/drawer-b-$huge".*
}

a_full_disk_of_the_console_is_named_and_nothing_is_lost() {
    local large said
    make_large drawer-b
    muster dumps create drawer-b --type large --wait
    large=$(newest drawer-b large)
    mkdir "$work/small"
    mount -t tmpfs -o size=20m tmpfs "$work/small"
    said=$(muster dumps offload "drawer-b/$large" -o "$work/small" 2>&1) && return 1
    [[ $said == *"the disk has"* ]]
    # What runs full only then.
    mount -o remount,size=80m "$work/small"
    head -c 45000000 /dev/zero >"$work/small/filler" &
    muster dumps offload "drawer-b/$large" -o "$work/small" --limit 16 && return 1
    wait
    rm "$work/small/filler"
    muster dumps offload "drawer-b/$large" -o "$work/small"
    muster dumps verify "$work/small/drawer-b-$large.tar.zst"
    umount "$work/small"
}

# Its state lies on a small disk of its own from now on.
put_on_a_small_disk() { # NODE SIZE
    lab exec "$1" sh -c 'systemctl stop muster-agent; cp -a /var/lib/muster /root/kept; mount -t tmpfs -o size="$1" tmpfs /var/lib/muster
        cp -a /root/kept/. /var/lib/muster/; systemctl start muster-agent' - "$2"
    until_true 20 answers "$1"
}
fill() { lab exec "$1" sh -c 'head -c "$1" /dev/zero >/var/lib/muster/filler' - "$2" || true; } # NODE BYTES
make_room() { lab exec "$1" rm -f /var/lib/muster/filler; }                                   # NODE

a_full_disk_of_a_node_ends_a_dump_with_the_reason() {
    lab exec drawer-c sh -c 'systemctl stop muster-agent; find /var/lib/muster/dumps -mindepth 1 -delete; rm -f /var/lib/muster/dumps.index; systemctl start muster-agent'
    put_on_a_small_disk drawer-c 400m
    # Refused before it is begun: it would leave too little.
    fill drawer-c 300000000
    said=$(muster dumps create drawer-c --wait 2>&1) && return 1
    echo "$said"
    make_room drawer-c
    muster dumps create drawer-c --wait
    all_are_whole drawer-c
}

# A member that cannot write a byte cannot even say so: others keep the copies.
a_full_disk_of_a_member_leaves_copies_to_others() {
    local whole
    lab exec drawer-c sh -c 'rm -rf /root/kept'
    until_true 60 is_whole drawer-a
    fill drawer-c 500000000
    for _ in 1 2 3 4 5 6; do
        is "$(code_of muster dumps create frame --type checkstop --wait)" 1
        whole=$(newest drawer-a checkstop)
        until_true 60 has_a_copy "drawer-a/$whole"
    done
}

says_no_room_for_a_copy() { muster dumps show "$1" | grep -E "0 of 1 copies; .*are free on the file system"; }

# Nobody who could keep it has room: it is said, the dump itself is whole, and its copy is made once there is room.
full_disks_of_all_others_leave_a_dump_without_a_copy() {
    local node whole
    for node in drawer-b drawer-d; do put_on_a_small_disk "$node" 600m; done
    until_true 60 is_whole drawer-a
    for node in drawer-b drawer-d; do fill "$node" 590000000; done
    is "$(code_of muster dumps create frame --type checkstop --wait)" 1
    whole=$(newest drawer-a checkstop)
    until_true 60 says_no_room_for_a_copy "drawer-a/$whole"
    muster dumps offload "drawer-a/$whole" -o "$work"
    muster dumps verify "$work/drawer-a-$whole.tar.zst"
    for node in drawer-{b..d}; do make_room "$node"; done
    until_true 120 has_a_copy "drawer-a/$whole"
    for node in drawer-{a..d}; do all_are_whole "$node"; done
}

check four_nodes_become_a_system
check agents_and_consoles_are_killed_while_dumps_are_made_fetched_and_deleted
check every_dump_that_was_acknowledged_is_whole_and_listed
check what_was_deleted_stays_deleted
check nothing_half_made_is_left
check every_fetched_file_is_proven
check all_dumps_are_deleted_at_once
check a_gigabyte_arrives_over_a_link_that_is_cut_every_two_seconds
check a_full_disk_of_the_console_is_named_and_nothing_is_lost
check a_full_disk_of_a_node_ends_a_dump_with_the_reason
check a_full_disk_of_a_member_leaves_copies_to_others
check full_disks_of_all_others_leave_a_dump_without_a_copy
[ "$failures" = 0 ]
