"""Where are the reference expressions? One scan for words that can begin one, then a close look at each."""

import re
from dataclasses import replace

from vanban.citations.agreed import agreed_words, read_agreed
from vanban.citations.anchors import behind, starts
from vanban.citations.documents import kind_pattern, qualify, read_document
from vanban.citations.labels import is_label
from vanban.citations.letters import CAPITALS
from vanban.citations.locators import RANK, Token, attach, read_tokens
from vanban.citations.mention import Mention, Named, Path
from vanban.citations.symbols import MANY, SHORT, read_symbol, tidy_symbol
from vanban.citations.titles import Titles

_LINKS = (
    re.compile(r"(?:\s*\([^()\n]{1,200}\))?\s*[,;]?\s*(?:(?:của|thuộc|trong|tại|CỦA)\s+)?(?:các\s+)?"),
    re.compile(
        r"(?:\s*\([^()\n]{1,200}\))?\s*,?\s*\(?\s*(?:được\s+)?"
        r"(?:(?:ban\s+hành\s+)?kèm(?:\s+theo)?|ban\s+hành\s+(?:theo|cùng|tại|cùng\s+với))\s+(?:các\s+)?"
    ),
)
_WITH = re.compile(r"\s*,?\s*\(?\s*(?:được\s+)?(?:ban\s+hành\s+)?kèm\s+theo(?!\w)")
_TITLED = re.compile(r"(?:\s*[-–:]?\s*[A-ZĐ“\"(]|\s+về\s)[^;.\n]{0,240}?\s(?:(?:được\s+)?ban\s+hành\s+)?kèm\s+theo\s+")
_ATTACHED = r"(?:Quy chế|Quy định|Điều lệ|Nội quy|Quy trình|Chương trình|Kế hoạch|Đề án|Danh mục|Chiến lược)(?!\w)"
_REGULATION = re.compile(rf"\s*,?\s*(?:của\s+)?{_ATTACHED}")
_ISSUED = re.compile(
    rf"(?:\s*,?\s*(?:của\s+)?(?={_ATTACHED})|\s+(?=[{CAPITALS}]))"
    r"(?:(?!\s(?:phải|được quy|quy định tại|theo quy|thực hiện theo|này)\s)[^;.\n“”]){1,160}?\s*,?\s*\(?"
    r"(?:được\s+)?(?:ban\s+hành\s+)?kèm\s+theo\s+"
)
_BARE_KIND = re.compile(
    r"\s*,?\s*(?:của\s+|(?:ban\s+hành\s+)?kèm\s+theo\s+)?(Bộ luật|Luật|Pháp lệnh|Nghị định|Nghị quyết"
    r"|Thông tư|Quyết định|Quy chế|Quy định|Điều lệ|Nội quy|Chỉ thị|Kế hoạch|Hướng dẫn)"
    r"(?=\s*(?:[,;.:)\n”\"]|$)|\s+(?:để|và|hoặc|thì|có|được|là|đã|phải|nêu trên|nói trên|trên|quy định"
    r"|trong|với|khi|không|theo)\s)"
)
# Words that make another word of the unit behind them: “tài khoản 112”, “danh mục A”, “Huân chương”.
_COMPOUND = re.compile(
    r"(?:(?:tài|điều)\s(?=khoản)|(?:danh|hạng|đề|chuyên|đầu)\s(?=mục)|(?:huân|huy|hiến|văn|niệm)\s(?=chương)"
    r"|(?:thành|cổ|học|hợp|một)\s(?=phần)|(?:thời|địa|quan|đặc|ưu)\s(?=điểm))",
    re.IGNORECASE,
)
_NEXT = re.compile(r"\s*(?:,|;|và|,\s*và)\s*(?:(?:số|SỐ)\s*)?(?=\d)")
_LEAD_IN = re.compile(r"\s*,?\s*và\s+(?:đoạn|tên|tiêu đề|phần)\s+(?:mở đầu\s+)?(?:của\s+)?(?:các\s+)?(?=điểm|khoản)")
_FOREIGN = re.compile(r"\s+(?:CITES|của\s+(?:Công ước|Hiệp định|Nghị định thư|Hiệp ước|Điều ước))")


def find_mentions_in(text: str) -> tuple[Mention, ...]:
    """Every reference expression of ``text``, in order, none inside another."""
    found: list[Mention] = []
    titles, words = Titles(text), agreed_words(text)
    done, end = 0, len(text)
    for start in starts(text):
        if start < done:
            continue
        mention = _read(text, start, end) or (read_agreed(text, start, words) if words else None)
        if mention is None:
            continue
        done = mention.end
        for one in _dated_alike((mention, *_followers(text, mention, end))):
            done = max(done, one.end)
            if not titles.absorb(one, found):
                found.append(one)
    titles.close(found)
    return tuple(found)


def _read(text: str, start: int, end: int) -> Mention | None:
    named = read_document(text, start, end)
    if named is not None:
        return (
            Mention(start, named.end, (), (named,))
            if len(many := _many(text, named, end)) < 2
            else Mention(start, many[-1].end, (), many)
        )
    if _COMPOUND.search(text, max(0, start - 8), start + 6):
        return None
    tokens = read_tokens(text, start, min(end, start + 2000))
    if not tokens or is_label(text, start, tokens):
        return None
    return _with_document(text, tokens, end)


