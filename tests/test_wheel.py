"""Does the built package work alone? In an empty environment it serves, shows, finds, and is whole."""

import contextlib
import os
import re
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.parse
import urllib.request
import venv
from collections.abc import Iterator
from dataclasses import dataclass
from http.cookiejar import CookieJar
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
SECONDS_TO_START = 90
pytestmark = [pytest.mark.timeout(400), pytest.mark.xdist_group("wheel")]


def run(*command: str | Path, cwd: Path, env: dict[str, str] | None = None) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [str(part) for part in command], cwd=cwd, env=env, capture_output=True, text=True, check=False
    )


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The package as it is handed out."""
    try:
        urllib.request.urlopen("https://pypi.org/simple/hatchling/", timeout=10).close()
    except OSError as problem:
        pytest.skip(
            f"SKIPPED THE WHEEL: the package index cannot be reached ({problem}); nothing was built or installed"
        )
    folder = tmp_path_factory.mktemp("wheel")
    done = run(sys.executable, "-m", "pip", "wheel", ROOT, "--no-deps", "-q", "-w", folder, cwd=folder)
    assert done.returncode == 0, done.stderr
    (built,) = folder.glob("thongsuot-*.whl")
    return built


@dataclass(frozen=True, slots=True)
class Installed:
    """The package alone in an environment, and the folder it keeps its data in."""

    bin: Path
    cwd: Path

    @property
    def env(self) -> dict[str, str]:
        """Nothing of this checkout: no PYTHONPATH, no settings of tests."""
        kept = {name: value for name, value in os.environ.items() if name in ("PATH", "HOME", "LANG", "TMPDIR")}
        return {**kept, "THONGSUOT_HOME": str(self.cwd / "data"), "PYTHONUTF8": "1"}

    def verb(self, *words: str) -> subprocess.CompletedProcess[str]:
        return run(self.bin / "thongsuot", *words, cwd=self.cwd, env=self.env)


@pytest.fixture(scope="module")
def installed(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Installed:
    folder = tmp_path_factory.mktemp("alone")
    venv.create(folder / "venv", with_pip=False, symlinks=True)
    programs = folder / "venv" / "bin"
    pip = [sys.executable, "-m", "pip", "--python", programs / "python"]
    done = run(*pip, "install", "-q", "--no-compile", "--disable-pip-version-check", wheel, cwd=folder)
    assert done.returncode == 0, done.stderr
    return Installed(programs, folder)


@dataclass(frozen=True, slots=True)
class Browser:
    """Somebody who keeps cookies."""

    base: str
    opener: urllib.request.OpenerDirector

    def get(self, path: str, form: dict[str, str] | None = None) -> str:
        data = urllib.parse.urlencode(form).encode() if form else None
        with self.opener.open(urllib.request.Request(self.base + path, data), timeout=30) as answer:
            assert answer.status == 200
            return str(answer.read().decode("utf-8", "replace"))


def browser(base: str) -> Browser:
    return Browser(base, urllib.request.build_opener(urllib.request.HTTPCookieProcessor(CookieJar())))


@pytest.fixture(scope="module")
def served(installed: Installed) -> Iterator[tuple[Browser, str]]:
    """The demonstration, served from another folder; what was printed when it began."""
    with socket.socket() as held:
        held.bind(("127.0.0.1", 0))
        port = held.getsockname()[1]
    log = installed.cwd / "log"
    command = [installed.bin / "thongsuot", "serve", "--demo", "--port", str(port), "--workers", "1"]
    with log.open("wb") as out:
        server = subprocess.Popen(
            command, cwd=installed.cwd, env=installed.env, stdout=out, stderr=out, start_new_session=True
        )
    try:
        until = time.monotonic() + SECONDS_TO_START
        while server.poll() is None and time.monotonic() < until:
            with contextlib.suppress(OSError):
                urllib.request.urlopen(f"http://127.0.0.1:{port}/sign-in/", timeout=5).close()
                break
            time.sleep(0.2)
        else:
            pytest.fail(f"the server did not start:\n{log.read_text('utf-8', 'replace')[-3000:]}")
        yield browser(f"http://127.0.0.1:{port}"), log.read_text("utf-8", "replace")
    finally:
        server.send_signal(signal.SIGINT)
        try:
            server.wait(20)
        except subprocess.TimeoutExpired:
            os.killpg(server.pid, signal.SIGKILL)
            server.wait()


def test_it_serves_pages_with_their_looks_and_finds_documents(served: tuple[Browser, str]) -> None:
    reader, printed = served
    page = reader.get("/sign-in/")
    assert "Đăng nhập" in page
    styles = re.findall(r'<link rel="stylesheet" href="([^"]+)"', page)
    assert styles
    faces = [face for style in styles for face in re.findall(r"url\(\"?([^)\"]+\.woff2)", reader.get(style))]
    assert faces
    reader.get(urllib.parse.urljoin(styles[0], faces[0]))
    password = re.search(r"(?:tài khoản trình diễn:|password) (\S+)", printed)
    account = re.search(r"^  (vanthu\.\S+)\s", printed, re.MULTILINE)
    assert password, printed
    assert account, printed
    token = re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', page)
    assert token
    told = {"username": account[1], "password": password[1], "csrfmiddlewaretoken": token[1]}
    assert 'action="/sign-out/"' in reader.get("/sign-in/", told)
    assert "<h1" in reader.get("/")
    assert re.search(r'href="/documents/\d+/"', reader.get("/documents/"))
    found = reader.get("/search/?q=" + urllib.parse.quote("ke hoach thuc hien"))
    assert "<mark" in found
    assert "/d/" in found


@pytest.mark.parametrize("verb", ["verify", "check", "doctor"])
def test_it_proves_itself_sound(installed: Installed, served: tuple[Browser, str], verb: str) -> None:
    done = installed.verb(verb)
    assert done.returncode == 0, done.stdout + done.stderr
    assert done.stdout.strip()


def test_nothing_of_the_tests_travels_with_it(wheel: Path) -> None:
    import zipfile

    with zipfile.ZipFile(wheel) as package:
        names = package.namelist()
    roots = {name.split("/")[0] for name in names}
    assert roots - {name for name in roots if name.endswith(".dist-info")} == {"thongsuot", "vanban"}
    assert any(name.endswith("vi/LC_MESSAGES/django.mo") for name in names)
    assert any(name.endswith(".woff2") for name in names)
    assert not [name for name in names if name.endswith((".sqlite3", ".key", "secret"))]
