"""What does a reference look like before it is resolved? The values between finding and settling."""

import datetime as dt
from dataclasses import dataclass
from typing import Literal

Path = tuple[str, ...]
"""Steps of a loc, largest first, as printed: ``("D5", "K2", "Pa")``. ``"*"`` marks “này” steps: ``("D*", "K1")``."""


@dataclass(frozen=True, slots=True)
class Named:
    """The document a mention names: by symbol, by name, as “… này”, or as a short form.

    ``key`` is a tidied symbol (``30/2020/NĐ-CP``), ``NAME:Luật Đất đai@2013``, ``SELF`` for “… này”,
    or ``""`` for a short form still to be settled (``Nghị quyết 12``: type and number are given).
    """

    kind: Literal["symbol", "name", "self", "short"]
    key: str
    start: int
    end: int
    type: str | None = None
    number: str | None = None
    date: dt.date | None = None
    issuer: str | None = None
    title: str | None = None
    title_end: int = 0  # where the descriptive words after it end; 0 when there are none
    attached: bool = False  # the places are in what was issued with it (“Quy chế … kèm theo Quyết định số …”)
    within: tuple["Named", ...] = ()  # documents named inside its title: no citations, but they explain short forms


@dataclass(frozen=True, slots=True)
class Mention:
    """One unbroken reference expression as printed: places, the document they lead to, or both."""

    start: int
    end: int
    paths: tuple[Path, ...]
    named: tuple[Named, ...]
