# SPDX-License-Identifier: Apache-2.0
# shellcheck shell=bash
# What tests ask of nodes' dumps. Needs lib/console.sh.

# A list with a dump that failed ends with 1.
listed() { { muster dumps list "$1" --pieces --json || [ $? = 1 ]; } | json "$2"; } # NODE EXPRESSION of d
newest() { muster dumps list "$1" --type "$2" --json | json 'd["dumps"][0]["dump"]["id"]'; } # NODE TYPE
lists() { [ "$(listed "$1" "len([x for x in d['dumps'] if x['dump']['id'] == '$2' and x['dump']['state'] in ('Complete', 'Partial')])")" = 1 ]; } # NODE ID
lists_not() { [ "$(listed "$1" "len([x for x in d['dumps'] if x['dump']['id'] == '$2'])")" = 0 ]; } # NODE ID
has_no_piece() { [ "$(listed "$1" "len([x for x in d['dumps'] if x['dump']['pieceOf'] == '$2'])")" = 0 ]; } # NODE ID
is_fetched_now() { [ "$(listed "$1" "len([x for x in d['dumps'] if x['dump']['id'] == '$2' and x['dump']['offloading']])")" = 1 ]; } # NODE ID
nothing_is_underway() { [ "$(listed "$1" "len([x for x in d['dumps'] if x['dump']['state'] not in ('Complete', 'Partial', 'Failed')])")" = 0 ]; } # NODE
answers() { { muster nodes --json || [ $? = 1 ]; } | json "[n['stale'] for n in d['nodes'] if n['name'] == '$1'][0]" | grep False; } # NODE

pieces_of() { muster dumps show "$1" --json | json "len([p for p in d['manifest']['pieces'] if p['state'] == '$2'])"; } # ID STATE
copies_of() { muster dumps show "$1" --json | json 'len(d.get("copies", []))'; } # ID
has_a_copy() { [ "$(copies_of "$1")" = 1 ]; }                                    # ID
has_pieces() { [ "$(pieces_of "$1" Complete)" = "$2" ]; } # ID COUNT

in_journal() { lab exec "$1" journalctl --boot --no-pager --output cat | grep -F "$2"; } # NODE WORD
has_grown_to() { [ -e "$1" ] && [ "$(stat -c %s "$1")" -ge "$2" ]; } # FILE BYTES

# A kind of dump that takes some seconds to fetch.
make_large() { # NODE
    lab exec "$1" sh -c 'head -c 60000000 /dev/urandom >/var/log/large
        printf %s "{\"type\": \"large\", \"collectors\": [\"facts\"], \"files\": [\"/var/log/large\"]}" >/etc/muster/dumps.d/large.json'
    until_true 20 knows_kind "$1" large
}
knows_kind() { muster call "$1" dumps.kinds | json '" ".join(k["type"] for k in d["kinds"])' | grep -w "$2"; } # NODE TYPE

flip_a_bit() { # FROM TO
    "$checkout/installer/env" python3 -c 'import sys; b = bytearray(open(sys.argv[1], "rb").read()); b[len(b) // 2] ^= 1; open(sys.argv[2], "wb").write(b)' "$1" "$2"
}

# Every dump that the node lists is there, and each of its files has the hash of the manifest.
all_are_whole() { # NODE
    listed "$1" '"\n".join(x["dump"]["id"] for x in d["dumps"] if x["dump"]["state"] in ("Complete", "Partial"))' |
        lab exec "$1" python3 -c '
import hashlib, json, sys
for id in sys.stdin.read().split():
    folder = "/var/lib/muster/dumps/" + id + "/"
    for member in json.load(open(folder + "manifest.json"))["members"]:
        if not member.get("sha256"):
            continue
        with open(folder + member["name"], "rb") as file:
            if hashlib.file_digest(file, "sha256").hexdigest() != member["sha256"]:
                sys.exit(id + "/" + member["name"] + " is not what the manifest says")'
}
