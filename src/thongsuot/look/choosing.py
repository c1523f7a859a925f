"""How are some of thousands chosen? Checkboxes with a filter and sets at hand; fields of a page share one list.

Ô chọn nhiều dòng: không có kịch bản thì là danh sách ô đánh dấu; có thì lọc theo chữ không dấu, theo cấp, theo nhóm.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import cached_property
from html import escape
from typing import Any, NamedTuple

from django import forms
from django.template.loader import render_to_string
from django.utils.safestring import SafeString

WRITTEN = "="
"""Begins a value that somebody wrote in words; others are keys."""
MOST_WRITTEN = 300


class Row(NamedTuple):
    """One that may be chosen: its key and words, how deep it stands, other words it is found by, its sets."""

    key: int
    words: str
    depth: int = 0
    also: str = ""
    sets: str = ""


Sets = Mapping[str, Mapping[str, str]]
"""Sets to choose at once, below their headings: key (as in :attr:`Row.sets`) and words."""


class Roll:
    """Danh sách để chọn; read once, when it is first shown."""

    def __init__(self, read: Callable[[], tuple[Sequence[Row], Sets]]) -> None:
        self._read = read

    @cached_property
    def _told(self) -> tuple[Sequence[Row], Sets]:
        return self._read()

    @property
    def rows(self) -> Sequence[Row]:
        """Who may be chosen, in order."""
        return self._told[0]

    @property
    def sets(self) -> Sets:
        """Which of them may be chosen at once."""
        return self._told[1]


class Choosing(forms.CheckboxSelectMultiple):
    """The widget. Where a field before it offers the same rows, theirs are not written a second time."""

    roll = Roll(lambda: ((), {}))
    lenders: Sequence[tuple[str, Roll]] = ()

    def render(self, name: str, value: Any, attrs: Any = None, renderer: Any = None) -> SafeString:
        """Tools that stay hidden without scripts, and the list; of a list written before, only what is chosen."""
        said = [str(one) for one in value or ()]
        chosen = {one for one in said if not one.startswith(WRITTEN)}
        shared = next((ident for ident, roll in self.lenders if roll.rows == self.roll.rows), "")
        rows = [row for row in self.roll.rows if not shared or str(row.key) in chosen]
        facts = {
            "id": (attrs or {}).get("id", f"id_{name}"), "name": name, "shared": shared, "sets": self.roll.sets,
            "rows": SafeString("".join(_row(name, row, chosen) for row in rows)),
            "written": "\n".join(one.removeprefix(WRITTEN) for one in said if one.startswith(WRITTEN)),
        }  # fmt: skip
        return SafeString(render_to_string("look/_choosing.html", facts))

    def value_from_datadict(self, data: Any, files: Any, name: str) -> Any:
        """Keys that were ticked, and lines that were written where there was nothing to tick."""
        keys = super().value_from_datadict(data, files, name) or []
        lines = (data.get(f"{name}-written") or "").splitlines()[:MOST_WRITTEN]
        return [*keys, *(WRITTEN + line.strip()[:260] for line in lines if line.strip())]

    def value_omitted_from_data(self, data: Any, files: Any, name: str) -> bool:
        """Nothing ticked is an answer as well."""
        return False


def share(form: forms.BaseForm, names: Iterable[str]) -> None:
    """Of these fields, in the order of the page, let each look whether one before it has written the same list."""
    lenders: list[tuple[str, Roll]] = []
    for name in names:
        widget = form.fields[name].widget
        if isinstance(widget, Choosing):
            widget.lenders = tuple(lenders)
            lenders.append((form[name].auto_id, widget.roll))


def _row(name: str, row: Row, chosen: set[str]) -> str:
    """Written by hand: of thousands, ``format_html`` takes longer than all else of a page."""
    deep = f' data-d="{min(row.depth, 5)}"' if row.depth else ""
    sets = f' data-in="{row.sets}"' if row.sets else ""
    also = f' data-also="{escape(row.also)}"' if row.also else ""
    ticked = " checked" if str(row.key) in chosen else ""
    box = f'<input type="checkbox" name="{name}" value="{row.key}"{ticked}>'
    return f"<li{deep}{sets}{also}><label>{box} {escape(row.words)}</label></li>"
