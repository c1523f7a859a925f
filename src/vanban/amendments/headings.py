"""Which act or place does a unit only name, so that what is below it is about that: “2. Về Điều 5:”?"""

import re
from bisect import bisect_left
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from vanban.amendments.context import Aim, narrowed
from vanban.amendments.cues import folded, verb_pattern
from vanban.amendments.lines import own_end
from vanban.amendments.places import Place, complete, read_chains
from vanban.citations.mention import Mention
from vanban.model import Structure

_OPENS = r"(?:(?:Đối với|Tại|Về|Trong|Ở)\s+)?"
_ABOUT = re.compile(rf"[\s“]*{_OPENS}")
_TOLD = re.compile(r"(?:được|đã)\s+(?:sửa đổi|bổ sung|thay thế)(?:\s*,\s*bổ sung)?")
_BARE = re.compile(
    rf"\s*{_OPENS}(?:(?:điểm|khoản|điều|mục|chương|phụ lục|tiết)\s+[\w.]{{1,6}}[\s,]*){{1,4}}:\s*",
    re.IGNORECASE,
)
_HEAD = 80  # code points in which a unit's own order begins


@dataclass(frozen=True, slots=True)
class Headings:
    """The units of a document, and the acts that are named in it (``keys`` by where the name begins)."""

    content: str
    structure: Structure
    mentions: Sequence[Mention]
    starts: Sequence[int]
    keys: Mapping[int, str]

    def aim(self, i: int, aim: Aim, sure: bool) -> Aim:
        """The aim below a unit, given that around it; ``sure`` where the whole act is an amending one."""
        provisions = self.structure.provisions
        below = i + 1 < len(provisions) and provisions[i + 1].parent == i
        lists = aim.carried is not None and aim.carried[0].does not in ("change", "add")
        if lists or not below or not (sure or self._orders(provisions[i].parent)):
            return aim
        end = own_end(provisions, i)
        if place := self._place(self.content[provisions[i].own : end], aim):
            return replace(narrowed(aim, (place,), "", True), carried=aim.carried)
        about = _ABOUT.match(self.content, provisions[i].own)
        start = about.end() if about else provisions[i].own
        n = bisect_left(self.starts, start)
        if n >= len(self.mentions) or self.mentions[n].start > start:
            return aim
        key = self._only(self.mentions[n], end)
        return replace(narrowed(aim, (), key, True), carried=aim.carried) if key else aim

    def _place(self, own: str, aim: Aim) -> Place | None:
        """The one place that a unit's own words name, and nothing else: “1. Về Điều 5:”."""
        if _BARE.fullmatch(own) is None:
            return None
        chains = read_chains(own)
        places = [place for places in complete(chains, aim.base, [0] * len(chains)) for place in places]
        return places[0] if len(places) == 1 and not places[0].part else None

    def _orders(self, i: int) -> bool:
        own = self.structure.provisions[i].own if i >= 0 else 0
        return i >= 0 and verb_pattern().match(folded(self.content[own : own + _HEAD].lstrip())) is not None

    def _only(self, mention: Mention, end: int) -> str:
        """The act that a mention names where nothing but its title and its history stands behind it; else “”."""
        keys = {self.keys.get(named.start, "") for named in mention.named if named.kind != "self"}
        behind = max([mention.end, *(named.title_end for named in mention.named)])
        rest = _TOLD.sub(" ", folded(self.content[behind:end]))
        return keys.pop() if len(keys) == 1 and not mention.paths and not verb_pattern().search(rest) else ""
