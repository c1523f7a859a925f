"""Which document do bare places belong to, if the context names one?"""

import re
from bisect import bisect_left, bisect_right

from vanban.citations.anaphora import document_of
from vanban.citations.locators import RANK
from vanban.citations.mention import Mention
from vanban.citations.places import around_in, code_of, rank_of, settle_path
from vanban.citations.setting import Setting
from vanban.model import Citation, Ref

_OWN_PURPOSE = r"này\s+(?:quy định chi tiết|hướng dẫn)|Quy định chi tiết|Hướng dẫn (?:chi tiết|thi hành|thực hiện)"
_OPERATES = re.compile(
    r"(?:^|\n)\s*(?:Bãi bỏ|Sửa đổi|Bổ sung|Thay thế|Đính chính|Ngưng|Đình chỉ)"
    rf"|hết hiệu lực|trừ (?:các|những|quy định|nội dung)|{_OWN_PURPOSE}"
)
_DETAILS = re.compile(_OWN_PURPOSE)
_LONG, _AHEAD = 2500, 40  # how far a sentence is followed, in letters and in mentions
_DIVIDES = re.compile(
    r"\s*[,;]?\s*(?:và\s+)?"
    r"(?:tên|tiêu đề|vào\s+sau|vào\s+trước|sau|trước|đoạn\s+\w+(?:\s+\w+)?|đoạn mở đầu|nội dung|quy định)"
    r"\s+(?:của\s+|tại\s+)?(?:các\s+)?"
)
_AND_THE_REST = re.compile(r"\s*(?:và|,)\s*các (?:nội dung|quy định|điều)[^.;\n]{0,40}\scủa\s+")
_OPEN_BRACKET = re.compile(r"\s*\(\s*")
_TITLE_BRACKET = re.compile(r"\s(?:về|quy định|hướng dẫn|ban hành|sửa đổi|phê duyệt)\s[^;.:\n()]{0,300}\(\s*")


def shared(setting: Setting, mention: Mention, after: Mention | None) -> Citation | None:
    """“khoản 4 Điều 19a vào sau Điều 19 Thông tư X”: the document named behind the second place serves the first."""
    if after is None or len(after.named) != 1 or after.named[0].kind not in ("symbol", "name"):
        return None
    pattern = _DIVIDES if after.paths else _AND_THE_REST
    if is_this(mention) or not pattern.fullmatch(setting.text, mention.end, after.start):
        return None
    found = document_of(setting, after.named[0], after)
    if found is None or found[0] == "SELF":
        return None
    around = [step for path in after.paths[:1] for step in path if code_of(step) == "D"]
    refs = (Ref(found[0], settle_path(path, around)) for path in mention.paths)
    return Citation(mention.start, mention.end, tuple(dict.fromkeys(refs)), "context")


def larger_behind(setting: Setting, mention: Mention, after: Mention | None) -> list[str]:
    """“điểm h, i vào sau điểm g khoản 2”: the clause told with the second place holds the first as well."""
    if (
        after is None
        or after.named
        or not after.paths
        or not _DIVIDES.fullmatch(setting.text, mention.end, after.start)
    ):
        return []
    rank = max(rank_of(step) for path in mention.paths for step in path[:1])
    return [step for step in after.paths[0] if rank_of(step) > rank and not step.endswith("*")]


def context_of(setting: Setting, mention: Mention) -> tuple[str, list[str]] | None:
    """The other document that bare places belong to, with the steps around them."""
    code = code_of(mention.paths[0][0])
    if is_this(mention):
        return _this_elsewhere(setting, mention, code)
    if setting.latest and _in_brackets_after(setting.text, setting.latest_end, mention):
        return (setting.latest.key, []) if RANK[code] >= RANK["D"] or len(mention.paths[0]) > 1 else None
    if doc := _led_by(setting, mention) or _detailed(setting, mention):
        return doc, []
    if code == "PL":
        if setting.text.startswith((" kèm theo", " đính kèm"), mention.end):
            return None
        owner = setting.annexes.get(mention.paths[0][0])
        return (owner, []) if owner and mention.paths[0][0] not in setting.locs else None
    return None if setting.articles else _without_articles(setting, mention, code)


def is_this(mention: Mention) -> bool:
    """Whether a place is told by “này”."""
    return any(path[0].endswith("*") for path in mention.paths)


