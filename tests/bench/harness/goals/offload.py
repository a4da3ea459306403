# SPDX-License-Identifier: Apache-2.0
"""Goals 1 to 5: a dump from a node to a console, against a bare OpenSSL loop, nginx to curl, and scp.

To nowhere nobody hashes or writes: that compares the ways to move bytes. To a file ours hashes and compares, the others do not. Ours is durable
at its end, and so the others' files are synced, too, with `sync FILE` and its folder; how ours compares with files that are still in memory is
shown beside it.
Both sides may use all cores, as they do in use.
"""

import json
import os
import shutil
import subprocess
import time
from contextlib import ExitStack

from harness import peers
from harness.figures import Goal, Row
from harness.process import Daemon, HarnessError, run_json

LOOP_PORT = 17395
MIB = 1024 * 1024


def table_of():
    loop, curl = "bare OpenSSL loop", "nginx to curl"
    return {
        "cpu": Row(Goal(1, 1.15), "offload-cpu", "offload to nowhere, CPU of both sides", "s/GiB", loop),
        "loop": Row(Goal(2, 0.9, True), "offload-null-loop", "the same, wall", "MiB/s", loop),
        "curl": Row(Goal(2, 1.2, True), "offload-null-curl", "the same", "MiB/s", curl),
        "file": Row(Goal(3, 1.5, True), "offload-file-curl", "offload to a durable, verified file", "MiB/s", f"{curl}, synced"),
        "scp": Row(Goal(3, 1.9, True), "offload-file-scp", "the same", "MiB/s", "scp, synced"),
        "file-memory": Row(Goal(3, None, True), "offload-file-curl-memory", "the same", "MiB/s", f"{curl}, in memory"),
        "scp-memory": Row(Goal(3, None, True), "offload-file-scp-memory", "the same", "MiB/s", "scp, in memory"),
        "disk": Row(Goal(3, None, True), "offload-file-disk", "the same", "MiB/s", "dd of zeros, oflag=direct"),
        "sender": Row(Goal(4, 8), "offload-memory-sender", "peak memory of the sender, 2 GiB over 2 MiB", "MiB", "none", absolute=True),
        "receiver": Row(Goal(4, 8), "offload-memory-receiver", "the same of the receiver", "MiB", "none", absolute=True),
        "shaped": Row(Goal(5, 2.5, True), "offload-zstd-shaped", "compressed offload over 1 Gbit/s", "MiB/s", "not compressed"),
        "free": Row(Goal(5, 0.95, True), "offload-zstd-free", "the same, link not shaped", "MiB/s", "not compressed"),
    }


def rows():
    return list(table_of().values())


class Offloads:
    """The node, and how a dump is fetched from it."""

    def __init__(self, bench, size, sparse):
        self.bench = bench
        self.target = bench.file("received")
        self.node = Daemon("bulknode", anywhere(bench.program("bench-bulknode"), str(size), str(sparse), bench.folder), bench.folder,
                           talks=True, env={"TMPDIR": bench.folder})
        self.said = self.node.answer(180)
        self.mib = self.said["size"] / MIB

    def size_of(self, dump):
        return json.loads(self.said["tickets"][dump])["size"]

    def fetch(self, how, dump="usual", keep=False):
        if not keep:
            clean(self.target)
        before = cpu_us(self.node)
        done = run_json(anywhere(self.bench.program("bench-bulkclient"), str(self.said["port"]), self.said["nodeId"],
                                 self.bench.file("client.pem"), self.said["tickets"][dump], how, self.target))
        cpu = cpu_us(self.node) - before
        return {**done, "both_cpu_us": done["cpu_us"] + cpu, "rate": self.mib / done["wall_s"]}

    def peak_kib(self, dump):
        """The most memory that the node has while it sends this dump; what it had before does not count."""
        with open(f"/proc/{self.node.process.pid}/clear_refs", "w") as reset:
            reset.write("5")
        received = self.fetch("None", dump)["peak_kib"]
        return self.node_peak_kib(), received

    def node_peak_kib(self):
        with open(f"/proc/{self.node.process.pid}/status") as status:
            return next(int(line.split()[1]) for line in status if line.startswith("VmHWM:"))


def anywhere(*command):
    """On all cores, though the harness gives each side one."""
    return ["taskset", "-c", f"0-{os.cpu_count() - 1}", *command]


