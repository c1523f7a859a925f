"""Which values do edXML's coded fields have? Those of QCVN 102:2016, and a table of document types beside it."""

import tomllib
from enum import IntEnum, StrEnum
from functools import cache
from pathlib import Path

from vanban.text.fold import fold


class Business(IntEnum):
    """What the sender wants (BussinessDocType)."""

    NEW = 0
    RECALL = 1  # thu hồi
    UPDATE = 2  # cập nhật
    REPLACE = 3  # thay thế


class StatusCode(StrEnum):
    """What became of a document at its receiver (StatusCode)."""

    ARRIVED = "01"
    REFUSED = "02"
    RECEIVED = "03"
    WAITING = "04"  # for somebody to be charged with it
    WORKED_ON = "05"
    DONE = "06"
    TAKE_BACK = "13"
    AGREED = "15"  # to a recall, an update, a replacement
    DECLINED = "16"


class Steering(IntEnum):
    """Whether a document steers (SteeringType)."""

    NONE = 1
    ORDER = 2
    REPORT = 3


PRIORITIES = ("Thường", "Khẩn", "Thượng khẩn", "Hỏa tốc", "Hỏa tốc hẹn giờ")
"""By their code."""


@cache
def _kinds() -> list[tuple[str, str]]:
    table = tomllib.loads(Path(__file__).with_name("kinds.toml").read_text("utf-8"))
    return [(str(row["code"]), str(row["name"])) for row in table["kinds"]]


def kind_code(name: str) -> str:
    """The code that most senders give a document type; that of an official letter for one without a name.

    >>> kind_code("Kế hoạch"), kind_code("NGHỊ QUYẾT"), kind_code("")
    ('10', '1', '18')
    """
    wanted = fold(name)
    return next((code for code, listed in _kinds() if fold(listed) == wanted), "18" if not name else "")


def kind_name(name: str, code: str) -> str:
    """A document type by its name, which senders agree on; by its code only where no name was given.

    >>> kind_name("Công văn", "1"), kind_name("", "10"), kind_name("", "77")
    ('Công văn', 'Kế hoạch', '')
    """
    return name.strip() or next((listed for number, listed in _kinds() if number == code.strip()), "")


def priority_of(words: str) -> int:
    """The code of an urgency as documents print it.

    >>> priority_of("HỎA TỐC"), priority_of("Thượng khẩn"), priority_of("")
    (3, 2, 0)
    """
    said = fold(words)
    return max((code for code, name in enumerate(PRIORITIES) if code and fold(name) == said), default=0)
