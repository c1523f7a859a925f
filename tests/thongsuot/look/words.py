"""Which words does the application ask gettext for? Read from its templates and its Python, by Django's own readers."""

import ast
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from django.utils.translation.template import templatize

from thongsuot.look.catalogue import Message

SOURCE = Path(__file__).parents[3] / "src" / "thongsuot"
CALLS = {"_": 0, "gettext": 0, "gettext_lazy": 0, "gettext_noop": 0, "ngettext": 1, "ngettext_lazy": 1}
CONTEXT_CALLS = {"pgettext": 0, "pgettext_lazy": 0, "npgettext": 1, "npgettext_lazy": 1}


def called(node: ast.Call) -> Message | None:
    """Read one call."""
    name = getattr(node.func, "id", getattr(node.func, "attr", ""))
    words = [arg.value for arg in node.args if isinstance(arg, ast.Constant) and isinstance(arg.value, str)]
    if name in CALLS and words:
        return Message(words[0], words[1] if CALLS[name] and len(words) > 1 else "")
    if name in CONTEXT_CALLS and len(words) > 1:
        return Message(words[1], words[2] if CONTEXT_CALLS[name] and len(words) > 2 else "", words[0])
    return None


def in_python(source: str) -> Iterator[Message]:
    """Every call of a gettext function with words in it."""
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Call) and (message := called(node)):
            yield message


def in_template(source: str, origin: str) -> Iterator[Message]:
    """Django turns a template into calls among rubbish; each call is parsed alone."""
    text = templatize(source, origin=origin)
    for found in re.finditer(r"\b(?:n?p?gettext|_)\(", text):
        for end in (at.end() for at in re.finditer(r"\)", text[found.start() :])):
            try:
                yield from in_python(text[found.start() : found.start() + end])
            except SyntaxError:
                continue
            break


@cache
def asked(source: Path = SOURCE) -> dict[Message, str]:
    """Every message with one place that asks for it."""
    found: dict[Message, str] = {}
    for path in sorted(source.rglob("*.py")):
        for message in in_python(path.read_text("utf-8")):
            found.setdefault(message, str(path.relative_to(source)))
    for path in sorted([*source.rglob("*.html"), *source.rglob("templates/**/*.txt")]):
        for message in in_template(path.read_text("utf-8"), str(path)):
            found.setdefault(message, str(path.relative_to(source)))
    return found
