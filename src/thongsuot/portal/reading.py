"""What does a public text say, whole or by clause? Made from the reading of the version that was published."""

from dataclasses import dataclass
from functools import lru_cache

from thongsuot.documents import readings
from thongsuot.documents.marking import Marker
from thongsuot.documents.models import Provision, Version
from thongsuot.documents.typesetting import typeset
from thongsuot.documents.views.text import Step, outline
from thongsuot.portal.models import Publication
from vanban import parse, to_akn

KEPT = 128
"""Texts that a process keeps as they are printed: a law of 200 pages is set once, not for every reader."""


@dataclass(frozen=True, slots=True)
class Body:
    """A text as a page prints it, and its contents."""

    html: str
    outline: list[Step]


def body(shown: Publication) -> Body:
    """The text of a publication."""
    version = shown.version
    return _body(version.pk, version.reader, version.text_sha256)


def akn(shown: Publication) -> str:
    """The text as Akoma Ntoso, from its letters alone."""
    return _akn(shown.version.pk, readings.reader_version())


@lru_cache(maxsize=KEPT)
def _body(key: int, _reader: str, _text: str) -> Body:
    version = Version.objects.get(pk=key)
    read = readings.unpack(version.reading, version.text)
    return Body(typeset(version.text, read, Marker(version.text), links=True), outline(read))


@lru_cache(maxsize=KEPT // 4)
def _akn(key: int, _reader: str) -> str:
    return to_akn(parse(Version.objects.get(pk=key).text))


@dataclass(frozen=True, slots=True)
class Clause:
    """A clause with those around and beside it."""

    row: Provision
    words: list[str]
    around: list[Provision]
    before: Provision | None
    behind: Provision | None


def clause(shown: Publication, loc: str) -> Clause | None:
    """A clause of the text that was published; None where it has no such clause."""
    if "\0" in loc or len(loc) > 120:
        return None
    rows = Provision.objects.filter(version=shown.version_id)
    row = rows.filter(loc=loc).first()
    if row is None:
        return None
    around = rows.filter(start__lte=row.start, end__gte=row.end, index__lt=row.index).order_by("index")
    same = rows.filter(level=row.level)
    text = shown.version.text[row.start : row.end]
    return Clause(
        row,
        [line.strip() for line in text.split("\n") if line.strip()],
        list(around),
        same.filter(index__lt=row.index).order_by("-index").first(),
        same.filter(index__gt=row.index).order_by("index").first(),
    )
