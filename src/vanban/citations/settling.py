"""What does each mention lead to? Context, quotation and short forms resolved, mention by mention."""

import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from functools import cache
from itertools import repeat
from typing import Literal

from vanban.amending import Scope, Scopes
from vanban.citations.fold import fold
from vanban.citations.locators import RANK
from vanban.citations.mention import Mention, Named, Path
from vanban.citations.places import Labels, around_in, around_in_quote, code_of, labels_in, settle_path, steps_of
from vanban.citations.register import Register, completed, family, register
from vanban.model import Citation, Header, Level, Ref, Structure
from vanban.tables import load

Via = Literal["context", "quote", "alias"] | None
_PARTY = re.compile(r"\d+[a-z]?-")
_FIRM = {
    "Luật",
    "Bộ luật",
    "Pháp lệnh",
    "Nghị định",
    "Thông tư",
    "Nghị quyết",
    "Chỉ thị",
    "Kết luận",
    "Hiến pháp",
    "Thông tư liên tịch",
}
_KIN = {"Bộ luật": "Luật", "Thông tư liên tịch": "Thông tư", "Nghị quyết liên tịch": "Nghị quyết"}
_OPERATES = re.compile(
    r"[Bb]ãi bỏ|[Ss]ửa đổi|[Bb]ổ sung|[Tt]hay thế|hết hiệu lực|trừ (?:các|những)|[Đđ]ính chính|[Nn]gưng|đình chỉ"
)
_NORMATIVE = {"Luật", "Bộ luật", "Pháp lệnh", "Nghị định", "Nghị quyết", "Quyết định", "Thông tư", "Thông tư liên tịch"}
_OTHERS_FORM = re.compile(r"MS[^.]*/")
_CALLED = re.compile(r"(?:gọi|viết)(?:\s+(?:tắt|chung))?\s+là\s+[“\"]?$")
_DIVIDES = re.compile(
    r"\s*[,;]?\s*(?:và\s+)?(?:tên|tiêu đề|vào\s+sau|vào\s+trước|sau|trước|đoạn\s+\w+(?:\s+\w+)?|đoạn mở đầu|nội dung|quy định)\s+(?:của\s+|tại\s+)?(?:các\s+)?"
)
_NUMBERED = 3
_OPEN_BRACKET = re.compile(r"\s*\(\s*")
_TITLE_BRACKET = re.compile(r"\s(?:về|quy định|hướng dẫn|ban hành|sửa đổi|phê duyệt)\s[^;.:\n()]{0,300}\(\s*")


@dataclass(slots=True)
class Setting:
    """What is known while the mentions of one text are settled in order."""

    text: str
    header: Header
    structure: Structure
    scopes: Scopes
    told: Register
    own: str
    articles: bool
    locs: frozenset[str]
    subject: Named | None = None
    latest: Named | None = None
    latest_end: int = -1
    foreign: list[tuple[int, str]] = field(default_factory=list)  # where other documents were named, in order
    by_kind: dict[str, tuple[str, Named]] = field(default_factory=dict)
    place: tuple[str, str] | None = None
    annexes: dict[str, str] = field(default_factory=dict)
    labels: dict[int, Labels] = field(default_factory=dict)


def settle_mentions(
    text: str, header: Header, structure: Structure, mentions: Sequence[Mention], scopes: Scopes
) -> tuple[Citation, ...]:
    """The citations of a text, each with its targets; mentions that lead nowhere are left out."""
    provisions = structure.provisions
    setting = Setting(
        text, header, structure, scopes, register(mentions), _key(header.symbol or ""),
        any(p.level is Level.ARTICLE for p in provisions), frozenset(p.loc for p in provisions),
    )  # fmt: skip
    setting.subject = _subject(setting, mentions)
    ahead = (*mentions[1:], None)
    return tuple(c for c in map(_settle, repeat(setting), mentions, ahead) if c is not None)


def _key(symbol: str) -> str:
    return re.sub(r"\s", "", symbol).lower().lstrip("0")


