"""How are figures drawn? As SVG with a title and words for who does not see it; patterns tell what colours tell."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.html import escape
from django.utils.safestring import SafeString

WIDTH, NARROW = 720, 420
PATTERNS = (
    '<pattern id="{0}-late" width="6" height="6" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">'
    '<rect width="6" height="6" class="c-late"/><rect width="2" height="6" class="c-line"/></pattern>'
    '<pattern id="{0}-bad" width="5" height="5" patternUnits="userSpaceOnUse">'
    '<rect width="5" height="5" class="c-bad"/><circle cx="2.5" cy="2.5" r="1" class="c-line"/></pattern>'
    '<pattern id="{0}-open" width="6" height="6" patternUnits="userSpaceOnUse">'
    '<rect width="6" height="6" class="c-open"/><rect width="6" height="1" class="c-line"/></pattern>'
)
FILLS = ("good", "late", "open", "bad")


@dataclass(frozen=True, slots=True)
class Piece:
    """A named part of a bar."""

    name: str
    n: int
    fill: str  # one of FILLS


def stacked(key: str, title: str, pieces: Sequence[Piece]) -> SafeString:
    """One bar, cut into parts that add up."""
    whole, at, drawn = sum(piece.n for piece in pieces), 0.0, []
    for piece in pieces:
        wide = WIDTH * piece.n / whole if whole else 0
        if piece.n:
            box = f'x="{at:.1f}" y="0" width="{max(wide - 1, 0.5):.1f}" height="34"'
            drawn.append(f"<rect {box} {_fill(key, piece.fill)}/>")
        if wide > 56:
            middle = at + wide / 2
            drawn.append(f'<rect x="{middle - 26:.1f}" y="9" width="52" height="16" rx="3" class="c-plate"/>')
            drawn.append(f'<text x="{middle:.1f}" y="21.5" text-anchor="middle">{piece.n}</text>')
        at += wide
    return _svg(key, 34, title, _told(pieces), "".join(drawn))


def bars(key: str, title: str, pieces: Sequence[Piece]) -> SafeString:
    """Bars under each other, as long as their numbers."""
    most, drawn = max([piece.n for piece in pieces], default=0), []
    for n, piece in enumerate(pieces):
        long, y = (NARROW - 210) * piece.n / most if most else 0, n * 30
        drawn.append(f'<text x="0" y="{y + 18}">{escape(piece.name)}</text>')
        box = f'x="130" y="{y + 4}" width="{max(long, 1):.1f}" height="20"'
        drawn.append(f'<rect {box} {_fill(key, piece.fill)}/><text x="{138 + long:.1f}" y="{y + 19}">{piece.n}</text>')
    return _svg(key, 30 * len(pieces), title, _told(pieces), "".join(drawn), NARROW)


def columns(key: str, title: str, groups: Sequence[tuple[str, Sequence[Piece]]]) -> SafeString:
    """Columns side by side for each of some groups, each as high as its number."""
    most = max([piece.n for _name, pieces in groups for piece in pieces], default=0) or 1
    wide, drawn = WIDTH / max(len(groups), 1), []
    for n, (name, pieces) in enumerate(groups):
        each = min((wide - 6) / max(len(pieces), 1), 22)
        start = n * wide + (wide - each * len(pieces)) / 2
        for k, piece in enumerate(pieces):
            high = 150 * piece.n / most
            drawn.append(f'<rect x="{start + k * each:.1f}" y="{160 - high:.1f}" width="{each - 1:.1f}" '
                         f'height="{high:.1f}" {_fill(key, piece.fill)}/>')  # fmt: skip
        drawn.append(
            f'<text x="{n * wide + wide / 2:.1f}" y="178" text-anchor="middle" class="c-name">{escape(name)}</text>'
        )
    drawn.append(f'<line x1="0" x2="{WIDTH}" y1="160.5" y2="160.5" class="c-axis"/>')
    told = "; ".join(f"{name}: {_told(pieces)}" for name, pieces in groups)
    return _svg(key, 184, title, told, "".join(drawn))


def swatch(key: str, fill: str) -> SafeString:
    """The pattern of a legend, drawn as in the chart ``key``."""
    box = f'<rect width="16" height="16" {_fill(key, fill)}/>'
    return SafeString(f'<svg class="swatch" width="16" height="16" aria-hidden="true">{box}</svg>')


def _fill(key: str, fill: str) -> str:
    return 'class="c-good"' if fill == "good" else f'fill="url(#{key}-{fill})"'


def _told(pieces: Sequence[Piece]) -> str:
    return ", ".join(f"{piece.name} {piece.n}" for piece in pieces)


def _svg(key: str, height: int, title: str, told: str, drawn: str, width: int = WIDTH) -> SafeString:
    return SafeString(
        f'<svg class="chart" viewBox="0 0 {width} {height}" role="img" aria-labelledby="{key}-title {key}-desc">'
        f'<title id="{key}-title">{escape(title)}</title><desc id="{key}-desc">{escape(told)}</desc>'
        f"<defs>{PATTERNS.format(key)}</defs>{drawn}</svg>"
    )
