# shellcheck shell=bash
# SPDX-License-Identifier: Apache-2.0
# The lab's wire: a bridge with a subnet of its own, and one cable from it to each node.
# The cable's ends are vb-$tag-X on this machine and host0 in the node; systemd-nspawn makes it and it goes with the node.

address_of() { # NODE
    local letters=abcdefghijklmnopqrstuvwxyz before
    before=${letters%%"${1##*-}"*}
    echo "$subnet.$((11 + ${#before}))"
}

cable_of() { echo "vb-$tag-${1##*-}"; } # NODE

# The search starts at a place that follows from the lab's name, so that a lab mostly gets the addresses it had before.
# Another lab may be looking at the same time, hence the machine-wide lock.
make_network() {
    local i
    exec 8>/run/lock/muster-lab
    flock 8
    for ((i = 0; i < 254; i++)); do
        subnet=10.117.$(((16#$tag + i) % 254 + 1))
        ! subnet_taken || continue
        ip link add "$bridge" type bridge
        ip address add "$subnet.1/24" dev "$bridge"
        ip link set "$bridge" up
        exec 8>&-
        return
    done
    die "no free subnet is left in 10.117.0.0/16"
}

subnet_taken() { [ -n "$(ip -4 route show root "$subnet.0/24" table all)$(ip -4 address show to "$subnet.0/24")" ]; }

remove_network() {
    local cable
    for cable in /sys/class/net/"vb-$tag-"*; do
        [ ! -e "$cable" ] || ip link delete "${cable##*/}" 2>/dev/null || true
    done
    [ ! -e "/sys/class/net/$bridge" ] || ip link delete "$bridge"
}

# A cable that was cut stays cut when the node boots again.
cut_cable() { # NODE
    touch "$folder/$1/cut"
    [ -z "$(init_of "$1")" ] || ip link set "$(cable_of "$1")" down
}

plug_cable() { # NODE
    rm -f "$folder/$1/cut"
    [ -n "$(init_of "$1")" ] || return 0
    ip link set "$(cable_of "$1")" up
    within 5 carries "$(cable_of "$1")" || die "the cable of $1 does not come up"
}

carries() { [ "$(cat "/sys/class/net/$1/operstate")" = up ]; } # CABLE

# Two sides that do not reach each other, while this machine, where consoles and etcd run, reaches both. What goes from one
# to the other is dropped in silence, as a dead switch between two rows of racks does it.
split_nodes() { # NODE... (one side; the others are the other)
    local node other
    join_nodes
    for node in "$@"; do
        for other in $(recorded_names); do
            [[ " $* " != *" $other "* ]] || continue
            run_in_node "$node" ip route add blackhole "$(address_of "$other")/32"
            run_in_node "$other" ip route add blackhole "$(address_of "$node")/32"
        done
    done
}

join_nodes() {
    local node
    for node in $(recorded_names); do run_in_node "$node" ip route flush type blackhole || true; done
}

is_cut() { [ -e "$folder/$1/cut" ]; } # NODE
