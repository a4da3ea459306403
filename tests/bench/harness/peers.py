# SPDX-License-Identifier: Apache-2.0
"""The programs that ours are compared with, set up for the same job: TLS 1.3, certificates on both sides, P-256."""

import os
import subprocess
import time

from harness.process import Daemon

RedisPort, NginxPort, OpensslPort, SnmpPort, IcingaPort, SshPort = 17390, 17391, 17392, 17393, 17394, 17396

NGINX = """
worker_processes 1;
worker_rlimit_nofile 20000;
daemon off;
pid {folder}/nginx.pid;
error_log {folder}/nginx-error.log;
events {{ worker_connections 19000; }}
http {{
    access_log off;
    client_header_timeout 1h;
    keepalive_timeout 1h;
    client_body_temp_path {folder}/nginx-body;
    proxy_temp_path {folder}/nginx-proxy;
    server {{
        listen 127.0.0.1:{port} ssl backlog=4096;
        ssl_protocols TLSv1.3;
        ssl_certificate {pem};
        ssl_certificate_key {pem};
        ssl_client_certificate {pem};
        ssl_verify_client on;
        ssl_session_tickets on;
        ssl_session_cache off;
        root {folder};
    }}
}}
"""

ICINGA = """
include <itl>
const NodeName = "localhost"
const ZoneName = "localhost"
object Endpoint NodeName {{ }}
object Zone ZoneName {{ endpoints = [ NodeName ] }}
object ApiListener "api" {{ bind_host = "127.0.0.1"; bind_port = {port}; accept_config = false; accept_commands = true }}
object CheckerComponent "checker" {{ }}
"""


def redis(bench):
    """Urgent, as what it is compared with."""
    pem = bench.certificate()
    return Daemon("redis", ["redis-server", "--port", "0", "--tls-port", str(RedisPort), "--tls-cert-file", pem,
                            "--tls-key-file", pem, "--tls-ca-cert-file", pem, "--tls-protocols", "TLSv1.3", "--save", ""],
                  bench.folder, port=RedisPort, urgent=True)


def nginx(bench):
    with open(bench.file("nginx.conf"), "w") as file:
        file.write(NGINX.format(folder=bench.folder, port=NginxPort, pem=bench.certificate()))
    return Daemon("nginx", ["nginx", "-e", bench.file("nginx-error.log"), "-c", bench.file("nginx.conf")], bench.folder,
                  port=NginxPort)


def openssl_server(bench):
    pem = bench.certificate()
    return Daemon("s_server", ["openssl", "s_server", "-accept", f"127.0.0.1:{OpensslPort}", "-cert", pem, "-key", pem,
                               "-CAfile", pem, "-Verify", "1", "-tls1_3", "-quiet", "-www"],
                  bench.folder, port=OpensslPort)


def snmpd(bench):
    """With its usual set of tables, on a port of the bench's own."""
    with open(bench.file("snmpd.conf"), "w") as file:
        file.write(f"agentaddress tcp:127.0.0.1:{SnmpPort}\nrocommunity public 127.0.0.1\n")
    return Daemon("snmpd", ["snmpd", "-f", "-Lo", "-C", "-c", bench.file("snmpd.conf"), "-p", bench.file("snmpd.pid")],
                  bench.folder, port=SnmpPort, env={"SNMP_PERSISTENT_DIR": bench.folder})


def icinga2(bench):
    """An agent: the listener with its certificates, the checker, nothing to check."""
    data = bench.file("icinga")
    certificates = os.path.join(data, "certs")
    if not os.path.exists(certificates):
        for place in ("certs", "cache", "log", "spool", "run"):
            os.makedirs(os.path.join(data, place))
        pem = bench.certificate()
        subprocess.run(["openssl", "pkey", "-in", pem, "-out", f"{certificates}/localhost.key"], check=True, capture_output=True)
        for name in ("localhost.crt", "ca.crt"):
            subprocess.run(["openssl", "x509", "-in", pem, "-out", f"{certificates}/{name}"], check=True, capture_output=True)
        with open(os.path.join(data, "icinga2.conf"), "w") as file:
            file.write(ICINGA.format(port=IcingaPort))
    folders = {"DataDir": data, "CacheDir": f"{data}/cache", "LogDir": f"{data}/log", "SpoolDir": f"{data}/spool",
               "InitRunDir": f"{data}/run"}
    defines = [word for name, place in folders.items() for word in ("-D", f"{name}={place}")]
    user = ["-D", "RunAsUser=root", "-D", "RunAsGroup=root"]
    return Daemon("icinga2", ["icinga2", "daemon", "-c", f"{data}/icinga2.conf", *defines, *user], bench.folder,
                  port=IcingaPort)


class Sshd(Daemon):
    """An OpenSSH server with keys of its own, and how a file is copied from it."""

    def __init__(self, bench):
        self.key = bench.file("ssh-key")
        if not os.path.exists(self.key):
            subprocess.run(["ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", self.key], check=True)
        os.makedirs("/run/sshd", exist_ok=True)
        options = {"HostKey": self.key, "AuthorizedKeysFile": f"{self.key}.pub", "PidFile": "none", "StrictModes": "no", "UsePAM": "no",
                   "PermitRootLogin": "yes", "Subsystem": "sftp internal-sftp", "ListenAddress": "127.0.0.1", "Port": str(SshPort)}
        words = [word for name, value in options.items() for word in ("-o", f"{name}={value}")]
        super().__init__("sshd", ["taskset", "-c", f"0-{os.cpu_count() - 1}", "/usr/sbin/sshd", "-D", "-e", "-f", "/dev/null", *words],
                         bench.folder, port=SshPort)

    def copy_rate(self, file, target, mib):
        """MiB/s."""
        start = time.monotonic()
        subprocess.run(["scp", "-q", "-P", str(SshPort), "-i", self.key, "-o", "StrictHostKeyChecking=no", "-o", "UserKnownHostsFile=/dev/null",
                        "-o", "LogLevel=ERROR", f"root@127.0.0.1:{file}", target], check=True, capture_output=True, timeout=300)
        return mib / (time.monotonic() - start)


def sshd(bench):
    return Sshd(bench)
