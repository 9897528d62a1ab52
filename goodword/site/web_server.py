"""The web server: granian, in one process of its own. Loaded only by who serves."""

from collections.abc import Callable
from typing import Any

from granian.constants import Interfaces
from granian.log import LogLevels
from granian.server.mp import MPServer


class WebServer(MPServer):
    """Granian with processes, which knows a moment before its process is forked, and with us also one after."""

    def __init__(self, address: str, port: int, threads: int, seconds_to_stop: int) -> None:
        super().__init__(
            "goodword.site.wsgi:application",
            address=address,
            port=port,
            interface=Interfaces.WSGI,
            blocking_threads=threads,
            websockets=False,
            respawn_failed_workers=True,
            workers_kill_timeout=seconds_to_stop,
            log_level=LogLevels.error,
        )
        self.after_the_fork: Callable[[], None] = lambda: None

    def startup(self, spawn_target: Any, target_loader: Any) -> None:
        super().startup(spawn_target, target_loader)
        self.after_the_fork()