def cpu_us(daemon):
    """Of the process, with its threads that have ended: each transfer has one of its own."""
    with open(f"/proc/{daemon.process.pid}/stat") as stat:
        fields = stat.read().rpartition(")")[2].split()
    return 1e6 * (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def clean(folder):
    shutil.rmtree(folder, ignore_errors=True)
    os.mkdir(folder)
    os.sync()


def loop_rate(bench, server, mib):
    before = cpu_us(server)
    done = run_json(anywhere(bench.program("bench-tlsloop"), "get", str(LOOP_PORT), bench.certificate()))
    cpu = cpu_us(server) - before
    return {"rate": mib / done["wall_s"], "both_cpu_us": done["cpu_us"] + cpu}


def curl_rate(bench, mib, target):
    pem = bench.certificate()
    done = subprocess.run(["curl", "-sS", "--cert", pem, "--key", pem, "--cacert", pem, "-o", target, "-w", "%{json}",
                           f"https://127.0.0.1:{peers.NginxPort}/dump.tar"], check=True, capture_output=True, text=True, timeout=300)
    said = json.loads(done.stdout)
    if said["http_code"] != 200:
        raise HarnessError(f"nginx answered {said['http_code']}")
    return mib / said["time_total"]


def shape(rate):
    """The loopback as a link of so many bits a second; None takes that away."""
    if rate:
        done = subprocess.run(["tc", "qdisc", "replace", "dev", "lo", "root", "tbf", "rate", rate, "burst", "256k", "latency", "20ms"],
                              capture_output=True, text=True, check=False)
        if done.returncode != 0:
            raise HarnessError(f"the loopback cannot be shaped: {done.stderr.strip()}")
    else:
        subprocess.run(["tc", "qdisc", "del", "dev", "lo", "root"], capture_output=True, check=False)


def synced_rate(rate, folder, mib):
    """What a rate becomes when the folder's files have to be on the disk, too."""
    begun = time.monotonic()
    for name in os.listdir(folder):
        subprocess.run(["sync", os.path.join(folder, name)], check=True)
    subprocess.run(["sync", folder], check=True)
    return mib / (mib / rate + time.monotonic() - begun)


def disk_rate(folder, mib):
    """The disk's own: as many zeros, in pieces of 4 MiB, past the system's cache."""
    begun = time.monotonic()
    subprocess.run(["dd", "if=/dev/zero", f"of={folder}/zeros", "bs=4M", f"count={max(1, int(mib) // 4)}", "oflag=direct", "conv=fsync", "status=none"],
                   check=True)
    return mib / (time.monotonic() - begun)


def to_file(bench, table, offloads, ssh):
    target, mib = offloads.target, offloads.mib
    clean(target)
    memory = curl_rate(bench, mib, os.path.join(target, "dump.tar"))
    synced = synced_rate(memory, target, mib)
    durable = offloads.fetch("None")["rate"]
    table["file"].add(durable, synced)
    table["file-memory"].add(durable, memory)
    clean(target)
    memory = ssh.copy_rate(bench.file("dump.tar"), target, mib)
    synced = synced_rate(memory, target, mib)
    table["scp"].add(durable, synced)
    table["scp-memory"].add(durable, memory)
    clean(target)
    table["disk"].add(durable, disk_rate(target, mib))


def measure(bench):
    table = table_of()
    size, sparse = bench.scaled(1024 * MIB, 32 * MIB), bench.scaled(2048 * MIB, 64 * MIB)
    with ExitStack() as stack:
        offloads = Offloads(bench, size, sparse)
        stack.enter_context(offloads.node)
        small, large = offloads.peak_kib("small"), offloads.peak_kib("large")
        table["sender"].add((large[0] - small[0]) / 1024)
        table["receiver"].add((large[1] - small[1]) / 1024)
        stack.enter_context(peers.nginx(bench))
        ssh = stack.enter_context(peers.sshd(bench))
        loop = stack.enter_context(Daemon("tlsloop", anywhere(bench.program("bench-tlsloop"), "serve", str(LOOP_PORT), bench.certificate(),
                                                              bench.file("dump.tar")), bench.folder, port=LOOP_PORT))
        mib = offloads.mib
        for _ in range(bench.pairs):
            bare, ours = loop_rate(bench, loop, mib), offloads.fetch("null")
            table["cpu"].add(ours["both_cpu_us"] / 1e6 / (mib / 1024), bare["both_cpu_us"] / 1e6 / (mib / 1024))
            table["loop"].add(ours["rate"], bare["rate"])
            table["curl"].add(offloads.fetch("null")["rate"], curl_rate(bench, mib, "/dev/null"))
            clean(offloads.target)
            to_file(bench, table, offloads, ssh)
            table["free"].add(offloads.fetch("Zstd")["rate"], offloads.fetch("None")["rate"])
            shape("1gbit")
            try:
                table["shaped"].add(offloads.fetch("Zstd")["rate"], offloads.fetch("None")["rate"])
            finally:
                shape(None)
    return list(table.values())
