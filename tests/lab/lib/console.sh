# SPDX-License-Identifier: Apache-2.0
# shellcheck shell=bash
# A console beside a lab: what tests ask of it. Needs $checkout, $here, $lab (the lab's name) and $work (a folder).

preset=${MUSTER_PRESET:-dev}

lab() { "$here/lab" "$1" --name "$lab" "${@:2}"; }
muster() { "$checkout/installer/env" "$checkout/build/$preset/bin/muster" --fleet "${MUSTER_FLEET:-$work/fleet.json}" --key-storage file "$@"; }

address_of() { lab status --json | tr '{' '\n' | sed -nE "s/.*\"node\": *\"$1\".*\"address\": *\"([^\"]+)\".*/\\1/p"; } # NODE
json() { "$checkout/installer/env" python3 -c "import json, sys; d = json.load(sys.stdin); print($1)"; }                 # EXPRESSION of d

pair_by_token() { muster pair "$(address_of "$1")" --token "$(lab exec "$1" muster-agent token --role "${2:-operator}")"; } # NODE [ROLE]

failed_units() { muster units failures --json | json '" ".join(sorted(f["node"] + "/" + f["failure"]["unit"] for f in d["failures"] if not f["failure"].get("recoveredAt")))'; }
has_failure() { [[ " $(failed_units) " == *" $1 "* ]]; } # NODE/UNIT
health_of() { muster nodes --json | json "[n['health'] for n in d['nodes'] if n['name'] == '$1'][0]"; }
# What has failed and is well again stays until somebody has taken note.
take_note() { muster units acknowledge "$1" --all --reason "mended"; } # NODE
is_well() { [ "$(health_of "$1")" = OK ]; } # NODE
is_stale() { [ "$(muster --timeout 10 nodes --json | json "[n['stale'] for n in d['nodes'] if n['name'] == '$1'][0]")" = "$2" ]; } # NODE True|False
