"""Which numbers of one form are a run? Those that follow one another; strays and repeats are told apart."""

from bisect import bisect_left
from functools import cache
from itertools import pairwise

from vanban.structure.labels import ALPHABET, OUT_OF_ALPHABET, Label

MISSING = 20  # so many numbers that were passed over may still come
SWAP = 2  # numbers that may be printed out of order
FAR = 3  # a gap wider than this must be followed by more numbers


@cache
def successors(letters: bool, major: int, minor: int) -> tuple[tuple[int, int], ...]:
    """What may come next: the next number or an inserted one; of letters also e behind d, f behind e."""
    steps = [(major + 1, 0), (major, minor + 1)]
    if letters and major:
        steps.append((major, OUT_OF_ALPHABET))
        if ALPHABET[major - 1] == "d":
            steps.append((major + 2, 0))
    return tuple(steps)


def restarts(labels: list[Label]) -> list[Label]:
    """The labels of several runs, each beginning with 1, one after the other."""
    heads = [i for i, label in enumerate(labels) if label.major == 1 and not label.minor and i]
    edges = [0, *heads, len(labels)]
    return [label for a, b in pairwise(edges) for label in select(labels[a:b])]


def origin(labels: list[Label], anywhere: bool) -> tuple[int, int]:
    """What stands before the first number: nothing, or (``anywhere``) what it would follow."""
    if not anywhere or not labels:
        return 0, 0
    first = labels[0]
    return (first.major, first.minor - 1) if first.minor else (first.major - 1, 0)


def runs_on(labels: list[Label], anywhere: bool = False) -> bool:
    """Do all numbers follow one another from the first?"""
    major, minor = origin(labels, anywhere)
    for label in labels:
        if (label.major != major + 1 or label.minor) and (label.major != major or label.minor != minor + 1):
            return False
        major, minor = label.major, label.minor
    return True


def gaps(labels: list[Label], anywhere: bool = False) -> list[Label]:
    """The labels before which a number is missing.

    >>> from vanban.structure.labels import find_labels
    >>> [label.number for label in gaps(find_labels("1. A\\n2. B\\n4. C"))]
    ['4']
    """
    if runs_on(labels, anywhere) or labels[0].kind == "alpha-digit":
        return []
    letters, found = labels[0].kind == "alpha", list[Label]()
    major, minor = origin(labels, anywhere)
    for label in labels:
        key = (label.major, label.minor)
        if key > (major, minor) and key not in successors(letters, major, minor):
            found.append(label)
        major, minor = key
    return found


def select(labels: list[Label], strict: bool = False, anywhere: bool = False) -> list[Label]:
    """The labels that belong to the run, in order. ``strict``: only what follows on; ``anywhere``: not only from 1.

    >>> from vanban.structure.labels import find_labels
    >>> [label.number for label in select(find_labels("1. A\\n2. B\\n12. lạc\\n3. C"))]
    ['1', '2', '3']
    """
    return labels if runs_on(labels, anywhere) else _Run(labels).select(strict, origin(labels, anywhere))


class _Run:
    """A list of numbers with their places and how long each can be followed on."""

    def __init__(self, labels: list[Label]) -> None:
        self.labels = labels
        self.letters = labels[0].kind.startswith("alpha")
        self.at: dict[tuple[int, int], list[int]] = {}
        for i, label in enumerate(labels):
            self.at.setdefault((label.major, label.minor), []).append(i)
        self.length = [0] * (len(labels) + 1)
        for i in range(len(labels) - 1, -1, -1):
            self.length[i] = 1 + self.length[self.next(i + 1, labels[i].major, labels[i].minor)]

    def next(self, i: int, major: int, minor: int) -> int:
        """The index from ``i`` on that best follows (major, minor): with the longest run, then the nearest."""
        best = len(self.labels)
        for key in successors(self.letters, major, minor):
            places = self.at.get(key, ())
            k = bisect_left(places, i)
            if k < len(places) and (self.length[places[k]], -places[k]) > (self.length[best], -best):
                best = places[k]
        return best

    def select(self, strict: bool, start: tuple[int, int]) -> list[Label]:
        chosen = list[Label]()
        key = start
        missing = set[tuple[int, int]]()
        i, count = 0, len(self.labels)
        while i < count:
            label = self.labels[i]
            number = (label.major, label.minor)
            if number in missing:  # printed out of order
                missing.remove(number)
                chosen.append(label)
            elif number in successors(self.letters, *key):
                chosen.append(label)
                key = number
            elif number == (1, 0) and (resumed := self.resumes(i, key)):
                i = resumed
                continue
            elif not strict and (self.jumps(i, *key) if number > key else self.repeats(i, *key)):
                missing.update((skipped, 0) for skipped in range(max(key[0] + 1, label.major - MISSING), label.major))
                chosen.append(label)
                key = number
            i += 1
        return chosen

    def resumes(self, i: int, key: tuple[int, int]) -> int:
        """Where the run goes on behind a list of its own that begins at ``i``, 0 if it does not."""
        j = i + 1
        while j < len(self.labels) and self.labels[j].major == self.labels[j - 1].major + 1:
            j += 1
        if j < len(self.labels) and (self.labels[j].major, self.labels[j].minor) in successors(self.letters, *key):
            return j
        return 0

    def jumps(self, i: int, major: int, minor: int) -> bool:
        """Is a number that leaves a gap of this run? Not if the missing ones come later and are as many."""
        gap = self.labels[i].major - major - 1
        later = self.length[self.next(i + 1, major, minor)]
        if later:
            return self.length[i] > later + (gap if gap > SWAP else 0)
        return gap <= FAR or self.length[i] > FAR

    def repeats(self, i: int, major: int, minor: int) -> bool:
        """Is a number that came before of this run? Once more the same, or a misprint of the one that is due."""
        label = self.labels[i]
        if (label.major, label.minor) == (major, minor):
            return (major > 1 and self.next(i + 1, major, minor) == i + 1) or (major > 1 and i + 1 == len(self.labels))
        return self.next(i + 1, major + 1, 0) == i + 1 and label.major > 1
