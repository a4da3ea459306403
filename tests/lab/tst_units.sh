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

# Failures as JSON, of all units, recovered and acknowledged ones too; an expression of f chooses among them.
told() { muster units failures --all --json | json "[$1 for f in (r['failure'] for r in d['failures']) if $2]"; } # EXPRESSION CONDITION
are_told() { is "$(told "$1" "$2")" "$3"; } # EXPRESSION CONDITION VALUE
bmc_state() { muster call drawer-a node.state | json "d.get('bmcState')"; }
is_bmc() { is "$(bmc_state)" "$1"; } # STATE

watch_only() { # UNIT...
    local list
    list=$(printf '"%s", ' "$@")
    on_node sh -c 'echo "$1" >/etc/muster/units.d/faults.new && mv /etc/muster/units.d/faults.new /etc/muster/units.d/faults.json' - \
        "{\"services\": [${list%, }], \"targets\": {\"fault-dependency.target\": {\"errorsToMonitor\": [\"default\"], \"errorToLog\": \"com.example.Fault.Error.Dependency\"}}}"
    until_true 30 is_watched "${@: -1}"
}

# From the desk of an administrator: another console, with another fleet.
as_admin() { "$checkout/installer/env" "$checkout/build/$preset/bin/muster" --fleet "$work/admin.json" --key-storage file "$@"; }

the_watch_list_is_written_from_afar_into_the_agents_folder() {
    echo '{"services": ["fault-exit.service"], "recovery": {"fault-exit.service": {"action": "restart", "attempts": 2}}}' >"$work/desk.json"
    is "$(code_of muster units config set "$work/desk.json" drawer-a --yes)" 4 # an operator may not
    on_node systemctl restart muster-agent.service # its folder in /run went with what ran with its rights
    as_admin pair "$(address_of drawer-a)" --role admin --token "$(on_node muster-agent token --role admin)"
    as_admin units config set "$work/desk.json" drawer-a --yes
    on_node cmp - /etc/muster/units.d/desk.json <"$work/desk.json"
    echo '{"services": ["fault-exit"]}' >"$work/desk.json"
    is "$(code_of as_admin units config set "$work/desk.json" drawer-a --yes)" 2
    on_node grep -q recovery /etc/muster/units.d/desk.json
}

a_unit_is_restarted_once_its_evidence_is_safe_and_not_for_ever() {
    muster units acknowledge drawer-a --all --reason "the next part of the test" || true # there may be none
    on_node systemctl reset-failed fault-exit.service || true
    cause exit
    until_true 30 are_told "(f['attempts'], f['count'])" "f['unit'] == 'fault-exit.service' and not f.get('acknowledged') and f['action'].startswith('nothing more')" '[(2, 3)]'
    as_admin units config remove desk.json drawer-a --yes
}

a_target_and_the_service_that_brought_it_down_are_one_incident() {
    cause peace
    muster units acknowledge drawer-a --all --reason "the next part of the test"
    watch_only fault-core.service fault-start.service
    cause dependency
    until_true 30 are_told "f['chain'][-1]['unit']" "f['unit'] == 'fault-dependency.target' and not f.get('acknowledged')" "['fault-start.service']"
    is "$(told "f['unit']" "f['unit'] == 'fault-start.service' and not f.get('acknowledged')")" "['fault-start.service']"
    is "$(muster units failures --json | json "len({f['failure']['incident'] for f in d['failures'] if f['failure']['unit'] in ('fault-dependency.target', 'fault-start.service') and not f['failure'].get('acknowledged')})")" 1
}

the_node_is_quiesced_until_all_is_well_and_noted() {
    is_bmc Quiesced
    muster units acknowledge drawer-a fault-start.service fault-dependency.target --reason "known"
    is_bmc Quiesced # they are still failed
    watch_only fault-core.service
    until_true 30 is_bmc Ready
}

a_failure_leaves_a_dump_that_proves_itself() {
    local dump
    on_node systemctl reset-failed fault-core.service || true # it may not even be loaded
    cause core
    is_dumped() { dump=$(told "f['dump']" "f['unit'] == 'fault-core.service' and not f.get('acknowledged')"); [[ $dump == *bmc-* ]]; }
    until_true 30 is_dumped
    dump=/var/lib/muster/dumps/$(tr -d "[]'" <<<"$dump")
    on_node cat "$dump/manifest.json" | json '"\n".join(m["sha256"] + "  " + m["name"] for m in d["members"] if not m["missing"])' >"$work/sums"
    on_node sh -c 'cd "$1" && sha256sum --check --quiet' - "$dump" <"$work/sums"
    grep -q ' core\.' "$work/sums"
    on_node grep -q 'about to core' "$dump/journal.txt"
}

