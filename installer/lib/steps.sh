# shellcheck shell=bash
# SPDX-License-Identifier: Apache-2.0
# How the scripts here tell what they do and what went wrong.

begin=$SECONDS

step() { printf '%3d s  %s\n' $((SECONDS - begin)) "$*"; }
die() { printf '%s: %s\n' "${0##*/}" "$*" >&2; exit 2; }

# Runs CMD with its output in LOG; shows that only when CMD fails, and then ends.
quietly() { # LOG SENTENCE CMD...
    local log=$1 sentence=$2; shift 2
    "$@" >"$log" 2>&1 || { tail -n 40 "$log" >&2; die "$sentence"; }
}
