"""What is known of a text while its mentions are settled in order?"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import Literal

from vanban.amending import Scope, Scopes
from vanban.citations.history import changes_another
from vanban.citations.mention import Mention, Named, Path
from vanban.citations.places import Labels, around_in_quote, code_of, labels_in
from vanban.citations.register import Register, family, register
from vanban.model import Header, Level, Structure

# Kinds that are divided into articles; directives, conclusions and Party resolutions are not.
_ARTICLED = frozenset([
    "Hiến pháp", "Bộ luật", "Luật", "Pháp lệnh", "Nghị định", "Thông tư", "Thông tư liên tịch", "Quyết định",
    "Quy định", "Quy chế", "Điều lệ", "Nội quy",
])  # fmt: skip
Via = Literal["context", "quote", "alias"] | None


@dataclass(slots=True)
class Setting:
    """What is known while the mentions of one text are settled in order."""

    text: str
    header: Header
    structure: Structure
    scopes: Scopes
    mentions: Sequence[Mention]
    told: Register
    own: str  # the document's own symbol, to compare with
    articles: bool  # whether it has articles of its own
    locs: frozenset[str]
    subject: Named | None = None  # the other document that its title speaks of
    latest: Named | None = None  # the other document named last
    latest_end: int = -1
    with_articles: tuple[str, int] | None = None  # the one last named that has articles, and where its name ends
    foreign: list[tuple[int, str]] = field(default_factory=list)  # where other documents were named, in order
    by_kind: dict[str, str] = field(default_factory=dict)  # the one of each kind named last
    articles_of: dict[str, str] = field(default_factory=dict)  # articles cited of other documents: “D12a” and whose
    place: tuple[str, str] | None = None  # the article of another document named last
    annexes: dict[str, str] = field(default_factory=dict)  # annexes cited, and whose they are
    labels: dict[int, Labels] = field(default_factory=dict)
    leads: dict[int, str | None] = field(default_factory=dict)

    def is_own(self, symbol: str) -> bool:
        """Whether this is the symbol of the document itself."""
        return bool(self.own) and plain(symbol) == self.own

    def remember(self, doc: str, named: Named, mention: Mention) -> None:
        """Another document was named: what follows may depend on it, unless it only changed the one before."""
        if self.latest and changes_another(self.text, mention, self.latest_end):
            self.latest_end = mention.end
            self.foreign.append((mention.start, doc))
            return
        self.latest, self.latest_end = Named("symbol", doc, named.start, named.end, named.type), mention.end
        self.foreign.append((mention.start, doc))
        if named.type in _ARTICLED:
            self.with_articles = (doc, mention.end)
        for told in named.within:
            if told.kind in ("symbol", "name"):
                self.by_kind.setdefault(family(told.type), told.key)
        if named.kind != "self":
            self.by_kind[family(named.type)] = doc
        self.remember_places(doc, mention)

    def remember_places(self, doc: str, mention: Mention) -> None:
        """Places once cited with their document may later be cited without it."""
        if mention.paths and (article := _article(mention.paths[-1])):
            self.place = (doc, article)
            self.articles_of[article] = doc
        for path in mention.paths:
            if path[0].startswith("PL"):
                self.annexes[path[0]] = doc

    def scope_at(self, position: int) -> Scope | None:
        """The stretch about another act around a place; an act told by its name gets the number the text gives."""
        scope = self.scopes.at(position)
        if scope is None or not scope.doc.startswith("NAME:"):
            return scope
        law = Named("name", scope.doc, 0, 0, title=scope.doc[5:].partition("@")[0])
        return replace(scope, doc=self.told.number_of(law) or scope.doc)

    def written(self, scope: Scope, position: int) -> list[str]:
        """The steps around a place in new wording."""
        if scope.start not in self.labels:
            self.labels[scope.start] = labels_in(self.text, scope)
        return around_in_quote(self.labels[scope.start], scope, position)


def setting_of(text: str, header: Header, structure: Structure, mentions: Sequence[Mention], scopes: Scopes) -> Setting:
    """What is known before the first mention is settled."""
    provisions = structure.provisions
    setting = Setting(
        text, header, structure, scopes, mentions, register(text, mentions), plain(header.symbol or ""),
        any(p.level is Level.ARTICLE for p in provisions), frozenset(p.loc for p in provisions),
    )  # fmt: skip
    setting.subject = _subject(setting, mentions)
    return setting


def plain(symbol: str) -> str:
    """A symbol to compare: spaces, case and leading zeros do not count."""
    return re.sub(r"\s", "", symbol).lower().lstrip("0")


def _subject(setting: Setting, mentions: Sequence[Mention]) -> Named | None:
    """The document that the title speaks of."""
    for mention in mentions:
        if mention.start >= max(setting.header.end, 1):
            return None
        for named in mention.named:
            if named.kind == "symbol" and not setting.is_own(named.key):
                return named
    return None


def _article(path: Path) -> str | None:
    return next((step for step in path if code_of(step) == "D" and not step.endswith("*")), None)
