"""Events are history: the database itself refuses to change or remove them; the chain gets its first end."""

from typing import Any

from django.db import migrations

SQLITE = """
CREATE TRIGGER events_keep_{verb} BEFORE {verb} ON events_event
BEGIN SELECT RAISE(ABORT, 'events are history'); END
"""
POSTGRES = """
CREATE FUNCTION events_keep() RETURNS trigger LANGUAGE plpgsql AS
$$ BEGIN RAISE EXCEPTION 'events are history' USING ERRCODE = 'integrity_constraint_violation'; END $$;
CREATE TRIGGER events_keep BEFORE UPDATE OR DELETE ON events_event FOR EACH ROW EXECUTE FUNCTION events_keep();
CREATE TRIGGER events_keep_all BEFORE TRUNCATE ON events_event FOR EACH STATEMENT EXECUTE FUNCTION events_keep();
"""


def guard(apps: Any, schema: Any) -> None:
    """Add the triggers."""
    if schema.connection.vendor == "postgresql":
        schema.execute(POSTGRES)
    else:
        for verb in ("UPDATE", "DELETE"):
            schema.execute(SQLITE.format(verb=verb))


def begin(apps: Any, schema: Any) -> None:
    """The chain's end before the first event."""
    apps.get_model("events", "Chain").objects.create(pk=1, seq=0, hash="0" * 64)


class Migration(migrations.Migration):
    """Triggers and the first end."""

    dependencies = (("events", "0001_initial"),)
    operations = (
        migrations.RunPython(guard, migrations.RunPython.noop),
        migrations.RunPython(begin, migrations.RunPython.noop),
    )
