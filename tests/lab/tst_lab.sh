#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# The lab itself: nodes boot, can be reached, cut off, stopped, broken; nothing is left behind, also after a kill -9.
# Exit codes: 0 all hold, 1 some do not, 77 this machine cannot run a lab.
set -uo pipefail

here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
# Names of this checkout's own: another checkout's tests may run on the same machine.
first=tst-$(printf '%s' "$here" | sha256sum | cut -c1-8) second=$first-b
lab() { "$here/lab" "$1" --name "$first" "${@:2}"; }
other() { "$here/lab" "$1" --name "$second" "${@:2}"; }
inside() { lab exec "$@"; }

# shellcheck source=lib/facts.sh
. "$here/lib/facts.sh"

boot_of() { inside "$1" cat /proc/sys/kernel/random/boot_id; }             # NODE
# One answer within three seconds: a cable that was just plugged in takes a moment.
reaches() { inside "$1" ping -c 1 -w 3 -i 0.2 "$2" >/dev/null; } # NODE ADDRESS

two_nodes_come_up() {
    lab up --no-agent --nodes 2
    is "$(inside drawer-a systemctl is-system-running)" running
    is "$(inside drawer-b hostname)" drawer-b
    is "$(lab status --json | grep -c '"state": "running"')" 2
}

nodes_differ_in_machine_id() {
    local a b
    a=$(inside drawer-a cat /etc/machine-id) b=$(inside drawer-b cat /etc/machine-id)
    is "${#a}" 32
    [ "$a" != "$b" ]
}

up_again_changes_nothing() {
    local before
    before=$(boot_of drawer-a)
    lab up --no-agent --nodes 2
    is "$(boot_of drawer-a)" "$before"
}

another_shape_is_refused() { is "$(code_of lab up --no-agent --nodes 3)" 1; }

exec_passes_arguments_input_and_exit_code() {
    is "$(inside drawer-a printf '[%s]' 'a b' "it's" '$HOME' '')" "[a b][it's][\$HOME][]"
    is "$(echo words | inside drawer-a cat)" words
    is "$(code_of inside drawer-a sh -c 'exit 42')" 42
    is "$(code_of inside drawer-z true)" 125
}

a_cut_node_is_silent_until_healed() {
    until_true 30 reaches drawer-a drawer-b
    lab cut drawer-b
    [ "$(code_of reaches drawer-a drawer-b)" != 0 ]
    lab status | grep -q 'drawer-b .* cut '
    lab heal drawer-b
    until_true 30 reaches drawer-a drawer-b
}

a_cut_outlives_a_reboot() {
    lab cut drawer-b
    lab stop drawer-b
    lab start drawer-b
    [ "$(code_of reaches drawer-b drawer-a)" != 0 ]
    lab heal drawer-b
    until_true 30 reaches drawer-b drawer-a
}

stop_and_start_keep_the_nodes_state() {
    local before option
    for option in '' --hard; do
        before=$(boot_of drawer-b)
        inside drawer-b sh -c 'echo kept >/var/lib/kept'
        # shellcheck disable=SC2086
        lab stop drawer-b $option
        is "$(code_of inside drawer-b true)" 125
        is "$(code_of lab status)" 1
        lab start drawer-b
        is "$(inside drawer-b cat /var/lib/kept)" kept
        [ "$(boot_of drawer-b)" != "$before" ]
        is "$(code_of lab status)" 0
    done
}

a_broken_unit_fails_for_good_until_mended() {
    is "$(inside drawer-a systemctl is-active fan-control.service)" active
    lab break drawer-a
    is "$(inside drawer-a systemctl is-failed fan-control.service)" failed
    inside drawer-a journalctl --boot --unit fan-control.service --output=cat | grep -qx 'zone 2: tach 5 missing'
    lab mend drawer-a
    is "$(inside drawer-a systemctl is-active fan-control.service)" active
    is "$(inside drawer-a systemctl is-system-running)" running
}

a_switch_stands_beside_it() {
    local asic
    other up --no-agent --kind switch
    for asic in 0 5; do is "$(other exec switch-a ip netns exec "asic$asic" redis-cli ping)" PONG; done
    other down
    until_true 30 reaches drawer-a drawer-b
}

