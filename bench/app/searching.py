"""How long does the search call itself take? With rights and one filter, on a million clauses."""

import random
import statistics
import time

from bench.app.pages import Words
from bench.row import Row
from thongsuot.search.query import Query
from thongsuot.search.sync import index, rebuild, rights_of
from thongsuot.units.access import posts
from thongsuot.units.models import User

CALLS = 300


def build() -> Row:
    """The index made anew from the database."""
    start = time.perf_counter()
    count = rebuild()
    took = time.perf_counter() - start
    size = index().size
    return Row("index built anew", f"{took:.0f} s for {count} documents, {size} clauses, {size / took:.0f} clauses/s")


def calls(users: dict[str, User], name: str) -> list[Row]:
    """The call with the rights of two readers and a filter by kind."""
    pick, rows = random.Random(5), []
    for who in ("top-officer", "commune-officer"):
        rights, took = rights_of(posts(users[who])[0]), []
        for _ in range(CALLS):
            query = Query(text=pick.choice(Words), kinds=("Kế hoạch",))
            start = time.perf_counter()
            index().search(query, rights, 0, 20)
            took.append((time.perf_counter() - start) * 1e3)
        took.sort()
        p95 = took[int(CALLS * 0.95)]
        shown = f"p50 {statistics.median(took):.1f} ms, p95 {p95:.1f} ms"
        rows.append(Row(f"{name}: search call, rights and a filter ({who})", shown, bar="p95 < 20"))
    return rows
