"""Which bare word was agreed for a document: “Nghị định số … (sau đây viết tắt là Nghị định)”?"""

import re
from collections.abc import Iterable, Sequence

from vanban.citations.history import changes_another
from vanban.citations.letters import CAPITALS
from vanban.citations.mention import Mention, Named

_KINDS = ("Bộ luật", "Luật", "Pháp lệnh", "Nghị định", "Nghị quyết", "Thông tư", "Chỉ thị", "Kết luận")
_CALLED = r"(?:gọi|viết)(?:\s+(?:tắt|chung))?\s+là:?\s+[“\"]?"
_AGREED = re.compile(rf"{_CALLED}({'|'.join(_KINDS)})[”\"]?\s*[);]")
_AGREES = re.compile(rf"{_CALLED}$")
_OTHERS = re.compile(r"(?:ban hành|dự thảo|các|những|một|xây dựng|trình|loại)\s+$", re.IGNORECASE)
_ALONE = re.compile(r"[ \t]*(?:\n|$)")
_NAME = re.compile(rf"\s+[{CAPITALS}]")
_NEAR = 8  # how many mentions back the document may stand


def agreed_words(text: str) -> re.Pattern[str] | None:
    """The words that a text agrees on, as they stand alone; None if it agrees on none.

    >>> words = agreed_words("Nghị định số 30/2020/NĐ-CP (sau đây gọi tắt là Nghị định)")
    >>> words.match("Nghị định").group()
    'Nghị định'
    """
    kinds = sorted({found.group(1) for found in _AGREED.finditer(text)}, key=len, reverse=True)
    if not kinds:
        return None
    either = "|".join(f"{kind}|{kind.upper()}" for kind in kinds)
    return re.compile(rf"(?:{either})(?!\w|\s+(?:số|SỐ|này|NÀY|của|về|liên tịch|khác)(?!\w))")


def read_agreed(text: str, start: int, words: re.Pattern[str]) -> Mention | None:
    """The agreed word that stands at ``start``, unless it is a heading or tells of another document."""
    found = words.match(text, start)
    if found is None or _OTHERS.search(text, max(0, start - 12), start):
        return None
    if (start == 0 or text[start - 1] == "\n") and _ALONE.match(text, found.end()):
        return None
    kind = found.group().capitalize()
    if kind in _KINDS[:3] and _NAME.match(text, found.end()):
        return None
    return Mention(start, found.end(), (), (Named("short", "", start, found.end(), kind),))


def agreements(text: str, mentions: Sequence[Mention]) -> Iterable[tuple[str, Named]]:
    """Each agreed word with the document before it of that kind."""
    for i, mention in enumerate(mentions):
        word = mention.named[0] if mention.named else None
        if word is None or word.number or not _AGREES.search(text, max(0, word.start - 24), word.start):
            continue
        before = (one for one in reversed(mentions[max(0, i - _NEAR) : i]) if not changes_another(text, one))
        earlier = (named for one in before for named in _all(one))
        of_kind = next((n for n in earlier if n.kind == "symbol" and n.type == word.type), None)
        if of_kind:
            yield word.type or "", of_kind


def _all(mention: Mention) -> Iterable[Named]:
    for named in reversed(mention.named):
        yield named
        yield from reversed(named.within)
