"""Does everything that lists documents show exactly those that open? Lists, registers, search, graph, feeds."""

import json
import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from functools import partial
from pathlib import Path

import pytest
from django.conf import settings as configured
from django.core.cache import cache
from django.db import transaction
from django.test import Client
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from thongsuot.documents import listing
from thongsuot.documents.models import Document, Finding, Share, Version
from thongsuot.documents.rules import Direction, Kind, Mark, Reach, State, digest, reach_under
from thongsuot.documents.views import registers
from thongsuot.events.actions import record, writing
from thongsuot.search import sync
from thongsuot.units.access import Acting, posts
from thongsuot.units.actions import add_level, add_unit, move_unit
from thongsuot.units.middleware import key_of
from thongsuot.units.models import Unit
from thongsuot.units.people import add_user, appoint
from thongsuot.units.rules import Role, within

SOME = settings(
    max_examples=10,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
    phases=[Phase.explicit, Phase.reuse, Phase.generate],  # a smaller example would take minutes to find
)
UNITS, MOST = 5, 7
UNIT = st.integers(0, UNITS - 1)


@dataclass(frozen=True, slots=True)
class Sketch:
    """A document as it is drawn: where, how far it reaches, what it bears, to whom it was given, what it changes."""

    unit: int
    reach: Reach
    mark: Mark
    shares: set[int]
    changes: set[int]
    direction: Direction


SKETCHES = st.lists(
    st.builds(
        Sketch,
        UNIT,
        st.sampled_from(Reach),
        st.sampled_from([Mark.NONE, Mark.NONE, Mark.NONE, *Mark]),
        st.sets(UNIT, max_size=2),
        st.sets(st.integers(0, MOST - 1), max_size=3),
        st.sampled_from(Direction),
    ),
    min_size=1,
    max_size=MOST,
)
PARENTS = st.tuples(*(st.integers(0, n) for n in range(UNITS - 1)))  # each unit stands below one drawn before it
POSTS = st.lists(st.tuples(UNIT, st.sampled_from(Role)), min_size=1, max_size=2, unique=True)
CHANGES = st.lists(
    st.tuples(st.sampled_from(["share", "unshare", "restrict", "move"]), st.integers(0, MOST - 1), UNIT), max_size=3
)


class _Undo(Exception):  # noqa: N818
    """Each example begins with nothing."""


@contextmanager
def undone() -> Iterator[None]:
    """Nothing of an example stays."""
    try:
        with transaction.atomic():
            yield
            raise _Undo
    except _Undo:
        pass


def drawn_units(parents: tuple[int, ...]) -> list[Unit]:
    level = add_level("cap", "Cấp", 1)
    units = [add_unit("0", "Đơn vị 0", level)]
    for n, parent in enumerate(parents, 1):
        units.append(add_unit(str(n), f"Đơn vị {n}", level, units[parent]))
    return units


def drawn_documents(sketches: list[Sketch], units: list[Unit], by: Acting) -> list[Document]:
    """The documents, their texts and relations, and the events a search follows."""
    made = [_document(n, sketch, units, by) for n, sketch in enumerate(sketches)]
    for document, sketch in zip(made, sketches, strict=True):
        for n in sketch.changes & set(range(len(made))):
            if made[n].pk != document.pk:
                Finding.objects.create(
                    document=document, kind=Kind.RELATION, relation="amends", target=made[n], start=0, end=5,
                    quote="giếng", payload={"kind": "amends", "doc": made[n].symbol}, state=State.ACCEPTED,
                )  # fmt: skip
    return made


def _document(n: int, sketch: Sketch, units: list[Unit], by: Acting) -> Document:
    unit, text = units[sketch.unit], f"giếng khơi số {n}"
    with writing():
        document = Document.objects.create(
            unit=unit, direction=sketch.direction, year=2026, number=n + 1, arrived_on=date(2026, 3, 1 + n % 3),
            kind="Quyết định", symbol=f"{n}/QĐ-UBND", symbol_key=f"{n}/qdubnd", title=f"về giếng khơi {n}",
            issuers=["Ủy ban nhân dân"], date=date(2026, 2, 1), status="read", created_by=by.user, mark=sketch.mark,
            reach=reach_under(sketch.mark, sketch.reach),
        )  # fmt: skip
        document.current = Version.objects.create(document=document, n=1, text=text, text_sha256=digest(text))
        document.save()
        Share.objects.bulk_create(Share(document=document, unit=units[k]) for k in sketch.shares if k != sketch.unit)
        record("registered", f"document:{document.pk}")
    return document


def change(what: str, document: Document, unit: Unit, top: Unit) -> None:
    """One more change behind the first look of the index."""
    document.refresh_from_db()
    with writing():
        if what == "share" and unit.pk != document.unit_id:
            Share.objects.get_or_create(document=document, unit=unit)
            record("shared", f"document:{document.pk}")
        elif what == "unshare":
            document.shares.all().delete()
            record("unshared", f"document:{document.pk}")
        elif what == "restrict":
            reach = Reach.OPEN if document.reach == Reach.NAMED and not document.mark else Reach.NAMED
            Document.objects.filter(pk=document.pk).update(reach=reach)
            record("restricted", f"document:{document.pk}")
    if what == "move" and unit.pk != top.pk:
        unit.refresh_from_db()
        move_unit(unit, top, revision=unit.revision, by=None, reason="")


def linked(shown: str) -> set[int]:
    """The documents a page or feed leads to."""
    return {int(pk) for pk in re.findall(r"/(?:documents|d|api/documents)/([0-9]+)[/\"?<]", shown)}


