"""How is a committed database emptied? The triggers of history step aside only while that is done."""

from django.db import connection

from thongsuot.events.models import Chain
from thongsuot.events.rules import START

TRIGGERS = {
    "sqlite": ("events_keep_UPDATE", "events_keep_DELETE"),
    "postgresql": ("events_keep", "events_keep_all"),
}


def drop() -> list[str]:
    """Take the triggers away; gives the sentences that bring them back, as the database itself states them."""
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute("SELECT name, sql FROM sqlite_master WHERE type = 'trigger' AND tbl_name = 'events_event'")
            found = cursor.fetchall()
            for name, _sql in found:
                cursor.execute(f"DROP TRIGGER {name}")
        else:
            cursor.execute(
                "SELECT tgname, pg_get_triggerdef(oid) FROM pg_trigger"
                " WHERE tgrelid = 'events_event'::regclass AND NOT tgisinternal"
            )
            found = cursor.fetchall()
            for name, _sql in found:
                cursor.execute(f"DROP TRIGGER {name} ON events_event")
    assert {name for name, _sql in found} == set(TRIGGERS[connection.vendor])
    return [sql for _name, sql in found]


def restore(sentences: list[str]) -> None:
    """Put the triggers back, and the end of an empty chain."""
    with connection.cursor() as cursor:
        for sentence in sentences:
            cursor.execute(sentence)
    Chain.objects.update_or_create(pk=1, defaults={"seq": 0, "hash": START})
