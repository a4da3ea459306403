# SPDX-License-Identifier: Apache-2.0
"""Goal 13: a small request and its answer, one after the other, against redis PING over TLS.

Both servers on one core, both clients on the other, all before other programs of the machine. The redis client calls hiredis directly and waits in read(), without
an event loop: the fastest that it can be asked.
"""

from harness import peers
from harness.figures import Goal, Row
from harness.process import CLIENT_CORE, Daemon, run_json

COUNT = 20_000


def rows():
    return [
        Row(Goal(13, 1.1), "roundtrip-p50", "round trip of rpc.ping over TLS, p50", "us", "redis PING over TLS"),
        Row(Goal(13, 1.5), "roundtrip-p99", "the same, p99", "us", "redis PING over TLS"),
        Row(Goal(13, None), "roundtrip-cpu", "the same, CPU of both sides a round trip", "us", "redis PING over TLS"),
    ]


def timed(server, client, count):
    before = server.usage()
    figures = run_json(client, CLIENT_CORE, urgent=True)
    cpu, _ = server.usage().since(before)
    figures["both_cpu_us"] = figures["cpu_us"] + cpu / count
    return figures


def measure(bench):
    p50, p99, cpu = table = rows()
    count = bench.scaled(COUNT, 2_000)
    pem = bench.certificate()
    with peers.redis(bench) as redis, Daemon(
            "wireserver", [bench.program("bench-wireserver")], bench.folder, answers=True, urgent=True) as server:
        ours_client = [bench.program("bench-wireclient"), str(server.said["port"]), str(count)]
        redis_client = [bench.program("bench-redisclient"), str(peers.RedisPort), pem, pem, pem, "ping", str(count)]
        for _ in range(bench.pairs):
            theirs = timed(redis, redis_client, count)
            ours = timed(server, ours_client, count)
            p50.add(ours["p50_us"], theirs["p50_us"])
            p99.add(ours["p99_us"], theirs["p99_us"])
            cpu.add(ours["both_cpu_us"], theirs["both_cpu_us"])
    return table
