# SPDX-License-Identifier: Apache-2.0
"""Goal 12: events of about 200 bytes from one end into the console's model, against redis PUBLISH over TLS to one subscriber,
and against a reader that only counts lines. A redis pipeline of 64; each reader on a core of its own, and nothing may be lost.
"""

import subprocess

from harness import peers
from harness.figures import Goal, Row
from harness.process import CLIENT_CORE, SERVER_CORE, Daemon, HarnessError, pinned, run_json

MESSAGES = 400_000  # as many as a flood has


def rows():
    batch = "one decode of a whole batch without a value per field, and one model update for it"
    return [
        Row(Goal(12, 3, more_is_better=True), "notifications-redis", "events applied to the model", "1/s",
            "redis PUBLISH over TLS", closes=batch),
        Row(Goal(12, 0.8, more_is_better=True), "notifications-count", "events applied to the model", "1/s",
            "only counting lines", closes=batch),
    ]


def published(bench, count):
    pem = bench.certificate()
    tls = ["--tls", "--cacert", pem, "--cert", pem, "--key", pem]
    reader = [bench.program("bench-redisclient"), str(peers.RedisPort), pem, pem, pem, "subscribe", str(count)]
    with peers.redis(bench), Daemon("subscriber", reader, bench.folder, core=CLIENT_CORE, answers=True) as subscriber:
        sender = ["redis-benchmark", "-p", str(peers.RedisPort), *tls, "-c", "1", "-P", "64", "-n", str(count), "-q",
                  "PUBLISH", "bench", "x" * 200]
        done = subprocess.run(pinned(SERVER_CORE, sender), capture_output=True, text=True, timeout=120, check=False)
        if done.returncode != 0:
            raise HarnessError(f"redis-benchmark failed: {done.stderr.strip()[-400:]}")
        return subscriber.answer(60)["rate"]


def received(bench, port, mode):
    return run_json([bench.program("bench-notifications"), str(port), mode])["rate"]


def measure(bench):
    by_redis, by_count = table = rows()
    with Daemon("wireserver", [bench.program("bench-wireserver")], bench.folder, answers=True) as server:
        for _ in range(bench.pairs):
            theirs = published(bench, bench.scaled(MESSAGES, 20_000))
            ours = received(bench, server.said["port"], "apply")
            by_redis.add(ours, theirs)
            by_count.add(ours, received(bench, server.said["port"], "count"))
    return table
