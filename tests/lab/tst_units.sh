#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# Units on a real node: whatever way a service fails in, it is seen and its cause is told; targets, the journal, cores and
# orders are what the agent takes them for.
# Exit codes: 0 all hold, 1 some do not, 77 this machine cannot run a lab.
set -uo pipefail

here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
checkout=$(dirname "$(dirname "$here")")
lab=un-$(printf '%s' "$here" | sha256sum | cut -c1-8)
# shellcheck source=lib/facts.sh
. "$here/lib/facts.sh"

[ "$(id -u)" = 0 ] || { echo "real nodes need root"; exit 77; }
work=$(mktemp -d -p /tmp) # what runs in installer/env finds it there
# shellcheck source=lib/console.sh
. "$here/lib/console.sh"
trap 'lab down >/dev/null 2>&1; rm -rf "$work"' EXIT

on_node() { lab exec drawer-a "$@"; }
cause() { on_node /usr/libexec/drawer/cause "$@"; } # WHAT: see node/common/usr/libexec/drawer/cause
is_failed() { [ "$(on_node systemctl is-failed "$1")" = failed ]; } # UNIT
boot_of_node() { on_node cat /proc/sys/kernel/random/boot_id; }

# What is told of the unit that is failed and has not recovered: "CAUSE RESULT EXIT-CODE SIGNAL", - for what is not known.
told_of() { # UNIT
    muster units failures --json | json "' '.join(str(f['failure'].get(k) or '-') for f in d['failures'] for k in ('cause', 'result', 'exitCode', 'signal') if f['failure']['unit'] == '$1' and not f['failure'].get('recoveredAt'))"
}
is_told_as() { # UNIT PATTERN
    local told
    told=$(told_of "$1")
    echo "$1: $told"
    # shellcheck disable=SC2053 # it is a pattern
    [[ $told == $2 ]]
}

Services=(fault-{exit,kill,hang,core,oom,limit,loop,recover,stop}.service)
Results=("done" canceled timeout failed dependency skipped)

write_faults_file() {
    local services targets result
    services=$(printf '"%s", ' "${Services[@]}")
    targets=$(for result in "${Results[@]}"; do
        printf '"fault-%s.target": {"errorsToMonitor": ["done", "canceled", "timeout", "failed", "dependency", "skipped"], "errorToLog": "com.example.Fault.Error.%s"}, ' "$result" "${result^}"
    done)
    echo "{\"services\": [${services%, }], \"targets\": {${targets%, }}, \"crashLoop\": {\"restarts\": 5, \"seconds\": 60}}"
}

is_watched() { [[ $(muster units list --json) == *"\"$1\""* ]]; } # UNIT

a_node_comes_up_with_its_agent() {
    lab up --nodes 1 --preset "$preset"
    pair_by_token drawer-a
}

# As the agent runs: with its rights, and with nothing else.
run_as_the_agent() { # VARIABLE=VALUE CMD...
    local variable=$1; shift
    sed -e "s|^ExecStart=.*|Environment=$variable\nExecStart=$*|" -e 's/^Type=.*/Type=oneshot/' -e '/^WatchdogSec=/d; /^Restart/d' \
        "$checkout/installer/systemd/muster-agent.service" | on_node sh -c 'cat >/run/systemd/system/as-the-agent.service'
    on_node systemctl daemon-reload
    on_node systemctl start as-the-agent.service || { on_node journalctl --boot --unit as-the-agent.service --output cat --no-pager; return 1; }
}

jobs_journal_cores_and_orders_are_as_the_agent_takes_them() {
    on_node sh -c 'cat >/opt/tst_realunits && chmod 755 /opt/tst_realunits' <"$checkout/build/$preset/bin/tst_realunits"
    run_as_the_agent LC_ALL=C.UTF-8 /opt/tst_realunits
    # A test that skips all of it ends well, too.
    on_node journalctl --boot --unit as-the-agent.service --output cat --no-pager | grep 'Totals: [2-9][0-9] passed, 0 failed'
    cause peace
}

units_that_are_added_are_watched() {
    write_faults_file | on_node sh -c 'cat >/etc/muster/units.d/faults.new && mv /etc/muster/units.d/faults.new /etc/muster/units.d/faults.json'
    until_true 30 is_watched fault-stop.service
    until_true 30 is_watched fault-skipped.target
}

fails_as() { # HOW PATTERN
    cause "$1"
    until_true 30 is_told_as "fault-$1.service" "$2"
}

an_exit_is_told_with_its_code() { fails_as exit 'ExitCode exit-code 7 -'; }
a_kill_is_told_with_its_signal() { fails_as kill 'Signal signal - SIGKILL'; }
a_hang_is_told_as_the_watchdogs() { fails_as hang 'Watchdog watchdog - SIGABRT'; }
a_core_dump_is_told() { fails_as core 'CoreDump core-dump - SIGSEGV'; }
# With a memory limit where the node has a memory controller; else by the mark that systemd-oomd leaves, see node/.
want_of_memory_is_told() { fails_as oom 'OomKill oom-kill - SIGKILL'; }
a_start_limit_is_told_with_what_led_to_it() {
    fails_as limit 'ExitCode exit-code 7 -'
    [[ $(muster units failures) == *'1 restart'* ]]
}

a_crash_loop_is_told_though_it_never_is_failed() { fails_as loop 'CrashLoop *'; }

each_result_of_a_targets_job_is_told() {
    local result
    for result in "${Results[@]}"; do
        cause "$result"
        until_true 30 is_told_as "fault-$result.target" "TargetJob $result - -"
    done
}

a_stop_that_was_asked_for_is_no_failure() {
    on_node systemctl start fault-stop.service
    on_node systemctl stop fault-stop.service
    is_failed fault-stop.service
    # What failed afterwards is told: this was looked at before.
    on_node systemctl reset-failed fault-exit.service
    cause exit
    until_true 30 is_told_as fault-exit.service 'ExitCode exit-code 7 -'
    is "$(told_of fault-stop.service)" ''
}

runs_after_two_restarts() { [ "$(on_node systemctl show --value --property NRestarts,SubState fault-recover.service | xargs)" = "2 running" ]; }
what_recovers_by_itself_is_no_open_failure() {
    cause recover
    until_true 30 runs_after_two_restarts
    is "$(told_of fault-recover.service)" ''
}

the_agents_rights_suffice_for_a_reboot() {
    local before
    before=$(boot_of_node)
    has_rebooted() { [ "$(boot_of_node)" != "$before" ]; }
    run_as_the_agent MUSTER_TEST_REBOOTS=1 /opt/tst_realunits theMachineReboots || true # it is ended, too
    until_true 60 has_rebooted
    until_true 60 is_watched fault-stop.service
}

check a_node_comes_up_with_its_agent
check jobs_journal_cores_and_orders_are_as_the_agent_takes_them
check units_that_are_added_are_watched
check an_exit_is_told_with_its_code
check a_kill_is_told_with_its_signal
check a_hang_is_told_as_the_watchdogs
check a_core_dump_is_told
check want_of_memory_is_told
check a_start_limit_is_told_with_what_led_to_it
check a_crash_loop_is_told_though_it_never_is_failed
check each_result_of_a_targets_job_is_told
check a_stop_that_was_asked_for_is_no_failure
check what_recovers_by_itself_is_no_open_failure
check the_agents_rights_suffice_for_a_reboot
[ "$failures" = 0 ]
