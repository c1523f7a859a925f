"""How does a browser see what a test has written? The server's threads share the test's connection and transaction.

Events are never removed, so a test that commits could not be cleaned up behind; this one is rolled back like any other.
With SLOW_SERVER=0.2 every answer comes so many seconds late, its second half later still, as on a machine that is busy:
a walk that reads a page before it is there then fails each time, and not once in a hundred.
"""

import os
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from django.contrib.staticfiles.handlers import StaticFilesHandler
from django.core.servers.basehttp import ThreadedWSGIServer
from django.core.signals import request_finished, request_started
from django.db import close_old_connections, connections
from django.test.testcases import LiveServerThread

Application = Callable[..., Any]
LATE = float(os.environ.get("SLOW_SERVER", "0"))


class OneByOne(StaticFilesHandler):
    """One request at a time: the connection is one."""

    turn = threading.Lock()

    def __call__(self, environ: Any, start_response: Any) -> Any:
        """An answer at once, or late and in two halves."""
        time.sleep(LATE)
        answer = super().__call__(environ, start_response)
        return halves(answer) if LATE else answer

    def get_response(self, request: Any) -> Any:
        """Answer, while nobody else is being answered."""
        with self.turn:
            return super().get_response(request)


def halves(answer: Any) -> Iterator[bytes]:
    """The same bytes, half of them later."""
    body = b"".join(answer)
    answer.close()
    yield body[: len(body) // 2]
    time.sleep(LATE)
    yield body[len(body) // 2 :]


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
