"""Which provision of one version is which of the other? Alignment by wording, place and likeness."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from difflib import SequenceMatcher

from vanban.model import Document, Level, Provision, Span

SAME, SURE, LIKELY = 0.75, 0.6, 0.2


@dataclass(slots=True, eq=False)
class Node:
    """A provision of one version on its way to its partner in the other. ``own`` leaves its children's words out."""

    loc: str
    level: Level | None
    step: str
    span: Span
    own: str
    parent: "Node | None"
    children: list["Node"] = field(default_factory=list)
    whole: int = 0  # stands for the words of the whole subtree
    partner: "Node | None" = None
    _words: set[str] | None = None

    def words(self) -> set[str]:
        """The words of the subtree."""
        if self._words is None:
            self._words = set(self.own.split()).union(*[child.words() for child in self.children])
        return self._words


def tree(document: Document) -> Node:
    """The provisions below one root, whose own words are the rest of the text."""
    content, units = document.text.content, document.provisions
    root = Node("", None, "", Span(0, len(content)), "", None)
    nodes: list[Node] = []
    for unit in units:
        above = nodes[unit.parent] if unit.parent >= 0 else root
        step = unit.loc.removeprefix(above.loc + ".")
        node = Node(unit.loc, unit.level, step, Span(unit.start, unit.end), "", above)
        above.children.append(node)
        nodes.append(node)
    for unit, node in zip(units, nodes, strict=True):
        node.own = _own(content, unit, node)
    first = root.children[0].span.start if root.children else len(content)
    head = Node("HEAD", None, "HEAD", Span(0, first), content[:first].strip(), root)
    foot = Node(
        "FOOT", None, "FOOT", Span(first, len(content)), _without(content, first, len(content), root.children), root
    )
    root.children = [node for node in (head, *root.children, foot) if node.level or node.own]
    for node in [*reversed(nodes), head, foot]:
        node.whole = hash((node.own, *[child.whole for child in node.children]))
    return root


def _own(content: str, unit: Provision, node: Node) -> str:
    at = max(unit.own, unit.start)
    if not node.children:
        return content[at : unit.end].strip()
    return _without(content, at, unit.end, node.children)


def _without(content: str, at: int, end: int, children: list[Node]) -> str:
    """The text from ``at`` to ``end`` that no child covers."""
    pieces = []
    for child in children:
        pieces.append(content[at : child.span.start].strip())
        at = max(at, child.span.end)
    return "\n".join(filter(None, [*pieces, content[at:end].strip()]))


def align(a: Node, b: Node) -> None:
    """Give each node of ``a`` and ``b`` its partner, where it has one."""
    _pair(a, b)
    _across(list(_alone(a)), list(_alone(b)))
    _same_place(a, b)


def _pair(a: Node, b: Node) -> None:
    a.partner, b.partner = b, a
    waiting = [(a, b)]
    while waiting:
        one, other = waiting.pop()
        for pair in _siblings(one.children, other.children):
            pair[0].partner, pair[1].partner = pair[1], pair[0]
            waiting.append(pair)


def _siblings(a: list[Node], b: list[Node]) -> Iterator[tuple[Node, Node]]:
    """Pairs among two lists of children: the same words in order, then by number, then by likeness."""
    if [node.whole for node in a] == [node.whole for node in b]:
        yield from zip(a, b, strict=True)
        return
    steps = SequenceMatcher(None, [n.whole for n in a], [n.whole for n in b], autojunk=False).get_opcodes()
    for tag, i, j, k, m in steps:
        if tag == "equal":
            yield from zip(a[i:j], b[k:m], strict=True)
        elif j - i == m - k == 1 and a[i].step == b[k].step and a[i].level == b[k].level:
            yield a[i], b[k]
        elif tag == "replace":
            yield from _by_likeness(a[i:j], b[k:m])


def _by_likeness(a: list[Node], b: list[Node]) -> Iterator[tuple[Node, Node]]:
    """Pairs in a stretch that changed: same number and much alike, then the most alike; the number settles ties."""
    by_step = {(node.level, node.step): node for node in b}
    for one in a:
        other = by_step.get((one.level, one.step))
        if other is not None and likeness(one, other) >= SAME:
            yield one, other
    a, b = [node for node in a if not node.partner], [node for node in b if not node.partner]
    scored = [
        (likeness(one, other) + 0.15 * (one.step == other.step), -abs(i - j), i, j)
        for i, one in enumerate(a)
        for j, other in _candidates(i, one, b)
        if one.level == other.level
    ]
    for score, _, i, j in sorted(scored, reverse=True):
        enough = LIKELY if a[i].step == b[j].step else SURE
        if score >= enough and not a[i].partner and not b[j].partner:
            yield a[i], b[j]


def _candidates(i: int, node: Node, others: list[Node]) -> Iterable[tuple[int, Node]]:
    """Those worth a comparison: in a long stretch, the neighbours and the one of the same number."""
    if len(others) <= 24:
        return enumerate(others)
    return [(j, n) for j, n in enumerate(others) if abs(i - j) <= 8 or n.step == node.step]


def likeness(a: Node, b: Node) -> float:
    """How much of the words of both is common to both, 0 to 1."""
    x, y = a.words(), b.words()
    return 2 * len(x & y) / (len(x) + len(y)) if x or y else 1.0


def _alone(root: Node) -> Iterator[Node]:
    """The topmost nodes without a partner."""
    waiting = list(reversed(root.children))
    while waiting:
        node = waiting.pop()
        if node.partner is None:
            yield node
        else:
            waiting.extend(reversed(node.children))


def _across(a: list[Node], b: list[Node]) -> None:
    """Pair what went to another parent, large units first: the same words anywhere, then much the same words."""
    for level in (None, *Level):
        old, new = [n for n in a if n.level is level], [n for n in b if n.level is level]
        exact = defaultdict[int, list[Node]](list)
        for node in reversed(new):
            exact[node.whole].append(node)
        for node in old:
            if node.own and exact[node.whole]:
                _pair(node, exact[node.whole].pop())
        _alike([n for n in old if not n.partner], [n for n in new if not n.partner])
        a += [child for n in old if not n.partner for child in n.children if not child.partner]
        b += [child for n in new if not n.partner for child in n.children if not child.partner]


def _alike(a: list[Node], b: list[Node]) -> None:
    """Pair nodes of one level by their rare words, so that not everything is compared with everything."""
    spread = Counter(word for node in b for word in node.words())
    index = defaultdict[str, list[Node]](list)
    for node in b:
        for word in node.words():
            if spread[word] <= 3:
                index[word].append(node)
    for node in a:
        votes = Counter(id(other) for word in node.words() for other in index.get(word, ()))
        by_id = {id(other): other for word in node.words() for other in index.get(word, ())}
        for key, _ in votes.most_common(3):
            other = by_id[key]
            if other.partner is None and likeness(node, other) >= SURE:
                _pair(node, other)
                break


def _same_place(a: Node, b: Node) -> None:
    """What still has no partner and stands under the same loc was rewritten there."""
    left = {node.loc: node for node in _alone(b)}
    for node in list(_alone(a)):
        other = left.get(node.loc)
        if other is not None and other.partner is None and node.partner is None and other.level == node.level:
            _pair(node, other)