def _subject(setting: Setting, mentions: Sequence[Mention]) -> Named | None:
    """The document that the title speaks of."""
    for mention in mentions:
        if mention.start >= max(setting.header.end, 1):
            return None
        for named in mention.named:
            if named.kind == "symbol" and _key(named.key) != setting.own:
                return named
    return None


def _settle(setting: Setting, mention: Mention, after: Mention | None) -> Citation | None:
    if not mention.named:
        return _shared(setting, mention, after) or _bare(setting, mention)
    refs: list[Ref] = []
    via: Via = None
    for named in mention.named:
        found = _document(setting, named, mention)
        if found is None:
            continue
        doc, via = found
        if doc != "SELF":
            _remember(setting, doc, named, mention)
        refs.extend(_refs(setting, mention, doc, named))
    return Citation(mention.start, mention.end, tuple(dict.fromkeys(refs)), via) if refs else None


def _shared(setting: Setting, mention: Mention, after: Mention | None) -> Citation | None:
    """“khoản 4 Điều 19a vào sau Điều 19 Thông tư X”: the document named behind the second place serves the first."""
    if after is None or not after.paths or len(after.named) != 1 or after.named[0].kind not in ("symbol", "name"):
        return None
    if any(path[0].endswith("*") for path in mention.paths) or not _DIVIDES.fullmatch(
        setting.text, mention.end, after.start
    ):
        return None
    found = _document(setting, after.named[0], after)
    if found is None or found[0] == "SELF":
        return None
    around = [step for step in after.paths[0] if code_of(step) == "D"]
    refs = (Ref(found[0], settle_path(path, around)) for path in mention.paths)
    return Citation(mention.start, mention.end, tuple(dict.fromkeys(refs)), "context")


def _remember(setting: Setting, doc: str, named: Named, mention: Mention) -> None:
    setting.latest, setting.latest_end = Named("symbol", doc, named.start, named.end, named.type), mention.end
    setting.foreign.append((mention.start, doc))
    for told in named.within:
        if told.kind in ("symbol", "name"):
            setting.by_kind.setdefault(family(told.type), (told.key, told))
    if named.kind != "self":
        setting.by_kind[family(named.type)] = (doc, named)
    if mention.paths and (article := _article(mention.paths[-1])):
        setting.place = (doc, article)
    for path in mention.paths:
        if path[0].startswith("PL"):
            setting.annexes[path[0]] = doc


def _article(path: Path) -> str | None:
    return next((step for step in path if code_of(step) == "D" and not step.endswith("*")), None)


def _document(setting: Setting, named: Named, mention: Mention) -> tuple[str, Via] | None:
    if named.kind == "self":
        return _this(setting, named)
    if named.kind == "symbol":
        if _key(named.key) == setting.own:
            return ("SELF", None) if mention.paths and mention.start > setting.header.end else None
        return named.key, None
    if named.kind == "name":
        if setting.latest and _CALLED.search(setting.text, max(0, named.start - 24), named.start):
            setting.told.names.setdefault(fold(named.title or ""), setting.latest)  # “(sau đây gọi là Luật Dược)”
        if number := setting.told.number_of(named):
            return (number, "context") if _key(number) != setting.own else ("SELF", None)
        fuller = setting.told.full_plenum(named.key) if named.type == "Nghị quyết" else None
        if fuller and fuller != named.key:
            same = fold(fuller) == fold(named.key) or fold(named.key) in fold(fuller)
            return fuller, ("alias" if same and len(named.key) < len(fuller) - 3 else None)
        return named.key, None
    return _short(setting, named)


def _short(setting: Setting, named: Named) -> tuple[str, Via] | None:
    """“Nghị quyết 12”: its symbol if text, issuer or sentence settle it; a bare number else only if it is one."""
    symbol = setting.told.short_form(named)
    if symbol is None and (issuer := _issuer_before(setting.text, named.start)):
        symbol = completed(replace(named, issuer=issuer))
    if symbol is not None:
        return None if _key(symbol) == setting.own else (symbol, "alias")
    if named.date or named.issuer or "số" in setting.text[named.start : named.end].lower():
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
    scope = setting.scopes.at(named.start)
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
    if before and (kind in _FIRM or setting.text[named.start].isupper()):
        return before[0], "context"
    return ("SELF", None) if kind in _FIRM else None


