# SPDX-License-Identifier: Apache-2.0
"""Goal 9: from start to listening, against openssl s_server and icinga2. Not the first start, which makes the key."""

import json
import time

from harness import peers
from harness.figures import Goal, Row
from harness.process import Daemon

PORT = 17395


def rows():
    libraries = "fewer libraries to map (27, without Qt Network), OpenSSL's own start, which s_server has too"
    return [
        Row(Goal(9, 1.2), "start-cpu", "agent start to listening, CPU", "ms", "openssl s_server", closes=libraries),
        Row(Goal(9, 1.2), "start-wall", "the same, wall", "ms", "openssl s_server", closes=libraries),
        Row(Goal(9, 0.3), "start-cpu-icinga2", "the same, CPU", "ms", "icinga2", closes=libraries),
        Row(Goal(9, 0.3), "start-wall-icinga2", "the same, wall", "ms", "icinga2", closes=libraries),
    ]


def agent(bench):
    folder = bench.file("agent")
    with open(bench.file("agent.json"), "w") as file:
        json.dump({"name": "bench", "listen": ["127.0.0.1"], "port": PORT, "stateFolder": folder, "publish": False,
                   "runtimeFolder": bench.file("agent-run"), "unitsFolder": folder}, file)
    return Daemon("agent", [bench.program("muster-agent"), "--config", bench.file("agent.json")], bench.folder, port=PORT)


def started(make, bench):
    """(CPU, wall) in milliseconds until it listened"""
    with make(bench) as server:
        wall = time.monotonic() - server.started
        return server.usage().cpu_us / 1000, wall * 1000


def measure(bench):
    cpu, wall, icinga_cpu, icinga_wall = table = rows()
    for make in (agent, peers.openssl_server, peers.icinga2):
        started(make, bench)
    for _ in range(bench.pairs):
        ours = started(agent, bench)
        openssl = started(peers.openssl_server, bench)
        icinga = started(peers.icinga2, bench)
        cpu.add(ours[0], openssl[0])
        wall.add(ours[1], openssl[1])
        icinga_cpu.add(ours[0], icinga[0])
        icinga_wall.add(ours[1], icinga[1])
    return table
