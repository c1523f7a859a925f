"""How does a browser see what a test has written? The server's threads share the test's connection and transaction.

Events are never removed, so a test that commits could not be cleaned up behind; this one is rolled back like any other.
"""

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from django.contrib.staticfiles.handlers import StaticFilesHandler
from django.core.servers.basehttp import ThreadedWSGIServer
from django.core.signals import request_finished, request_started
from django.db import close_old_connections, connections
from django.test.testcases import LiveServerThread

Application = Callable[..., Any]


class OneByOne(StaticFilesHandler):
    """One request at a time: the connection is one."""

    turn = threading.Lock()

    def get_response(self, request: Any) -> Any:
        """Answer, while nobody else is being answered."""
        with self.turn:
            return super().get_response(request)


class Sharing(ThreadedWSGIServer):
    """A server that leaves the connection open: it is the test's."""

    def _close_connections(self) -> None:
        """Nothing is closed."""


class SharingThread(LiveServerThread):
    """The thread it runs in."""

    server_class = Sharing


@contextmanager
def served() -> Iterator[str]:
    """The application at a free port; gives its address."""
    connection = connections["default"]
    connection.inc_thread_sharing()
    for signal in (request_started, request_finished):
        signal.disconnect(close_old_connections)  # as the test client does: a request ends, the connection stays
    thread = SharingThread("127.0.0.1", OneByOne, connections_override={"default": connection})
    thread.daemon = True
    thread.start()
    thread.is_ready.wait()
    try:
        if thread.error:
            raise thread.error
        yield f"http://127.0.0.1:{thread.port}"
    finally:
        thread.terminate()
        for signal in (request_started, request_finished):
            signal.connect(close_old_connections)
        connection.dec_thread_sharing()