def _this_elsewhere(setting: Setting, mention: Mention, code: str) -> tuple[str, list[str]] | None:
    """“khoản 2 Điều này” in a letter that quotes an article: that article."""
    known = any(code_of(step) == code for step in around_in(setting.structure, mention.start, code))
    if known or len(mention.paths[0]) == 1 or setting.place is None or code not in ("D", "K"):
        return None  # “Điều này cho thấy …” without an article around means no article
    return setting.place[0], [setting.place[1]]


def _without_articles(setting: Setting, mention: Mention, code: str) -> tuple[str, list[str]] | None:
    """A text without articles of its own speaks of another's: of the one in this line, else of its subject."""
    if code in ("K", "P"):
        around = around_in(setting.structure, mention.start)
        alone = not any(code_of(step) in ("D", "M", "K") for step in around)
        if setting.place and (alone or _is_gloss(setting, mention)):
            return setting.place[0], [setting.place[1]]
    if not any(code_of(step) == "D" for step in mention.paths[0]):
        return None
    subject = setting.subject.key if setting.subject else None
    if setting.with_articles is None:
        return (subject, []) if subject else None
    doc, end = setting.with_articles
    same_line = mention.start - end < _LONG and setting.text.find("\n", end, mention.start) < 0
    return (doc if same_line or subject is None else subject, [])


def _is_gloss(setting: Setting, mention: Mention) -> bool:
    """“5.2. Về độ tuổi (Khoản 2)”: in guidance, the clause of its subject that a heading is about."""
    about = setting.subject is not None and setting.place is not None and setting.place[0] == setting.subject.key
    return about and setting.text.endswith("(", 0, mention.start) and setting.text.startswith(")", mention.end)


def _in_brackets_after(text: str, end: int, mention: Mention) -> bool:
    """“Quy định 377 (Điều 9, 10)”, also behind the document's title: “Nghị định … quy định về … (Phụ lục II)”."""
    if _OPEN_BRACKET.fullmatch(text, end, mention.start):
        return True
    return text.startswith(")", mention.end) and bool(_TITLE_BRACKET.fullmatch(text, end, mention.start))


def _led_by(setting: Setting, mention: Mention) -> str | None:
    """The act whose parts a list names: “Bãi bỏ Thông tư số …, trừ các nội dung sau:” and then “a) Điều 5”."""
    i = setting.structure.index_at(mention.start)
    while i >= 0:
        i = setting.structure.provisions[i].parent
        if i not in setting.leads:
            setting.leads[i] = _lead(setting, i)
        if doc := setting.leads[i]:
            return doc
    return None


def _detailed(setting: Setting, mention: Mention) -> str | None:
    """“Thông tư này quy định chi tiết Điều 57 về …, Điều 59 về … của Luật X”: the act named in the same sentence."""
    text, header = setting.text, setting.header
    if not any(code_of(step) == "D" for step in mention.paths[0]):
        return None
    if mention.start < header.end:
        begin, stop = 0, header.end
    else:
        floor = max(0, mention.start - _LONG)
        begin = max(floor, text.rfind("\n", floor, mention.start) + 1)
        own = _DETAILS.search(text, begin, mention.start)
        if own is None:
            return None
        begin, stop = own.end(), text.find("\n", mention.end, mention.end + _LONG)
    before = bisect_left(setting.foreign, (begin, "")) if begin else len(setting.foreign)
    if before < len(setting.foreign):
        return setting.foreign[before][1]
    return _named_ahead(setting, mention, stop if stop >= 0 else len(text))


def _named_ahead(setting: Setting, mention: Mention, stop: int) -> str | None:
    """The first other document named behind a mention, before ``stop``."""
    first = bisect_right(setting.mentions, mention.start, key=lambda one: one.start)
    for one in setting.mentions[first : first + _AHEAD]:
        if one.start >= stop:
            return None
        for named in one.named:
            found = document_of(setting, named, one) if named.kind in ("symbol", "name") else None
            if found and found[0] != "SELF":
                return found[0]
    return None


def _lead(setting: Setting, i: int) -> str | None:
    """The other act named in a provision's words before its first child, if it opens a list of the act's parts."""
    provisions, text = setting.structure.provisions, setting.text
    if i < 0 or i + 1 >= len(provisions):
        return None
    start, end = provisions[i].own, provisions[i + 1].start
    if not text[max(start, end - 20) : end].rstrip().endswith(":") or not _OPERATES.search(text[start:end]):
        return None
    first, last = bisect_left(setting.foreign, (start, "")), bisect_left(setting.foreign, (end, ""))
    return setting.foreign[first][1] if first < last else None
