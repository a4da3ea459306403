# SPDX-License-Identifier: Apache-2.0
"""Goal 19: one question to all members against the slowest member's own time, and what a member's call costs the coordinator.

Members take from 0 to 50 ms, each another time. The coordinator is a real agent; members and console are in one process on the
other core, which at 1,000 members is busy for longer than the slowest member takes.
"""

from statistics import median

from harness.figures import Goal, Row
from harness.goals.members import System, ping_cpu

SIZES = (4, 100, 1000)
SLOWEST = 50
ASKED = 20
PINGS = 20_000


def rows():
    single_core = "less work per call on both cores: one decode less of the answer that is handed on"
    found = [
        Row(Goal(19, limit), f"fanout-{size}", f"system.ask of {size:,} members who take up to {SLOWEST} ms", "ms",
            "the slowest member's own time", closes=single_core)
        for size, limit in zip(SIZES, (1.1, 1.25, 4))
    ]
    return [*found, Row(Goal(19, 2), "fanout-cpu", f"the same, CPU of the coordinator per member call, {SIZES[-1]:,} members", "us",
                        "rpc.ping, server's CPU", closes=single_core)]


def measure(bench):
    *times, cpu = table = rows()
    sizes = SIZES if not bench.is_smoke else (4, 10, 20)
    for pair in range(bench.pairs):
        ping = ping_cpu(bench, bench.scaled(PINGS, 1000))
        for row, size in zip(times, sizes):
            with System(bench, size, f"fanout-{pair}") as system:
                order = f"ask {SLOWEST}"
                system.order(order)
                before = system.usage()
                asked = [system.order(order) for _ in range(bench.scaled(ASKED, 3))]
                used = system.cpu_since(before)
            row.add(median(one["ms"] for one in asked), median(one["slowest_ms"] for one in asked))
        cpu.add(used / (len(asked) * sizes[-1]), ping)
    return table
