# SPDX-License-Identifier: Apache-2.0
"""Goal 21: an event of a member into a console that is connected to the coordinator alone, beside the same event over a direct
connection.

The coordinator is a real agent on a core of its own; the member is an agent in the consoles' process, so that one clock sees
both ends. The disk is in both: an event is stored before it is told. Beside it, how long a change of a member's state takes
until a console has it, of the member itself and of the whole.
"""

from harness.figures import Goal, Row
from harness.process import CLIENT_CORE, Daemon

EVENTS = 100
STATES = 100


def rows():
    return [
        Row(Goal(21, 2), "via-p50", "event of a member in a console that is connected to the coordinator alone, p50", "us",
            "the same event, direct"),
        Row(Goal(21, 2), "via-p99", "the same, p99", "us", "the same event, direct"),
        Row(Goal(21, 1000), "via-added", "the same, more than direct, p50", "us", "1 ms", absolute=True),
        Row(Goal(17, None), "state-whole-p50", "a member's host is another, until a console has it of the whole, p50", "us",
            "until it has it of the member"),
        Row(Goal(17, None), "state-whole-p99", "the same, p99", "us", "until it has it of the member"),
    ]


def measure(bench):
    p50, p99, added, state_p50, state_p99 = table = rows()
    command = [bench.program("bench-viacoordinator"), bench.program("muster-agent"), bench.file("via")]
    with Daemon("viacoordinator", command, bench.folder, core=CLIENT_CORE, talks=True, urgent=True) as scene:
        scene.tell("form")
        scene.answer(60)
        scene.tell("events 5")
        scene.answer(60)
        for _ in range(bench.pairs):
            scene.tell(f"events {bench.scaled(EVENTS, 5)}")
            found = scene.answer(120)
            via, direct = found["via"], found["direct"]
            p50.add(via["p50_us"], direct["p50_us"])
            p99.add(via["p99_us"], direct["p99_us"])
            added.add(via["p50_us"] - direct["p50_us"])
            scene.tell(f"states {bench.scaled(STATES, 5)}")
            found = scene.answer(120)
            own, whole = found["own"], found["whole"]
            state_p50.add(whole["p50_us"], own["p50_us"])
            state_p99.add(whole["p99_us"], own["p99_us"])
    return table
