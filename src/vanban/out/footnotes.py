"""Which footnotes stand in a consolidated text? At each changed place: how, by which act, since when."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from vanban.consolidation import Applied, Consolidated, Standing, Touch
from vanban.consolidation.acts import Act, distinct
from vanban.consolidation.between import DONE
from vanban.model import Document, Level
from vanban.out.akn.sections import part_of
from vanban.out.citing import long_day
from vanban.out.places import place
from vanban.out.sentences import Event, Sentences

PHRASES = frozenset({"subst", "delete_phrase", "insert_phrase", "correct", "rename_doc"})
_WHOLE = frozenset({"replace", "insert", "repeal", "replace_annex", "insert_annex"})
_AROUND = ("TITLE", "BASIS", "ALL")


@dataclass(frozen=True, slots=True)
class Footnote:
    """A note: its number, where the number stands in the consolidated text, and the provision it speaks of.

    ``loc`` is HEAD for what stands before the first provision.
    """

    number: int
    at: int
    loc: str
    text: str


def footnotes(result: Consolidated, original: Document, amending: Sequence[Document]) -> tuple[Footnote, ...]:
    """The notes of a consolidated text, in the order of their numbers in it.

    >>> from vanban import parse
    >>> from vanban.consolidation import consolidate
    >>> one = parse("Điều 1. Tên")
    >>> footnotes(consolidate(one, []), one, [])
    ()
    """
    acts = {act.symbol: act for act in distinct([Act(document) for document in amending])}
    writer = Sentences(original, acts)
    units = {row.loc: row for row in reversed(result.provisions)}
    found = [
        *_bases(result, acts, writer),
        *(
            note
            for loc, events in _standing(result, writer).items()
            for note in _notes(loc, events, result, units, writer)
        ),
        *_commencements(result, acts, writer),
    ]
    return numbered(found)


def numbered(notes: Iterable[Footnote]) -> tuple[Footnote, ...]:
    """Notes in the order of the text; those that would hang on one place are one."""
    places: dict[int, Footnote] = {}
    for note in sorted(notes, key=lambda note: note.at):
        there = places.get(note.at)
        places[note.at] = replace(there, text=f"{there.text} {note.text}") if there else note
    return tuple(replace(note, number=number) for number, note in enumerate(places.values(), 1))


def _standing(result: Consolidated, writer: Sentences) -> dict[str, list[Event]]:
    """What was done to each place and still shows there, under the number it has now.

    What a later wording of the whole wiped out is left out.
    """
    events: list[Event] = []
    for applied in result.applied:
        for row, touch in _touches(applied, result):
            loc = touch.loc.removesuffix(".TITLE")
            if row.op in _WHOLE:
                events = [
                    one
                    for one in events
                    if not one.loc.startswith(loc + ".") and not (one.loc == loc and one.row.op in PHRASES)
                ]
            events.append(Event(row, touch, loc))
            order = writer.order(row)
            if row.op == "renumber" and order and order.to:
                for one in events:
                    if one.loc == loc or one.loc.startswith(loc + "."):
                        one.loc = order.to + one.loc[len(loc) :]
    places: dict[str, list[Event]] = {}
    for event in events:
        places.setdefault(event.loc, []).append(event)
    return places


def _touches(row: Applied, result: Consolidated) -> list[tuple[Applied, Touch]]:
    """What an instruction did, place by place; one that people settled, as what they made of it."""
    if row.state not in DONE:
        return []
    if row.state != "settled":
        return [(row, touch) for touch in row.touched or ((Touch(row.at, "", ""),) if row.op == "extend" else ())]
    return [
        (replace(row, op=one.op), Touch(unit.loc, "", ""))
        for unit in result.provisions
        for one in unit.changes
        if (one.doc, one.own_loc, one.since) == (row.doc, row.own_loc, row.since) and one.op in _WHOLE
    ]


def _notes(
    loc: str, events: list[Event], result: Consolidated, units: dict[str, Standing], writer: Sentences
) -> Iterator[Footnote]:
    """The notes at one place: one behind its number for what happened to it whole, one behind each phrase."""
    unit = units.get(loc)
    if unit is None and loc not in _AROUND:
        return
    first = result.provisions[0].start if result.provisions else len(result.text)
    start, own, end = (unit.start, unit.own, unit.end) if unit else (0, 0, first)
    label = start + len(result.text[start:own].rstrip())
    whole = [event for event in events if event.row.op not in PHRASES]
    if whole and unit is not None:
        yield Footnote(0, label, loc, writer.told(whole, unit))
    elif whole:
        said = " ".join(writer.extended(event.row, "văn bản này", result.until) for event in whole)
        yield Footnote(0, len(result.text[:first].rstrip()), "HEAD", said)
    for event in {(one.row.doc, one.row.own_loc, one.row.op): one for one in reversed(events)}.values():
        if event.row.op in PHRASES:
            words, said = writer.phrase(event)
            at = _behind(result.text, own if words else start, end, event.touch, words)
            yield Footnote(0, label if at is None and unit else at or end, "HEAD" if unit is None else loc, said)


def _behind(text: str, start: int, end: int, touch: Touch, words: str) -> int | None:
    """Where a phrase that was put in ends, at or behind the first place at which the words changed."""
    common = next((i for i, pair in enumerate(zip(touch.before, touch.after, strict=False)) if pair[0] != pair[1]), 0)
    if not words:
        at = text.find(touch.after[max(0, common - 20) : common], start, end) if common else -1
        return at + min(20, common) if at >= 0 else None
    there, words = text[start:end].lower(), words.lower()
    at = there.find(words, max(0, common - len(words)))
    at = at if at >= 0 else there.find(words)
    return start + at + len(words) if at >= 0 else None


def _used(result: Consolidated, acts: dict[str, Act]) -> list[Act]:
    """The acts that changed the text, in the order in which they apply."""
    done = {row.doc for row in result.applied if row.state in DONE}
    return [act for symbol, act in acts.items() if symbol in done]


def _bases(result: Consolidated, acts: dict[str, Act], writer: Sentences) -> Iterable[Footnote]:
    """What the amending acts are based on, in one note behind the bases of the text."""
    said = []
    for act in _used(result, acts):
        content, units = act.document.text.content, act.document.provisions
        lines = list(re.finditer(r"[^\n]*\S[^\n]*", content[: units[0].start if units else 0]))
        first = next((line.start() for line in lines if part_of(line[0]) == "citation"), None)
        if first is not None:
            quoted = " ".join(content[first : units[0].start].split())
            said.append(f"{writer.name(act.symbol)} có căn cứ ban hành như sau: “{quoted}”.")
    if said and result.provisions:
        head = result.text[: result.provisions[0].start]
        lines = [line for line in re.finditer(r"[^\n]*\S[^\n]*", head) if part_of(line[0]) == "citation"]
        at = lines[0].end() if lines else len(head.rstrip())
        yield Footnote(0, at, "HEAD", " ".join(said))


_LAST = re.compile(r"thi hành|hiệu lực", re.IGNORECASE)


def _commencements(result: Consolidated, acts: dict[str, Act], writer: Sentences) -> Iterable[Footnote]:
    """What the amending acts say of their taking effect, in one note at the head of the text's own last provisions."""
    said = []
    for act in _used(result, acts):
        document = act.document
        ordering = {(row.own_loc or "").partition(".")[0] for row in document.amendments}
        tops = [unit for unit in document.provisions if unit.level == Level.ARTICLE and unit.loc[0] == "D"]
        last = max((n for n, unit in enumerate(tops) if unit.loc in ordering), default=-1)
        behind = [unit for unit in tops[last + 1 :] if unit.loc not in ordering]
        if behind:
            places = ", ".join(place(unit.loc) for unit in behind)
            quoted = " ".join(" ".join(document.text.content[unit.start : unit.end].split()) for unit in behind)
            since = f", có hiệu lực kể từ {long_day(act.since)}" if act.since else ""
            said.append(f"{places} của {writer.name(act.symbol)}{since} quy định như sau: “{quoted}”.")
    mine = [row for row in result.provisions if row.loc[0] in "CD" and row.level in (Level.CHAPTER, Level.ARTICLE)]
    if said and mine:
        closing = [row for row in mine if _LAST.search(row.heading)]
        chapters = [row for row in closing if row.level == Level.CHAPTER]
        unit = (chapters or closing or mine)[-1]
        at = unit.start + len(result.text[unit.start : unit.own].rstrip())
        yield Footnote(0, at, unit.loc, " ".join(said))
