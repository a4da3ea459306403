# SPDX-License-Identifier: Apache-2.0
"""A real node with the agent installed: its own systemd, bus and journal (tests/lab). In the bench's own network."""

import glob
import json
import os
import subprocess

from harness.process import HarnessError, Usage, dirty_kib

NAME = "bench"
NODE = "drawer-a"
UNIT = "bench-target.service"

# Stays failed when it is killed, and may die as often as the bench wants.
UNIT_FILE = """[Unit]
Description=Something to be killed
StartLimitIntervalSec=0
[Service]
ExecStart=/usr/bin/sleep infinity
LimitCORE=0
"""


class Node:
    def __init__(self, bench):
        self.bench = bench
        self.lab = [os.path.join(bench.checkout, "tests/lab/lab")]

    def __enter__(self):
        self.control("down")
        up = self.control("up", "--nodes", "1", "--preset", "release")
        if up.returncode == 77:
            raise HarnessError(f"this machine cannot run a lab: {up.stderr.strip()}")
        if up.returncode != 0:
            self.control("down")
            raise HarnessError(f"the lab did not come up: {up.stderr.strip()[-400:]}")
        nodes = json.loads(self.control("status", "--json").stdout)
        self.address = (nodes["nodes"] if isinstance(nodes, dict) else nodes)[0]["address"]
        self.put(f"/etc/systemd/system/{UNIT}", UNIT_FILE.encode())
        self.put("/etc/muster/units.d/bench.json", json.dumps({"services": [UNIT]}).encode())
        self.run("systemctl", "daemon-reload")
        self.restart_agent()
        return self

    def __exit__(self, *_):
        self.control("down")

    def control(self, verb, *words):
        return subprocess.run([*self.lab, verb, "--name", NAME, *words], capture_output=True, text=True, timeout=180)

    def command(self, *words):
        return [*self.lab, "exec", "--name", NAME, NODE, *words]

    def run(self, *words, data=None):
        done = subprocess.run(self.command(*words), input=data, capture_output=True, timeout=60)
        if done.returncode != 0:
            raise HarnessError(f"{' '.join(words)} failed in the node: {done.stderr.decode(errors='replace').strip()[-400:]}")
        return done.stdout.decode().strip()

    def put(self, path, data):
        self.run("sh", "-c", 'cat >"$1" && chmod 755 "$1"', "-", path, data=data)

    def put_program(self, name):
        path = f"/usr/local/bin/{name}"
        with open(self.bench.program(name), "rb") as program:
            self.put(path, program.read())
        return path

    def restart_agent(self):
        self.run("systemctl", "restart", "muster-agent")  # returns when it is ready: Type=notify

    def token(self):
        return self.run("muster-agent", "token", "--role", "viewer").split()[-1]

    def agent_pids(self):
        found = []
        for comm in glob.glob("/proc/[0-9]*/comm"):
            try:
                with open(comm) as file:
                    if file.read().strip() == "muster-agent":
                        found.append(int(comm.split("/")[2]))
            except OSError:
                continue
        if not found:
            raise HarnessError("no agent runs in the node")
        return found

    def all_pids(self):
        """Every process of the node: systemd, its bus, the agent, the rest."""
        node = os.readlink(f"/proc/{self.agent_pids()[0]}/ns/pid")
        found = []
        for link in glob.glob("/proc/[0-9]*/ns/pid"):
            try:
                if os.readlink(link) == node:
                    found.append(int(link.split("/")[2]))
            except OSError:
                continue
        return found

    def agent_usage(self):
        return Usage(self.agent_pids())

    def agent_memory(self):
        return dirty_kib(self.agent_pids())
