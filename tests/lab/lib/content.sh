# shellcheck shell=bash
# SPDX-License-Identifier: Apache-2.0
# What a node holds beside the Debian below it: its identity and network, the services that are watched, and the agent.

# Of no use in a node, or not able to work in one. FRR and Redis run per instance, in units of the lab's own;
# etcd beside the nodes.
Masked=(apt-daily.timer apt-daily-upgrade.timer dpkg-db-backup.timer fstrim.timer logrotate.timer console-getty.service
    getty@tty1.service systemd-pstore.service etcd.service frr.service redis-server.service)
Watched=(fan-control.service power-monitor.service thermal-log.service)
WatchedOnSwitch=(database.service database@{0..5}.service)
StateOfBmc=(xyz.openbmc_project.Settings.service org.openbmc.control.Power.service xyz.openbmc_project.State.Hypervisor.service xyz.openbmc_project.State.BMC.service xyz.openbmc_project.State.Chassis@0.service xyz.openbmc_project.State.Host@0.service)
WatchedOnBmc=(xyz.openbmc_project.Logging.service xyz.openbmc_project.Dump.Manager.service)

furnish_nodes() {
    local node
    if [ "$agent" = yes ]; then install_package; fi
    for node in $(recorded_names); do furnish "$node" "$folder/$node/upper"; done
}

furnish() { # NODE UPPER
    local upper=$2 services=("${Watched[@]}") unit
    mkdir -p "$upper"
    cp -R "$here/node/common/." "$upper"
    [ ! -d "$here/node/$kind" ] || cp -R "$here/node/$kind/." "$upper"
    identify "$1" "$upper"
    for unit in "${Masked[@]}"; do ln -s /dev/null "$upper/etc/systemd/system/$unit"; done
    case $kind in
        switch) services+=("${WatchedOnSwitch[@]}") ;;
        bmc)
            services+=("${WatchedOnBmc[@]}")
            for unit in "${StateOfBmc[@]}"; do enable "$upper" "$unit"; done
            install -D "$(built lab-phosphor)" "$upper/usr/libexec/bmc/lab-phosphor" ;;
    esac
    for unit in systemd-networkd.service "${services[@]}"; do enable "$upper" "$unit"; done
    write_json_services "${services[@]}" >"$upper/etc/muster/units.d/lab.json"
    # The checkout's modes follow its owner's umask; a node's must not.
    chmod -R u=rwX,go=rX "$upper"
    if [ "$etcd" = yes ]; then furnish_etcd "$upper"; fi
    if [ "$agent" = yes ]; then
        cp -a "$folder/package/." "$upper"
        enable "$upper" muster-agent.service
    fi
    # Later than /usr: systemd need not rebuild caches as after an update.
    touch -d '+1 minute' "$upper/etc/.updated" "$upper/var/.updated"
}

identify() { # NODE UPPER
    local other etc=$2/etc
    mkdir -p "$etc/systemd/network" "$etc/systemd/system/multi-user.target.wants" "$etc/muster/units.d"
    tr -d - </proc/sys/kernel/random/uuid >"$etc/machine-id"
    echo "$1" >"$etc/hostname"
    : >"$etc/resolv.conf"
    {
        echo "127.0.0.1 localhost"
        for other in $(recorded_names); do echo "$(address_of "$other") $other"; done
    } >"$etc/hosts"
    # A node whose cable is pulled keeps its address, as a node behind a dead switch does: nothing tells it but silence.
    printf '%s\n' '[Match]' 'Name=host0' '[Network]' "Address=$(address_of "$1")/24" 'ConfigureWithoutCarrier=yes' 'IgnoreCarrierLoss=yes' \
        >"$etc/systemd/network/10-host0.network"
    echo "{\"name\": \"$1\"$([ "$etcd" = no ] || etcd_member)}" >"$etc/muster/agent.json"
}

enable() { # UPPER UNIT
    ln -sf "/usr/lib/systemd/system/$2" "$1/etc/systemd/system/multi-user.target.wants/$2"
}

write_json_services() { # UNIT...
    local list
    list=$(printf '"%s", ' "$@")
    echo "{\"services\": [${list%, }]}"
}

built() { echo "$checkout/build/$preset/bin/$1"; } # PROGRAM

require_build() { # PROGRAM HINT
    [ -x "$(built "$1")" ] || die "$1 is not built. Build it with:
       installer/env cmake --preset $preset && installer/env cmake --build --preset $preset --target $1${2:+
     $2}"
}

require_agent_build() { require_build muster-agent "or boot the nodes without it: lab up --no-agent"; }

# The agent as its package would hold it, into $folder/package.
install_package() {
    rm -rf "$folder/package"
    (cd "$checkout" && DESTDIR=$folder/package installer/env cmake --install "build/$preset" --component agent --prefix /usr --strip) \
        >"$folder/package.log" 2>&1 9>&- || die "the agent could not be installed from build/$preset; see $folder/package.log"
}

# Brings running nodes the agent that was built last, as an upgrade of its package would.
renew_agent() {
    local node
    require_agent_build
    install_package
    for node in $(recorded_names); do
        ! cmp -s "$folder/package/usr/bin/muster-agent" "/proc/$(init_of "$node")/root/usr/bin/muster-agent" || continue
        say "renewing the agent on $node"
        tar -C "$folder/package" -c . | run_in_node "$node" tar -C / -x --no-overwrite-dir
        run_in_node "$node" systemctl daemon-reload
        run_in_node "$node" systemctl restart muster-agent.service 2>/dev/null || true
        await_agent "$node"
    done
}

# Type=notify: the agent is active when it says that it serves. It is asked inside the node, for its cable may be cut.
agent_listens() {
    [ "$(agent_state "$1")" = active ] && [ -n "$(run_in_node "$1" ss --no-header --listening --tcp --numeric 'sport = :7117')" ]
}

agent_settled() { [ "$(agent_state "$1")" = failed ] || agent_listens "$1"; } # NODE

await_agent() { # NODE
    within 30 agent_settled "$1" && agent_listens "$1" && return
    say "the agent on $1 does not listen on port 7117. Its last words:"
    run_in_node "$1" journalctl --boot --unit muster-agent.service --lines=20 --no-pager --output=short-monotonic >&2 || true
    return 1
}
