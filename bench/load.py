"""Sixteen browsers at once, each with one connection that stays open: as cheap a client as Python allows, so that what
is measured is the server."""

import selectors
import socket
import time
from collections.abc import Callable
from dataclasses import dataclass, field

CONNECTIONS = 16


@dataclass(slots=True)
class Load:
    """What came of one burst of requests."""

    seconds: float = 0.0
    took: list[float] = field(default_factory=list)  # seconds of each answer
    refused: int = 0  # answers that were not 200

    @property
    def rate(self) -> float:
        return len(self.took) / self.seconds

    def slowest(self, share: float) -> float:
        """The time within which all but so many were answered: 0.99 for the 99th percentile."""
        return sorted(self.took)[int(share * (len(self.took) - 1))]


def burst(port: int, request: Callable[[int], bytes], first: int, n: int) -> Load:
    """Ask for `request(first)` and the n - 1 after it, each as soon as a connection is free."""
    load, asked, last = Load(), first, first + n
    with selectors.DefaultSelector() as waiting:
        clients = [socket.create_connection(("127.0.0.1", port)) for _ in range(CONNECTIONS)]
        sent: dict[socket.socket, tuple[float, bytearray]] = {}
        begun = time.perf_counter()
        for client in clients:
            client.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
            waiting.register(client, selectors.EVENT_READ)
            sent[client] = (time.perf_counter(), bytearray())
            client.sendall(request(asked))
            asked += 1
        while len(load.took) < n:
            for key, _events in waiting.select():
                client: socket.socket = key.fileobj  # type: ignore[assignment, no-redef]
                at, got = sent[client]
                got += client.recv(65536)
                if not _is_whole(got):
                    continue
                load.took.append(time.perf_counter() - at)
                load.refused += not got.startswith(b"HTTP/1.1 200")
                if asked < last:
                    sent[client] = (time.perf_counter(), bytearray())
                    client.sendall(request(asked))
                    asked += 1
        load.seconds = time.perf_counter() - begun
        for client in clients:
            client.close()
    return load


def _is_whole(got: bytearray) -> bool:
    end = got.find(b"\r\n\r\n")
    if end < 0:
        return False
    head = bytes(got[:end]).lower()
    _, _, told = head.partition(b"content-length: ")
    return len(got) - end - 4 >= int(told.partition(b"\r\n")[0])
