"""Which clause of a new document stands for which of the one it replaces? Proposed: the best pairs, each used once."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from math import log

from vanban.text.fold import fold

ENOUGH = 0.34
"""How much of their words two clauses must have in common to be proposed."""
CLOSE, SAME = 0.72, 0.999
FEW = 12
"""Others that one clause is compared with closely: those that share its rarest words."""


class Likeness(StrEnum):
    """How alike two clauses are, for people: never a decision."""

    SAME = "same"  # the same words
    CLOSE = "close"  # much the same words
    ALIKE = "alike"  # some of the same words
    NONE = "none"  # no counterpart was found


@dataclass(frozen=True, slots=True)
class Part:
    """A clause of a document: its place, level, number, heading and its words without its number."""

    loc: str
    level: str
    number: str
    heading: str
    words: str

    @property
    def above(self) -> str:
        """The clause it stands in."""
        return self.loc.rpartition(".")[0]


@dataclass(frozen=True, slots=True)
class Pair:
    """An old clause and the new one that is proposed for it, if any."""

    old: str
    new: str
    likeness: Likeness


Score = tuple[float, float]
"""What decides between pairs, and the likeness of their words alone."""


def matched(old: Sequence[Part], new: Sequence[Part]) -> list[Pair]:
    """A pair for each old clause, in their order; of one level the pairs that are best together.

    >>> [first, second] = matched(
    ...     [Part("D1", "article", "1", "", "Các xã lập sổ theo dõi"), Part("D2", "article", "2", "", "Thu phí đò")],
    ...     [Part("D3", "article", "3", "", "Các xã, phường lập sổ theo dõi")])
    >>> first.new, first.likeness, second.new, second.likeness
    ('D3', <Likeness.CLOSE: 'close'>, '', <Likeness.NONE: 'none'>)
    """
    known: dict[str, str] = {}
    kinds: dict[str, Likeness] = {}
    weights = _weights([*old, *new])
    for level in dict.fromkeys(part.level for part in old):
        mine, theirs = ([part for part in parts if part.level == level] for parts in (old, new))
        scores = _scores(mine, theirs, weights, known)
        for i, j in best({key: score for key, (score, _like) in scores.items()}).items():
            known[mine[i].loc] = theirs[j].loc
            kinds[mine[i].loc] = _likeness(scores[i, j][1])
    return [Pair(part.loc, known.get(part.loc, ""), kinds.get(part.loc, Likeness.NONE)) for part in old]


def _likeness(share: float) -> Likeness:
    if share >= SAME:
        return Likeness.SAME
    return Likeness.CLOSE if share >= CLOSE else Likeness.ALIKE


def _tokens(part: Part) -> Counter[str]:
    return Counter(fold(part.words).split())


def _weights(parts: Iterable[Part]) -> Mapping[str, float]:
    """How much a word tells: the rarer the more."""
    held = list(parts)
    spread = Counter(word for part in held for word in set(_tokens(part)))
    return {word: log(1 + len(held) / n) for word, n in spread.items()}


def _scores(
    old: Sequence[Part], new: Sequence[Part], weights: Mapping[str, float], known: Mapping[str, str]
) -> dict[tuple[int, int], Score]:
    """The pairs worth a thought, by their places in both lists."""
    words = [_tokens(part) for part in new]
    found = {}
    for i, part in enumerate(old):
        mine = _tokens(part)
        for j in _near(mine, words, weights, part, new, known):
            like = _alike(mine, words[j], weights)
            other = new[j]
            extra = 0.12 * bool(known.get(part.above) == other.above) + 0.04 * (part.number == other.number)
            headed = bool(part.heading) and fold(part.heading) == fold(other.heading)
            if like + 0.25 * headed >= ENOUGH:
                found[i, j] = (like + extra + 0.25 * headed, like)
    return found


def _near(
    mine: Counter[str], words: Sequence[Counter[str]], weights: Mapping[str, float], part: Part,
    new: Sequence[Part], known: Mapping[str, str],
) -> Iterator[int]:  # fmt: skip
    """Those that are compared: all of a few; of many those that share most, and those at the same place."""
    if len(new) <= 2 * FEW:
        yield from range(len(new))
        return
    shares: dict[int, float] = defaultdict(float)
    rare = sorted(mine, key=lambda word: -weights[word])[:FEW]
    for j, theirs in enumerate(words):
        shares[j] += sum(weights[word] for word in rare if word in theirs)
        shares[j] += new[j].number == part.number and known.get(part.above) == new[j].above
    yield from sorted(shares, key=lambda j: -shares[j])[:FEW]


def _alike(one: Counter[str], other: Counter[str], weights: Mapping[str, float]) -> float:
    """How much of the words of both, weighed, both have in common: 0 to 1."""
    both = sum(weights[word] * n for word, n in (one & other).items())
    each = sum(weights[word] * n for words in (one, other) for word, n in words.items())
    return 2 * both / each if each else 1.0


def best(scores: Mapping[tuple[int, int], float]) -> dict[int, int]:
    """Of scored pairs those that together score most, each member in one pair at most.

    >>> best({(0, 0): 0.9, (0, 1): 0.8, (1, 0): 0.85})
    {0: 1, 1: 0}
    """
    found: dict[int, int] = {}
    for rows, columns in _islands(scores):
        found |= _hungarian(rows, columns, scores)
    return dict(sorted(found.items()))


def _islands(scores: Mapping[tuple[int, int], float]) -> Iterator[tuple[list[int], list[int]]]:
    """Rows and columns that hang together by pairs: each island is settled by itself."""
    of_row, of_column = defaultdict[int, list[int]](list), defaultdict[int, list[int]](list)
    for i, j in scores:
        of_row[i].append(j)
        of_column[j].append(i)
    seen: set[int] = set()
    for start in of_row:
        rows, columns, waiting = set[int](), set[int](), [start]
        while start not in seen and waiting:
            i = waiting.pop()
            rows.add(i)
            for j in of_row[i]:
                if j not in columns:
                    columns.add(j)
                    waiting += of_column[j]
        seen |= rows
        if rows:
            yield sorted(rows), sorted(columns)


def _hungarian(rows: list[int], columns: list[int], scores: Mapping[tuple[int, int], float]) -> dict[int, int]:
    """The best pairs of one island (Kuhn, Munkres); a row may stay alone, as if paired with nothing at score 0."""
    n, m = len(rows), len(columns) + len(rows)  # a column of its own for each row that stays alone
    cost = [[-scores.get((i, j), -1e6) for j in columns] + [0.0] * n for i in rows]
    u, v, owner, way = [0.0] * (n + 1), [0.0] * (m + 1), [0] * (m + 1), [0] * (m + 1)
    for row in range(1, n + 1):
        owner[0], at = row, 0
        least, used = [float("inf")] * (m + 1), [False] * (m + 1)
        while owner[at]:
            used[at], held, step, to = True, owner[at], float("inf"), 0
            for j in range(1, m + 1):
                if not used[j]:
                    spare = cost[held - 1][j - 1] - u[held] - v[j]
                    if spare < least[j]:
                        least[j], way[j] = spare, at
                    if least[j] < step:
                        step, to = least[j], j
            for j in range(m + 1):
                if used[j]:
                    u[owner[j]] += step
                    v[j] -= step
                else:
                    least[j] -= step
            at = to
        while at:
            owner[at], at = owner[way[at]], way[at]
    pairs = ((owner[j], j) for j in range(1, len(columns) + 1) if owner[j])
    return {rows[i - 1]: columns[j - 1] for i, j in pairs if (rows[i - 1], columns[j - 1]) in scores}
