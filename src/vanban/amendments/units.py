"""Which provisions does a clause replace, insert, repeal, rename or renumber?"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from vanban.amendments.clauses import Clause, Item
from vanban.amendments.cues import cue
from vanban.amendments.documents import is_plain_list
from vanban.amendments.heads import Head
from vanban.amendments.order import Order
from vanban.amendments.places import Place, lead_before
from vanban.model import Op

_LISTED = re.compile(r"[;,:]|\bvà\b")
LETTERS = "abcdđeghiklmnopqrstuvxy"  # of points and inserted units (NĐ 78/2025/NĐ-CP Điều 63)


def _annex(place: Place) -> bool:
    return place.steps[-1][0] in ("PL", "MS")


def _targets(clause: Clause, items: Sequence[Item]) -> list[Place]:
    """The places some items of a clause are about: those not named as its base, source or neighbour."""
    aimed = [item for item in items if item.role in ("target", "at") and item.places]
    places = [place for item in aimed for place in (*lead_before(item.places[0], item.lead), *item.places)]
    several = clause.mixed or cue("several").search(clause.words) is not None
    several = several or len(places) > 1
    return [place for place in places if not (several and place.steps[-1] == ("PL", ""))]


def _is_piece(clause: Clause, place: Place) -> bool:
    """Whether the words before a place name something in it that is no unit: “bảng tại khoản 1 Điều 5”."""
    item = next((item for item in clause.items if place in item.places), None)
    return item is not None and not place.part and not is_plain_list(_LISTED.split(item.lead)[-1])


def replacements(clause: Clause) -> Iterator[Order]:
    """Units that get new wording, titles, leads and annexes among them."""
    targets = _targets(clause, clause.items)
    sources = [place for item in clause.items if item.role == "source" for place in item.places]
    if not any(item.places for item in clause.items):
        if cue("whole-title").search(clause.words):
            yield Order("rename_doc", None, "TITLE")
        if cue("basis").search(clause.words):
            yield Order("replace", None, "BASIS")
    named = [item.phrase for item in clause.items if item.phrase and cue("phrase-new").search(item.lead)]
    for i, place in enumerate(targets):
        source = sources[i] if len(sources) == len(targets) else None
        if _annex(place):
            yield Order("replace_annex", place, to=source.loc if source else "")
        else:
            op: Op = "replace_title" if place.part == "title" else "replace_lead" if place.part == "lead" else "replace"
            new = named[0] if op == "replace_title" and len(named) == len(targets) == 1 else None  # “tên … thành “A””
            piece = op == "replace" and _is_piece(clause, place)
            yield Order(op, place, new=new, to=source.loc if source else "", needs_human=piece)


def insertions(clause: Clause) -> Iterator[Order]:
    """New units, each behind the one it follows: “khoản 3a vào sau khoản 3, khoản 5 vào sau khoản 4”."""
    group: list[Item] = []
    for item in clause.items:
        anchored = any(one.role in ("after", "before") for one in group) and any(
            one.role == "target" and one.places for one in group
        )
        if item.places and item.role == "target" and anchored:
            yield from _inserted(clause, group)
            group = []
        group.append(item)
    yield from _inserted(clause, group)


def _inserted(clause: Clause, items: Sequence[Item]) -> Iterator[Order]:
    new = _targets(clause, items)
    anchors = [place for item in items if item.role == "after" for place in item.places]
    before = [place for item in items if item.role == "before" for place in item.places]
    into = [(place, item.lead) for item in items if item.role == "into" for place in item.places]
    if not new and (told := _told_behind(items)):
        anchors, new = anchors[: -len(told)], told
    if not new:
        for place, lead in into or [(place, "") for place in anchors]:
            yield Order("insert_phrase", place, last=bool(cue("at-end").search(lead)), needs_human=True)
        return
    previous: Place | None = anchors[-1] if anchors else None
    for place in new:
        if _annex(place):
            yield Order("insert_annex", place, after=previous if previous and _annex(previous) else None)
        elif previous is not None and _annex(previous) and previous in new:
            continue  # what an annex's title speaks of
        elif place.part in ("lead", "piece") and cue("paragraph-after").search(clause.words):
            yield Order("insert_phrase", replace(place, part=""), needs_human=True)
            continue
        elif place.part in ("title", "lead"):
            yield Order("replace_title" if place.part == "title" else "replace_lead", place)
            continue
        else:
            after = previous or (None if before else implied(place))
            yield Order(
                "insert",
                place,
                after=after,
                last=after is None and not before,
                to=before[0].loc if before else "",
                needs_human=_astray(place, after),
            )
        previous = place


def _told_behind(items: Sequence[Item]) -> list[Place]:
    """The new units that stand right behind where they come: “vào Điều 5 khoản 4”, “vào sau khoản 3 Điều 5 khoản 4”."""
    if len(items) < 2 or items[1].lead.strip() or any(not one.places or one.role != items[0].role for one in items):
        return []
    (where, *more), new = items[0].places, [place for one in items[1:] for place in one.places]
    inside = where.steps if items[0].role == "into" else where.steps[:-1]
    return new if not more and all(one.steps[:-1] == inside for one in new) else []


def _astray(place: Place, after: Place | None) -> bool:
    """Whether a new clause or point is said to stand behind something of another provision."""
    within = place.steps[-1][0] in ("K", "P") and len(place.steps) > 1
    return within and after is not None and after.steps[:-1] != place.steps[:-1]


def implied(place: Place) -> Place | None:
    """The unit an inserted number follows by its own form: 3a stands behind 3, 5c behind 5b, d1 behind d.

    >>> implied(Place((("D", "3a"),), "", 0, 0)).loc, implied(Place((("D", "7"), ("K", "9")), "", 0, 0))
    ('D3', None)
    """
    code, number = place.steps[-1]
    if code in ("D", "K") and (match := re.fullmatch(r"(\d+)([a-zđ])", number)) and match[2] in LETTERS:
        i = LETTERS.index(match[2])
        before = match[1] + (LETTERS[i - 1] if i else "")
    elif code == "P" and (match := re.fullmatch(r"([a-zđ])(\d)", number)):
        before = match[1] + (str(int(match[2]) - 1) if match[2] > "1" else "")
    else:
        return None
    return Place((*place.steps[:-1], (code, before)), "", place.start, place.end, place.settled)


def removals(clause: Clause, head: Head) -> Iterator[Order]:
    """Units that are repealed, suspended, extended or corrected; a repeal by subject alone."""
    op: Op = {"suspend": "suspend", "extend": "extend", "correct": "correct"}.get(clause.does, "repeal")  # type: ignore[assignment]
    targets = [item for item in clause.items if item.role in ("target", "at", "base")]
    if clause.does == "repeal" and (subject := cue("repeal-subject").search(clause.words)):
        first = next((item for item in targets if item.places), None)
        doc = min(
            (n.start - head.start for n in head.docs if n.start - head.start >= clause.start), default=len(head.masked)
        )
        at = min(doc, first.start if first else len(head.masked))
        if clause.end - len(clause.words) + subject.start() < at:
            yield Order(
                "repeal_subject",
                first.places[0] if first and first.role != "target" else None,
                "" if first and first.role != "target" else "?",
                needs_human=True,
            )
            targets = [item for item in targets if item.role == "target"]
    if clause.does == "repeal" and not any(item.places for item in targets):
        basis = cue("basis").search(clause.words)
        if basis and basis.start() < 12:  # “bãi bỏ căn cứ thứ hai”
            yield Order(op, None, "BASIS", needs_human=True)
    loose = False
    told_below = head.masked.rstrip().endswith(":") or all(item.role == "base" for item in targets if item.places)
    for item in targets:
        if cue("of-title").search(item.lead):
            continue
        if item.role == "base" and clause.does in ("repeal", "correct") and told_below:
            continue
        loose = loose or not is_plain_list(_LISTED.split(item.lead)[-1])
        for place in (*lead_before(item.places[0], item.lead), *item.places) if item.places else ():
            if place.steps[-1] == ("PL", "") and (clause.mixed or cue("several").search(clause.words)):
                continue
            special = ".TITLE" if place.part == "title" else ""
            partly = loose or (item.role == "base" and clause.does in ("repeal", "correct"))
            yield Order(op, place, special, needs_human=place.part == "lead" or partly, loose=loose)


def renamings(clause: Clause) -> Iterator[Order]:
    """New names of units or of the document."""
    new = next((item.phrase for item in reversed(clause.items) if item.phrase is not None), None)
    places = _targets(clause, clause.items)
    if not places and new is not None:
        yield Order("rename_doc", None, "TITLE", new=new)
    for place in places:
        yield Order("replace_title", place, new=new)


def renumberings(clause: Clause) -> Iterator[Order]:
    """“Chuyển khoản 3 thành khoản 4”: old and new numbers, paired."""
    old: list[Place] = []
    for item in clause.items:
        if item.role == "source":
            for a, b in zip(old, item.places, strict=False):
                yield Order("renumber", a, to=b.loc, needs_human=len(old) != len(item.places))
            old = []
        else:
            old += item.places
