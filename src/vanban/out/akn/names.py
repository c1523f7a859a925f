"""How are things called in Akoma Ntoso? eIds of provisions, URIs of documents."""

import re
import unicodedata
from functools import cache, lru_cache

from vanban.model import Header, Ref
from vanban.tables import load
from vanban.tables.kinds import by_abbreviation, by_name

COUNTRY = "/akn/vn"
UNKNOWN_YEAR = "0001"  # a URI must have a year: this one where the text gives none
_STEP = re.compile(r"(Ph(?=[^.])|PL|MS|TM|[CMDKPTG])(.*)", re.DOTALL)
_YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")
_LAW = re.compile(r"QH\d|LCT")  # symbols of laws name no kind
_LETTERS = re.compile(r"[^\W\d_]+")
_PLAIN = str.maketrans({"đ": "d", "Đ": "d"})
_WHOLE = ("TITLE", "BASIS", "ALL", "LAST")


@cache
def _steps() -> dict[str, str]:
    return {row["code"]: row["eid"] for row in load("akn")["step"]}


@lru_cache(4096)
def step(text: str, inside: bool = False) -> str:
    """What one step of a loc adds to an eId. ``Ph`` is a part at the top and point h inside an article.

    >>> step("K4a"), step("Ph", True), step("PhI"), step("K2~2"), step("16")
    ('__para_4a', '__point_h', '__part_I', '__para_2_2', '-16')
    """
    name, again, count = text.partition("~")
    return f"{_step(name, inside)}_{count}" if again else _step(name, inside)


def _step(text: str, inside: bool) -> str:
    found = _STEP.match(text)
    if not found:
        return "-" + _number(text)
    code, number = found.groups()
    if code == "Ph" and inside:
        code, number = "P", "h" + number
    return f"__{_steps()[code]}_{_number(number)}"


def _number(text: str) -> str:
    """A number as eIds have it: no brackets, blanks or dots.

    >>> _number("(ii)"), _number("1.1")
    ('ii', '1-1')
    """
    return re.sub(r"[\s.,;:/_]+", "-", text.strip("().[] ")) or "0"


def eid_of(loc: str) -> str:
    """The eId of a provision by its loc.

    >>> eid_of("D5.K2.Pđ"), eid_of("PLI.D3"), eid_of("D26.K2.Pa.16")
    ('art_5__para_2__point_đ', 'att_I__art_3', 'art_26__para_2__point_a-16')
    """
    steps = [part for part in loc.split(".") if part and part not in _WHOLE]
    inside = False
    found = []
    for part in steps:
        found.append(step(part, inside))
        inside = inside or part[0] in "DK"
    return "".join(found).removeprefix("__")


def slug(text: str) -> str:
    """Words in small ASCII letters joined by hyphens.

    >>> slug("30/2020/NĐ-CP"), slug("Ủy ban nhân dân tỉnh Hà Tĩnh")
    ('30-2020-nd-cp', 'uy-ban-nhan-dan-tinh-ha-tinh')
    """
    plain = unicodedata.normalize("NFD", text.translate(_PLAIN)).encode("ascii", "ignore").decode().lower()
    return re.sub(r"[^a-z0-9]+", "-", plain).strip("-")


def element_of(kind: str | None, symbol: str | None = None) -> str:
    """The document element of a kind, or of what a symbol abbreviates: act, statement or doc.

    >>> element_of("Nghị định"), element_of("Chỉ thị"), element_of(None, "12/KH-UBND"), element_of(None, "64/2025/QH15")
    ('act', 'statement', 'doc', 'act')
    """
    known = by_name().get((kind or "").lower())
    if known is None and not kind and symbol:
        if _LAW.search(symbol):
            return "act"
        code = _LETTERS.search(symbol)
        found = [kinds[0] for system in ("state", "party") if code and (kinds := by_abbreviation(system).get(code[0]))]
        known = found[0] if found else None
    name = known.name if known else kind
    for row in load("akn")["element"]:
        if name in row["kinds"]:
            return str(row["name"])
    return "act" if known and known.normative else "doc"


def work_uri(header: Header) -> str:
    """The URI of a document as a work (FRBRWork).

    >>> work_uri(Header(kind="Nghị định", symbol="30/2020/NĐ-CP"))
    '/akn/vn/act/2020/30-2020-nd-cp'
    """
    issuer = header.issuers[0] if header.issuers else None
    title = slug(f"{header.kind or ''} {header.title or ''}")[:80].strip("-") or "khong-so"
    year = str(header.date.year) if header.date else None
    return _uri(element_of(header.kind, header.symbol), header.symbol or title, year, issuer)


def ref_uri(ref: Ref) -> str:
    """Where a reference leads: a place here (``#…``), a document, or a place in it (``…/~…``).

    >>> ref_uri(Ref("SELF", "D5.K2"))
    '#art_5__para_2'
    >>> ref_uri(Ref("30/2020/NĐ-CP", "D5"))
    '/akn/vn/act/2020/30-2020-nd-cp/~art_5'
    >>> ref_uri(Ref("NAME:Luật Đất đai@2013")), ref_uri(Ref("90/QĐ-TTg"))
    ('/akn/vn/act/2013/luat-dat-dai', '/akn/vn/act/0001/90-qd-ttg')
    """
    place = eid_of(ref.loc) if ref.loc else ""
    if ref.doc == "SELF":
        return "#" + place
    if ref.doc.startswith("NAME:"):
        name, _, year = ref.doc[5:].partition("@")
        uri = _uri(element_of(ref.type or _kind_in(name)), name, year or None, None)
    else:
        year = str(ref.date.year) if ref.date else ""
        uri = _uri(element_of(ref.type, ref.doc), ref.doc, year or None, ref.issuer)
    return f"{uri}/~{place}" if place else uri


def _kind_in(name: str) -> str | None:
    """The kind that a document's name begins with."""
    words = name.lower().split()
    return next((" ".join(words[:n]) for n in (3, 2, 1) if " ".join(words[:n]) in by_name()), None)


def _uri(element: str, number: str, year: str | None, issuer: str | None) -> str:
    printed = _YEAR.search(number) if "/" in number else None
    codes = set(_LETTERS.findall(number))
    actor = slug(issuer) if issuer and codes & set(load("akn")["uri"]["shared_codes"]) else None
    year = printed[0] if printed else year or UNKNOWN_YEAR
    return "/".join(filter(None, (COUNTRY, element, actor, year, slug(number) or "khong-so")))
