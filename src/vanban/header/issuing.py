"""Which bodies issue the document? The heading's left side, else who decides, else who signs."""

import re
from dataclasses import dataclass

from vanban.header.heading import Field, Heading
from vanban.header.names import begins_body, body_of, named, proper
from vanban.header.opening import central_bodies, enacting_body
from vanban.header.signing import Signing
from vanban.header.symbols import Symbol
from vanban.header.titles import is_actor
from vanban.header.units import bare
from vanban.model import Note
from vanban.tables.issuers import by_code

_TOP = ("Bộ Chính trị", "Ban Bí thư", "Ban Chấp hành Trung ương")
_NEAR = 12000


@dataclass(frozen=True, slots=True)
class Issuing:
    """The issuing bodies and where the heading prints them."""

    names: tuple[str, ...]
    span: tuple[int, int] = (0, 0)


def issuers_of(
    content: str, heading: Heading, title: Field | None, signing: Signing, system: str, notes: list[Note]
) -> Issuing:
    """The issuing bodies; what had to be inferred is noted."""
    lines = heading.issuer_lines
    symbol = heading.number_piece.symbol if heading.number_piece else None
    kind = heading.kind_piece.kind if heading.kind_piece else None
    joint = (
        "liên tịch" in (kind.name if kind else "")
        or bool(symbol and re.search(r"TTLT|NQLT", symbol.text))
        or _side_by_side(lines)
    )
    names = tuple(body_of(name) for name in named(lines, joint=joint) if len(name) > 2)
    central = system == "party" and (not names or all(bare(name) == "BANCHAPHANHTRUNGUONG" for name in names))
    end = title.end if title else heading.end
    decided = _deciding(content, end, title, signing) if central else None
    if decided:
        return decided
    told = _contradicting(content, end, names, symbol)
    if told:
        notes.append(Note("inferred-issuer", *told.span, "Cơ quan ở phần đầu khác với ký hiệu và lời ban hành."))
        return told
    if names:
        printed = [piece.unit for piece in heading.issuer_pieces]
        return Issuing(
            names,
            (printed[0].start, printed[0].end)
            if len(printed) == 1
            else _reach(printed[0].start, printed[-1].end, content),
        )
    found = _acting(heading) or _enacting(content, end)
    if found:
        notes.append(Note("inferred-issuer", *found.span, "Cơ quan ban hành suy ra từ lời ban hành."))
    return found or Issuing(())


def _reach(start: int, end: int, content: str) -> tuple[int, int]:
    """The span of the left side where it is one stretch, else its first line."""
    first = content.find("\n", start)
    return (start, end) if end - start < 160 else (start, first if first > 0 else end)


def _side_by_side(lines: list[str]) -> bool:
    """Whether one line names two bodies (“BỘ CÔNG AN - BỘ QUỐC PHÒNG”)."""
    for line in lines:
        parts = re.split(r"\s[-–—]\s", line)
        if len(parts) > 1 and sum(map(begins_body, parts)) > 1:
            return True
    return False


def _deciding(content: str, end: int, title: Field | None, signing: Signing) -> Issuing | None:
    """Under the Central Committee's heading: the body that signs, else that the title or the opening names."""
    signed = [signer.on_behalf_of for signer in signing.signers if signer.on_behalf_of in _TOP]
    if signed:
        return Issuing(tuple(dict.fromkeys(name for name in signed if name)), (signing.start, signing.end))
    plain = bare(title.value) if title else ""
    told = tuple(name for name in _TOP if bare(name) in plain)
    if told and title and re.match(r"(?:CUA|HOINGHI)", plain):
        return Issuing(told, (title.start, title.end))
    opening = central_bodies(content, end, min(len(content), end + _NEAR))
    return Issuing(opening[0], opening[1:]) if opening else None


def _contradicting(content: str, end: int, names: tuple[str, ...], symbol: Symbol | None) -> Issuing | None:
    """The enacting body, where the symbol bears its code and the heading prints another body by mistake."""
    coded = [body.name for body in by_code().get(re.split(r"[/\-]", symbol.text)[-1], ())] if symbol else []
    if len(names) != 1 or not coded or any(bare(name) == bare(names[0]) for name in coded):
        return None
    found = _enacting(content, end)
    return found if found and found.names[0] in coded else None


def _acting(heading: Heading) -> Issuing | None:
    """The office or body printed alone above the recitals."""
    for index in range(heading.kind + 1, len(heading.found)):
        if heading.kind >= 0 and is_actor(heading.found, index):
            unit = heading.found[index].unit
            return Issuing((body_of(proper(unit.text)),), (unit.start, unit.end))
    return None


def _enacting(content: str, end: int) -> Issuing | None:
    """The body that the enacting sentence names."""
    found = enacting_body(content, end, min(len(content), end + _NEAR))
    return Issuing((found[0],), found[1:]) if found else None
