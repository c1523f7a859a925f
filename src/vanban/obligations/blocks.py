"""What do the lines of a task block say? “Đơn vị chủ trì: …”, “Thời gian: …” under the act they belong to."""

import re
from dataclasses import dataclass, replace
from functools import cache

from vanban.model import Deadline, Obligation
from vanban.obligations.asking import clause_at, joined_pieces
from vanban.obligations.deadlines import read_deadline
from vanban.obligations.frames import Frame
from vanban.obligations.lexicon import duties, pattern
from vanban.obligations.page import Names, Page
from vanban.obligations.paragraphs import Paragraph
from vanban.obligations.phrases import Phrase

_LABELLED = re.compile(r"([^\W\d_][^:;.\n]{2,60}?)\s*(?:\([^)]{0,40}\)\s*)?:\s*(?=\S)")


@dataclass(frozen=True, slots=True)
class Label:
    """A line's role in its block (lead, partners, deadline, product, task) and where its entry begins."""

    role: str
    entry: int


def read_label(low: str) -> Label | None:
    """The role of a line that begins with a block label; ``low`` is in lower case.

    >>> read_label("cơ quan chủ trì: sở nội vụ")
    Label(role='lead', entry=17)
    """
    found = _LABELLED.match(low)
    if not found:
        return None
    role = next((role for role, pattern in _roles() if pattern.fullmatch(found[1])), None)
    return Label(role, found.end()) if role else None


def read_block_line(page: Page, at: Paragraph, p: Phrase, label: Label, block: Frame, found: list[Obligation]) -> None:
    """Let one line of a block tell about the acts ``found`` above it, or about the heading they stand under."""
    start = at.own + label.entry
    end = page.trimmed(start, at.end)
    if start >= end:
        return
    if label.role == "task":
        # “Điều chỉnh nhiệm vụ … như sau:” over it was only its heading
        found[block.first :] = [d for d in found[block.first :] if d.lead or page.content[d.end : d.end + 1] != ":"]
        found.append(page.bare(start, end, block.lead))
        return
    if len(found) == block.first and block.mark and block.text:
        found.append(page.bare(block.text[0], page.trimmed(*block.text), block.lead))
    above = range(block.first, len(found))
    if label.role == "lead":
        names = _own_duties(page, at, p, label, found) or page.names(at, (label.entry, at.end - at.own))
        _tell(found, above, lead=names)
    elif label.role == "partners":
        _tell(found, above, partners=page.names(at, (label.entry, at.end - at.own)))
    elif label.role == "product":
        _tell(found, above, product=page.content[start:end])
    else:
        _tell(found, above, deadline=read_deadline(page.content, start, end, page.written, column=True))


def _own_duties(page: Page, at: Paragraph, p: Phrase, label: Label, found: list[Obligation]) -> Names:
    """Where a block line says itself what each body does, those are duties too; who the last of them names."""
    last: Names = ()
    for a, b in joined_pieces(p, label.entry, len(p.low)):
        clause = clause_at(p, a, b)
        if clause and clause.subject:
            found.append(page.duty(at, p, clause, (), (), "order"))
            last = found[-1].lead
    return last


def _tell(
    found: list[Obligation],
    above: range,
    *,
    lead: Names = (),
    partners: Names = (),
    deadline: Deadline | None = None,
    product: str | None = None,
) -> None:
    """Give the acts of a block what its line says, where they do not say it themselves."""
    for i in above:
        duty = found[i]
        if lead and (not duty.lead or duty.inherited or _is_general(duty)):
            found[i] = replace(duty, lead=lead, inherited=True)
        elif partners:
            found[i] = replace(duty, partners=partners + tuple(n for n in duty.partners if n not in partners))
        elif deadline and (not duty.deadline or duty.deadline.date is None):
            found[i] = replace(duty, deadline=deadline)
        elif product and not duty.product:
            found[i] = replace(duty, product=product)


def _is_general(duty: Obligation) -> bool:
    """“các cơ quan, đơn vị” as the only subject: in block form the block says who that is."""
    return len(duty.lead) == 1 and bool(pattern("generic", "words").match(duty.lead[0]))


@cache
def _roles() -> tuple[tuple[str, re.Pattern[str]], ...]:
    block = duties()["block"]
    return tuple((role, re.compile(block[role])) for role in ("partners", "lead", "deadline", "product", "task"))
