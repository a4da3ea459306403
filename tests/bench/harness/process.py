# SPDX-License-Identifier: Apache-2.0
"""Processes under measurement: how they are started, and what the kernel says they used."""

import glob
import json
import os
import select
import socket
import subprocess
import time

SERVER_CORE, CLIENT_CORE = 0, 1
URGENTLY = ["chrt", "--fifo", "1"]
if subprocess.run([*URGENTLY, "true"], capture_output=True, check=False).returncode != 0:
    URGENTLY = []  # not allowed here


class HarnessError(Exception):
    """The bench itself is broken; not a figure that is bad."""


def pinned(core, command, urgent=False):
    """Each side on a core of its own, so that a client does not slow its server.
    urgent: before all other programs of the machine, so that their load is not measured as a delay."""
    return [*(URGENTLY if urgent else []), "taskset", "-c", str(core % os.cpu_count()), *command]


def hurry(pids):
    """Makes running processes urgent."""
    for pid in pids:
        for task in glob.glob(f"/proc/{pid}/task/*") if URGENTLY else []:
            try:
                os.sched_setscheduler(int(task.rpartition("/")[2]), os.SCHED_FIFO, os.sched_param(1))
            except ProcessLookupError:
                continue  # it has ended


def is_listening(port):
    with socket.socket() as probe:
        return probe.connect_ex(("127.0.0.1", port)) == 0


class Daemon:
    """A server with all its processes. Runs from the start; ended by stop() or `with`."""

    def __init__(self, name, command, folder, port=None, core=SERVER_CORE, env=None, answers=False, talks=False,
                 urgent=False):
        """port: ready when it listens there. answers: ready when it has printed a line of JSON, kept in self.said.
        talks: it prints JSON later, see answer()."""
        if port and is_listening(port):
            raise HarnessError(f"something else listens on port {port}: its figures would be taken for {name}'s")
        self.name = name
        self.log = open(os.path.join(folder, f"{name}.log"), "ab")
        self.started = time.monotonic()
        self.process = subprocess.Popen(
            pinned(core, command, urgent), cwd=folder, env={**os.environ, **(env or {})}, start_new_session=True,
            stdin=subprocess.PIPE, stdout=subprocess.PIPE if answers or talks else self.log, stderr=self.log, text=True)
        self.said = self.answer(20) if answers else None
        if port:
            self.await_port(port)

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.stop()

    def answer(self, seconds):
        """The next line of JSON that the program prints."""
        readable, _, _ = select.select([self.process.stdout], [], [], seconds)
        line = self.process.stdout.readline() if readable else ""
        if not line:
            raise HarnessError(f"{self.name} said nothing within {seconds} s: {self.last_words()}")
        return json.loads(line)

    def tell(self, line):
        self.process.stdin.write(line + "\n")
        self.process.stdin.flush()

    def await_port(self, port, seconds=20):
        while not is_listening(port):
            if self.process.poll() is not None or time.monotonic() - self.started > seconds:
                raise HarnessError(f"{self.name} does not listen: {self.last_words()}")
            time.sleep(0.0005)

    def last_words(self):
        with open(self.log.name, "rb") as log:
            return log.read()[-400:].decode(errors="replace")

    def stop(self):
        if self.process.poll() is None:
            try:
                os.killpg(self.process.pid, 15)
                self.process.wait(5)
            except subprocess.TimeoutExpired:
                os.killpg(self.process.pid, 9)
                self.process.wait()
        self.log.close()

    def pids(self):
        """Its processes: it and all that came of it."""
        return family(self.process.pid)

    def usage(self):
        return Usage(self.pids())


def family(root):
    children = {}
    for stat in glob.glob("/proc/[0-9]*/stat"):
        try:
            with open(stat) as file:
                parent = int(file.read().rpartition(")")[2].split()[1])
        except OSError:
            continue
        children.setdefault(parent, []).append(int(stat.split("/")[2]))
    found, todo = [], [root]
    while todo:
        pid = todo.pop()
        found.append(pid)
        todo += children.get(pid, [])
    return found


class Usage:
    """What processes have used so far: CPU by the scheduler's own count, and how often they were woken up."""

    def __init__(self, pids):
        self.cpu_us = 0.0
        self.switches = 0
        for pid in pids:
            for task in glob.glob(f"/proc/{pid}/task/*"):
                try:
                    with open(f"{task}/schedstat") as schedstat, open(f"{task}/status") as status:
                        self.cpu_us += int(schedstat.read().split()[0]) / 1000
                        # A thread that gave up the processor by itself had been woken up before.
                        self.switches += int(status.read().split("\nvoluntary_ctxt_switches:")[1].split()[0])
                except OSError:
                    continue  # it has ended

    def since(self, before):
        """(CPU in microseconds, wake-ups)"""
        return self.cpu_us - before.cpu_us, self.switches - before.switches


def dirty_kib(pids):
    """Memory that only these processes have and have written to. What forked processes share counts once in their sum."""
    os.sync()  # pages of a file that was just installed count as dirty until they are on the disk
    total = 0
    for pid in pids:
        with open(f"/proc/{pid}/smaps_rollup") as smaps:
            total += sum(int(line.split()[1]) for line in smaps if line.startswith("Pss_Dirty:"))
    return total


def run_json(command, core=CLIENT_CORE, env=None, timeout=300, urgent=False):
    """Runs a program to its end. @return the line of JSON that it printed"""
    done = subprocess.run(pinned(core, command, urgent), capture_output=True, text=True, timeout=timeout,
                          env={**os.environ, **(env or {})})
    if done.returncode != 0:
        raise HarnessError(f"{os.path.basename(command[0])} failed: {done.stderr.strip()[-400:]}")
    return json.loads(done.stdout.strip().splitlines()[-1])
