"""Which of the known names begins here? A word-by-word tree of names, longest match."""

import re
from collections.abc import Iterable

from vanban.citations.fold import fold_word

_WORD = re.compile(r"[\s]*([\w&]+|[,.\-–()/“”])")

Tree = dict[str, "Tree"]


class Phrasebook:
    """Names as a tree of folded words; case, spacing and tone placement do not matter."""

    __slots__ = ("_tree",)

    def __init__(self, names: Iterable[str]) -> None:
        self._tree: Tree = {}
        for name in names:
            node = self._tree
            for word in _WORD.findall(name):
                node = node.setdefault(_key(word), {})
            node[""] = {}

    def match(self, text: str, start: int, end: int) -> int:
        """The end of the longest known name that begins at ``start``, or -1.

        >>> Phrasebook(["Khám bệnh, chữa bệnh"]).match("khám bệnh, chữa bệnh số", 0, 99)
        20
        """
        node, best, at = self._tree, -1, start
        while True:
            found = _WORD.match(text, at, end)
            if found is None:
                return best
            deeper = node.get(_key(found.group(1)))
            if deeper is None:
                return best
            node, at = deeper, found.end()
            if "" in node:
                best = at


def _key(word: str) -> str:
    return "-" if word == "–" else fold_word(word)
