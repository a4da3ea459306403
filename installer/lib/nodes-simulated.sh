# shellcheck shell=bash
# SPDX-License-Identifier: Apache-2.0
# The nodes of installer/try where there can be no real ones: each a real agent on this machine's loopback, whose machine is a
# folder of files (docs/agent.md, "A simulated machine"). All of it is in one temporary folder.

# A folder that agents in the private root (installer/env) see, too. A long one is of no use: the path of a Unix socket has at
# most 107 bytes, and those of the agents are in it.
place() {
    case ${TMPDIR:-} in
        /tmp/* | "$HOME"/*) [ "${#TMPDIR}" -gt 60 ] || { echo "$TMPDIR"; return; } ;;
    esac
    echo /tmp
}

simulation=$(mktemp -d "$(place)/muster-try.XXXXXX")
name_of_system() { echo simulated-frame-1; }
starting_nodes() { echo "starting $nodes simulated nodes"; }

names_of_nodes() {
    local i letters=abcdefghijklmnopqrstuvwxyz
    for ((i = 0; i < nodes; i++)); do echo "drawer-${letters:i:1}"; done
}

start_nodes() {
    local name
    for name in $(names_of_nodes); do
        furnish_node "$name" "$simulation/$name"
        "$env" "$bin/muster-agent" --config "$simulation/$name/agent.json" >"$simulation/$name/log" 2>&1 </dev/null &
        echo $! >"$simulation/$name/pid"
    done
    for name in $(names_of_nodes); do await_agent "$name" || return; done
}

furnish_node() { # NODE FOLDER
    mkdir -p "$2/units.d" "$2/machine"
    cat >"$2/agent.json" <<JSON
{
    "name": "$1", "listen": ["127.0.0.1"], "port": 0, "publish": false,
    "stateFolder": "$2/state", "runtimeFolder": "$2/run", "unitsFolder": "$2/units.d", "simulationFolder": "$2/machine"
}
JSON
    echo '{"services": ["fan-control.service", "power-monitor.service", "thermal-log.service"]}' >"$2/units.d/critical.json"
    write_unit "$1" fan-control.service '{"description": "Fan control of the drawer"}'
    write_unit "$1" power-monitor.service '{"description": "Power supplies of the drawer"}'
    write_unit "$1" thermal-log.service '{"description": "Temperatures of the drawer"}'
}

# Written aside and renamed: the agent sees the old or the new.
write_unit() { # NODE UNIT JSON
    local file=$simulation/$1/machine/$2.json
    echo "$3" >"$file.new"
    mv "$file.new" "$file"
}

port_of() { sed -nE 's/.*agent=started port=([0-9]+) .*/\1/p' "$simulation/$1/log"; } # NODE

await_agent() { # NODE
    await_line "$1" agent=started && return
    echo "the agent of $1 does not serve. Its last words:"
    tail -n 5 "$simulation/$1/log"
    return 1
}

# Waits until the agent has logged WORDS; false if it ends before, or after two minutes.
await_line() { # NODE WORDS
    local end=$((SECONDS + 120))
    until grep -q "$2" "$simulation/$1/log"; do
        [ "$SECONDS" -lt "$end" ] && kill -0 "$(<"$simulation/$1/pid")" 2>/dev/null || return 1
        sleep 0.05
    done
}

# The agents are of the process group that started them. One that has not ended yet would write into its folder again: hence
# the wait, of ten seconds at most.
how_to_stop() {
    local ended
    printf -v ended 'for i in $(seq 100); do kill -s 0 -- -%s 2>/dev/null || break; sleep 0.1; done' "$starting"
    printf 'kill -s TERM -- -%s; %s; rm -rf %q\n' "$starting" "$ended" "$simulation"
}

stop_nodes() {
    if [ -n "$starting" ]; then bash -c "$(how_to_stop)" 2>/dev/null; else rm -rf "$simulation"; fi
}

# A line "NAME ADDRESS" for each.
list_nodes() {
    local name
    for name in $(names_of_nodes); do echo "$name 127.0.0.1:$(port_of "$name")"; done
}

agent_of() { "$env" "$bin/muster-agent" --config "$simulation/$1/agent.json" "${@:2}"; } # NODE ARGUMENT...

# What a real drawer's fan control does when a tachometer is gone.
break_fan_control() { # NODE
    write_unit "$1" fan-control.service "$(cat <<'JSON'
{
    "description": "Fan control of the drawer",
    "journal": ["fans at 8400 8390 8410 8400 8380 8400 rpm, target 41 %", "<3>zone 2: tach 5 missing",
        "<2>fan-control: assertion 'tach[5].present' failed"],
    "signal": 6, "restarts": 2
}
JSON
    )"
    await_line "$1" event=unitFailed
}
