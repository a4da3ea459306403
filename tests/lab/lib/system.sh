# SPDX-License-Identifier: Apache-2.0
# shellcheck shell=bash
# What tests of a system ask its nodes, each on the node itself: no network is between the question and the answer.
# Needs lib/console.sh.

Lease=3

pair_as_admin() { muster pair "$(address_of "$1")" --token "$(lab exec "$1" muster-agent token --role admin)"; } # NODE

of_node() { lab exec "$1" muster-agent system --json | json "$2"; } # NODE EXPRESSION of d
# Asked once: it stays, unless the node is installed anew (forget_id).
id_of() { # NODE
    [ -s "$work/id-$1" ] || lab exec "$1" muster-agent identity | head -n 1 >"$work/id-$1"
    cat "$work/id-$1"
}
forget_id() { rm -f "$work/id-$1"; } # NODE

# Whether it would act right now.
acts() { [[ $(lab exec "$1" muster-agent system --json) == *"\"acting\":\"$(id_of "$1")\""* ]]; } # NODE
follows() { is "$(of_node "$1" 'd["coordinator"]["acting"]')" "$(id_of "$2")"; } # NODE COORDINATOR
is_whole() { is "$(of_node "$1" 'sorted(set(m["presence"] for m in d["members"]))')" "['Connected', 'Self']"; } # COORDINATOR
misses() { is "$(of_node "$1" 'len([m for m in d["members"] if m["presence"] == "Silent"])')" "$2"; } # COORDINATOR COUNT
has_name() { is "$(of_node "$1" 'd["membership"]["name"]')" "$2"; } # NODE NAME
blames() { [[ $(of_node "$1" 'd["coordinator"]["why"]') == *"$2"* ]]; } # NODE WORD
is_alone() { is "$(of_node "$1" 'd.get("membership")')" None; }    # NODE
notes() { is "$(of_node "$1" 'd.get("note", {"text": ""})["text"]')" "$2"; } # NODE TEXT
is_silent() { is_stale "$1" True; }                                  # NODE
is_silent_for() { is "$(of_node "$1" "[m['presence'] for m, k in zip(d['members'], d['membership']['members']) if k['name'] == '$2'][0]")" Silent; } # COORDINATOR NODE
is_skewed() { is "$(of_node "$(who_acts)" "[m['isSkewed'] for m, k in zip(d['members'], d['membership']['members']) if k['name'] == '$1'][0]")" True; } # NODE

running_nodes() { lab status --json | json '" ".join(n["node"] for n in (d if isinstance(d, list) else d["nodes"]) if n.get("agent") == "active")'; }
acting_nodes() {
    local node
    for node in drawer-{a..d}; do
        if acts "$node" >/dev/null 2>&1; then echo "$node"; fi
    done
}
who_acts() { acting_nodes | head -n 1; }
one_acts() { is "$(acting_nodes | wc -l)" 1; }
nobody_acts() { is "$(acting_nodes | wc -l)" 0; }
no_more_than_one() { [ "$(acting_nodes | wc -l)" -le 1 ]; }
another_acts() { local now; now=$(who_acts); [ -n "$now" ] && [ "$now" != "$1" ]; } # NODE
# What a lease does is seen when it has passed; there is no other sign of what does not happen.
sleep_a_lease() { sleep $((2 * Lease)); }

sees_all_members() { is "$(muster nodes --json | json 'len([n for n in d["nodes"] if not n["stale"]])')" 4; }
problems_of() { muster call "$1" node.state | json '" ".join(p["id"] for p in d["problems"])'; } # NODE
has_problem() { [[ $(problems_of "$1") == *"$2"* ]]; }    # NODE ID
has_no_problem() { [[ $(problems_of "$1") != *"$2"* ]]; } # NODE ID

# The agent's clock alone: nodes share this machine's.
set_clock_off() { # NODE OFFSET
    lab exec "$1" sh -c 'mkdir -p /run/systemd/system/muster-agent.service.d
        printf "[Service]\nEnvironment=LD_PRELOAD=%s FAKETIME=%ss DONT_FAKE_MONOTONIC=1\n" \
            "$(ls /usr/lib/*/faketime/libfaketime.so.1)" "$1" >/run/systemd/system/muster-agent.service.d/clock.conf
        systemctl daemon-reload && systemctl restart muster-agent' - "$2"
}
set_clock_right() { # NODE
    lab exec "$1" sh -c 'rm -r /run/systemd/system/muster-agent.service.d && systemctl daemon-reload && systemctl restart muster-agent'
}

# Looks at all nodes over and over, from beside the tests. Nodes are looked at one after the other, so two acted at the same
# time only where the first still does after the second was seen to.
start_watching() {
    (
        set +x
        while :; do
            mapfile -t seen < <(acting_nodes)
            if [ ${#seen[@]} -gt 1 ] && acts "${seen[0]}"; then echo "${seen[*]}" >>"$work/two-acted"; fi
            echo "${#seen[@]}" >>"$work/looks"
        done
    ) >/dev/null 2>&1 &
    watcher=$!
}
stop_watching() {
    [ -n "${watcher:-}" ] || return 0
    kill "$watcher" 2>/dev/null
    wait "$watcher" 2>/dev/null || true
    watcher=
}
looks_with_one() { grep -cx 1 "$work/looks"; }