def _same_kind(kind: str, own: str) -> bool:
    one, other = family(kind), family(own)
    return one == other or _KIN.get(one, one) == _KIN.get(other, other)


def _attached(setting: Setting, kind: str) -> bool:
    """Whether a document of this kind is issued with the one read (“Ban hành Quy chế …”)."""
    title = fold(setting.header.title or "")
    return kind.lower() in title and title.startswith(
        ("ban hành", "về việc ban hành", "phê duyệt", "về việc phê duyệt", "về ban hành", "v/v")
    )


def _refs(setting: Setting, mention: Mention, doc: str, named: Named) -> list[Ref]:
    about = (named.type, named.date, named.issuer, named.title) if doc != "SELF" else (None, None, None, None)
    if not mention.paths:
        return [Ref(doc, _own_annex(setting, named) if named.kind == "self" and doc == "SELF" else None, *about)]
    refs = []
    for path in mention.paths:
        loc = _loc(setting, mention, doc, path, named)
        refs.append(Ref(doc, loc, *about))
    return refs


def _own_annex(setting: Setting, named: Named) -> str | None:
    """The attached regulation that “Quy chế này” means, read inside it."""
    own = setting.header.kind or ""
    if not own or _same_kind(named.type or "", own):
        return None
    around = around_in(setting.structure, named.start)
    return around[0] if around and around[0].startswith("PL") else None


def _loc(setting: Setting, mention: Mention, doc: str, path: Path, named: Named) -> str | None:
    path = _party_level(setting, doc, path)
    scope = setting.scopes.at(mention.start)
    if scope and scope.quoted and doc == scope.doc:
        return settle_path(path, _written(setting, scope, mention.start))
    if named.attached:
        return ".".join(("PL1", *path))
    if doc != "SELF":
        return ".".join(path).replace("*", "")
    annex = _own_annex(setting, named)
    if annex and not path[0].startswith("PL"):
        return f"{annex}.{'.'.join(path)}"
    around = around_in(setting.structure, mention.start)
    return settle_path(path, around if path[0].endswith("*") else [])


def _written(setting: Setting, scope: Scope, position: int) -> list[str]:
    """The steps around a place in new wording."""
    if scope.start not in setting.labels:
        setting.labels[scope.start] = labels_in(setting.text, scope)
    return around_in_quote(setting.labels[scope.start], scope, position)


def _party_level(setting: Setting, doc: str, path: Path) -> Path:
    """“phần III” of a Party text is its Roman level."""
    party = (
        _PARTY.match(doc) if doc != "SELF" else setting.header.system == "party" and f"{path[0]}" not in setting.locs
    )
    if party and path[0].startswith("Ph") and len(path[0]) > 2 and code_of(path[0]) == "Ph":
        return ("M" + path[0][2:], *path[1:])
    return path


def _bare(setting: Setting, mention: Mention) -> Citation | None:
    """Places without a document: the amended act, the one the context names, else this document."""
    if setting.header.kind not in _NORMATIVE and all(_OTHERS_FORM.match(path[0]) for path in mention.paths):
        return None  # a form of some tax circular that is not said
    scope = setting.scopes.at(mention.start)
    this = any(path[0].endswith("*") for path in mention.paths)
    if scope and (scope.quoted or not this):
        return _in_scope(setting, mention, scope)
    context = _context(setting, mention, this)
    if context:
        doc, around = context
        refs = tuple(Ref(doc, settle_path(_party_level(setting, doc, path), around)) for path in mention.paths)
        for path in mention.paths:
            if path[0].startswith("PL"):
                setting.annexes[path[0]] = doc
        return Citation(mention.start, mention.end, tuple(ref for ref in refs if ref.loc), "context")
    around = around_in(setting.structure, mention.start)
    locs = [_own_loc(setting, _party_level(setting, "SELF", path), around) for path in mention.paths]
    refs = tuple(Ref("SELF", loc) for loc in dict.fromkeys(locs) if loc)
    return Citation(mention.start, mention.end, refs) if refs else None


