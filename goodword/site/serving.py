"""The process tree of `goodword serve`: this process, the web server's and the worker's.

This process loads everything once and forks (where the system can), so the three share most of their memory.
It has no thread of its own until both are forked: a child keeps for ever the locks that a thread held just then,
and never gets the thread that would let go of them.
A child that crashes is started again; when this process goes, by whatever way, the children go too.
"""

import logging
import multiprocessing
import os
import signal
import socket
import sys
import threading
import time
from collections.abc import Callable
from contextlib import closing, suppress
from typing import Any

from .addresses import from_here
from .running import start_django

logger = logging.getLogger(__name__)
# As many who open a share link may wait for the disk together (referrals/visits.py).
WEB_THREADS = 16
WEB_CACHE = 4000  # kilobytes of the books that each of them holds in memory
SECONDS_TO_STOP = 10


def serve(address: str, port: int, *, with_worker: bool, when_ready: Callable[[], None]) -> None:
    """Serves until it is told to stop. `when_ready` is called, in a thread, once a browser would be answered."""
    import gc

    from django.db import connections

    from .web_server import WebServer

    load_site()
    # No connection may be shared by two processes, and what is loaded now should stay shared.
    connections.close_all()
    gc.collect()
    gc.freeze()
    server = WebServer(address, port, WEB_THREADS, SECONDS_TO_STOP)
    worker = Kept(work_until_stopped)

    def before_the_fork() -> None:
        _stop_by_the_terminal(server.signal_handler_interrupt, "SIGHUP")
        if with_worker:
            worker.begin()

    def after_the_fork() -> None:
        if with_worker:
            worker.keep()
        threading.Thread(target=_once_open, args=(address, port, when_ready), daemon=True).start()

    server.on_startup(before_the_fork)
    server.after_the_fork = after_the_fork
    server.on_shutdown(worker.stop)
    server.serve(target_loader=_site_in_child)


def load_site() -> Any:
    """The WSGI application, with every view loaded already: the first page need not wait for that."""
    start_django()
    from django.urls import get_resolver

    from .wsgi import application

    assert get_resolver().reverse_dict is not None
    return application


def _site_in_child(_target: str) -> Any:
    from django.db import connections

    _go_with_the_parent()
    site = load_site()
    options = connections.settings["default"]["OPTIONS"]
    if "init_command" in options:
        options["init_command"] += f" PRAGMA cache_size=-{WEB_CACHE};"
    return site


def _once_open(address: str, port: int, then: Callable[[], None]) -> None:
    """The port is ours before the web server's own process listens at it: who opens the address that moment
    would be turned away."""
    while True:
        try:
            socket.create_connection((from_here(address), port), timeout=1).close()
        except OSError:
            time.sleep(0.01)
        else:
            return then()


def _stop_by_the_terminal(stop: Callable[..., None], *names: str) -> None:
    """At Ctrl-C, and when it closes; unless somebody asked for the opposite (nohup, a job in the background)."""
    for name in names:
        number = getattr(signal, name, None)
        if number and signal.getsignal(number) is not signal.SIG_IGN:
            signal.signal(number, stop)


class Kept:
    """A child process that is started again whenever it ends, until it is stopped."""

    def __init__(self, target: Callable[[], None]) -> None:
        method = multiprocessing.get_start_method()
        self.context: Any = multiprocessing.get_context(method if method == "fork" else "spawn")
        self.target = target
        self.over = threading.Event()
        self.beginning = (
            threading.Lock()
        )  # whoever stops it as it begins waits until there is something to stop
        self.process: Any = None

    def keep(self) -> None:
        threading.Thread(target=self.watch, daemon=True, name="keeps the worker").start()

    def begin(self) -> None:
        """Forks it, without a thread: `keep` comes once everything else is forked too."""
        with self.beginning:
            if not self.over.is_set():
                self.process = self.context.Process(target=self.target, name="goodword-worker")
                self.process.start()

    def watch(self) -> None:
        crashes = 0
        while not self.over.is_set():
            born = time.monotonic()
            self.process.join()
            if self.over.is_set():
                return
            if self.process.exitcode:
                crashes = 1 if time.monotonic() - born > 60 else crashes + 1
                logger.warning(
                    "The worker stopped by itself (%s) and is started again.", self.process.exitcode
                )
                self.over.wait(min(30, 2 ** (crashes - 1) / 2))
            self.begin()

    def stop(self) -> None:
        self.over.set()
        with self.beginning:
            if self.process is None:
                return
        self.process.terminate()
        self.process.join(SECONDS_TO_STOP)
        if self.process.is_alive():
            self.process.kill()
            self.process.join()


def keep_working() -> None:
    """`goodword work`: a worker that is started afresh when it has grown too large, until Ctrl-C or SIGTERM."""
    from django.db import connections

    connections.close_all()
    worker = Kept(work_until_stopped)
    worker.begin()
    worker.keep()
    told: list[bool] = []

    def stop(*_signal: Any) -> None:
        told.append(True)

    signal.signal(signal.SIGTERM, stop)
    _stop_by_the_terminal(stop, "SIGINT", "SIGHUP")
    # No exception out of a signal: while a worker is forked anew, Python's own hooks would swallow it.
    while not told:
        time.sleep(0.1)
    worker.stop()


def work_until_stopped() -> None:
    """The worker's whole life, in a process of its own."""
    signal.signal(signal.SIGTERM, signal.SIG_DFL)  # what the parent does then is not ours
    start_django()
    from goodword.accounts.working import Stop, work

    def stop(*_signal: Any) -> None:
        raise Stop

    signal.signal(signal.SIGTERM, stop)
    # Ctrl-C reaches the whole tree at once; the parent then tells us, and until it does we go on.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    if hasattr(signal, "SIGHUP"):
        signal.signal(signal.SIGHUP, signal.SIG_IGN)
    _go_with_the_parent()
    with suppress(Stop):
        work()


def _go_with_the_parent() -> None:
    """A parent killed by force cannot tell its children; they look for themselves once a second."""
    parent = multiprocessing.parent_process()

    def watch() -> None:
        assert parent is not None
        parent.join()
        os._exit(1)  # half-done transactions are rolled back by the database

    if parent is not None:
        threading.Thread(target=watch, daemon=True, name="watches the parent").start()


def is_taken(address: str, port: int) -> bool:
    """Whether something listens there already. (The web server itself would share the port in silence.)"""
    family = socket.AF_INET6 if ":" in address else socket.AF_INET
    with closing(socket.socket(family, socket.SOCK_STREAM)) as probe:
        if sys.platform != "win32":
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((address, port))
        except OSError as problem:
            import errno

            if problem.errno == errno.EADDRINUSE:
                return True
            raise
    return False


def address_in_this_network() -> str:
    """This computer's address as a phone on the same network sees it, or "". Nothing is sent to find it."""
    with closing(socket.socket(socket.AF_INET, socket.SOCK_DGRAM)) as probe:
        try:
            probe.connect(("192.0.2.1", 9))  # an address that exists in documentation only (RFC 5737)
        except OSError:
            return ""
        found = str(probe.getsockname()[0])
    return "" if found.startswith("127.") else found
