# shellcheck shell=bash
# SPDX-License-Identifier: Apache-2.0
# An etcd beside the nodes, on this machine's end of the lab's wire. It is the Debian's that is below the nodes, speaks TLS,
# and asks who comes for a certificate of the lab's authority, which each node has in /etc/muster/etcd.
# All of it is in $folder/etcd and in the control group $groups/etcd, and so goes with the lab.

EtcdQuota=16777216 # bytes of data; few, so that it is soon full
EtcdSeconds=30

etcd_url() { echo "https://$subnet.1:2379"; }

# Runs CMD in the Debian below the nodes, where /mnt is etcd's folder. The mount is there for CMD alone.
beside_nodes() { # CMD...
    # shellcheck disable=SC2016
    unshare --mount --propagation private sh -c 'mount --bind "$1" "$2/mnt" && root=$2 && shift 2 && exec chroot "$root" "$@"' - \
        "$folder/etcd" "$root" "$@" 9>&-
}

etcdctl() {
    beside_nodes etcdctl --endpoints "$(etcd_url)" --cacert /mnt/ca.pem --cert /mnt/client.pem --key /mnt/client.key "$@"
}

# Without common names: etcd lets no client log in by a password that has one.
make_etcd_certificates() {
    mkdir -p "$folder/etcd"
    # shellcheck disable=SC2016
    beside_nodes sh -euc '
        cd /mnt
        key="-newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes"
        echo "subjectAltName=IP:$1" >names
        openssl req -x509 $key -subj /O=lab -days 3650 -keyout ca.key -out ca.pem
        for one in server client; do
            openssl req $key -subj "/O=lab $one" -keyout "$one.key" -out "$one.csr"
            openssl x509 -req -in "$one.csr" -CA ca.pem -CAkey ca.key -CAcreateserial -days 3650 -extfile names -out "$one.pem"
        done' - "$subnet.1" >"$folder/etcd/certificates.log" 2>&1 ||
        die "etcd's certificates could not be made; see $folder/etcd/certificates.log"
}

furnish_etcd() { # UPPER
    install -D --mode=644 --target-directory="$1/etc/muster/etcd" "$folder/etcd/ca.pem" "$folder/etcd/client.pem"
    install --mode=600 --target-directory="$1/etc/muster/etcd" "$folder/etcd/client.key"
}

# What a node's agent.json says of it.
etcd_member() {
    printf ', "etcd": {"endpoints": ["%s"], "caFile": "/etc/muster/etcd/ca.pem", ' "$(etcd_url)"
    printf '"certificateFile": "/etc/muster/etcd/client.pem", "keyFile": "/etc/muster/etcd/client.key"}'
}

start_etcd() {
    local url peer=http://$subnet.1:2380
    url=$(etcd_url)
    if etcd_runs; then say "etcd is running"; return; fi
    mkdir -p "$groups/etcd"
    (
        echo "$BASHPID" >"$groups/etcd/cgroup.procs"
        export -f beside_nodes
        export folder root
        exec setsid bash -c 'beside_nodes "$@"' - etcd --data-dir /mnt/data --listen-client-urls "$url" --advertise-client-urls "$url" \
            --listen-peer-urls "$peer" --initial-advertise-peer-urls "$peer" --initial-cluster "default=$peer" \
            --cert-file /mnt/server.pem --key-file /mnt/server.key --trusted-ca-file /mnt/ca.pem --client-cert-auth \
            --quota-backend-bytes "$EtcdQuota"
    ) </dev/null >>"$folder/etcd/log" 2>&1 9>&- &
    within "$EtcdSeconds" etcd_serves || die "etcd does not serve; see $folder/etcd/log"
}

etcd_runs() { [ -e "$groups/etcd" ] && ! is_empty "$groups/etcd"; }
etcd_serves() { etcdctl --command-timeout 1s endpoint health >/dev/null 2>&1; }

change_etcd() { # VERB
    [ "$recorded_etcd" = yes ] || die "the lab $name has no etcd. Make it with: lab up --etcd"
    case $1 in
        start) start_etcd ;;
        stop) stop_etcd ;;
        kill) kill_group "$groups/etcd" ;;
        freeze) echo 1 >"$groups/etcd/cgroup.freeze" ;;
        thaw) echo 0 >"$groups/etcd/cgroup.freeze" ;;
        fill) fill_etcd ;;
        drain) drain_etcd ;;
    esac
}

stop_etcd() {
    etcd_runs || return 0
    xargs kill -TERM <"$groups/etcd/cgroup.procs"
    within 10 is_empty "$groups/etcd" || kill_group "$groups/etcd"
}

# Until it takes no more.
fill_etcd() {
    local i
    for ((i = 0; i < 2 * EtcdQuota / 1000000; i++)); do
        head -c 1000000 /dev/zero | tr '\0' x | etcdctl put "filler/$i" >/dev/null 2>&1 || break
    done
    [[ $(etcdctl alarm list) == *NOSPACE* ]] || die "etcd is not full"
}

drain_etcd() {
    local revision
    etcdctl del --prefix filler/ >/dev/null
    revision=$(etcdctl endpoint status --write-out=fields | sed -nE 's/^"Revision" : ([0-9]+)$/\1/p')
    etcdctl compaction --physical "$revision" >/dev/null
    etcdctl defrag >/dev/null
    etcdctl alarm disarm >/dev/null
}
