# SPDX-License-Identifier: Apache-2.0
"""Goal 14: from the death of a process to the row in the console's model, in a real node.

A listener in the node notes when systemd's bare D-Bus signal came; the console's model tells when the failure was in it. Both
read the clock that all processes of the machine share. Node, listener and console run before other programs of the machine.
"""

import time
from statistics import median

from harness.figures import Goal, Row
from harness.lab import UNIT
from harness.process import CLIENT_CORE, Daemon, hurry

KILLS = 40
QUIET = 0.8  # seconds that the unit has run: a console that was just told of a change gathers what follows for a frame


def rows():
    return [
        Row(Goal(14, 1000), "death-added", "unit death to the console's model: added to the bare D-Bus signal, p50", "us",
            "1 ms", absolute=True),
        Row(Goal(14, 12_500), "death-whole-p99", "unit death to the console's model, p99", "us",
            "1/40 of polling's 500 ms", absolute=True),
    ]


def one_death(killer, desk):
    killer.tell("start")
    killer.answer(20)
    time.sleep(QUIET)
    killer.tell("kill")
    bare = killer.answer(20)
    while True:
        shown = desk.answer(20)
        if shown.get("unit") == UNIT and shown["at_us"] >= bare["killed_us"]:
            return shown["at_us"] - bare["signalled_us"], shown["at_us"] - bare["killed_us"]


def measure(bench):
    added, whole = table = rows()
    node = bench.node()
    killer_command = node.command(node.put_program("bench-unitkiller"), UNIT)
    desk_command = [bench.program("bench-fleet"), bench.file("death.json"), node.address, node.token()]
    with Daemon("fleet", desk_command, bench.folder, core=CLIENT_CORE, answers=True,
                urgent=True) as desk, Daemon(
            "unitkiller", killer_command, bench.folder, talks=True, urgent=True) as killer:
        hurry(node.all_pids())
        for _ in range(bench.scaled(5, 1)):
            deaths = [one_death(killer, desk) for _ in range(bench.scaled(KILLS, 5))]
            added.add(median(death[0] for death in deaths))
            in_order = sorted(death[1] for death in deaths)
            whole.add(in_order[(len(in_order) - 1) * 99 // 100])
    return table
