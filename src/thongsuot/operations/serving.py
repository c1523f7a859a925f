"""How are pages served? Migrations, static files, a worker process, and granian in front of Django."""

import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager

from django.conf import settings
from django.core.management import call_command
from django.utils.translation import gettext as _


def prepare() -> None:
    """Bring the database to this version and gather the static files."""
    call_command("migrate", interactive=False, verbosity=0)
    if not settings.WHITENOISE_USE_FINDERS:
        call_command("collectstatic", interactive=False, verbosity=0, clear=False)


def run(host: str, port: int, workers: int) -> int:
    """Serve until told to stop. The worker is a process of its own and stops with the server."""
    from granian import Granian
    from granian.constants import Interfaces

    print(_("Thông Suốt answers at http://%(host)s:%(port)s/ — stop it with Ctrl-C.") % {"host": host, "port": port})
    sys.stdout.flush()
    with _worker():
        Granian(
            "thongsuot.wsgi:application",
            address=host,
            port=port,
            interface=Interfaces.WSGI,
            workers=workers,
            blocking_threads=4,
            backlog=1024,
            respawn_failed_workers=True,
            log_access=False,
        ).serve()
    return 0


@contextmanager
def _worker() -> Iterator[None]:
    environment = os.environ | {
        "DJANGO_SETTINGS_MODULE": os.environ.get("DJANGO_SETTINGS_MODULE", "thongsuot.settings")
    }
    process = subprocess.Popen([sys.executable, "-m", "thongsuot", "worker"], env=environment)
    try:
        yield
    finally:
        process.terminate()
        try:
            process.wait(10)
        except subprocess.TimeoutExpired:
            process.kill()
