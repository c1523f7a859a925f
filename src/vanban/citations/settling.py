"""What does each mention lead to? Context, quotation and short forms resolved, mention by mention."""

import re
from collections.abc import Sequence
from itertools import repeat

from vanban.amending import Scope, Scopes
from vanban.citations.anaphora import document_of, own_annex
from vanban.citations.context import context_of, is_this, larger_behind, shared
from vanban.citations.mention import Mention, Named, Path
from vanban.citations.places import around_in, code_of, rank_of, settle_path, steps_of
from vanban.citations.setting import Setting, Via, setting_of
from vanban.model import Citation, Header, Ref, Structure

_PARTY = re.compile(r"\d+[a-z]?-")
_NORMATIVE = frozenset([
    "Luật", "Bộ luật", "Pháp lệnh", "Nghị định", "Nghị quyết", "Quyết định", "Thông tư", "Thông tư liên tịch",
])  # fmt: skip
_OTHERS_FORM = re.compile(r"MS[^.]*/")


def settle_mentions(
    text: str, header: Header, structure: Structure, mentions: Sequence[Mention], scopes: Scopes
) -> tuple[Citation, ...]:
    """The citations of a text, each with its targets; mentions that lead nowhere are left out."""
    setting = setting_of(text, header, structure, mentions, scopes)
    ahead = (*mentions[1:], None)
    return tuple(c for c in map(_settle, repeat(setting), mentions, ahead) if c is not None)


def _settle(setting: Setting, mention: Mention, after: Mention | None) -> Citation | None:
    if not mention.named:
        return shared(setting, mention, after) or _bare(setting, mention, after)
    refs: list[Ref] = []
    via: Via = None
    for named in mention.named:
        found = document_of(setting, named, mention)
        if found is None:
            continue
        doc, via = found
        if doc != "SELF":
            setting.remember(doc, named, mention)
        refs.extend(_refs(setting, mention, doc, named))
    return Citation(mention.start, mention.end, tuple(dict.fromkeys(refs)), via) if refs else None


def _refs(setting: Setting, mention: Mention, doc: str, named: Named) -> list[Ref]:
    about = (named.type, named.date, named.issuer, named.title) if doc != "SELF" else (None, None, None, None)
    if not mention.paths:
        return [Ref(doc, None, *about)]
    refs = []
    for path in mention.paths:
        loc = _loc(setting, mention, doc, path, named)
        refs.append(Ref(doc, loc, *about))
    return refs


def _loc(setting: Setting, mention: Mention, doc: str, path: Path, named: Named) -> str | None:
    path = _party_level(setting, doc, path)
    scope = setting.scope_at(mention.start)
    if scope and scope.quoted and doc == scope.doc:
        return settle_path(path, setting.written(scope, mention.start))
    if named.attached:
        return ".".join(("PL1", *path))
    if doc != "SELF":
        return ".".join(path).replace("*", "")
    annex = own_annex(setting, named)
    if annex and not path[0].startswith("PL"):
        return f"{annex}.{'.'.join(path)}"
    if not path[0].endswith("*"):
        return ".".join(path)
    return settle_path(path, around_in(setting.structure, mention.start, code_of(path[0])))


def _party_level(setting: Setting, doc: str, path: Path) -> Path:
    """“phần III” of a Party text is its Roman level."""
    party = (
        _PARTY.match(doc) if doc != "SELF" else setting.header.system == "party" and f"{path[0]}" not in setting.locs
    )
    if party and path[0].startswith("Ph") and len(path[0]) > 2 and code_of(path[0]) == "Ph":
        return ("M" + path[0][2:], *path[1:])
    return path


def _bare(setting: Setting, mention: Mention, after: Mention | None) -> Citation | None:
    """Places without a document: the amended act, the one the context names, else this document."""
    if setting.header.kind not in _NORMATIVE and all(_OTHERS_FORM.match(path[0]) for path in mention.paths):
        return None  # a form of some tax circular that is not said
    scope = setting.scope_at(mention.start)
    if scope and (scope.quoted or not is_this(mention)):
        return _in_scope(setting, mention, scope, larger_behind(setting, mention, after))
    context = context_of(setting, mention)
    if context:
        doc, around = context
        refs = tuple(Ref(doc, settle_path(_party_level(setting, doc, path), around)) for path in mention.paths)
        setting.remember_places(doc, mention)
        refs = tuple(ref for ref in refs if ref.loc)
        return Citation(mention.start, mention.end, refs, "context") if refs else None
    if owner := _not_own(setting, mention):
        return Citation(mention.start, mention.end, tuple(Ref(owner, ".".join(p)) for p in mention.paths), "context")
    locs = [_own_loc(setting, _party_level(setting, "SELF", path), mention.start) for path in mention.paths]
    refs = tuple(Ref("SELF", loc) for loc in dict.fromkeys(locs) if loc)
    return Citation(mention.start, mention.end, refs) if refs else None


def _own_loc(setting: Setting, path: Path, position: int) -> str | None:
    """A place in the document itself; inside an annex its own articles come first."""
    around = around_in(setting.structure, position, code_of(path[0]) if path[0].endswith("*") else "")
    loc = settle_path(path, around)
    if loc and around and around[0].startswith("PL") and not loc.startswith(("PL", "MS")) and not path[0].endswith("*"):
        inner = f"{around[0]}.{loc}"
        return inner if inner in setting.locs or loc not in setting.locs else loc
    return loc


def _not_own(setting: Setting, mention: Mention) -> str | None:
    """The document whose article this must be, since the text has none of that number and cited it before."""
    articles = {step for path in mention.paths for step in path if code_of(step) == "D"}
    if len(articles) != 1 or is_this(mention) or not setting.articles or mention.paths[0][0] in setting.locs:
        return None
    return setting.articles_of.get(articles.pop()) if code_of(mention.paths[0][0]) == "D" else None


def _in_scope(setting: Setting, mention: Mention, scope: Scope, behind: list[str]) -> Citation | None:
    """Places of the amended act, at what is being written; ``behind``: larger units told with the next place."""
    if scope.quoted:
        around = setting.written(scope, mention.start)
    else:
        base = steps_of(scope.base)
        around = [*(step for step in base if not behind or rank_of(step) > rank_of(behind[0])), *behind]
    locs = [settle_path(path, around) or ".".join(path).replace("*", "") for path in mention.paths]
    refs = tuple(Ref(scope.doc, loc) for loc in dict.fromkeys(locs))
    if scope.doc == "SELF":
        return Citation(mention.start, mention.end, refs)
    return Citation(mention.start, mention.end, refs, "quote" if scope.quoted else "context")
