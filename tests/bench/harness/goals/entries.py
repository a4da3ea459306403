# SPDX-License-Identifier: Apache-2.0
"""A hundred thousand dumps of a node: start of its agent's catalogue, listing them, and filtering them in a console.

What is beside them, `find`, only reads the names and sizes of their folders.
"""

import os
import subprocess
import time

from harness.figures import Goal, Row
from harness.process import run_json

COUNT = 100_000


def table_of():
    return {
        "load": Row(Goal(6, None), "entries-load", "catalogue of 100,000 dumps, until it is there", "ms", "find of their folders"),
        "list": Row(Goal(6, None), "entries-list", "listing all of them, page by page as JSON", "ms", "find of their folders"),
        "show": Row(Goal(6, None), "entries-show", "all of them into a console's table", "ms", "find of their folders"),
        "key": Row(Goal(18, 50), "entries-key", "filtering them: longest that one key takes", "ms", "50 ms", absolute=True),
    }


def rows():
    return list(table_of().values())


def find_ms(folder):
    start = time.monotonic()
    subprocess.run(["find", os.path.join(folder, "dumps"), "-maxdepth", "1", "-printf", "%f %s\n"], check=True, stdout=subprocess.DEVNULL)
    return (time.monotonic() - start) * 1000


def measure(bench):
    table = table_of()
    count = bench.scaled(COUNT, 1000)
    folder = bench.file("entries")
    os.mkdir(folder)
    program = bench.program("bench-dumpentries")
    run_json([program, "make", folder, str(count)])
    for _ in range(bench.pairs):
        beside = find_ms(folder)
        figures = run_json([program, "measure", folder, str(count)])
        for what in ("load", "list", "show"):
            table[what].add(figures[f"{what}_ms"], beside)
        table["key"].add(figures["key_ms"])
    return list(table.values())
