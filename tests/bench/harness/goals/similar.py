# SPDX-License-Identifier: Apache-2.0
"""Goal 6: the tenth similar dump, against the first, and against rsync, whose receiver has the ninth.

Bytes of both directions are counted, without those of TLS or ssh. rsync is told to compress and to compare checksums, so that it sends
nothing of files that are the same.
"""

import os
import re
import shutil
import subprocess

from harness.figures import Goal, Row
from harness.goals.offload import MIB, Offloads, clean
from harness.process import HarnessError

RSYNC_BYTES = re.compile(r"^Total bytes (?:sent|received): ([\d,]+)$", re.MULTILINE)


def table_of():
    return {
        "first": Row(Goal(6, 1 / 25), "similar-first", "tenth similar dump, bytes on the wire", "KiB", "the first"),
        "rsync": Row(Goal(6, 1.2), "similar-rsync", "the same", "KiB", "rsync -zc"),
        "tar": Row(Goal(6, None), "similar-tar", "the first, compressed", "KiB", "its tar"),
    }


def rows():
    return list(table_of().values())


def rsync_kib(bench, before, after):
    there = bench.file("rsynced")
    shutil.rmtree(there, ignore_errors=True)
    shutil.copytree(before, there)
    done = subprocess.run(["rsync", "-rzc", "--no-whole-file", "--stats", f"{after}/", f"{there}/"], check=True, capture_output=True, text=True,
                          env={**os.environ, "LC_ALL": "C"})
    said = RSYNC_BYTES.findall(done.stdout)
    if len(said) != 2:
        raise HarnessError(f"rsync --stats says no bytes: {done.stdout}")
    return sum(int(count.replace(",", "")) for count in said) / 1024


def measure(bench):
    table = table_of()
    offloads = Offloads(bench, MIB, MIB)
    with offloads.node:
        series = offloads.said["series"]
        for _ in range(bench.pairs):
            clean(offloads.target)
            moved = [offloads.fetch("Zstd", f"series-{i}", keep=True)["moved"] / 1024 for i in range(len(series))]
            table["first"].add(moved[-1], moved[0])
            table["rsync"].add(moved[-1], rsync_kib(bench, series[-2], series[-1]))
            table["tar"].add(moved[0], offloads.size_of("series-0") / 1024)
    return list(table.values())
