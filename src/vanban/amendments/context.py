"""Of which act does an instruction speak? Targets inherited from heading, parent and title."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from vanban.amendments.clauses import Clause
from vanban.amendments.cues import cue
from vanban.amendments.documents import outside_titles
from vanban.amendments.heads import passing
from vanban.amendments.order import Order
from vanban.amendments.places import Place, Steps
from vanban.citations.mention import Mention, Named
from vanban.model import Header


@dataclass(frozen=True, slots=True)
class Aim:
    """What bare places mean at some point of an act: a document, a place in it, a verb carried down a list.

    ``sure``: a title or heading says that this part amends ``doc``. ``settled`` is False where ``base`` is only
    what several named places share.
    """

    doc: str = ""
    base: Steps = ()
    sure: bool = False
    settled: bool = True
    carried: tuple[Clause, tuple[Order, ...]] | None = None


def names_of(content: str, mentions: Sequence[Mention]) -> dict[str, str]:
    """Numbers of documents that the text names with and without a number: “Luật Lưu trữ” → 33/2024/QH15."""
    found: dict[str, str] = {}
    for mention in mentions:
        for named in mention.named:
            if named.kind != "symbol":
                continue
            printed = content[named.start : named.end]
            at = re.search(r",?\s+số\s", printed, re.IGNORECASE)
            if at and at.start() > 8:
                found.setdefault(_fold(printed[: at.start()]), named.key)
    return found


def short_of(mentions: Sequence[Mention]) -> dict[tuple[str, str], str]:
    """Symbols by type and number, for short forms (“Nghị định 30”)."""
    found: dict[tuple[str, str], str] = {}
    for mention in mentions:
        for named in mention.named:
            if named.kind == "symbol" and named.key:
                number = re.match(r"[\w.]+", named.key)
                found.setdefault(((named.type or "").lower(), number.group() if number else ""), named.key)
    return found


def _fold(name: str) -> str:
    return " ".join(name.lower().replace("uỷ", "ủy").split())


def key_of(named: Named, names: dict[str, str], shorts: dict[tuple[str, str], str]) -> str:
    """The document a name leads to, as far as this text settles it; "" when it does not."""
    if named.kind == "symbol":
        return named.key
    if named.kind == "name":
        bare = named.key.removeprefix("NAME:").partition("@")[0]
        return names.get(_fold(bare), named.key)
    if named.kind == "short":
        return named.key or shorts.get(((named.type or "").lower(), named.number or ""), "")
    return ""


def root_aim(content: str, header: Header, mentions: Sequence[Mention], keys: dict[int, str], first: int) -> Aim:
    """What the title and the enacting sentence say that the act amends."""
    stretches = [(place.start, place.end) for place in header.places if place.field == "title"]
    if header.title and not stretches:
        at = content.find(header.title)
        stretches = [(at, at + len(header.title))] if at >= 0 else []
    enacts = cue("enacts").search(content, 0, first)
    if enacts:
        stretches.append((enacts.start(), content.find("\n", enacts.end()) % (len(content) + 1)))
    amending, found = False, list[Named]()
    for start, end in stretches:
        amends = cue("amending-title").search(content, start, end)
        if amends is None:
            continue
        amending = True
        here = [
            n
            for m in mentions
            if start <= m.start < end
            for n in m.named
            if n.kind != "self" and n.start > amends.start()
        ]
        told = [(start + m.start(), start + m.end()) for m in passing(content[start:end].replace("\n", " "))]
        found += [n for n in here if keys.get(n.start) and not any(a <= n.start < b for a, b in told)]
    found = outside_titles(content, found)
    docs = list(dict.fromkeys(keys[n.start] for n in found))
    numbered = [doc for doc in docs if not doc.startswith("NAME:")]
    doc = numbered[0] if len(numbered) == 1 else docs[0] if len(docs) == 1 else ""
    attached = bool(doc) and any(n.attached or issued_with(content, n) for n in found)
    return Aim(doc, (("PL", "1"),) if attached else (), amending)


_ISSUED_WITH = re.compile(
    r"(?:điều|khoản|điểm|nội dung|quy định|chương|mục|bổ sung|sửa đổi)\s+(?:(?:của|tại|trong)\s+)?"
    r"(?:Quy chế|Quy định|Điều lệ|Quy trình|Nội quy|Quy tắc|Quy chuẩn|Quy ước|Hướng dẫn|Chương trình|Đề án)\b"
    r"[^;:“”]{0,400}?\b(?:ban hành\s+)?kèm theo\s+$"
)
_DIRECT = re.compile(r"(?:sửa đổi|bổ sung|điều|khoản|nội dung|quy định)\s+(?:(?:của|tại|trong)\s+)?$", re.IGNORECASE)


def issued_with(content: str, named: Named) -> bool | None:
    """Whether a heading speaks of what was issued with a document (“của Quy chế … kèm theo Quyết định số …”).

    None where its words do not say.
    """
    before = content[max(0, named.start - 600) : named.start].replace("\n", " ")
    if _ISSUED_WITH.search(before):
        return True
    return False if _DIRECT.search(before) else None


def narrowed(aim: Aim, places: Sequence[Place], doc: str, sure: bool) -> Aim:
    """The aim below a heading that names ``places`` (in ``doc``, or in the same document as before)."""
    if not places:
        return Aim(doc or aim.doc, aim.base if not doc or doc == aim.doc else (), aim.sure or sure)
    places = [place for place in places if place.steps[-1] != ("PL", "") or len(places) == 1]
    steps = places[0].steps if places else ()
    for place in places[1:]:
        steps = tuple(a for a, b in zip(steps, place.steps, strict=False) if a == b)
    settled = all(place.steps == steps for place in places)
    return Aim(doc or aim.doc, steps, aim.sure or sure, settled)


def settled(order: Order, aim: Aim) -> Order:
    """“một số điểm của khoản 1 và khoản 2 Điều 4 … điểm c”: only the article is settled."""
    if aim.settled or order.at is None or order.at.steps[: len(aim.base)] != aim.base:
        return order
    below = [code for code, _ in order.at.steps[len(aim.base) :]]
    if below[:1] != ["P"] or not aim.base or aim.base[-1][0] != "D":
        return order
    return replace(order, at=replace(order.at, steps=aim.base), needs_human=True)
