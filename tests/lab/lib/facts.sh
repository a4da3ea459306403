# SPDX-License-Identifier: Apache-2.0
# shellcheck shell=bash
# What tests of the lab are written with: facts that are checked one after the other and counted.

failures=0

# A check is a function without arguments whose name is the fact that it states.
check() { # FACT
    local log begin=$EPOCHREALTIME outcome=ok
    # Not "|| outcome=": where a failure is looked at, bash goes on after a failed line in the function.
    log=$({ set -ex; "$1"; } 2>&1)
    # shellcheck disable=SC2181
    [ $? = 0 ] || outcome=FAILED
    awk -v outcome="$outcome" -v fact="${1//_/ }" -v from="$begin" -v to="$EPOCHREALTIME" \
        'BEGIN { printf "%-6s %s (%.1f s)\n", outcome, fact, to - from }'
    [ "$outcome" = ok ] && return
    printf '%s\n' "$log" | sed 's/^/    /'
    failures=$((failures + 1))
}

is() { [ "$1" = "$2" ] || { echo "got '$1', expected '$2'"; return 1; }; } # GOT EXPECTED
code_of() { local code=0; "$@" >&2 || code=$?; echo "$code"; } # CMD... (what it says goes to the log)

# Calls CMD five times a second until it succeeds; false after SECONDS.
until_true() { # SECONDS CMD...
    local end=$((SECONDS + $1)); shift
    until "$@"; do
        [ $SECONDS -lt $end ] || { echo "not within the time: $*"; return 1; }
        sleep 0.2
    done
}
