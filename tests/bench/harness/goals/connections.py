# SPDX-License-Identifier: Apache-2.0
"""Goal 11: memory of an idle TLS connection against nginx, and whether many of them slow down the next."""

from harness import peers
from harness.figures import Goal, Row
from harness.process import CLIENT_CORE, Daemon, dirty_kib

STOPS = (1000, 5000)


def rows():
    shared = "the session's objects in one allocation; OpenSSL's own 30 KiB a connection stay"
    return [
        Row(Goal(11, 1.2), "connection-memory-1000", "memory of an idle TLS connection, 1,000 open", "KiB", "nginx", closes=shared),
        Row(Goal(11, 1.2), "connection-memory-5000", "the same, 5,000 open", "KiB", "nginx", closes=shared),
        Row(Goal(11, 0.9, more_is_better=True), "connection-accept-rate", "accept rate at 5,000 connections", "1/s",
            "own at 1,000", closes="a bulk accept; nothing in the design grows with the number of connections"),
    ]


def hold(bench, server, port, alpn, stops):
    """[(KiB a connection, accepted a second)] at each stop"""
    empty = dirty_kib(server.pids())
    command = [bench.program("bench-tlsload"), str(port), bench.certificate(), alpn, "hold", *map(str, stops)]
    found = []
    with Daemon("tlsload", command, bench.folder, core=CLIENT_CORE, talks=True) as client:
        for stop in stops:
            figures = client.answer(300)
            found.append(((dirty_kib(server.pids()) - empty) / stop, figures["rate"]))
            client.tell("")
    return found


def measure(bench):
    few, many, rate = table = rows()
    stops = STOPS if not bench.is_smoke else (500, 600)
    for _ in range(bench.pairs):
        # A fresh server each time: memory that a first round gave back would be found free by the second.
        with peers.nginx(bench) as nginx:
            theirs = hold(bench, nginx, peers.NginxPort, "", stops)
        with Daemon("wireserver", [bench.program("bench-wireserver")], bench.folder, answers=True) as server:
            ours = hold(bench, server, server.said["port"], "muster/1", stops)
        few.add(ours[0][0], theirs[0][0])
        many.add(ours[1][0], theirs[1][0])
        rate.add(ours[1][1], ours[0][1])
    return table
