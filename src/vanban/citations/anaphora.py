"""Which document do dependent words mean: “Nghị định này”, “Quy định 377”, “Luật Lưu trữ”?"""

import re
from dataclasses import replace
from functools import cache

from vanban.citations.fold import fold
from vanban.citations.mention import Mention, Named
from vanban.citations.places import around_in
from vanban.citations.register import completed, family
from vanban.citations.setting import Setting, Via
from vanban.tables import load

# Kinds that “này” always means as a document; “kế hoạch này”, “quy định này” may be common speech.
_FIRM = frozenset([
    "Luật", "Bộ luật", "Pháp lệnh", "Nghị định", "Thông tư", "Nghị quyết", "Chỉ thị", "Kết luận", "Hiến pháp",
    "Thông tư liên tịch",
])  # fmt: skip
_LETTERS = frozenset(["Công văn", "Công điện", "Tờ trình"])  # “công văn này”: the one just named
_KIN = {"Bộ luật": "Luật", "Thông tư liên tịch": "Thông tư", "Nghị quyết liên tịch": "Nghị quyết"}
_CALLED = re.compile(r"(?:gọi|viết)(?:\s+(?:tắt|chung))?\s+là\s+[“\"]?$")
_NUMBERED = 3  # so many numbered parts make an official text of one without a heading
_ISSUES = ("ban hành", "về việc ban hành", "phê duyệt", "về việc phê duyệt", "về ban hành", "v/v")


def document_of(setting: Setting, named: Named, mention: Mention) -> tuple[str, Via] | None:
    """The key of the document named and how a dependent one was resolved; None for the document's own number."""
    if named.kind == "self":
        return _this(setting, named)
    if named.kind == "name":
        return _by_name(setting, named)
    if named.kind == "short":
        return _short(setting, named)
    if setting.is_own(named.key):
        return ("SELF", None) if mention.paths and mention.start > setting.header.end else None
    return named.key, None


def _by_name(setting: Setting, named: Named) -> tuple[str, Via]:
    """A law by the number that the text gives elsewhere, a plenum's resolution by its fuller name."""
    if setting.latest and _CALLED.search(setting.text, max(0, named.start - 24), named.start):
        setting.told.names.setdefault(fold(named.title or ""), setting.latest)  # “(sau đây gọi là Luật Dược)”
    if number := setting.told.number_of(named):
        return ("SELF", None) if setting.is_own(number) else (number, "context")
    fuller = setting.told.full_plenum(named.key) if named.type == "Nghị quyết" else None
    if fuller is None or fuller == named.key:
        return named.key, None
    shortened = fold(named.key) in fold(fuller) and len(named.key) < len(fuller) - 3
    return fuller, "alias" if shortened else None


def _short(setting: Setting, named: Named) -> tuple[str, Via] | None:
    """“Nghị quyết 12”: its symbol if text, issuer or sentence settle it; a bare number else only if it is one."""
    if not named.number and _same_kind(named.type or "", setting.header.kind or ""):
        return None  # “Thông tư” in a circular: itself or the agreed one
    symbol = setting.told.short_form(named)
    small = setting.text[named.start].islower()
    if symbol is None and not small and (issuer := _issuer_before(setting.text, named.start)):
        symbol = completed(replace(named, issuer=issuer))
    if symbol is not None:
        return None if setting.is_own(symbol) else (symbol, "alias")
    if (
        named.number
        and not small
        and (named.date or named.issuer or "số" in setting.text[named.start : named.end].lower())
    ):
        return f"NAME:{named.type} {named.number}", None
    return None


@cache
def _issued() -> re.Pattern[str]:
    table = load("citations")["completed"]["by_sentence"]
    return re.compile(rf"({'|'.join(table['party'])})[^.;\n]{{0,60}}?\s(?:{'|'.join(table['verbs'])})\s[^.;\n]*$")


def _issuer_before(text: str, start: int) -> str | None:
    found = _issued().search(text, max(0, start - 160), start)
    return found.group(1) if found else None


def _this(setting: Setting, named: Named) -> tuple[str, Via] | None:
    """“Nghị định này”: the document itself, the amended act inside new wording, or the one just named."""
    scope = setting.scope_at(named.start)
    if scope and scope.quoted:
        return scope.doc, "quote"
    kind, own = named.type or "", setting.header.kind or ""
    if kind == "Quy định" and not setting.text[named.start].isupper():
        return None  # “quy định này” is this rule, not this document
    if _same_kind(kind, own) if own else len(setting.locs) >= _NUMBERED:
        return "SELF", None  # a text without a heading is an official one if its parts are numbered, else a report
    if _attached(setting, kind):
        return "SELF", None
    before = setting.by_kind.get(family(kind))
    letter = kind in _LETTERS and setting.latest is not None and setting.latest.key == before
    if before and (kind in _FIRM or letter or setting.text[named.start].isupper()):
        return before, "context"
    return ("SELF", None) if kind in _FIRM and (own or setting.text[named.start].isupper()) else None


def _same_kind(kind: str, own: str) -> bool:
    one, other = family(kind), family(own)
    return one == other or _KIN.get(one, one) == _KIN.get(other, other)


def _attached(setting: Setting, kind: str) -> bool:
    """Whether a document of this kind is issued with the one read (“Ban hành Quy chế …”)."""
    title = fold(setting.header.title or "")
    return kind.lower() in title and title.startswith(_ISSUES)


def own_annex(setting: Setting, named: Named) -> str | None:
    """The attached regulation that “Quy chế này” means, read inside it."""
    own = setting.header.kind or ""
    if not own or _same_kind(named.type or "", own):
        return None
    around = around_in(setting.structure, named.start)
    return around[0] if around and around[0].startswith("PL") else None
