"""What elements does a message have? Read once, without its prefixes, within limits; never with a document type.

The parser resolves nothing: a document type is refused at its first sign, so no entity can be declared.
"""

from dataclasses import dataclass, field
from xml.parsers import expat

from thongsuot.exchange.edxml.message import Fault, UnreadableMessage

DEEP, MANY = 40, 20_000
NAMESPACES = ("http://www.mic.gov.vn/TBT/QCVN_102_2016", "http://www.go.vn/eDoc", "")


@dataclass(slots=True)
class Node:
    """An element by its bare name."""

    name: str
    marks: dict[str, str] = field(default_factory=dict)
    children: list["Node"] = field(default_factory=list)
    words: list[str] = field(default_factory=list)

    @property
    def text(self) -> str:
        """Its own words."""
        return "".join(self.words).strip()

    def all(self, *names: str) -> list["Node"]:
        """The children of one of these names, whatever their case."""
        wanted = {name.lower() for name in names}
        return [child for child in self.children if child.name.lower() in wanted]

    def first(self, *names: str) -> "Node":
        """The first such child; an empty element where there is none."""
        return next(iter(self.all(*names)), Node(""))

    def value(self, *names: str) -> str:
        """The words of the first such child that says something."""
        return next((child.text for child in self.all(*names) if child.text), "")

    def find(self, *names: str) -> "Node":
        """The first such element anywhere below; an empty one where there is none."""
        wanted, waiting = {name.lower() for name in names}, list(reversed(self.children))
        while waiting:
            node = waiting.pop()
            if node.name.lower() in wanted:
                return node
            waiting += reversed(node.children)
        return Node("")


class _Builder:
    def __init__(self) -> None:
        self.root: Node | None = None
        self.open: list[Node] = []
        self.n = 0

    def start(self, name: str, marks: dict[str, str]) -> None:
        self.n += 1
        if self.n > MANY or len(self.open) >= DEEP:
            raise UnreadableMessage(Fault.TOO_MANY)
        node = Node(name.rpartition(":")[2], {key.rpartition(":")[2]: value for key, value in marks.items()})
        if self.root is None:
            self.root = node
            if marks.get("xmlns", "") not in NAMESPACES:
                raise UnreadableMessage(Fault.NOT_EDXML)
        else:
            self.open[-1].children.append(node)
        self.open.append(node)

    def end(self, _name: str) -> None:
        self.open.pop()

    def words(self, words: str) -> None:
        if self.open:
            self.open[-1].words.append(words)


def _refuse(*_said: object) -> None:
    raise UnreadableMessage(Fault.DTD)


def read_tree(raw: bytes) -> Node:
    """The elements of a message; :class:`UnreadableMessage` where it is no XML or more than XML."""
    builder, parser = _Builder(), expat.ParserCreate()
    parser.buffer_text = True
    parser.StartElementHandler, parser.EndElementHandler = builder.start, builder.end
    parser.CharacterDataHandler = builder.words
    parser.StartDoctypeDeclHandler = parser.EntityDeclHandler = parser.ExternalEntityRefHandler = _refuse  # type: ignore[assignment]
    try:
        parser.Parse(raw, True)
    except (expat.ExpatError, ValueError, LookupError):
        raise UnreadableMessage(Fault.NOT_XML) from None
    if builder.root is None:
        raise UnreadableMessage(Fault.NOT_XML)
    return builder.root
