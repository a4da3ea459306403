# shellcheck shell=bash
# SPDX-License-Identifier: Apache-2.0
# What belongs to a lab, by name; its lock; its record; and the removal of all of it.
# A lab owns, on this machine: the folder $folder, the bridge $bridge with the cables vb-$tag-*, and the control groups
# muster-lab-$tag. All follow from the lab's name and folder, so that they are found again without any record.

say() { printf 'lab: %s\n' "$*" >&2; }
die() { say "$*"; exit 1; }
cannot() { say "$*"; exit 77; }

locate_lab() {
    folder=$labs/$name
    tag=$(printf '%s' "$folder" | sha256sum | cut -c1-6)
    bridge=mb-$tag
    groups=$(cgroup_top)/muster-lab-$tag
    read_record
}

# Nodes need the unified hierarchy: /sys/fs/cgroup itself, or beside the old ones in /sys/fs/cgroup/unified.
cgroup_top() {
    local top
    for top in /sys/fs/cgroup /sys/fs/cgroup/unified; do
        if [ -e "$top/cgroup.procs" ] && [ -w "$top/cgroup.procs" ]; then echo "$top"; return; fi
    done
    cannot "a node's systemd needs control groups (version 2), and there are none below /sys/fs/cgroup that can be written"
}

# One command at a time changes a lab. The lock is held as long as this process or one that it waits for lives.
take_lock() {
    local lock=$folder.lock
    mkdir -p "$labs"
    while :; do
        exec 9>"$lock"
        flock --timeout 1 9 || { say "waiting for another command on the lab $name"; flock 9; }
        # "down" removes the lock: what counts is the file that is there now.
        [ "$(stat -c %i "$lock" 2>/dev/null)" != "$(stat -L -c %i "/proc/$$/fd/9")" ] || break
    done
    read_record
}

# The record says what the lab is made of, and at the end that it is whole: this tells a lab from the remains of one.
write_record() { # WHOLE
    printf '%s\n' "kind=$kind" "nodes=$nodes" "agent=$agent" "etcd=$etcd" "subnet=$subnet" "root=$root" "boot=$(this_boot)" "whole=$1" >"$folder/record.new"
    mv "$folder/record.new" "$folder/record"
    read_record
}

read_record() {
    local key value
    recorded_kind='' recorded_nodes=0 recorded_agent='' recorded_etcd=no recorded_boot='' whole=no subnet='' root=''
    [ -e "$folder/record" ] || return 0
    while IFS='=' read -r key value; do
        case $key in
            kind) recorded_kind=$value ;;
            nodes) recorded_nodes=$value ;;
            agent) recorded_agent=$value ;;
            etcd) recorded_etcd=$value ;;
            subnet) subnet=$value ;;
            root) root=$value ;;
            boot) recorded_boot=$value ;;
            whole) whole=$value ;;
        esac
    done <"$folder/record"
}

this_boot() { cat /proc/sys/kernel/random/boot_id; }

# True if the lab was made to its end since this machine started, and is still there.
standing() { [ "$whole" = yes ] && [ "$recorded_boot" = "$(this_boot)" ] && [ -e "/sys/class/net/$bridge" ] && [ -d "$root" ]; }

# Node names in order, one a line.
node_names() { # KIND COUNT
    local i letters=abcdefghijklmnopqrstuvwxyz stem=drawer
    case $1 in switch | bmc) stem=$1 ;; esac
    for ((i = 0; i < $2; i++)); do echo "$stem-${letters:i:1}"; done
}

recorded_names() { node_names "$recorded_kind" "$recorded_nodes"; }

# No pipe into grep -q: it ends at the first match, and the writer's broken pipe would count as a failure.
is_node() { [[ $'\n'$(recorded_names)$'\n' == *$'\n'"$1"$'\n'* ]]; }

require_node() {
    [ "$recorded_nodes" -gt 0 ] || die "no lab named $name is up. Make it with: lab up --name $name"
    is_node "$1" || { say "no node $1 in the lab $name, only: $(recorded_names | tr '\n' ' ')"; exit 2; }
}

require_running() { # NODE EXIT-CODE
    is_node "$1" && [ -n "$(init_of "$1")" ] && return
    (require_node "$1") || exit "$2"
    say "$1 is not running. Boot it with: lab start $1"
    exit "$2"
}

# Calls CONDITION... ten times a second until it holds; false after SECONDS.
within() { # SECONDS CONDITION...
    local end=$((SECONDS + $1)); shift
    until "$@"; do
        [ "$SECONDS" -lt "$end" ] || return 1
        sleep 0.1
    done
}

host_package() { # COMMAND PACKAGE
    command -v "$1" >/dev/null 2>&1 && return 0
    command -v apt-get >/dev/null 2>&1 || cannot "$1 is missing. Install the package $2 of your distribution and run again."
    say "installing $2 on this machine"
    { apt-get install -y --no-install-recommends "$2" || { apt-get update && apt-get install -y --no-install-recommends "$2"; }; } \
        >"$labs/host-$2.log" 2>&1 9>&- || cannot "could not install $2; see $labs/host-$2.log"
}

# Removes all of a lab, whole or not, and nothing else.
clear_away() {
    kill_group "$groups"
    remove_groups "muster-lab-$tag"
    remove_network
    rm -rf --one-file-system "$folder"
}

take_down() {
    clear_away
    rm -f "$folder.lock"
}

bring_up() {
    local begin=$EPOCHREALTIME
    host_package systemd-nspawn systemd-container
    host_package ip iproute2
    if standing; then
        [ "$recorded_kind:$recorded_nodes:$recorded_agent:$recorded_etcd" = "$kind:$nodes:$agent:$etcd" ] ||
            die "the lab $name stands as $recorded_nodes x $recorded_kind (agent: $recorded_agent, etcd: $recorded_etcd). Take it down first: lab down --name $name"
        start_stopped
    else
        make_lab
    fi
    say "$nodes x $kind up after $(since "$begin") s"
    show_status
}

make_lab() {
    if [ "$agent" = yes ]; then require_agent_build; fi
    if [ "$kind" = bmc ]; then require_build lab-phosphor; fi
    root=$("$checkout/installer/env" --root 9>&-) || die "the private Debian 13 root could not be made"
    clear_away
    mkdir -p "$folder"
    make_network
    write_record no
    if [ "$etcd" = yes ]; then
        make_etcd_certificates
        start_etcd
    fi
    furnish_nodes
    boot_nodes
    write_record yes
}

start_stopped() {
    local node
    if [ "$etcd" = yes ] && ! etcd_runs; then start_etcd; fi
    for node in $(recorded_names); do
        [ -n "$(init_of "$node")" ] || start_node "$node"
    done
    if [ "$agent" = yes ]; then renew_agent; fi
}

since() { awk -v from="$1" -v to="$EPOCHREALTIME" 'BEGIN { printf "%.1f", to - from }'; }
