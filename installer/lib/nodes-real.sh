# shellcheck shell=bash
# SPDX-License-Identifier: Apache-2.0
# The nodes of installer/try as real ones: each a whole Debian with its own systemd, in the lab named "try".

lab=$checkout/tests/lab/lab
name_of_system() { echo db-frame-1; }
starting_nodes() { echo "booting $nodes nodes"; }

# Why there can be no real nodes on this machine; nothing if there can.
why_not() {
    if [ "$(id -u)" != 0 ]; then
        echo "real nodes are whole systems with networks of their own, and that needs root: sudo installer/try"
        return
    fi
    local said code=0
    said=$("$lab" status --name try 2>&1) || code=$?
    [ "$code" != 77 ] || echo "${said#lab: }"
}

# Exit code 77: this machine cannot have them after all, and the last line says why.
start_nodes() { stop_nodes; "$lab" up --name try --nodes "$nodes" --preset "$preset"; }
stop_nodes() { "$lab" down --name try >/dev/null 2>&1 || true; }
how_to_stop() { echo "tests/lab/lab down --name try"; }

# A line "NAME ADDRESS" for each.
list_nodes() { "$lab" status --name try --json | tr '{' '\n' | sed -nE 's/.*"node": *"([^"]+)".*"address": *"([^"]+)".*/\1 \2/p'; }

agent_of() { "$lab" exec --name try "$1" muster-agent "${@:2}"; } # NODE ARGUMENT...

break_fan_control() { "$lab" break --name try "$1" fan-control.service; } # NODE
