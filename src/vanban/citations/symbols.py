"""Which number and signs (số, ký hiệu) stand here, and how are they written properly?"""

import re
from functools import cache
from typing import NamedTuple

from vanban.tables import load
from vanban.tables.kinds import kinds

_CAPS = "A-ZĐƯÔƠÂÊĂ"
_NUMBER = r"\d{1,6}(?:\.\d{1,3})?[a-zđA-Z]{0,2}"
_SIGN = rf"[{_CAPS}][{_CAPS}a-zđ0-9&]*"
_FAR = rf"[{_CAPS}]{{2,}}[a-z0-9]{{0,2}}[{_CAPS}0-9]*"  # behind a space only capitals, lest a word be taken for a sign
_END = r"(?!\w)"
_LOST = r"(?<=TT|NĐ|QĐ|NQ|CT)\s(?:CP|TTg|UBND|HĐND|NHNN|B[A-ZĐ]{1,8})"  # a hyphen printed as a space
_TAIL = rf"{_SIGN}(?:{_LOST}|[-–/]{_SIGN}|\.{_FAR}|\s?[-–]\s?{_FAR}|\s?/\s?{_FAR})*{_END}"
_RUN_ON = r"(?<=[/\s](?:19|20)\d\d)(?=QH\d|(?:NĐ|NQ|QĐ|TT|CT)[-–])"  # a slash lost behind the year
SYMBOL = re.compile(
    rf"({_NUMBER})(?:\s?/\s?\d{{2,4}}(?:\s?[-–/]\s?|{_RUN_ON}){_TAIL}|\s?[/–-]\s?(?!\d){_TAIL}|\s(?:LCT|NQ|L|CT|QĐ|TB|KL|HD|TTg|VBHN)\s?[-/]\s?{_SIGN}{_END})"
)
SHORT = re.compile(rf"(\d{{1,4}}[a-zđ]?(?:/(?:19|20)\d\d)?){_END}(?!\s*(?:[-–/%]|[.,]\d))")
MANY = re.compile(r"(?:\d{1,5}\s*,\s*)*\d{1,5}\s*(?:,|và)\s*(?=\d{1,5}\s?[-–/])")


class Symbol(NamedTuple):
    """A symbol: tidied, its number, and where it ends."""

    key: str
    number: str
    end: int


def read_symbol(text: str, start: int, end: int) -> Symbol | None:
    """The symbol that begins at ``start``, however it was spaced.

    >>> read_symbol("61/2018/NĐCP ngày", 0, 99).key, read_symbol("31 - HD/BTCTW", 0, 99).key
    ('61/2018/NĐ-CP', '31-HD/BTCTW')
    """
    found = SYMBOL.match(text, start, end)
    return Symbol(tidy_symbol(found.group()), found.group(1), found.end()) if found else None


@cache
def tidy_symbol(printed: str) -> str:
    """Spaces gone, a lost hyphen restored, signs in their usual capitals.

    >>> tidy_symbol("40/2021/TT- BGTVT"), tidy_symbol("27/CTTg"), tidy_symbol("58 LCT/HĐNN")
    ('40/2021/TT-BGTVT', '27/CT-TTg', '58-LCT/HĐNN')
    """
    text = re.sub(r"\s?([-–/.])\s?", lambda m: "-" if m.group(1) == "–" else m.group(1), printed.strip())
    text = re.sub(r"\s+", "-", text)
    text = re.sub(r"(?<=/)((?:19|20)\d\d)(?=[^\W\d])", r"\1/", text)
    parts = re.split(r"([-/.])", text)
    return "".join(_proper(part) if part[:1].isalpha() else part for part in parts)


@cache
def _proper(sign: str) -> str:
    """A sign in its usual capitals, with the hyphen put back that was lost between kind and issuer."""
    proper, lost = _signs()
    if sign.upper() in proper:
        return proper[sign.upper()]
    return lost.get(sign.upper(), sign)


@cache
def _signs() -> tuple[dict[str, str], dict[str, str]]:
    """Signs by their capitals; kind and issuer run together, by their capitals."""
    table = load("citations")["sign"]
    kinds_ = {k.state for k in kinds() if k.state} | {k.party for k in kinds() if k.party} | set(table["kinds"])
    proper = {sign.upper(): sign for sign in [*kinds_, *table["issuers"]]}
    run = {(kind + issuer).upper(): f"{kind}-{issuer}" for kind in table["run_together"] for issuer in table["issuers"]}
    run |= {row["printed"].upper(): row["tidy"] for row in table["lost"]}
    return proper, {sign: tidy for sign, tidy in run.items() if sign not in proper}
