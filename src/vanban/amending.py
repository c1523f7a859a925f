"""Of which act do these words speak? Stretches of an amending act that are about another act."""

from bisect import bisect_right
from collections.abc import Iterable
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Scope:
    """A stretch in which bare places mean ``doc`` (at ``base``, a loc or "" for the whole act).

    ``quoted``: inside new wording, where “Điều này”, “Luật này” mean the amended act at ``base``.
    """

    start: int
    end: int
    doc: str
    base: str = ""
    quoted: bool = False


@dataclass(frozen=True, slots=True)
class Scopes:
    """All such stretches, by start; an inner one comes after the one around it."""

    all: tuple[Scope, ...] = ()
    _starts: tuple[int, ...] = field(default=(), repr=False, compare=False)
    _outer: tuple[int, ...] = field(default=(), repr=False, compare=False)

    @staticmethod
    def of(scopes: Iterable[Scope]) -> "Scopes":
        """Sort and index stretches."""
        ordered = tuple(sorted(scopes, key=lambda s: (s.start, -s.end)))
        outer: list[int] = []
        for i, scope in enumerate(ordered):
            around = i - 1
            while around >= 0 and ordered[around].end <= scope.start:
                around = outer[around]
            outer.append(around)
        return Scopes(ordered, tuple(s.start for s in ordered), tuple(outer))

    def at(self, position: int) -> Scope | None:
        """The innermost stretch around ``position``.

        >>> scopes = Scopes.of([Scope(0, 90, "A"), Scope(10, 20, "A", "D5", quoted=True)])
        >>> scopes.at(15).base, scopes.at(50).base, scopes.at(95)
        ('D5', '', None)
        """
        i = bisect_right(self._starts, position) - 1
        while i >= 0 and self.all[i].end <= position:
            i = self._outer[i]
        return self.all[i] if i >= 0 else None
