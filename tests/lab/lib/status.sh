# shellcheck shell=bash
# SPDX-License-Identifier: Apache-2.0
# What is up, for people and for scripts.

# Prints one line per node; true if every node runs.
show_status() {
    local node state all=0 rows=()
    if [ "$recorded_nodes" = 0 ]; then
        if [ "$json" = yes ]; then echo '[]'; else say "no lab named $name is up"; fi
        return 1
    fi
    for node in $(recorded_names); do
        state=$(node_state "$node")
        if [ "$state" = stopped ] || [ "$state" = booting ]; then all=1; fi
        rows+=("$node $(address_of "$node") $state $(agent_state "$node") $(up_since "$node")")
    done
    if [ "$json" = yes ]; then print_json "${rows[@]}"; else print_table "${rows[@]}"; fi
    return "$all"
}

print_table() { # ROW...
    local node address state agent since format='%-12s %-15s %-9s %-7s %s\n'
    # shellcheck disable=SC2059
    {
        printf "$format" NODE ADDRESS STATE AGENT 'UP SINCE'
        for row in "$@"; do
            read -r node address state agent since <<<"$row"
            printf "$format" "$node" "$address" "$state" "$agent" "$since"
        done
    }
}

print_json() { # ROW...
    local node address state agent since separator='['
    for row in "$@"; do
        read -r node address state agent since <<<"$row"
        if [ "$since" = - ]; then since=null; else since="\"$since\""; fi
        printf '%s\n  {"node": "%s", "address": "%s", "state": "%s", "agent": "%s", "since": %s}' \
            "$separator" "$node" "$address" "$state" "$agent" "$since"
        separator=,
    done
    printf '\n]\n'
}

# running, stopped, booting (or shutting down), or cut: running without its network.
node_state() { # NODE
    if [ -z "$(init_of "$1")" ]; then echo stopped
    elif ! is_booted "$1"; then echo booting
    elif is_cut "$1"; then echo cut
    else echo running
    fi
}

# active, failed, ... as systemd says; absent if the node has no agent; - if it does not run.
agent_state() { # NODE
    local state
    if [ "$recorded_agent" = no ]; then echo absent; return; fi
    state=$(run_in_node "$1" systemctl is-active muster-agent.service 2>/dev/null) || true
    echo "${state:--}"
}

# When the node's first process started, in UTC.
up_since() { # NODE
    local init start
    init=$(init_of "$1")
    if [ -z "$init" ] || ! start=$(sed 's/.*) //' "/proc/$init/stat" 2>/dev/null | cut -d ' ' -f 20); then echo -; return; fi
    date -u -d "@$(($(awk '$1 == "btime" { print $2 }' /proc/stat) + start / $(getconf CLK_TCK)))" +%FT%TZ
}
