"""How does a consolidated text become a document that can leave? Provisions as they stand, footnotes in place."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from vanban.consolidation import Consolidated, State
from vanban.consolidation.acts import Act, distinct
from vanban.model import Aside, Document, Note, Provision
from vanban.out.akn import History
from vanban.out.citing import called, long_day
from vanban.out.footnotes import Footnote, footnotes
from vanban.out.places import place
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
        """The provisions that do not simply hold, each with its state in words."""
        return {row.loc: STATES[row.state] for row in self.result.provisions if row.state in STATES}

    @property
    def history(self) -> History:
        """What became of the act, for its XML."""
        return History(self.result, self.original, self.acts)

    def sources(self) -> list[str]:
        """The acts that it is made of, each with the day from which it holds: the amended one first."""
        lines = []
        for act in (self.original, *self.acts):
            since = act.header.effective.since
            holds = f", có hiệu lực kể từ {long_day(since)}" if since else ""
            lines.append(f"{called(act, [self.original, *self.acts])}{holds}")
        return lines

    def standing(self) -> str:
        """As of which day, and whether everything was applied."""
        day = f"Lời văn tại {long_day(self.result.as_of)}. " if self.result.as_of else ""
        left = len(self.result.unresolved)
        open_ = f"Còn {left} lệnh sửa đổi chưa áp dụng được. " if left else ""
        return f"{day}{open_}{UNOFFICIAL}"


def edition(result: Consolidated, original: Document, amending: Sequence[Document]) -> Edition:
    """A consolidation as a document.

    >>> from vanban.consolidation import consolidate
    >>> one = parse("Điều 1. Tên\\n1. Một.")
    >>> [unit.loc for unit in edition(consolidate(one, []), one, []).document.provisions]
    ['D1', 'D1.K1']
    """
    read = parse(result.text)
    notes = footnotes(result, original, amending)
    asides = tuple(Aside("footnote", str(note.number), note.text, note.at) for note in notes)
    units = _provisions(result)
    structure = replace(read.structure, provisions=units, notes=(), _starts=tuple(unit.start for unit in units))
    text = replace(read.text, asides=asides, source=None)
    document = Document(text, read.header, structure, read.citations, read.relations, notes=tuple(_left(result)))
    acts = tuple(act.document for act in distinct([Act(one) for one in amending]))
    return Edition(result, document, original, acts, notes)


def _left(result: Consolidated) -> Iterator[Note]:
    """The instructions that nobody could apply, each where it belongs."""
    starts = {row.loc: row.start for row in reversed(result.provisions)}
    for row in result.unresolved:
        start = starts.get(row.at, 0)
        act = f"{place(row.own_loc)} của {row.doc}" if row.own_loc else row.doc
        yield Note("unresolved", start, start, f"Lệnh sửa đổi chưa áp dụng được ({act}): {row.reason}")


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
