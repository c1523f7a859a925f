"""How do a million rows get into a table? COPY on PostgreSQL, one prepared statement on SQLite; no model is made."""

from collections.abc import Iterable, Sequence
from datetime import date, datetime
from itertools import batched
from typing import Any

from django.core.management.color import no_style
from django.db import connection, models, transaction


def load(model: type[models.Model], names: Sequence[str], rows: Iterable[Sequence[Any]]) -> None:
    """Rows of a table, ``names`` being the columns given; the others get what the model gives them."""
    others = [f for f in model._meta.concrete_fields if f.column not in names and not f.primary_key]
    rest = [None if f.null else f.get_default() for f in others]
    columns = [*names, *(str(f.column) for f in others)]
    table = connection.ops.quote_name(model._meta.db_table)
    listed = ", ".join(connection.ops.quote_name(name) for name in columns)
    with transaction.atomic(), connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            with cursor.cursor.copy(f"COPY {table} ({listed}) FROM STDIN") as copy:
                for row in rows:
                    copy.write_row((*row, *rest))
            for statement in connection.ops.sequence_reset_sql(no_style(), [model]):
                cursor.execute(statement)
        else:
            marks = ", ".join(["%s"] * len(columns))
            insert = f"INSERT INTO {table} ({listed}) VALUES ({marks})"
            for some in batched(rows, 20_000):
                cursor.executemany(insert, [(*map(_plain, row), *rest) for row in some])


def _plain(value: Any) -> Any:
    if isinstance(value, datetime):
        return str(value.replace(tzinfo=None))
    return value.isoformat() if isinstance(value, date) else value
