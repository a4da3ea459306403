# shellcheck shell=bash
# SPDX-License-Identifier: Apache-2.0
# A node's life: boot, a command inside, shutdown, power cut.
# Everything of a node runs in the control group $groups/NODE, which is how it is found and how it is ended. Its file system
# is an overlay that is mounted only in a mount namespace of the node's own, so that no mount outlives it.

BootSeconds=90
ShutdownSeconds=30

# The process on this machine that is PID 1 of the node; empty if there is none.
init_of() { # NODE
    local group pid=''
    # systemd moves from the first to the second group soon after it has started.
    for group in "$groups/$1/container/payload" "$groups/$1/container/payload/init.scope"; do
        { read -r pid <"$group/cgroup.procs"; } 2>/dev/null || continue
        [ -z "$pid" ] || { echo "$pid"; return; }
    done
}

run_in_node() { # NODE CMD...
    local init
    init=$(init_of "$1"); shift
    [ -n "$init" ] || return 125
    # --root: a node that was booted from within a chroot has its root below that of its mount namespace.
    nsenter --target "$init" --all --root --wd -- /usr/bin/env -i PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin \
        HOME=/root LANG=C.UTF-8 TERM="${TERM:-dumb}" "$@" 9>&-
}

# Starts the container and leaves it running apart from this shell, its terminal and its lock.
power_on() { # NODE
    local place=$folder/$1
    mkdir -p "$groups/$1" "$place/work" "$place/root"
    share_controllers "$1"
    setsid unshare --mount --propagation private "$here/lib/keep-node" "$groups/$1" "$root" "$place" "$(cable_of "$1")" \
        --boot --register=no --keep-unit --machine="$tag-${1##*-}" --hostname="$1" --network-bridge="$bridge" \
        --link-journal=no --resolv-conf=off --timezone=off --console=read-only --quiet \
        </dev/null >"$place/console.log" 2>&1 9>&- &
}

# Where this machine has all its controllers in the unified hierarchy, nodes get them too.
share_controllers() { # NODE
    local group controller
    for group in "${groups%/*}" "$groups" "$groups/$1"; do
        for controller in $(<"$group/cgroup.controllers"); do
            echo "+$controller" >"$group/cgroup.subtree_control" 2>/dev/null || true
        done
    done
}

system_state() { run_in_node "$1" systemctl is-system-running 2>/dev/null || true; } # NODE

is_booted() { case $(system_state "$1") in running | degraded) ;; *) return 1 ;; esac; } # NODE

# Boots NODE and returns when its systemd has started all it has to, and the agent listens. A unit that fails is an error
# only if EXPECT is "running": a node that was broken on purpose must boot too.
boot() { # NODE EXPECT
    local node=$1
    power_on "$node"
    within "$BootSeconds" is_booted "$node" || { explain "$node" "$node did not boot within $BootSeconds s"; return 1; }
    if [ "$2" = running ] && [ "$(system_state "$node")" != running ]; then
        explain "$node" "$node has failed units"
        return 1
    fi
    [ "$agent" = no ] || await_agent "$node"
}

boot_nodes() {
    local node jobs=() job failed=no
    for node in $(node_names "$kind" "$nodes"); do
        boot "$node" running &
        jobs+=($!)
    done
    for job in "${jobs[@]}"; do wait "$job" || failed=yes; done
    [ "$failed" = no ] || die "the lab $name is not whole. Look around with: lab exec; remove it with: lab down --name $name"
}

explain() { # NODE SENTENCE
    say "$2. Its last words:"
    { run_in_node "$1" systemctl --failed --no-legend --plain && run_in_node "$1" journalctl --boot --priority=notice --lines=20 --no-pager --output=short-monotonic; } >&2 ||
        tail -n 20 "$folder/$1/console.log" >&2 || true
}

start_node() { # NODE
    agent=$recorded_agent
    if [ -n "$(init_of "$1")" ]; then say "$1 is running"; return; fi
    power_off "$1"
    boot "$1" any
}

stop_node() { # NODE HARD
    local init
    init=$(init_of "$1")
    if [ -n "$init" ] && [ "$2" = no ]; then
        # What systemd does on this signal is what "systemctl poweroff" asks for; it works without a bus.
        kill -s RTMIN+4 "$init"
        within "$ShutdownSeconds" is_empty "$groups/$1" || say "$1 did not shut down within $ShutdownSeconds s; cutting its power"
    fi
    power_off "$1"
}

power_off() { # NODE
    kill_group "$groups/$1"
    remove_groups "muster-lab-$tag/$1"
}

is_empty() { ! grep -qx 'populated 1' "$1/cgroup.events" 2>/dev/null; } # GROUP

kill_group() { # GROUP
    [ -e "$1" ] || return 0
    echo 1 >"$1/cgroup.kill"
    within 10 is_empty "$1" || die "processes in $1 cannot be killed"
}

# systemd-nspawn makes the same groups in the old hierarchies where there are any.
remove_groups() { # NAME
    local group
    for group in /sys/fs/cgroup/"$1" /sys/fs/cgroup/*/"$1"; do
        [ ! -e "$group" ] || find "$group" -depth -type d -exec rmdir {} +
    done
}
