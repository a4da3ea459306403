# SPDX-License-Identifier: Apache-2.0
"""Goal 14 while 200 units fail in ten seconds, again and again, and what such a storm costs the agent.

The agent is compared with itself when nothing happens. Each failure is told and counted; evidence is collected of as many as
the hourly budget allows, so the first round has more to do than the others.
"""

import json
import time
from statistics import median

from harness.figures import Goal, Row
from harness.goals.unitdeath import one_death
from harness.lab import UNIT
from harness.process import CLIENT_CORE, Daemon, hurry

UNITS = 200
SECONDS = 10
DEATHS = 8  # within one storm

STORM_FILE = """[Unit]
Description=Fails at once
StartLimitIntervalSec=0
[Service]
ExecStart=/usr/bin/false
"""
STORM = f"""i=0; while [ $i -lt {UNITS} ]; do
    systemctl start --no-block storm@$i.service; sleep {SECONDS / UNITS}; i=$((i + 1)); done"""


def rows():
    return [
        Row(Goal(14, 1000), "storm-death-added",
            f"in a storm ({UNITS} failures in {SECONDS} s): unit death to the console's model: added to the bare D-Bus signal, p50",
            "us", "1 ms", absolute=True),
        Row(Goal(14, 12_500), "storm-death-whole-p99", "the same, p99 of the whole", "us", "1/40 of polling's 500 ms",
            absolute=True),
        Row(Goal(14, None), "storm-cpu", f"agent in the storm, {SECONDS} s, CPU", "ms", "itself idle"),
        Row(Goal(14, None), "storm-memory", "agent memory after the storm, dirty", "KiB", "itself before"),
    ]


def prepare(node):
    node.put("/etc/systemd/system/storm@.service", STORM_FILE.encode())
    names = [f"storm@{i}.service" for i in range(UNITS)]
    node.put("/etc/muster/units.d/bench.json", json.dumps({"services": [UNIT, *names]}).encode())
    node.run("systemctl", "daemon-reload")
    node.restart_agent()


def idle_cost(node, seconds):
    before = node.agent_usage()
    time.sleep(seconds)
    return node.agent_usage().since(before)[0] / 1000


def measure(bench):
    added, whole, cpu, memory = table = rows()
    node = bench.node()
    prepare(node)
    killer_command = node.command(node.put_program("bench-unitkiller"), UNIT)
    desk_command = [bench.program("bench-fleet"), bench.file("storm.json"), node.address, node.token()]
    with Daemon("fleet", desk_command, bench.folder, core=CLIENT_CORE, answers=True, urgent=True) as desk, Daemon(
            "unitkiller", killer_command, bench.folder, talks=True, urgent=True) as killer:
        hurry(node.all_pids())
        time.sleep(bench.scaled(5, 1))
        for _ in range(bench.scaled(5, 1)):
            quiet, calm = idle_cost(node, bench.scaled(SECONDS, 2)), node.agent_memory()
            before = node.agent_usage()
            with Daemon("storm", node.command("sh", "-c", STORM), bench.folder) as storm:
                deaths = [one_death(killer, desk) for _ in range(bench.scaled(DEATHS, 2))]
                storm.process.wait(10 * SECONDS)
            cpu.add(node.agent_usage().since(before)[0] / 1000, max(quiet, 0.1))
            memory.add(node.agent_memory(), calm)
            added.add(median(death[0] for death in deaths))
            whole.add(max(death[1] for death in deaths))
    return table
