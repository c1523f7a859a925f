"""Which documents does it amend, repeal, replace, suspend or correct? Titles, headings and instructions."""

import re
from collections.abc import Iterator

from vanban.model import Amendment, Citation, Ref, Relation, RelationKind
from vanban.relations.cues import cue
from vanban.relations.reading import Reading, in_passing, others

_TITLE_AMENDS = re.compile(r"sửa đổi|bổ sung", re.IGNORECASE)
_TITLE_REPEALS = re.compile(r"bãi bỏ(?:\s+(?:toàn bộ|các|một phần))*\s*$", re.IGNORECASE)
_CARRIES = re.compile(r"thực hiện|triển khai|thi hành|hướng dẫn|quy định chi tiết|ban hành(?! kèm theo)", re.IGNORECASE)
_HEADING = re.compile(r"(?:sửa đổi|bổ sung|thay thế)", re.IGNORECASE)
_SOME_OF = re.compile(r"(?:một số|các)\s+(?:điều|khoản|điểm|nội dung)[^;]{0,40}(?:của|tại)\s*$", re.IGNORECASE)
_HEADED = frozenset({"part", "chapter", "section", "article", "clause"})
_OWN = re.compile(r"(?:này|hiệu lực[^.;]*)[^.;\n]*$")
_KINDS: dict[str, RelationKind] = {"repeal": "repeals", "suspend": "suspends", "correct": "corrects"}


def amends(reading: Reading) -> Iterator[Relation]:
    """Relations of titles, headings and single instructions; what a title or heading covers is told once."""
    covered = set[str]()
    for relation in _titles(reading):
        if relation.kind == "amends":
            covered.add(relation.doc)
        yield relation
    headings = dict[int, set[str]]()
    for relation in _headings(reading, headings):
        if relation.doc not in covered:
            yield relation
    for amendment in reading.amendments:
        kind = _KINDS.get(amendment.op, "amends")
        if amendment.doc in ("", "?") or amendment.at == "?":
            continue
        if kind == "repeals" and amendment.at.endswith(".TITLE"):
            continue
        if kind == "amends" and (
            amendment.doc in covered
            or _covered(reading, headings, reading.structure.index_at(amendment.start), amendment.doc)
        ):
            continue
        yield _of(reading, amendment, kind)


def _titles(reading: Reading) -> Iterator[Relation]:
    for title in reading.titles:
        cited = [c for c in reading.cited(title.start, title.end) if others(c)]
        last = title.end
        for citation, told in zip(cited, in_passing(reading.content, cited, title.start), strict=True):
            before = reading.content[title.start : citation.start]
            if told:
                continue
            if _TITLE_AMENDS.search(reading.content, last, citation.start):
                break  # what the act named before amends, says its own title
            last = citation.end
            if _TITLE_REPEALS.search(before):
                kind: RelationKind = "repeals"
            elif (cues := list(_TITLE_AMENDS.finditer(before))) and not _CARRIES.search(before, cues[-1].end()):
                kind = "amends"
            elif re.search("đính chính", before, re.IGNORECASE):
                kind = "corrects"
            elif re.search("ngưng hiệu lực|ngừng hiệu lực", before, re.IGNORECASE):
                kind = "suspends"
            else:
                continue
            for ref in others(citation):
                yield reading.relation(kind, citation, ref)


def _headings(reading: Reading, found: dict[int, set[str]]) -> Iterator[Relation]:
    """“Điều 2. Sửa đổi, bổ sung một số điều của Thông tư số …”: documents that a unit's heading amends."""
    content = reading.content
    for i, provision in enumerate(reading.structure.provisions):
        start = provision.own
        while start < provision.end and content[start] in " \t\n":
            start += 1
        if provision.level not in _HEADED or not _HEADING.match(content, start):
            continue
        line = content.find("\n", start, provision.end)
        end = max(line if line >= 0 else provision.end, start + len(provision.heading))
        cited = [c for c in reading.cited(start, end) if others(c)]
        for citation, told in zip(cited, in_passing(content, cited, start), strict=True):
            before = content[start : citation.start]
            if told or (provision.level == "clause" and not _SOME_OF.search(before)):
                continue
            for ref in others(citation):
                if not _covered(reading, found, provision.parent, ref.doc):
                    found.setdefault(i, set()).add(ref.doc)
                    yield reading.relation("amends", citation, ref)


def _covered(reading: Reading, headings: dict[int, set[str]], i: int, doc: str) -> bool:
    """Whether the heading of a unit or of one around it amends the document."""
    while i >= 0:
        if doc in headings.get(i, ()):
            return True
        i = reading.structure.provisions[i].parent
    return False


def _of(reading: Reading, amendment: Amendment, kind: RelationKind) -> Relation:
    loc = amendment.at.removesuffix(".TITLE")
    ref = Ref(amendment.doc)
    start, end = amendment.start, amendment.end
    for citation in reading.cited(amendment.start, amendment.end):
        same = next((r for r in citation.refs if r.doc == amendment.doc), None)
        if same:
            ref, start, end = same, citation.start, citation.end
            break
    return Relation(
        kind, amendment.doc, start, end, None if loc in ("ALL", "TITLE", "BASIS", "?") else loc, amendment.own_loc,
        None, ref.type, ref.date, ref.issuer, ref.title,
    )  # fmt: skip


def replaces(reading: Reading) -> Iterator[Relation]:
    """“Quy định này thay thế …”, “… có hiệu lực kể từ ngày ký và thay thế …”: whole documents."""
    content, pattern = reading.content, cue("replaces", "body")
    limit = reading.structure.main_end or len(content)
    at = content.find("thay thế")
    while 0 <= at < limit:
        line = max(content.rfind("\n", max(0, at - 400), at) + 1, at - 400)
        end = content.find("\n", at, at + 3000)
        end = end if end >= 0 else min(len(content), at + 3000)
        cited = list(reading.cited(at, end))[:40]
        listed = content[at:end].rstrip().endswith(":") and not cited
        if listed:
            cited = _children(reading, at, end)
        own = _OWN.search(content[line:at]) and (listed or (cited and pattern.search(content[at : cited[0].start])))
        if own and not reading.quoted(at):
            yield from _replaced(reading, cited, at)
        at = content.find("thay thế", at + 8)


def _replaced(reading: Reading, cited: list[Citation], start: int) -> Iterator[Relation]:
    last = None
    for citation, told in zip(cited, in_passing(reading.content, cited, start), strict=True):
        gap = reading.content[last : citation.start] if last is not None else ""
        if told:
            continue
        if "\n" not in gap and re.search(
            r"[.:]\s|sửa đổi|bãi bỏ|hết hiệu lực|quy định|trừ|tiếp tục|theo|thực hiện", gap
        ):
            return
        last = citation.end
        for ref in others(citation):
            if ref.loc is None:
                yield reading.relation("replaces", citation, ref)


def _children(reading: Reading, position: int, line: int) -> list[Citation]:
    provisions = reading.structure.provisions
    i = reading.structure.index_at(position)
    found: list[Citation] = []
    for j in range(i + 1, len(provisions)):
        if i < 0 or provisions[j].start >= provisions[i].end:
            break
        found += reading.cited(provisions[j].own, min(provisions[j].end, provisions[j].own + 20))[:1]
    return found
