"""How does a consolidated text become a document that can leave? Provisions as they stand, footnotes in place."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from vanban.consolidation import Consolidated, Standing, State
from vanban.consolidation.acts import Act, distinct
from vanban.model import Aside, Document, Note, Provision
from vanban.out.akn.history import History, topmost
from vanban.out.citing import called, long_day
from vanban.out.footnotes import Footnote, footnotes, numbered
from vanban.out.places import place, spoken
from vanban.out.sentences import unit_name
from vanban.parsing import parse

UNOFFICIAL = "Bản hợp nhất tham khảo do phần mềm lập, không có giá trị pháp lý."
STATES = {
    State.REPEALED: "Đã bãi bỏ",
    State.SUSPENDED: "Ngưng hiệu lực",
    State.NOT_YET: "Chưa có hiệu lực",
}


@dataclass(frozen=True, slots=True)
class Edition:
    """A consolidated text on its way out. ``document`` has its words, provisions, references and footnotes."""

    result: Consolidated
    document: Document
    original: Document
    acts: tuple[Document, ...]
    notes: tuple[Footnote, ...]

    @property
    def states(self) -> dict[str, str]:
        """The provisions that do not simply hold, each with its state in words; not those in one of the same state."""
        return {row.loc: _state(row) for row in topmost(self.result.provisions) if row.state in STATES}

    @property
    def history(self) -> History:
        """What became of the act, for its XML."""
        return History(self.result, self.original, self.acts)

    def standing(self) -> str:
        """As of which day, and whether everything was applied."""
        day = f"Lời văn tại {long_day(self.result.as_of)}. " if self.result.as_of else ""
        left = len(self.result.unresolved)
        open_ = f"Còn {left} lệnh sửa đổi chưa áp dụng được. " if left else ""
        until = self.result.until
        ends = f"Văn bản có hiệu lực đến hết {long_day(until)}. " if until else ""
        return f"{day}{ends}{open_}{UNOFFICIAL}"


def _state(row: Standing) -> str:
    """A state in words, a suspension with its last day."""
    until = next((one.until for one in row.changes if one.op == "suspend" and one.until), None)
    last = f" đến hết {until:%d/%m/%Y}" if until and row.state == State.SUSPENDED else ""
    return STATES[row.state] + last


def sources(original: Document, acts: Sequence[Document]) -> list[str]:
    """The acts that a text is made of, each with the day from which it holds: the amended one first."""
    lines = []
    for act in (original, *acts):
        since = act.header.effective.since
        holds = f", có hiệu lực kể từ {long_day(since)}" if since else ""
        lines.append(f"{called(act, [original, *acts])}{holds}")
    return lines


def edition(result: Consolidated, original: Document, amending: Sequence[Document]) -> Edition:
    """A consolidation as a document.

    >>> from vanban.consolidation import consolidate
    >>> one = parse("Điều 1. Tên\\n1. Một.")
    >>> [unit.loc for unit in edition(consolidate(one, []), one, []).document.provisions]
    ['D1', 'D1.K1']
    """
    read, acts = parse(result.text), _used(result, amending)
    title = next((field.end for field in read.header.places if field.field == "title"), read.header.end)
    whole = [*_sources(original, acts, title), *_not_yet(result, title)]
    notes = numbered([*whole, *footnotes(result, original, amending)])
    asides = tuple(Aside("footnote", str(note.number), note.text, note.at) for note in notes)
    units = _provisions(result)
    structure = replace(read.structure, provisions=units, notes=(), _starts=tuple(unit.start for unit in units))
    text = replace(read.text, asides=asides, source=None)
    header = replace(read.header, effective=replace(read.header.effective, until=result.until))
    document = Document(text, header, structure, read.citations, read.relations, notes=tuple(_left(result)))
    return Edition(result, document, original, acts, notes)


def _used(result: Consolidated, amending: Sequence[Document]) -> tuple[Document, ...]:
    """The acts that have anything to do with the text, in the order in which they apply."""
    named = {row.doc for row in result.applied} | {row.doc for row in result.unresolved}
    return tuple(act.document for act in distinct([Act(one) for one in amending]) if act.symbol in named)


def _sources(original: Document, acts: Sequence[Document], title: int) -> Iterator[Footnote]:
    """A note at the title that says what the text is made of."""
    if acts:
        count = f"{len(acts) + 1:02} văn bản"
        made = " ".join(f"{line}." for line in sources(original, acts))
        said = f"Văn bản này được hợp nhất từ {count} sau: {made} Bản hợp nhất này không thay thế {count} nêu trên."
        yield Footnote(0, title, "HEAD", said)


def _not_yet(result: Consolidated, title: int) -> Iterator[Footnote]:
    """A note at each provision that does not hold yet; one at the title where none does."""
    day = f" tại {long_day(result.as_of)}" if result.as_of else ""
    waiting = [row for row in result.provisions if row.state == State.NOT_YET]
    if waiting and len(waiting) == len(result.provisions):
        yield Footnote(0, title, "HEAD", f"Văn bản này chưa có hiệu lực{day}.")
        return
    for row in topmost(waiting):
        name = unit_name(row)
        at = row.start + len(result.text[row.start : row.own].rstrip())
        yield Footnote(0, at, row.loc, f"{name[:1].upper()}{name[1:]} chưa có hiệu lực{day}.")


def _left(result: Consolidated) -> Iterator[Note]:
    """The instructions that nobody could apply, each where it belongs."""
    starts = {row.loc: row.start for row in reversed(result.provisions)}
    for row in result.unresolved:
        start = starts.get(row.at, 0)
        act = f"{place(row.own_loc)} của {row.doc}" if row.own_loc else row.doc
        said = f"{act[:1].upper()}{act[1:]} chưa áp dụng được: {spoken(row.reason)}"
        yield Note("unresolved", start, start, said)


def _provisions(result: Consolidated) -> tuple[Provision, ...]:
    """The provisions as the consolidation has them, each knowing the one around it."""
    found: list[Provision] = []
    open_: list[int] = []
    for n, row in enumerate(result.provisions):
        while open_ and found[open_[-1]].end <= row.start:
            open_.pop()
        parent = open_[-1] if open_ else -1
        found.append(Provision(row.loc, row.level, row.number, row.heading, row.start, row.end, row.own, parent))
        open_.append(n)
    return tuple(found)
