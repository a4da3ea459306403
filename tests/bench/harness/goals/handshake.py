# SPDX-License-Identifier: Apache-2.0
"""Goal 10: what a mutual TLS 1.3 handshake costs the server, against nginx; and what resumption saves.

One sequential client for both, made of plain OpenSSL calls. Only the server's CPU counts: the client's is as much again.
"""

from harness import peers
from harness.figures import Goal, Row
from harness.process import Daemon, HarnessError, run_json

COUNT = 500


def rows():
    return [
        Row(Goal(10, 1.1), "handshake-full", "full handshake, server CPU", "us", "nginx",
            closes="less per connection beside TLS itself: QObject, timer and accept turn of each stranger"),
        Row(Goal(10, 0.65), "handshake-resumed", "resumed handshake, server CPU", "us", "own full handshake",
            closes="sessions in the server's memory instead of tickets, from which OpenSSL decodes the peer's certificate anew (about 8 %); "
            "the rest is TCP and the key exchange that forward secrecy needs"),
    ]


def server_cpu(bench, server, port, alpn, mode, count):
    before = server.usage()
    done = run_json([bench.program("bench-tlsload"), str(port), bench.certificate(), alpn, mode, str(count)])
    cpu, _ = server.usage().since(before)
    # The first one has nothing to resume yet, and a ticket that is late is not waited for.
    if mode == "resumed" and done["resumed"] < 0.95 * count:
        raise HarnessError(f"{server.name} resumed {done['resumed']} of {count} sessions")
    return cpu / count


def measure(bench):
    full, resumed = table = rows()
    count = bench.scaled(COUNT, 20)
    with peers.nginx(bench) as nginx, Daemon(
            "wireserver", [bench.program("bench-wireserver")], bench.folder, answers=True) as server:
        port = server.said["port"]
        for _ in range(bench.pairs):
            theirs = server_cpu(bench, nginx, peers.NginxPort, "", "full", count)
            ours = server_cpu(bench, server, port, "muster/1", "full", count)
            full.add(ours, theirs)
            resumed.add(server_cpu(bench, server, port, "muster/1", "resumed", count), ours)
    return table
