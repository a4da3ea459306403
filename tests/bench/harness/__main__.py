# SPDX-License-Identifier: Apache-2.0
"""Runs measurements and prints the table. Called by tests/bench/run, in a network of its own."""

import argparse
import datetime
import json
import os
import resource
import subprocess
import sys
import tempfile
import traceback
from contextlib import ExitStack

from harness.bench import Bench
from harness.goals import MEASUREMENTS
from harness.process import HarnessError
from harness.table import render


def parse():
    parser = argparse.ArgumentParser(prog="tests/bench/run")
    parser.add_argument("names", nargs="*", metavar="NAME", help=", ".join(MEASUREMENTS))
    parser.add_argument("--programs", required=True)
    parser.add_argument("--checkout", required=True)
    parser.add_argument("--json")
    parser.add_argument("--smoke", action="store_true")
    arguments = parser.parse_args()
    unknown = [name for name in arguments.names if name not in MEASUREMENTS]
    if unknown:
        parser.error(f"no measurement is named {', '.join(unknown)}; there are {', '.join(MEASUREMENTS)}")
    return arguments


def measured(name, bench):
    """The rows of one measurement. One that breaks says why and costs no other."""
    module = MEASUREMENTS[name]
    print(f"bench: {name} ...", file=sys.stderr, flush=True)
    try:
        return module.measure(bench), True
    except (HarnessError, OSError, subprocess.SubprocessError) as error:
        rows = module.rows()
        for row in rows:
            row.why_not = " / ".join(str(error).split("\n"))
        return rows, False
    except Exception:  # noqa: BLE001 - a fault of the bench itself, shown as such
        traceback.print_exc()
        return module.rows(), False


def document(rows):
    return {
        "version": 1,
        "date": datetime.datetime.now(datetime.timezone.utc).strftime("%Y-%m-%dT%H:%M:%SZ"),
        "cores": os.cpu_count(),
        "load": os.getloadavg()[0],
        "rows": [row.to_json() for row in rows],
    }


def main():
    arguments = parse()
    subprocess.run(["ip", "link", "set", "lo", "up"], check=True)
    resource.setrlimit(resource.RLIMIT_NOFILE, (20_000, 20_000))
    rows, all_worked = [], True
    with ExitStack() as at_end:
        folder = at_end.enter_context(tempfile.TemporaryDirectory(prefix="muster-bench-"))
        os.chmod(folder, 0o755)  # nginx's worker gives up root
        bench = Bench(arguments.programs, folder, arguments.checkout, arguments.smoke, at_end)
        for name in arguments.names or MEASUREMENTS:
            found, worked = measured(name, bench)
            rows += found
            all_worked &= worked
    print(render(rows))
    if arguments.json:
        with open(arguments.json, "w") as file:
            json.dump(document(rows), file, indent=1)
            file.write("\n")
    return 0 if all_worked else 1


if __name__ == "__main__":
    sys.exit(main())
