"""The explorer's server: where it listens and whom it answers."""

from __future__ import annotations

import contextlib
import ipaddress
import socket

import uvicorn

from pipeline.explore.app import explorer
from pipeline.store.dataset import Dataset

LOOPBACK_NAMES = ("127.0.0.1", "localhost", "::1", "[::1]")


def is_loopback(host: str) -> bool:
    """True if only this machine reaches that address."""
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"


def answered_hosts(host: str) -> list[str]:
    """The names by which the server may be asked: this machine's own, and the one that it listens at."""
    names = [*LOOPBACK_NAMES, host, f"[{host}]"]
    if not is_loopback(host):
        own = socket.gethostname()
        names += [own, own.partition(".")[0]]
        with contextlib.suppress(OSError):  # a machine that doesn't know its own name
            names += [str(entry[4][0]) for entry in socket.getaddrinfo(own, None)]
    return list(dict.fromkeys(names))


def listen(host: str, port: int) -> socket.socket:
    """A socket that listens there already, so that a browser opened now is answered; OSError if it can't."""
    family, kind, protocol, _, address = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0]
    listening = socket.socket(family, kind, protocol)
    try:
        listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listening.bind(address)
        listening.listen(128)
    except OSError:
        listening.close()
        raise
    return listening


def serve(dataset: Dataset, host: str, listening: socket.socket) -> None:
    """Answer until interrupted."""
    config = uvicorn.Config(
        explorer(dataset, answered_hosts(host)),
        log_level="warning",
        server_header=False,
        access_log=False,
        timeout_graceful_shutdown=3,
    )
    uvicorn.Server(config).run(sockets=[listening])
