# SPDX-License-Identifier: Apache-2.0
"""Goal 20: what members cost the coordinator that they are connected to: memory, CPU while nothing happens, and how soon all
are back after it was restarted.

The coordinator is a real agent on a core of its own; the members are the agent's own classes, all in one process on the other
core, each with its own key and TLS. They take turns dialling: on machines of their own each would speak at once. They are
compared with what their connections alone cost: nginx's idle ones, and our own TLS and JSON-RPC without an agent.
"""

import time

from harness import peers
from harness.figures import Goal, Row
from harness.goals import connections
from harness.process import CLIENT_CORE, Daemon, Usage, dirty_kib, run_json

FEW, MANY = 100, 1000
SECONDS = 30
LEASE, BEATS = 10, 3  # the default, and beats within it
PINGS = 20_000


def rows():
    memory = "what the first members of a system touch in the agent (2 MiB), then the session's objects of each member"
    return [
        Row(Goal(20, 1.5), "member-memory-few", f"memory of the coordinator per linked member, {FEW} members", "KiB",
            "idle TLS connection of nginx", closes=memory),
        Row(Goal(20, 1.5), "member-memory-many", f"the same, {MANY:,} members", "KiB", "idle TLS connection of nginx",
            closes=memory),
        Row(Goal(20, 2), "member-beat-cpu", f"coordinator with {MANY:,} members and nothing to do: CPU per beat", "us",
            "rpc.ping, server's CPU"),
        Row(Goal(20, 2), "member-idle-cpu", "the same, share of one core", "%", "a fiftieth of a core", absolute=True),
        Row(Goal(20, 3), "member-relink", f"until {MANY:,} members are linked again after a restart of the coordinator", "ms",
            "as many bare TLS connections", closes="less to say when a member joins; the members' share of the core is in it, too"),
        Row(Goal(20, None), "member-change", f"until {MANY:,} members have a membership that the coordinator was told", "ms",
            "as many bare TLS connections"),
    ]


class System:
    """So many members, linked."""

    def __init__(self, bench, count, round_number):
        folder = bench.file(f"members-{count}-{round_number}")
        command = [bench.program("bench-members"), bench.program("muster-agent"), folder, str(count)]
        self.program = Daemon("members", command, bench.folder, core=CLIENT_CORE, talks=True)
        try:
            self.pid = self.order("begin")["pid"]
            self.empty = dirty_kib([self.pid])
            self.order("form")
        except BaseException:
            self.program.stop()
            raise

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.program.stop()

    def order(self, words):
        self.program.tell(words)
        return self.program.answer(180)

    def usage(self):
        return Usage([self.pid])

    def cpu_since(self, before):
        return self.usage().since(before)[0]

    def memory_per_member(self, count):
        return (dirty_kib([self.pid]) - self.empty) / count


def ping_cpu(bench, count):
    """Microseconds of the server's CPU per rpc.ping."""
    with Daemon("wireserver", [bench.program("bench-wireserver")], bench.folder, answers=True) as server:
        before = server.usage()
        run_json([bench.program("bench-wireclient"), str(server.said["port"]), str(count)])
        return server.usage().since(before)[0] / count


def bare_milliseconds(bench, count):
    """Until so many TLS connections are there, one after the other, with nothing behind them."""
    with Daemon("wireserver", [bench.program("bench-wireserver")], bench.folder, answers=True) as server:
        [(_, rate)] = connections.hold(bench, server, server.said["port"], "muster/1", [count])
    return count / rate * 1000


def measure(bench):
    few_memory, many_memory, beat, idle, relink, change = table = rows()
    few, many = bench.scaled(FEW, 10), bench.scaled(MANY, 20)
    seconds = bench.scaled(SECONDS, 4)
    for pair in range(bench.pairs):
        with peers.nginx(bench) as nginx:
            theirs = connections.hold(bench, nginx, peers.NginxPort, "", [few, many])
        with System(bench, few, pair) as system:
            few_memory.add(system.memory_per_member(few), theirs[0][0])
        bare, ping = bare_milliseconds(bench, many), ping_cpu(bench, bench.scaled(PINGS, 1000))
        with System(bench, many, pair) as system:
            time.sleep(bench.scaled(5, 1))  # what linking left to do
            many_memory.add(system.memory_per_member(many), theirs[1][0])
            before = system.usage()
            time.sleep(seconds)
            used = system.cpu_since(before)
            beat.add(used / (many * BEATS * seconds / LEASE), ping)
            idle.add(used / (seconds * 10_000))
            change.add(system.order("change")["ms"], bare)
            relink.add(system.order("restart")["ms"], bare)
    return table
