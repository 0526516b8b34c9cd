"""`*.localhost` leads to this machine, as RFC 6761 says; not every resolver knows."""

import socket

_asked = socket.getaddrinfo


def _getaddrinfo(host, *rest, **named):
    name = host.decode() if isinstance(host, bytes) else host
    if name and name.endswith(".localhost"):
        host = "127.0.0.1"
    return _asked(host, *rest, **named)


def here() -> None:
    """From now on this process finds `*.localhost`."""
    socket.getaddrinfo = _getaddrinfo


def free_port() -> int:
    """A port of the loopback address that nobody uses."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]
