"""Of which act do these words speak? Stretches of an amending act that are about another act."""

from bisect import bisect_right
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

    @staticmethod
    def of(scopes: "list[Scope]") -> "Scopes":
        """Sort and index stretches."""
        ordered = tuple(sorted(scopes, key=lambda s: (s.start, -s.end)))
        return Scopes(ordered, tuple(s.start for s in ordered))

    def at(self, position: int) -> Scope | None:
        """The innermost stretch around ``position``."""
        for i in range(bisect_right(self._starts, position) - 1, -1, -1):
            if self.all[i].end > position:
                return self.all[i]
        return None
