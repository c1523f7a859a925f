"""Do two who write at once make one chain without a gap? On a file of SQLite and on PostgreSQL, with real threads."""

import json
import os
import subprocess
import sys
import threading
from pathlib import Path

import pytest
from django.db import DatabaseError, connection, transaction

from tests.thongsuot.emptying import TRIGGERS
from thongsuot.events.actions import record, writing
from thongsuot.events.models import Chain, Event
from thongsuot.events.queries import verify

WRITERS, EACH = 4, 25


def write(who: int, failures: list[BaseException]) -> None:
    try:
        for n in range(EACH):
            with writing():
                record("a", f"unit:{who}", after={"n": n})
                if n % 5 == 0:
                    record("b", f"unit:{who}", after={"n": n})
            if n % 10 == 0:
                try:
                    with writing():
                        record("lost", f"unit:{who}")
                        raise RuntimeError
                except RuntimeError:
                    pass
    except BaseException as failure:
        failures.append(failure)
    finally:
        connection.close()


def written() -> dict[str, object]:
    """What several threads leave behind."""
    failures: list[BaseException] = []
    threads = [threading.Thread(target=write, args=(who, failures)) for who in range(WRITERS)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    order = {who: [e.after["n"] for e in Event.objects.filter(subject=f"unit:{who}", verb="a").order_by("seq")] for who
             in range(WRITERS)}  # fmt: skip
    return {
        "failures": [repr(failure) for failure in failures],
        "seqs": list(Event.objects.order_by("seq").values_list("seq", flat=True)),
        "in_order": all(numbers == list(range(EACH)) for numbers in order.values()),
        "lost": Event.objects.filter(verb="lost").count(),
        "end": Chain.objects.get(pk=1).seq,
        "faults": [str(fault) for fault in verify()],
    }


def whole(left: dict[str, object]) -> None:
    assert left["failures"] == []
    total = WRITERS * (EACH + EACH // 5)
    assert left["seqs"] == list(range(1, total + 1))
    assert (left["in_order"], left["lost"], left["end"], left["faults"]) == (True, 0, total, [])


def test_writers_at_once_make_one_chain_in_this_database(committed: None) -> None:
    if connection.vendor == "sqlite" and connection.is_in_memory_db():
        pytest.skip("SQLite in memory has one writer: the next test asks a file")
    whole(written())


def test_writers_at_once_make_one_chain_in_a_file(tmp_path: Path) -> None:
    script = (
        "import json, django; django.setup()\n"
        "from django.core.management import call_command\n"
        "call_command('migrate', verbosity=0, skip_checks=True)\n"
        "from tests.thongsuot.events.test_writers import written\n"
        "print(json.dumps(written()))\n"
    )
    environment = {name: value for name, value in os.environ.items() if name != "DATABASE_URL"}
    environment |= {"THONGSUOT_HOME": str(tmp_path), "THONGSUOT_TESTING": "1"}
    environment["DJANGO_SETTINGS_MODULE"] = "thongsuot.settings"
    done = subprocess.run(
        [sys.executable, "-c", script], env=environment, capture_output=True, text=True, check=False, timeout=100
    )
    assert done.returncode == 0, done.stderr
    whole(json.loads(done.stdout.splitlines()[-1]))


def test_history_guards_itself_again_after_the_database_was_emptied(committed: None) -> None:
    """The test before emptied it: the triggers and the first link are back."""
    assert Chain.objects.get(pk=1).seq == 0
    assert len(TRIGGERS[connection.vendor]) == 2
    with writing():
        record("a", "unit:1")
    with pytest.raises(DatabaseError, match="history"), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("DELETE FROM events_event")
    assert not list(verify())
