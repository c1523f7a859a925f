"""Which terms does a clause explain, and does a question ask for an explanation? “X là …”, “X là gì”."""

import re
from collections.abc import Iterator, Sequence

from thongsuot.search.tokens import Word, key

_LINE = re.compile(
    r"^[ \t]*(?:\d{1,3}[a-zđ]?[.)]|[a-zđ]\)|[-–+•])?[ \t]*[“\"']?(?=\w)([^.;:!?\n]{2,120}?)[”\"']?"
    r"[ \t]+(?<!gọi )(?<!tắt )(?<!chung )(?:là|gồm|bao[ \t]gồm|được[ \t]hiểu[ \t]là|có[ \t]nghĩa[ \t]là)[ \t]",
    re.MULTILINE,
)
_ASIDE = re.compile(r"\((?:sau đây )?(?:được )?(?:gọi (?:tắt |chung )?là|viết tắt là) ([^()]+)\)")
LONGEST = 14  # words of a term
_ASKING = (
    *("là gì", "là ai", "là những ai", "là như thế nào", "được hiểu", "định nghĩa", "khái niệm", "giải thích"),
    *("nghĩa là gì", "có nghĩa", "được coi là", "thế nào là"),
)


def explained(text: str) -> Iterator[str]:
    """The terms that a text explains, each as one key.

    >>> list(explained("Từ ngữ\\n1. Tiền chất là hóa chất.\\n2. Luật sư (sau đây gọi là người bào chữa) là người"))
    ['tien_chat', 'luat_su', 'nguoi_bao_chua']
    """
    for found in _LINE.finditer(text):
        for name in (_ASIDE.sub(" ", found[1]), *_ASIDE.findall(found[1])):
            value = key(name)
            if value and value.count("_") < LONGEST:
                yield value


def asks(found: Sequence[Word]) -> bool:
    """Whether the words ask what something is.

    >>> from thongsuot.search.tokens import words
    >>> asks(words("Tiền chất là gì?")), asks(words("hồ sơ cấp phép"))
    (True, False)
    """
    spelled = f" {' '.join(word.exact for word in found)} "
    return any(f" {phrase} " in spelled for phrase in _ASKING)