an_etcd_stands_beside_it() {
    other up --no-agent --nodes 1 --etcd
    is "$(other status --json | grep -c '"state": "running"')" 1
    other exec drawer-a cat /etc/muster/agent.json | grep -q '"endpoints": \["https://10\.117\.'
    from_node put key value
    is "$(from_node get --print-value-only key)" value
    # It asks for a certificate, and shows one that is not anybody's.
    is "$(code_of other exec drawer-a etcdctl --command-timeout 1s --endpoints "$(etcd_endpoint)" --cacert /etc/muster/etcd/ca.pem get key)" 1
    is "$(code_of other exec drawer-a etcdctl --command-timeout 1s --endpoints "$(etcd_endpoint)" get key)" 1
}

etcd_is_stopped_frozen_and_filled() {
    local verbs
    for verbs in stop:start kill:start freeze:thaw; do
        other etcd "${verbs%:*}"
        is "$(code_of from_node get key)" 1
        other etcd "${verbs#*:}"
        is "$(from_node get --print-value-only key)" value
    done
    other etcd fill
    is "$(code_of from_node put key other)" 1
    other etcd drain
    from_node put key other
    is "$(code_of lab etcd stop)" 1
    other down
    is "$(traces "$second")" ''
    until_true 30 reaches drawer-a drawer-b
}

etcd_endpoint() { other exec drawer-a sed -nE 's/.*"endpoints": \["([^"]+)".*/\1/p' /etc/muster/agent.json; }
from_node() { # ETCDCTL-WORD...
    other exec drawer-a etcdctl --command-timeout 2s --endpoints "$(etcd_endpoint)" --cacert /etc/muster/etcd/ca.pem \
        --cert /etc/muster/etcd/client.pem --key /etc/muster/etcd/client.key "$@"
}

what_a_killed_up_leaves_is_cleared_by_the_next() {
    local pid
    "$here/lab" up --name "$second" --no-agent --nodes 2 &
    pid=$!
    while [ -d "/proc/$pid" ] && ! traces "$second" | grep -q '/container$'; do sleep 0.01; done
    kill -KILL "$pid"
    wait "$pid" || true
    other up --no-agent --nodes 1
    is "$(other status --json | grep -c '"state": "running"')" 1
}

down_leaves_nothing() {
    [ -n "$(traces "$first")" ]
    other down
    lab down
    is "$(traces "$first")$(traces "$second")" ''
    lab down
}

wrong_usage_is_told() {
    is "$(code_of "$here/lab")" 2
    is "$(code_of lab frobnicate)" 2
    is "$(code_of lab up --nodes 0)" 2
    is "$(code_of lab up --kind toaster)" 2
    is "$(code_of lab cut)" 2
    is "$(code_of lab etcd melt)" 2
    is "$(code_of "$here/lab" up --name ../x)" 2
}

without_root_it_says_so() {
    local copy
    copy=$(mktemp -d)
    cp -R "$here/." "$copy"
    chmod -R a+rX "$copy"
    is "$(code_of setpriv --reuid=65534 --regid=65534 --clear-groups env HOME=/ "$copy/lab" status)" 77
    rm -r "$copy"
}

# All that lab NAME has on this machine: files, bridge and cables, control groups, mounts in any process.
traces() { # NAME
    local - folder tag
    set +x
    folder=${MUSTER_CACHE:-${XDG_CACHE_HOME:-$HOME/.cache}/muster}/lab/$1
    tag=$(printf '%s' "$folder" | sha256sum | cut -c1-6)
    ls -d "$folder" "$folder.lock" /sys/class/net/*-"$tag"* /run/systemd/nspawn/*/"$tag"* 2>/dev/null
    find /sys/fs/cgroup -maxdepth 4 -path "*/muster-lab-$tag*" -type d 2>/dev/null
    grep -slF "$folder/" /proc/[0-9]*/mounts
    true
}

code=$(code_of lab status)
if [ "$code" = 77 ]; then lab status; exit 77; fi
trap 'lab down; other down' EXIT
lab down
other down

check wrong_usage_is_told
check without_root_it_says_so
check two_nodes_come_up
check nodes_differ_in_machine_id
check up_again_changes_nothing
check another_shape_is_refused
check exec_passes_arguments_input_and_exit_code
check a_cut_node_is_silent_until_healed
check a_cut_outlives_a_reboot
check stop_and_start_keep_the_nodes_state
check a_broken_unit_fails_for_good_until_mended
check a_switch_stands_beside_it
check an_etcd_stands_beside_it
check etcd_is_stopped_frozen_and_filled
check what_a_killed_up_leaves_is_cleared_by_the_next
check down_leaves_nothing
[ "$failures" = 0 ]
