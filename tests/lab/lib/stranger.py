# SPDX-License-Identifier: Apache-2.0
"""A stranger who does not behave: stranger.py ADDRESS PEM WHAT [NUMBER].

ADDRESS is a node's, PEM a file with the stranger's key and certificate, or "none". WHAT is one of the functions below.
Prints what came of it.
"""

import itertools
import resource
import selectors
import socket
import ssl
import sys
import time

PORT = 7117
BLOCK = 16 * 1024
PATIENCE = 20  # seconds, for whatever the node does


def context(pem):
    tls = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    tls.check_hostname = False
    tls.verify_mode = ssl.CERT_NONE
    tls.set_alpn_protocols(["muster/1"])
    if pem != "none":
        tls.load_cert_chain(pem)
    return tls


def connect(address, tls):
    return tls.wrap_socket(socket.create_connection((address, PORT), timeout=PATIENCE))


def send(stream, blocks):
    """Sends until the node takes no more; says how many bytes it took."""
    sent = 0
    try:
        for block in blocks:
            stream.sendall(block)
            sent += len(block)
    except OSError:
        pass
    return sent


def until_closed(stream):
    """All that the node says before it ends the connection, on one line."""
    heard = b""
    try:
        while block := stream.recv(BLOCK):
            heard += block
    except TimeoutError:
        return f"{heard.decode().strip()} still open"
    except OSError:
        pass
    return f"{heard.decode().strip()} closed"


def tls12(address, pem):
    """Speaks nothing newer than TLS 1.2."""
    tls = context(pem)
    tls.maximum_version = ssl.TLSVersion.TLSv1_2
    try:
        connect(address, tls)
    except ssl.SSLError as error:
        return f"refused: {error}"
    return "accepted"


def hello(address, pem):
    """Greets, as each console does first."""
    stream = connect(address, context(pem))
    try:
        stream.sendall(b'{"jsonrpc":"2.0","id":1,"method":"hello","params":{"minVersion":1,"maxVersion":1}}\n')
        answer = stream.recv(BLOCK)
    except OSError as error:  # in TLS 1.3 a client learns only then that its certificate is refused
        return f"refused: {error}"
    return f"accepted: {answer.decode()}" if answer else "refused: closed"


def garbage(address, pem):
    """Speaks another protocol."""
    stream = connect(address, context(pem))
    send(stream, [b"GET / HTTP/1.1\r\nHost: node\r\n\r\n"])
    return until_closed(stream)


def line(address, pem, size):
    """One line of so many bytes."""
    stream = connect(address, context(pem))
    sent = send(stream, itertools.repeat(b"x" * BLOCK, size // BLOCK))
    return f"sent {sent} bytes: {until_closed(stream)}"


def nest(address, pem, depth):
    """JSON that is nested so deep."""
    stream = connect(address, context(pem))
    send(stream, [b"[" * depth + b"]" * depth + b"\n"])
    return until_closed(stream)


def silence(address, pem):
    """Proves who it is, and says nothing."""
    stream = connect(address, context(pem))
    begin = time.monotonic()
    end = until_closed(stream)
    return f"{end} after {time.monotonic() - begin:.0f} s"


def crowd(address, pem, count):
    """So many connections at a time: half of them silent from the start, half after having proven who they are. Prints
    "open", holds what the node lets it hold until its input ends, and says how many those were."""
    resource.setrlimit(resource.RLIMIT_NOFILE, (count + 100, resource.getrlimit(resource.RLIMIT_NOFILE)[1]))
    tls = context(pem)
    all_of_it, opening = [], selectors.DefaultSelector()
    for i in range(count):
        plain = socket.create_connection((address, PORT), timeout=PATIENCE)
        plain.setblocking(False)
        if i % 2:
            plain = tls.wrap_socket(plain, do_handshake_on_connect=False)
            opening.register(plain, selectors.EVENT_READ)
            advance(plain, opening)
        all_of_it.append(plain)
    end = time.monotonic() + 5
    while opening.get_map() and time.monotonic() < end:
        for key, _ in opening.select(timeout=1):
            advance(key.fileobj, opening)
    print("open", flush=True)
    sys.stdin.read()
    return f"{sum(not has_ended(stream) for stream in all_of_it)} left"


def advance(stream, opening):
    """A step of the handshake; when it is over, or the node has ended it, there are no more."""
    try:
        stream.do_handshake()
    except ssl.SSLWantReadError:
        return
    except OSError:
        pass
    opening.unregister(stream)


def has_ended(stream):
    try:
        return stream.recv(1) == b""
    except (BlockingIOError, ssl.SSLWantReadError):
        return False
    except (OSError, ValueError):
        return True


address, pem, what = sys.argv[1:4]
print(globals()[what](address, pem, *map(int, sys.argv[4:])))