class Reader:
    """Somebody in a post, and every list he can look at."""

    def __init__(self, acting: Acting) -> None:
        cache.clear()
        self.acting, self.client = acting, Client()
        self.client.force_login(acting.user, "django.contrib.auth.backends.ModelBackend")
        assert self.client.post("/post/", {"post": key_of(acting)}).status_code == 302

    def shown(self, address: str) -> str:
        """A page; nothing where he may not come in."""
        answer = self.client.get(address)
        assert answer.status_code in (200, 403, 404), address
        return str(answer.content.decode()) if answer.status_code == 200 else ""

    def opens(self, documents: list[Document]) -> set[int]:
        return {d.pk for d in documents if self.client.get(f"/documents/{d.pk}/").status_code == 200}

    def listed(self, start: str) -> set[int]:
        """All pages of the list of documents."""
        found, address, pages = list[int](), start, 0
        while address:
            shown = self.shown(address)
            found += [int(pk) for pk in re.findall(r'<th scope="row" class="title"><a href="/documents/(\d+)/"', shown)]
            following = re.search(r'rel="next" href="([^"]+)"', shown)
            address = f"/documents/{following[1].replace('&amp;', '&')}" if following else ""
            pages += 1
        assert len(found) == len(set(found))
        assert pages <= MOST
        return set(found)

    def registers(self, units: list[Unit]) -> set[int]:
        """All pages of the registers of every unit; those of others do not open."""
        found = set[int]()
        for unit in units:
            for way in Direction:
                start = f"/registers/{way}/?unit={unit.pk}&year=2026"
                first = self.client.get(start)
                inside = self.acting.reads and within(unit.path or "", self.acting.path)
                assert (first.status_code == 200) is inside
                if inside:
                    for n in range(1, first.context["page"].paginator.num_pages + 1):
                        found |= linked(self.shown(f"{start}&page={n}"))
        return found

    def program(self) -> set[int]:
        """All pages of the API's list."""
        found, address = list[int](), "/api/documents?limit=2"
        while address:
            told = json.loads(self.client.get(address).content)
            found += [row["id"] for row in told["items"]]
            address = (told["next"] or "").removeprefix("http://testserver")
        assert len(found) == len(set(found))
        return set(found)

    def api_search(self, field: str) -> set[int]:
        told = self.shown(f"/api/search?{field}=giếng")
        return {hit["document"] for hit in json.loads(told)["hits"]} if told else set()

    def palette(self) -> set[int]:
        return linked(self.shown("/palette/?q=giếng"))

    def graph(self, pk: int) -> set[int]:
        """The graph around a document, and every other document its page names."""
        answer = self.client.get(f"/documents/{pk}/")
        return {node.pk for node in answer.context["graph"].nodes} | linked(answer.content.decode())


def _search_word(client: Client) -> str:
    parameters = json.loads(client.get("/api/openapi.json").content)["paths"]["/api/search"]["get"]["parameters"]
    names = {parameter["name"] for parameter in parameters}
    return "words" if "words" in names else "q"


def agree(reader: Reader, documents: list[Document], units: list[Unit]) -> None:
    """Everything this reader can look at, held against what he can open."""
    opens = reader.opens(documents)
    free = {d.pk for d in documents if d.pk in opens and not d.restricted}
    inside = {d.pk for d in documents if d.pk in opens and within(d.unit.path or "", reader.acting.path)}
    for sort in ("-arrived", "date"):
        assert reader.listed(f"/documents/?sort={sort}") == opens
    assert reader.registers(units) == inside
    assert linked(reader.shown("/search/?q=giếng")) == opens
    assert reader.api_search(_search_word(reader.client)) == opens
    assert reader.palette() == opens
    assert reader.program() == opens
    assert linked(reader.shown("/")) <= opens
    for pk in opens:
        assert reader.graph(pk) <= opens
        assert linked(reader.shown(f"/documents/{pk}/text/")) <= opens
    assert linked(reader.shown("/d/documents.atom")) == free
    assert {pk for unit in units for pk in linked(reader.shown(f"/d/units/{unit.pk}.atom"))} == free
    fed = {d.pk for d in documents if reader.client.get(f"/d/{d.pk}.atom").status_code == 200}
    assert fed == free


@pytest.mark.timeout(300)
@pytest.mark.django_db
@SOME
@given(PARENTS, SKETCHES, POSTS, CHANGES)
def test_what_is_shown_is_what_opens(
    monkeypatch: pytest.MonkeyPatch,
    parents: tuple[int, ...],
    sketches: list[Sketch],
    held: list[tuple[int, Role]],
    changes: list[tuple[str, int, int]],
) -> None:
    Path(configured.STATIC_ROOT).mkdir(exist_ok=True)  # whitenoise warns where there is none
    with undone(), monkeypatch.context() as patched:
        patched.setattr(listing, "page", partial(listing.page, size=2))
        patched.setattr(registers, "SIZE", 2)
        sync.rebuild()  # of nothing: the index of the example before
        units = drawn_units(parents)
        user = add_user("nguoi-doc")
        for unit, role in held:
            appoint(user, units[unit], role)
        documents = drawn_documents(sketches, units, posts(user)[0])
        sync.catch_up()
        for what, n, unit in changes:
            change(what, documents[n % len(documents)], units[unit], units[0])
        sync.catch_up()
        documents = list(Document.objects.select_related("unit").order_by("pk"))
        units = list(Unit.objects.order_by("pk"))
        for acting in posts(user):
            agree(Reader(acting), documents, units)
