# SPDX-License-Identifier: Apache-2.0
"""What every measurement works with: where the programs are, a folder, and how long it may take."""

import os
import subprocess
from contextlib import ExitStack
from dataclasses import dataclass, field

from harness.lab import Node


@dataclass
class Bench:
    programs: str  # folder of the release build's programs
    folder: str  # for logs and the peers' files; thrown away at the end
    checkout: str
    is_smoke: bool  # show that it works, in a few seconds; the figures mean nothing
    at_end: ExitStack  # what has to be cleaned up
    shared_node: list = field(default_factory=list)

    @property
    def pairs(self):
        return 1 if self.is_smoke else 5

    def program(self, name):
        return os.path.join(self.programs, name)

    def scaled(self, count, smoke):
        return smoke if self.is_smoke else count

    def file(self, name):
        return os.path.join(self.folder, name)

    def node(self):
        """A real node with the agent, booted once for all that measure in it."""
        if not self.shared_node:
            self.shared_node.append(self.at_end.enter_context(Node(self)))
        return self.shared_node[0]

    def certificate(self):
        """Certificate and key in one file, of the kind our own identities are: self-signed, P-256."""
        pem = self.file("peer.pem")
        if not os.path.exists(pem):
            subprocess.run(
                ["openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes", "-days", "30",
                 "-subj", "/CN=localhost", "-addext", "subjectAltName=IP:127.0.0.1", "-keyout", pem, "-out", pem + ".crt"],
                check=True, capture_output=True)
            with open(pem + ".crt") as certificate, open(pem, "a") as both:
                both.write(certificate.read())
            os.chmod(pem, 0o644)  # redis and nginx give up root
        return pem
