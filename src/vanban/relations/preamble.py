"""What does it rest on and carry out? Recitals, title and opening sentence, scope."""

import re
from collections.abc import Iterator

from vanban.model import Citation, Relation
from vanban.relations.cues import cue
from vanban.relations.reading import Reading, in_passing, others

_AMENDS = re.compile(r"\bsửa đổi,?\s*(?:và\s+)?(?:bổ sung)?", re.IGNORECASE)
_REVIEW = re.compile(
    r"(?:báo cáo|kết quả|tình hình|sơ kết|tổng kết|kiểm tra|giám sát|ý kiến|trả lời|vướng mắc|sửa đổi|bổ sung|bãi bỏ"
    r"|quy định chi tiết|hướng dẫn|biện pháp)[^;]*$",
    re.IGNORECASE,
)
_TURN = re.compile(
    r"(?:,|\s)(?:gắn với|trên cơ sở|theo đề nghị|ban hành|yêu cầu|chỉ đạo|đề nghị|xây dựng|tổ chức|giao|thống nhất"
    r"|kết luận)\s",
    re.IGNORECASE,
)
_BY_RULE = re.compile(r"(?<!\w)theo(?!\w)[^,;]{0,60}$")
_OTHER_PURPOSE = re.compile(r"[;,.]\s*(?:và\s+)?quy định(?! chi tiết| tại)")
_LETTER = ("Công văn",)
_DIRECTLY = re.compile(r"Căn cứ(?:\s+vào)?(?:\s+(?:các\s+)?quy định)?(?:\s+(?:tại|của|theo))?(?:\s+các)?\s+$")
_SENTENCE = 3000  # how far a purpose is followed


def recitals(reading: Reading) -> Iterator[Relation]:
    """``based-on``: each document of the recitals; of an amended law only the law."""
    content, pattern = reading.content, cue("based-on", "recital")
    letter = reading.header.kind in _LETTER
    stop = len(content) if letter else reading.opening.end
    for start, end in _lines(content, reading.opening.start, stop):
        if not pattern.match(content, start, end):
            continue
        cited = reading.cited(start, end)
        last = start
        if letter and not (cited and _DIRECTLY.search(content, start, cited[0].start)):
            continue
        for citation, told in zip(cited, in_passing(content, cited, start), strict=True):
            gap = content[last : citation.start]
            last = citation.end
            if told or (citation is not cited[0] and _AMENDS.search(gap.rpartition(";")[2])):
                continue
            for ref in others(citation):
                yield reading.relation("based-on", citation, ref)


def _lines(content: str, start: int, stop: int) -> Iterator[tuple[int, int]]:
    while start < stop:
        end = content.find("\n", start, stop)
        end = end if end >= 0 else stop
        yield start, end
        start = end + 1


def purposes(reading: Reading) -> Iterator[Relation]:
    """``implements`` and ``guides`` as title and opening state them."""
    if reading.header.kind not in _LETTER:
        for title in reading.titles:
            yield from _title(reading, title.start, title.end)
    pattern = cue("implements", "opening")
    for start, end in _lines(reading.content, reading.opening.start, reading.opening.end):
        opened = pattern.match(reading.content, start, end)
        if opened:
            yield from _opening(reading, opened.end(), end)
    yield from _scope(reading)


def _title(reading: Reading, start: int, end: int) -> Iterator[Relation]:
    content = reading.content
    cited = [c for c in reading.cited(start, end) if others(c)]
    told = in_passing(content, cited, start)
    for citation, passed in zip(cited, told, strict=True):
        before = content[start : citation.start]
        if passed or _AMENDS.search(before) or re.search("bãi bỏ", before, re.IGNORECASE):
            continue
        guides = cue("guides", "title").search(before) or reading.header.kind == "Hướng dẫn"
        carries = list(cue("implements", "title").finditer(before))
        for ref in others(citation):
            if guides:
                yield reading.relation("guides", citation, ref)
            elif (
                carries and ";" not in before[carries[-1].end() :] and not _REVIEW.search(before[: carries[-1].start()])
            ):
                yield reading.relation("implements", citation, ref)


def _opening(reading: Reading, start: int, end: int) -> Iterator[Relation]:
    content = reading.content
    stop = _sentence_end(content, start, end)
    cited = reading.cited(start, stop)
    position = start
    for citation, told in zip(cited, in_passing(content, cited, start), strict=True):
        if _TURN.search(content, max(start, position - 1), citation.start):
            return
        position = citation.end
        for ref in [] if told else others(citation):
            yield reading.relation("implements", citation, ref)


def _sentence_end(content: str, start: int, end: int) -> int:
    stop = re.compile(r"[.](?:\s+[A-ZĐÀ-Ỹ]|$)").search(content, start, end)
    return stop.start() if stop else end


def _scope(reading: Reading) -> Iterator[Relation]:
    """“Nghị định này quy định chi tiết khoản 3 Điều 20 …”: one relation for each part."""
    content = reading.content
    limit = reading.structure.main_end or len(content)
    for found in cue("guides", "body").finditer(
        content, reading.opening.start, min(limit, reading.opening.end + 12000)
    ):
        if reading.quoted(found.start()):
            continue
        line = content.find("\n", found.end(), found.end() + _SENTENCE)
        line = min(line if line >= 0 else len(content), found.end() + _SENTENCE)
        stop = _sentence_end(content, found.end(), line)
        cited = list(reading.cited(found.end(), stop))
        if content[found.end() : line].rstrip().endswith(":"):
            cited += _listed(reading, found.start(), line)
        position = found.end()
        for citation, told in zip(cited, in_passing(content, cited, found.end()), strict=True):
            gap = content[position : citation.start]
            position = max(position, citation.end)
            if _OTHER_PURPOSE.search(gap) or (not told and "\n" not in gap and _AMENDS.search(gap.rpartition(";")[2])):
                break
            for ref in [] if told or _BY_RULE.search(gap) else others(citation):
                yield reading.relation("guides", citation, ref)


def _listed(reading: Reading, position: int, line: int) -> list[Citation]:
    """The first citation of each child of the provision around ``position``."""
    provisions = reading.structure.provisions
    i = reading.structure.index_at(position)
    found: list[Citation] = []
    for j in range(i + 1, len(provisions)):
        if i < 0 or provisions[j].start >= provisions[i].end:
            break
        here = reading.cited(max(line, provisions[j].own), min(provisions[j].end, provisions[j].own + 80))
        found += [c for c in here[:1] if c not in found]
    return found
