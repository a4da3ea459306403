# SPDX-License-Identifier: Apache-2.0
"""Goal 17: what a change of one member costs its coordinator among 1,000 members, against among 4."""

from harness.figures import Goal, Row
from harness.process import run_json

FEW, MANY = 4, 1000
CHANGES = 200_000


def rows():
    return [
        Row(Goal(17, 1.2), "aggregate-change", f"a member's change until the system's event is written, {MANY:,} members", "us",
            f"own at {FEW}", closes="members' facets side by side in memory: they no longer fit the nearest cache"),
    ]


def measure(bench):
    [change] = table = rows()
    changes = str(bench.scaled(CHANGES, 2_000))
    for _ in range(bench.pairs):
        cost = {count: run_json([bench.program("bench-aggregate"), str(count), changes])["ns"] / 1000 for count in (FEW, MANY)}
        change.add(cost[MANY], cost[FEW])
    return table
