"""How does a tree of thousands of units become a page in a few milliseconds? One lean query, one string."""

from collections.abc import Collection, Mapping
from datetime import date
from html import escape
from typing import NamedTuple

from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from thongsuot.units.models import Level, Unit
from vanban.text import fold

SMALL = 120
"""A tree of so many units is shown unfolded."""
MOST = 200
"""So many finds are listed."""


class Twig(NamedTuple):
    """What the tree shows of a unit."""

    pk: int
    parent: int | None
    path: str
    code: str
    name: str
    level: int


def outline(day: date, top: str = "") -> list[Twig]:
    """The units that exist on a day, siblings in their order."""
    rows = Unit.objects.on(day).below(top).order_by("position", "sort_key", "pk")
    keys = rows.filter(path__isnull=False).values_list("pk", "parent_id", "path", "code", "name", "level_id")
    return [Twig(pk, above, path or "", code, name, level) for pk, above, path, code, name, level in keys]


def level_names() -> dict[int, str]:
    """The levels in the reader's language."""
    return {level.pk: str(level) for level in Level.objects.all()}


def found(twigs: Collection[Twig], words: str) -> list[Twig]:
    """The units whose name, with or without accents, or code holds ``words``; whole beginnings first."""
    wanted = fold(words.strip())
    hits = [(fold(twig.name), twig) for twig in twigs if wanted in fold(twig.name) or wanted in twig.code.lower()]
    return [twig for _name, twig in sorted(hits, key=lambda hit: (not hit[0].startswith(wanted), len(hit[0])))][:MOST]


def ways(twigs: Collection[Twig], shown: Collection[Twig]) -> dict[int, str]:
    """Where each of some units stands: the names above it, the top first."""
    names = {str(twig.pk): twig.name for twig in twigs}
    return {
        twig.pk: " › ".join(names[key] for key in twig.path.rstrip(".").split(".")[:-1] if key in names)
        for twig in shown
    }


def nested(twigs: Collection[Twig], levels: Mapping[int, str], query: str = "") -> SafeString:
    """Lists within lists, each folded below its unit; a small tree, and the top of a large one, lie open."""
    known = {twig.pk for twig in twigs}
    children: dict[int | None, list[Twig]] = {}
    for twig in twigs:
        children.setdefault(twig.parent if twig.parent in known else None, []).append(twig)
    writer = _Writer(children, {key: escape(name) for key, name in levels.items()}, escape(query), len(twigs) <= SMALL)
    return SafeString("".join(writer.list(None, 0)))


class _Writer:
    """Writes the lists; plain strings, because a template takes ten times as long."""

    def __init__(
        self, children: Mapping[int | None, list[Twig]], levels: Mapping[int, str], query: str, unfolded: bool
    ) -> None:
        self.children, self.levels, self.query, self.unfolded = children, levels, query, unfolded
        self.below = escape(_("Units below %(name)s")).replace("%(name)s", "{}")

    def list(self, parent: int | None, depth: int) -> list[str]:
        out = ['<ul class="tree">' if depth == 0 else "<ul>"]
        for pk, _parent, _path, code, name, level in self.children.get(parent, ()):
            name = escape(name)
            lower = self.children.get(pk)
            count = f'<span class="count">{len(lower)}</span> ' if lower else ""
            out.append(
                f'<li><a href="/units/{pk}/{self.query}">{name}</a> {count}'
                f'<span class="sub">{self.levels.get(level, "")} · {escape(code)}</span>'
            )
            if lower:
                shown = " open" if self.unfolded or depth == 0 else ""
                out.append(
                    f'<details{shown}><summary><span class="visually-hidden">{self.below.format(name)}</span></summary>'
                )
                out += self.list(pk, depth + 1)
                out.append("</details>")
            out.append("</li>")
        out.append("</ul>")
        return out
