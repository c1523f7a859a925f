"""How long do the digests of a province take? 20,000 people, 600 units, a million duties, a server that takes mail."""

import argparse
import asyncio
import os
import subprocess
import sys
import time
from datetime import date, timedelta
from unittest import mock

from bench.row import Row

PEOPLE = 20_000
DUTIES = 1_000_000


def main() -> None:
    """Seed, remind, send; print the rows as JSON lines."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--name", default="SQLite")
    parser.add_argument("--duties", type=int, default=DUTIES)
    parser.add_argument("--people", type=int, default=PEOPLE)
    parser.add_argument("--listen", action="store_true")
    arguments = parser.parse_args()
    if arguments.listen:
        asyncio.run(_listen())
        return
    with subprocess.Popen(
        [sys.executable, "-m", "bench.app.digests", "--listen"], stdout=subprocess.PIPE, text=True
    ) as server:
        assert server.stdout
        os.environ["THONGSUOT_MAIL"] = f"smtp://127.0.0.1:{server.stdout.readline().strip()}"
        os.environ.setdefault("DJANGO_SETTINGS_MODULE", "bench.app.settings")
        for row in _measured(arguments.name, arguments.duties, arguments.people):
            row.say()
        server.terminate()


def _measured(name: str, duties: int, people: int) -> list[Row]:
    import django

    django.setup()
    from django.core.management import call_command
    from django.utils import timezone

    from thongsuot.reminders import outbox
    from thongsuot.reminders.actions import remind
    from thongsuot.reminders.models import Mail, Reminder
    from thongsuot.reminders.rules import Sending

    call_command("migrate", interactive=False, verbosity=0)
    _seed(duties, people)
    print("seeded", file=sys.stderr)
    day = _working_day(timezone.localdate())
    began = time.perf_counter()
    told = remind(day)
    made = time.perf_counter() - began
    assert told is not None
    began = time.perf_counter()
    with mock.patch("thongsuot.reminders.outbox.is_working_day", return_value=True):  # also on a Sunday
        while outbox.send():
            pass
    sent = time.perf_counter() - began
    n = Mail.objects.filter(state=Sending.SENT).count()
    what = f"{told['digests']:,} digests, {Reminder.objects.count():,} reminders of {duties:,} duties, {name}"
    total = made + sent
    return [
        Row(f"reminders and digests of a day: {what}", f"{made:.1f} s", "—", None, "—"),
        Row(f"their e-mails handed to a mail server: {n:,}, {name}", f"{sent:.1f} s ({n / sent:.0f}/s)", "—", None,
            f"both ≤ 600 s: {'yes' if total <= 600 and n >= people * 0.9 else 'no'} ({total:.0f} s)"),
    ]  # fmt: skip


def _seed(duties: int, people: int) -> None:
    """Duties, and at each unit a head and officers with addresses."""
    from bench.app.duties import seed
    from thongsuot.units.models import Membership, Unit, User
    from thongsuot.units.rules import Role

    seed(duties)
    units = list(Unit.objects.order_by("pk"))
    users = User.objects.bulk_create(
        (User(username=f"nguoi{n}", email=f"nguoi{n}@vi-du.vn", password="!") for n in range(people)), batch_size=1000
    )
    Membership.objects.bulk_create(
        (
            Membership(user=user, unit=units[n % len(units)], role=Role.HEAD if n < len(units) else Role.OFFICER)
            for n, user in enumerate(users)
        ),
        batch_size=1000,
    )


def _working_day(day: date) -> date:
    from vanban.workdays import is_working_day

    return day if is_working_day(day) else _working_day(day + timedelta(days=1))


async def _listen() -> None:
    """A mail server that takes everything and keeps nothing."""

    async def talk(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        writer.write(b"220 sink\r\n")
        body = False
        while line := await reader.readline():
            if body:
                if line == b".\r\n":
                    body = False
                    writer.write(b"250 taken\r\n")
                continue
            verb = line[:4].upper()
            body = verb == b"DATA"
            writer.write({b"DATA": b"354 go\r\n", b"QUIT": b"221 bye\r\n"}.get(verb, b"250 ok\r\n"))
            if verb == b"QUIT":
                break
        writer.close()

    server = await asyncio.start_server(talk, "127.0.0.1", 0)
    print(server.sockets[0].getsockname()[1], flush=True)
    async with server:
        await server.serve_forever()


if __name__ == "__main__":
    main()
