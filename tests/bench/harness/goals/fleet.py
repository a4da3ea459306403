# SPDX-License-Identifier: Apache-2.0
"""Goal 18, in part: a console that starts with 200 nodes: until all are in its model, and whether its thread stalls.

The agents are whole ones, all in one process on one core, so their share of the handshakes is in the time.
"""

from harness.figures import Goal, Row
from harness.process import CLIENT_CORE, Daemon, HarnessError

AGENTS, UNITS = 200, 8


def rows():
    return [
        Row(Goal(18, 3000), "fleet-complete", f"{AGENTS} nodes, from start to complete in the model", "ms", "3 s", absolute=True),
        Row(Goal(18, 50), "fleet-stall", "the same: longest stall of the console's thread", "ms", "50 ms", absolute=True),
    ]


def connect(bench, count, pairs=()):
    words = [word for pair in pairs for word in pair]
    with Daemon("fleet", [bench.program("bench-fleet"), bench.file("fleet.json"), *words], bench.folder, core=CLIENT_CORE,
                talks=True) as console:
        figures = console.answer(120)
        while "connected" not in figures:
            figures = console.answer(120)
    if figures["connected"] != count:
        raise HarnessError(f"only {figures['connected']} of {count} nodes were connected")
    return figures


def measure(bench):
    complete, stall = table = rows()
    count = bench.scaled(AGENTS, 10)
    with Daemon("agents", [bench.program("bench-agents"), str(count), str(UNITS)], bench.folder, talks=True) as agents:
        connect(bench, count, agents.answer(120)["agents"])
        for _ in range(bench.pairs):
            figures = connect(bench, count)
            complete.add(figures["ms"])
            stall.add(figures["stall_ms"])
    return table
