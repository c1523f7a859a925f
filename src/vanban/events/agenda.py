"""Which documents were presented at a conference, and by the holders of which offices?"""

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from vanban.model import AgendaItem, Citation
from vanban.tables import load

_SENTENCE = re.compile(r"[^\s.!?\n][^\n]*?(?:[.!?…]+(?=\s+[^\W\d_a-z]|\s*\n|\s*$)|(?=\n)|$)")
_LONGEST = 3000  # a longer stretch without a full stop is no sentence of a report
_OBJECT = re.compile(r"\s*(?:,?\s*(?:những|các)?\s*nội dung[^,.;]{0,40}?\s(?:của|về)\s+|các\s+|bản\s+|về\s+)?")
_CUT = re.compile(r"\s+(?:thực hiện|triển khai|về việc|về|nhằm|để)\s|[,.;:“\"(]|$")


@dataclass(frozen=True, slots=True)
class _Person:
    """A person's mention: the span, the name (never given out) and the office told beside it."""

    start: int
    end: int
    name: str
    office: str | None


def agenda_of(content: str, start: int, end: int, citations: Sequence[Citation]) -> tuple[AgendaItem, ...]:
    """The documents presented in ``content[start:end]``, each once, by its fullest sentence."""
    offices: dict[str, str] = {}
    best: dict[str, AgendaItem] = {}
    for sentence in _SENTENCE.finditer(content, start, end):
        if sentence.end() - sentence.start() > _LONGEST:
            continue
        people = list(_people(content, sentence.start(), sentence.end()))
        for person in people:
            if person.office:
                offices.setdefault(person.name, person.office)
        for item in _items(content, sentence.span(), people, offices, citations):
            known = best.get(item.doc)
            if known is None or item.end - item.start > known.end - known.start:
                best[item.doc] = item
    return tuple(sorted(best.values(), key=lambda item: item.start))


def _items(
    content: str, span: tuple[int, int], people: list[_Person], offices: dict[str, str], citations: Sequence[Citation]
) -> Iterator[AgendaItem]:
    """What one sentence says was presented."""
    start, end = span
    for verb in _verbs().finditer(content, start, end):
        person, until = _presenter(content, start, end, verb, people)
        if person is None:
            continue
        office = person.office or offices.get(person.name)
        begin = _OBJECT.match(content, verb.end(), end)
        at = begin.end() if begin else verb.end()
        colon = content.find(":", until if until < end else at, end)
        stop = colon if colon > 0 else len(content[:end].rstrip(".… "))
        for doc in _documents(content, at, until, citations):
            yield AgendaItem(doc, office, start, stop)
        return


def _presenter(
    content: str, start: int, end: int, verb: re.Match[str], people: list[_Person]
) -> tuple[_Person | None, int]:
    """Who presents: named before the verb, or behind the document and before “nhấn mạnh”; and where the object ends."""
    for person in people:
        if person.end <= verb.start() and len(content[person.end : verb.start()].strip(" ,()")) <= 12:
            return person, end
    if office := _office_alone().search(content[start : verb.start()]):
        return _Person(start + office.start(), verb.start(), "", _function(office["office"])), end
    if content[start : verb.start()].strip(" ,") == "" or content[start : verb.start()].endswith(", "):
        for person in people:
            if person.start > verb.end() and _says().match(content, person.end):
                return person, person.start
    return None, end


def _documents(content: str, at: int, until: int, citations: Sequence[Citation]) -> Iterator[str]:
    """The documents of the object that begins at ``at``: cited ones, or one without number by its words."""
    first = bisect_left(citations, at, key=lambda citation: citation.start)
    if first < len(citations) and citations[first].start - at <= 12 and citations[first].start < until:
        for citation in citations[first:]:
            if citation.start >= until:
                return
            yield from (ref.doc for ref in citation.refs if ref.doc != "SELF")
        return
    named = _unnumbered().match(content, at)
    if named:
        cut = _CUT.search(content, named.end(), until)
        yield "NAME:" + " ".join(content[at : cut.start() if cut else until].split())


def _people(content: str, start: int, end: int) -> Iterator[_Person]:
    """The persons that a sentence names with what it says of their offices."""
    for found in _names().finditer(content, start, end):
        name = " ".join(found[0].split())
        if name == "Hồ Chí Minh":
            continue
        behind = _beside().match(content, found.end(), end)
        if behind:
            yield _Person(found.start(), behind.end(), name, _function(behind["office"]))
            continue
        before = _before().search(content[start : found.start()])
        office = _function(before["office"]) if before else None
        yield _Person(start + before.start() if before else found.start(), found.end(), name, office)


def _function(office: str) -> str | None:
    """The working office among several, without memberships.

    >>> _function("Ủy viên BTV Tỉnh ủy, Giám đốc Công an tỉnh")
    'Giám đốc Công an tỉnh'
    """
    parts = [" ".join(part.split()) for part in re.split(r",\s*|;\s*", office)]
    kept = [part for part in parts if part and not part.startswith(tuple(load("events")["memberships"]))]
    return kept[-1] if kept else None


@cache
def _names() -> re.Pattern[str]:
    """A surname and one to three more capitalised syllables."""
    syllable = r"[^\W\d_a-z][^\W\d_A-Z]*"
    return re.compile(rf"\b(?:{'|'.join(load('events')['surnames'])})(?:\s{syllable}){{1,3}}")


@cache
def _verbs() -> re.Pattern[str]:
    verb = f"(?:{'|'.join(load('events')['verbs'])})"
    return re.compile(rf"\b(?:{verb})(?:(?:,|\s+và)\s+{verb})*\b", re.IGNORECASE)


@cache
def _says() -> re.Pattern[str]:
    return re.compile(rf"[\s,]*(?:cũng\s+|đã\s+)*(?:{'|'.join(load('events')['says'])})\b")


@cache
def _unnumbered() -> re.Pattern[str]:
    return re.compile(rf"(?:{'|'.join(load('events')['unnumbered'])})\b", re.IGNORECASE)


@cache
def _beside() -> re.Pattern[str]:
    """“ - Giám đốc Công an tỉnh” behind a name, up to what the person does."""
    ends = "|".join((*load("events")["verbs"], *load("events")["says"], "cũng", "đã", "cùng", "đề nghị"))
    return re.compile(rf"\s*(?:[-–]|,)\s*(?P<office>[^\W\d_a-z][^.:“\n]{{3,160}}?)(?=,?\s+(?:{ends})\b)")


@cache
def _office_alone() -> re.Pattern[str]:
    """“đồng chí Chánh Văn phòng Tỉnh ủy ” right before the verb, where no name is told."""
    heads = "|".join(load("events")["offices"])
    return re.compile(rf"\b(?P<office>(?:Phó\s+)?(?:{heads})\b[^.,;:–\n]{{2,100}}?)\s*(?:đã\s+|cũng\s+)?$")


@cache
def _before() -> re.Pattern[str]:
    """“Trưởng Ban Kinh tế Trung ương ” before a name."""
    heads = "|".join(load("events")["offices"])
    return re.compile(rf"(?P<office>(?:Phó\s+)?(?:{heads})[^.,;:–\n]{{2,100}}?)\s+(?:đồng chí\s+)?$")
