# SPDX-License-Identifier: Apache-2.0
"""Goal 22: how long a system of three is without a coordinator: after the one that acted was killed, against the lease that
etcd has to wait for, and while it is handed over by command.

Three real agents and a real etcd. Each is asked every 2 ms whether it acts; a gap is from when the one before was last asked and
said yes, so it is a little longer than it really was.
"""

from harness.figures import Goal, Row
from harness.process import CLIENT_CORE, Daemon


def rows():
    return [
        Row(Goal(22, 1.25), "failover-etcd", "coordinator killed: until another one acts, elected by etcd", "ms",
            "the lease that etcd waits for", closes="etcd looks for leases that are over every 500 ms"),
        Row(Goal(22, 50), "handover-etcd", "hand-over by command: time in which none acts, elected by etcd", "ms", "50 ms",
            absolute=True),
        Row(Goal(22, 200), "handover-static", "the same, by a new membership", "ms", "200 ms", absolute=True,
            closes="the new coordinator waits for the first answers of its members, who connect to it anew"),
    ]


def system(bench, mode):
    command = [bench.program("bench-failover"), bench.program("muster-agent"), bench.file(f"failover-{mode}"), mode]
    return Daemon(f"failover-{mode}", command, bench.folder, core=CLIENT_CORE, talks=True)


def order(program, words):
    program.tell(words)
    return program.answer(120)


def measure(bench):
    failover, by_etcd, by_membership = table = rows()
    with system(bench, "etcd") as elected, system(bench, "static") as named:
        lease = order(elected, "form")["lease_ms"]
        order(named, "form")
        for _ in range(bench.pairs):
            failover.add(order(elected, "kill")["ms"], lease)
            by_etcd.add(order(elected, "handover")["gap_ms"])
            by_membership.add(order(named, "handover")["gap_ms"])
    return table
