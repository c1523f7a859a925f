"""How does a test speak to a served installation? As a program over HTTP, with keys, from many threads."""

import base64
import contextlib
import http.client
import json
import os
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

START_SECONDS = 60


@dataclass(slots=True)
class Served:
    """A server with its workers, in a process group of its own."""

    port: int
    process: subprocess.Popen[bytes]

    def kill(self) -> None:
        """Kill the server and everything it started, as a power cut would."""
        with contextlib.suppress(ProcessLookupError):
            os.killpg(self.process.pid, signal.SIGKILL)
        self.process.wait()


def environment(home: str | Path, url: str = "") -> dict[str, str]:
    """The environment of an installation that is served."""
    return os.environ | {
        "THONGSUOT_HOME": str(home),
        "DATABASE_URL": url,
        "THONGSUOT_TESTING": "",
        "DJANGO_SETTINGS_MODULE": "bench.app.settings",
        "THONGSUOT_API_RATE": "100000/s",
    }


def start(home: str | Path, url: str = "", workers: int = 2) -> Served:
    """Serve an installation; returns once it answers."""
    with socket.socket() as held:
        held.bind(("127.0.0.1", 0))
        port = int(held.getsockname()[1])
    command = [sys.executable, "-m", "thongsuot", "serve", "--port", str(port), "--workers", str(workers)]
    with (Path(home) / "server.log").open("ab") as log:
        process = subprocess.Popen(command, env=environment(home, url), stdout=log, stderr=log, start_new_session=True)
    served = Served(port, process)
    until = time.monotonic() + START_SECONDS
    while time.monotonic() < until:
        if process.poll() is not None:
            break
        with contextlib.suppress(OSError, http.client.HTTPException):
            connection = http.client.HTTPConnection("127.0.0.1", port, timeout=5)
            connection.request("GET", "/help/")
            if connection.getresponse().status == 200:
                return served
        time.sleep(0.05)
    served.kill()
    raise RuntimeError(
        f"the server did not start:\n{(Path(home) / 'server.log').read_text('utf-8', 'replace')[-2000:]}"
    )


def keys(home: str | Path, url: str, count: int) -> list[str]:
    """Make an installation with a clerk and a writing key for each of ``count`` writers."""
    done = subprocess.run(
        [sys.executable, "-m", "tests.prove.keys", str(count)],
        env=environment(home, url), capture_output=True, text=True, check=False,
    )  # fmt: skip
    if done.returncode:
        raise RuntimeError(done.stderr[-2000:])
    return done.stdout.split()


def run(home: str | Path, url: str, *arguments: str) -> subprocess.CompletedProcess[str]:
    """A verb of the command line on that installation."""
    return subprocess.run(
        [sys.executable, "-m", "thongsuot", *arguments],
        env=environment(home, url), capture_output=True, text=True, check=False,
    )  # fmt: skip


def documents(home: str | Path, url: str) -> dict[int, bool]:
    """The documents of an installation, and whether each is whole: read, with its one version, file and events."""
    script = (
        "import django; django.setup()\n"
        "from thongsuot.documents.models import Document\n"
        "from thongsuot.events.models import Event\n"
        "seen = set(Event.objects.filter(verb='read').values_list('thread', flat=True))\n"
        "for d in Document.objects.select_related('current__file'):\n"
        "    version = d.current\n"
        "    whole = version and version.text and version.file and d.status == 'read' and f'document:{d.pk}' in seen\n"
        "    print(d.pk, int(bool(whole)))\n"
    )
    told = subprocess.run(
        [sys.executable, "-c", script], env=environment(home, url), capture_output=True, text=True, check=True
    ).stdout
    return {int(pk): whole == "1" for pk, whole in (line.split() for line in told.splitlines())}


def text_of(writer: int, n: int) -> str:
    """A small document that no other writer sends."""
    return (
        f"ỦY BAN NHÂN DÂN\nXÃ ĐÔNG HÒA\nSố: {n}/KH-W{writer}\nĐông Hòa, ngày 05 tháng 3 năm 2026\n"
        f"KẾ HOẠCH\nKiểm tra lần {n} của người ghi {writer}\n1. Văn phòng báo cáo trước ngày 15/4/2026.\n"
    )


@dataclass(slots=True)
class Writer:
    """One client that registers documents, one after the other, over a kept connection."""

    port: int
    key: str
    number: int
    connection: http.client.HTTPConnection | None = None

    def write(self, n: int) -> int | None:
        """Register a document; gives its key when the server acknowledged it, None when it did not."""
        body = json.dumps({"name": f"{n}.txt", "content": base64.b64encode(text_of(self.number, n).encode()).decode()})
        headers = {"Authorization": f"Bearer {self.key}", "Content-Type": "application/json"}
        try:
            if self.connection is None:
                self.connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=120)
            self.connection.request("POST", "/api/documents", body, headers)
            answer = self.connection.getresponse()
            told = answer.read()
        except (OSError, http.client.HTTPException):
            self.connection = None
            return None
        if answer.status != 201:
            raise RuntimeError(f"{answer.status} {told[:300]!r}")
        return int(json.loads(told)["id"])

    def go_on(self, stop: threading.Event, acknowledged: list[int], n: int = 0) -> int:
        """Register one document after another until told to stop; gives the number of the last one tried."""
        while not stop.is_set():
            n += 1
            if (pk := self.write(n)) is not None:
                acknowledged.append(pk)
        return n


@contextlib.contextmanager
def serving(home: str | Path, url: str = "") -> Iterator[Served]:
    """An installation served for the time of a ``with``."""
    served = start(home, url)
    try:
        yield served
    finally:
        served.kill()
