"""What is the header of an annex or a form that stands alone? Its own title, and whose annex it is."""

import re
from typing import Literal

from vanban.header.letterhead import Piece
from vanban.header.symbols import read_symbol
from vanban.header.titles import title_pieces
from vanban.header.units import bare
from vanban.model import Header, Note, Place
from vanban.tables.kinds import kinds

System = Literal["state", "party", "other"]
_LABEL = re.compile(r"(?:PHULUC|MAUSO|BIEUMAU|MAU(?=\d)|BIEUSO)")
_WITH = re.compile(r"[Kk]èm\s+theo\b[^\n]{0,160}?\bsố\s*:?\s*(?:\n\s*)?(?=[\d./])", re.IGNORECASE)


def is_part(found: tuple[Piece, ...]) -> bool:
    """Whether the first line that says something labels an annex or a form."""
    first = next((piece for piece in found if piece.tag not in ("rule", "front")), None)
    plain = bare(first.unit.text) if first and len(first.unit.text) < 120 else ""
    model = plain.startswith("MAU") and plain[3:].startswith(tuple(bare(kind.name) for kind in kinds()))
    return model or (len(plain) < 50 and _LABEL.match(plain) is not None)


def read_part(content: str, found: tuple[Piece, ...]) -> Header:
    """The title of the part; its system is that of the document it was issued with."""
    label = next(i for i, piece in enumerate(found) if piece.tag not in ("rule", "front"))
    chosen = title_pieces(found, label + 1)
    end = chosen[-1].unit.end if chosen else found[label].unit.end
    issued = _WITH.search(content, 0, min(len(content), end + 600))
    symbol = read_symbol(content, issued.end()) if issued else None
    notes: tuple[Note, ...] = ()
    if issued:
        said = "Phụ lục hoặc mẫu đứng riêng; hệ thống suy ra từ văn bản ban hành kèm theo."
        notes = (Note("inferred-system", issued.start(), issued.end(), said),)
    party = bool(symbol and re.match(r"\d+\w?-", symbol.text))
    title = re.sub(r"\s*\n\s*", " ", content[chosen[0].unit.start : end]).strip() if chosen else None
    places = (Place("title", chosen[0].unit.start, end),) if chosen else ()
    system: System = "other" if issued is None else "party" if party else "state"
    return Header(system=system, title=title, places=places, end=end, notes=notes)