def _with_document(text: str, tokens: list[Token], end: int) -> Mention | None:
    """Join places to the document behind them; “Điều này và Điều 5 Luật X” is cut behind “này”."""
    at = tokens[-1].end
    named, at = _linked(text, tokens, at, end)
    if named and named.kind != "self" and (cut := _last_this(tokens)) >= 0:
        tokens = tokens[: cut + 1]
        named, at = None, tokens[-1].end
    if named is None:
        if _FOREIGN.match(text, at, end):
            return None
        with_it = _WITH.match(text, at, end) if tokens[-1].items == [""] else None
        at = with_it.end() if with_it else at
    return Mention(tokens[0].start, at, _paths(text, tokens, named, end), (named,) if named else ())


def _paths(text: str, tokens: list[Token], named: Named | None, end: int) -> tuple[Path, ...]:
    """“Điều 4; điểm c khoản 1 và đoạn mở đầu của khoản 4 Điều 23”: clause 1 is of the article told behind."""
    paths = attach(tokens)
    last = next((i for i in range(len(tokens) - 1, 0, -1) if tokens[i].join == "semi"), 0)
    if named or not last or any(token.code == "D" for token in tokens[last:]):
        return paths
    gap = _LEAD_IN.match(text, tokens[-1].end, end)
    behind_it = read_tokens(text, gap.end(), min(end, gap.end() + 200)) if gap else []
    return attach([*tokens, *behind_it])[: len(paths)] if any(token.code == "D" for token in behind_it) else paths


def _names_other(text: str, start: int, end: int) -> bool:
    """Whether the name of what is attached holds a reference of its own."""
    places = (found.end() for found in behind().finditer(text, start, end))
    return any(read_document(text, at, end) or read_tokens(text, at, end) for at in places)


def _last_this(tokens: list[Token]) -> int:
    return next((i for i in range(len(tokens) - 1, -1, -1) if tokens[i].items == ["*"]), -1)


def _linked(text: str, tokens: list[Token], at: int, end: int) -> tuple[Named | None, int]:
    """The document that the places lead to, and where the whole expression ends."""
    limit = min(end, at + 400)
    for pattern in _LINKS:
        link = pattern.match(text, at, limit)
        named = read_document(text, link.end(), end) if link and kind_pattern().match(text, link.end(), limit) else None
        if named and link and not (named.kind == "self" and ";" in link.group()):
            return named, named.end
    for pattern, only in ((_ISSUED, ("D", "K", "P", "M", "C", "TM")), (_TITLED, ("PL", "MS"))):
        if tokens[-1].code not in only:
            continue
        link = pattern.match(text, at, limit)
        named = read_document(text, link.end(), end) if link else None
        known = only[0] == "D" and _REGULATION.match(text, at, limit)
        if named and link and (known or not _names_other(text, at, link.end())):
            return replace(named, attached=only[0] == "D"), named.end
    bare = _BARE_KIND.match(text, at, limit)  # “Điều 4 của Quy định”: the places settle what the kind alone would not
    if bare and (RANK["D"] <= RANK[tokens[-1].code] <= RANK["Ph"] or "của" in bare.group() or "kèm" in bare.group()):
        return Named("self", "SELF", bare.start(1), bare.end(), bare.group(1)), bare.end()
    return None, at


def _many(text: str, named: Named, end: int) -> tuple[Named, ...]:
    """“Kết luận số 187, 188-KL/TW”: numbers that share one tail."""
    if named.kind != "short":
        return (named,)
    at = named.start + text[named.start : named.end].rfind(named.number or "")
    many = MANY.match(text, at, end)
    symbol = read_symbol(text, many.end(), end) if many else None
    if many is None or symbol is None:
        return (named,)
    tail = symbol.key[len(symbol.number) :]
    last = qualify(text, end, Named("symbol", symbol.key, named.start, symbol.end, named.type, symbol.number))
    numbers = re.findall(r"\d+", many.group())
    firsts = (replace(last, key=tidy_symbol(number + tail), number=number) for number in numbers)
    return (*firsts, last)


def _dated_alike(mentions: tuple[Mention, ...]) -> tuple[Mention, ...]:
    """“số 19-NQ/TW, số 20-NQ/TW ngày 25-11-2017”: the date at the end of such a list is that of all."""
    date = mentions[-1].named[-1].date if len(mentions) > 1 else None
    if date is None or any(named.date for one in mentions[:-1] for named in one.named):
        return mentions
    dated = (replace(one, named=tuple(replace(named, date=date) for named in one.named)) for one in mentions[:-1])
    return (*dated, mentions[-1])


def _followers(text: str, mention: Mention, end: int) -> list[Mention]:
    """“…, số 47/2024/QH15 và số 93/2025/QH15”: more documents of the kind just named."""
    out: list[Mention] = []
    at, last = mention.end, mention.named[-1] if mention.named else None
    while last is not None and last.kind == "symbol":
        more = _NEXT.match(text, at, end)
        symbol = read_symbol(text, more.end(), end) if more else None
        if more is None or symbol is None or SHORT.match(text, more.end(), end):
            break
        start = text.find("số", more.start(), more.end()) if "số" in more.group() else more.end()
        last = qualify(text, end, Named("symbol", symbol.key, start, symbol.end, last.type, symbol.number))
        out.append(Mention(start, last.end, (), (last,)))
        at = last.end
    return out