newest_event() { muster call drawer-a events.list '{"limit": 1}' | json 'd["newest"]'; }

# Every failed run of a unit that systemd wrote of, and every one that was told since, each by its invocation.
failed_runs() { # UNIT
    on_node journalctl --boot --output json --no-pager _PID=1 UNIT="$1" MESSAGE_ID=d9b373ed55a64feb8242e02dbe79a49c |
        sed -nE 's/.*"INVOCATION_ID":"([0-9a-f]+)".*/\1/p' | sort
}
told_runs() { # UNIT
    local from
    for from in "$begin" $((begin + 500)); do
        muster call drawer-a events.list "{\"from\": $from, \"limit\": 500}" |
            json "'\\n'.join(e['data']['run'] for e in d['events'] if e['kind'] == 'unit.failed' and e['subject'] == '$1')"
    done | sed '/^$/d' | sort
}
all_runs_are_told_once() { [ "$(failed_runs "$1")" = "$(told_runs "$1")" ]; } # UNIT

nothing_is_missed_or_doubled_when_the_agent_is_killed() {
    local i
    begin=$(newest_event)
    watch_only fault-core.service fault-storm@901.service
    on_node mkdir -p /run/systemd/system/fault-storm@.service.d
    on_node sh -c 'printf "[Unit]\nStartLimitIntervalSec=0\n" >/run/systemd/system/fault-storm@.service.d/often.conf && systemctl daemon-reload'
    for i in {1..10}; do
        # Four failures, and the kill falls somewhere among them, each time elsewhere.
        on_node sh -c 'for k in 1 2 3 4; do systemctl start --wait fault-storm@901.service || true; done' &
        on_node sh -c 'sleep "$1"; systemctl kill --signal KILL muster-agent.service' - "0.0$((i * 9 % 10))$i"
        wait $!
        on_node systemctl start muster-agent.service
    done
    is "$(failed_runs fault-storm@901.service | wc -l)" 40
    until_true 60 all_runs_are_told_once fault-storm@901.service
    are_told "f['count']" "f['unit'] == 'fault-storm@901.service'" '[40]'
}

nothing_is_missed_when_the_bus_is_restarted() {
    local before
    before=$(failed_runs fault-storm@901.service | wc -l)
    begin=$(newest_event)
    are_all_told() { is "$(told_runs fault-storm@901.service | wc -l)" "$1"; } # COUNT
    on_node systemctl kill --signal KILL dbus.service
    on_node systemctl start --wait fault-storm@901.service || true
    until_true 60 are_all_told 1
    on_node systemctl start --wait fault-storm@901.service || true
    until_true 60 are_all_told 2
    is "$(failed_runs fault-storm@901.service | wc -l)" "$((before + 2))"
    is "$(told_runs fault-storm@901.service)" "$(told_runs fault-storm@901.service | uniq)"
}

a_storm_is_counted_exactly_and_makes_a_bounded_number_of_dumps() {
    watch_only fault-core.service fault-storm@{1..200}.service
    cause storm 200
    until_true 60 are_told "f['count']" "f['unit'].startswith('fault-storm@') and f['unit'] != 'fault-storm@901.service'" "[$(printf '1, %.0s' {1..199})1]"
    local dumps
    # Of the budget of an hour, which begins anew with the agent, some was used up before.
    dumps=$(on_node sh -c 'grep -l fault-storm@ /var/lib/muster/dumps/*/manifest.json | xargs grep -L fault-storm@901 | wc -l')
    [ "$dumps" -ge 20 ] && [ "$dumps" -le 30 ]
    is_bmc Quiesced
    [ "$(code_of muster units failures)" = 1 ]
    muster units acknowledge drawer-a --all --reason "a storm"
}

the_agents_rights_suffice_for_a_reboot() {
    local before
    before=$(boot_of_node)
    has_rebooted() { [ "$(boot_of_node)" != "$before" ]; }
    run_as_the_agent MUSTER_TEST_REBOOTS=1 /opt/tst_realunits theMachineReboots || true # it is ended, too
    until_true 60 has_rebooted
    until_true 60 is_watched fan-control.service
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
check the_watch_list_is_written_from_afar_into_the_agents_folder
check a_unit_is_restarted_once_its_evidence_is_safe_and_not_for_ever
check a_target_and_the_service_that_brought_it_down_are_one_incident
check the_node_is_quiesced_until_all_is_well_and_noted
check a_failure_leaves_a_dump_that_proves_itself
check nothing_is_missed_or_doubled_when_the_agent_is_killed
check nothing_is_missed_when_the_bus_is_restarted
check a_storm_is_counted_exactly_and_makes_a_bounded_number_of_dumps
check the_agents_rights_suffice_for_a_reboot
[ "$failures" = 0 ]