def _own_loc(setting: Setting, path: Path, around: list[str]) -> str | None:
    """A place in the document itself; inside an annex its own articles come first."""
    loc = settle_path(path, around)
    if loc and around and around[0].startswith("PL") and not loc.startswith(("PL", "MS")) and not path[0].endswith("*"):
        inner = f"{around[0]}.{loc}"
        return inner if inner in setting.locs or loc not in setting.locs else loc
    return loc


def _in_scope(setting: Setting, mention: Mention, scope: Scope) -> Citation | None:
    if scope.quoted:
        around = _written(setting, scope, mention.start)
    else:
        around = steps_of(scope.base)
    locs = [settle_path(path, around) or ".".join(path).replace("*", "") for path in mention.paths]
    refs = tuple(Ref(scope.doc, loc) for loc in dict.fromkeys(locs))
    if scope.doc == "SELF":
        return Citation(mention.start, mention.end, refs)
    return Citation(mention.start, mention.end, refs, "quote" if scope.quoted else "context")


def _in_brackets_after(text: str, end: int, mention: Mention) -> bool:
    """“Quy định 377 (Điều 9, 10)”, also behind the document's title: “Nghị định … quy định về … (Phụ lục II)”."""
    if _OPEN_BRACKET.fullmatch(text, end, mention.start):
        return True
    return text.startswith(")", mention.end) and bool(_TITLE_BRACKET.fullmatch(text, end, mention.start))


def _led_by(setting: Setting, mention: Mention) -> str | None:
    """The act whose parts a list names: “Bãi bỏ Thông tư số …, trừ các nội dung sau:” and then “a) Điều 5”."""
    provisions, text = setting.structure.provisions, setting.text
    i = setting.structure.index_at(mention.start)
    while i >= 0:
        i = provisions[i].parent
        if i < 0 or i + 1 >= len(provisions):
            return None
        start, end = provisions[i].own, provisions[i + 1].start
        if not text[start:end].rstrip().endswith(":") or not _OPERATES.search(text, start, end):
            continue
        first, last = bisect_left(setting.foreign, (start, "")), bisect_left(setting.foreign, (end, ""))
        if first < last:
            return setting.foreign[first][1]
    return None


def _context(setting: Setting, mention: Mention, this: bool) -> tuple[str, list[str]] | None:
    """The other document that bare places belong to, with the steps around them, if the context names one."""
    first, text = mention.paths[0][0], setting.text
    code = code_of(first)
    if this:
        around = around_in(setting.structure, mention.start)
        known = any(code_of(step) == code for step in around)
        if not known and len(mention.paths[0]) == 1:
            return None  # “Điều này cho thấy …”: no article around, so no article is meant
        return (
            None if known or setting.place is None or code not in ("D", "K") else (setting.place[0], [setting.place[1]])
        )
    if setting.latest and _in_brackets_after(text, setting.latest_end, mention):
        return (setting.latest.key, []) if RANK[code] >= RANK["D"] or len(mention.paths[0]) > 1 else None
    if doc := _led_by(setting, mention):
        return doc, []
    if code == "PL":
        doc = setting.annexes.get(first)
        return (doc, []) if doc and first not in setting.locs else None
    if setting.articles:
        return None
    if code in ("K", "P"):
        alone = not any(code_of(step) in ("D", "M", "K") for step in around_in(setting.structure, mention.start))
        return (setting.place[0], [setting.place[1]]) if alone and setting.place else None
    if not any(code_of(step) == "D" for step in mention.paths[0]):
        return None
    same_line = setting.latest and "\n" not in text[setting.latest_end : mention.start]
    about = setting.latest if same_line or setting.subject is None else setting.subject
    return (about.key, []) if about else None
