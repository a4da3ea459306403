# SPDX-License-Identifier: Apache-2.0
"""Goals 7 and 8: what an agent costs that has nothing to do, in a real node with one console connected.

A wake-up counts as part of a heartbeat when the console woke up in the same tenth of a second: nobody else talks to it. The
agent's other heartbeat is systemd's watchdog: one wake-up each half of WatchdogSec, which is taken off.
The peers run at the same time, each alone in its idleness.
"""

import re
import time

from harness import peers
from harness.figures import Goal, Row
from harness.process import CLIENT_CORE, Daemon, dirty_kib

SECONDS = 30
SAMPLE = 0.1


def rows():
    dirty = "OpenSSL's tables (a fifth) and the relocated data of Qt and ICU: a static, trimmed build of these"
    return [
        Row(Goal(7, 0), "idle-wakeups", f"idle agent with a console, {SECONDS} s: wake-ups between heartbeats", "", "none",
            absolute=True),
        Row(Goal(7, 0.1), "idle-cpu", "the same, CPU", "ms", "icinga2"),
        Row(Goal(8, 1.0), "memory-snmpd", "agent memory, dirty", "KiB", "snmpd", closes=dirty),
        Row(Goal(8, 0.9), "memory-icinga2", "agent memory, dirty", "KiB", "icinga2", closes=dirty),
    ]


def wakeups_alone(agent_usage, console, seconds):
    """Wake-ups of the agent in samples in which the console slept."""
    alone = 0
    agent, desk = agent_usage(), console.usage()
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        time.sleep(SAMPLE)
        agent_now, desk_now = agent_usage(), console.usage()
        if desk_now.switches == desk.switches:
            alone += agent_now.switches - agent.switches
        agent, desk = agent_now, desk_now
    return alone


def watchdog_beats(node, seconds):
    """How many wake-ups systemd's watchdog asks for in this time."""
    shown = node.run("systemctl", "show", "--property=WatchdogUSec", "--value", "muster-agent")
    period = watchdog_seconds(shown) / 2
    return round(seconds / period) if period else 0


def watchdog_seconds(shown):
    """Of what systemctl shows: "1min", "30s", "infinity" or "0"."""
    units = {"min": 60, "s": 1, "ms": 0.001}
    parts = re.findall(r"([0-9.]+)(min|ms|s)", shown)
    return sum(float(number) * units[unit] for number, unit in parts)


def measure(bench):
    wakeups, cpu, by_snmpd, by_icinga = table = rows()
    seconds = bench.scaled(SECONDS, 3)
    node = bench.node()
    with peers.icinga2(bench) as icinga, peers.snmpd(bench) as snmpd:
        console = [bench.program("bench-fleet"), bench.file("idle.json"), node.address, node.token()]
        with Daemon("fleet", console, bench.folder, core=CLIENT_CORE, answers=True) as desk:
            time.sleep(bench.scaled(10, 1))  # what starting up left to do
            for _ in range(bench.pairs):
                agent_before, icinga_before = node.agent_usage(), icinga.usage()
                alone = wakeups_alone(node.agent_usage, desk, seconds)
                wakeups.add(max(0, alone - watchdog_beats(node, seconds)))
                ours, _ = node.agent_usage().since(agent_before)
                theirs, _ = icinga.usage().since(icinga_before)
                cpu.add(ours / 1000, theirs / 1000)
                by_snmpd.add(node.agent_memory(), dirty_kib(snmpd.pids()))
                by_icinga.add(node.agent_memory(), dirty_kib(icinga.pids()))
    return table
