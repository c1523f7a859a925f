"""How do numbered lines become provisions? Runs of one form of number, nested by rank."""

from collections.abc import Iterable

from vanban.model import Level, Note, Provision
from vanban.structure.headings import heading_of
from vanban.structure.labels import Label
from vanban.structure.runs import restarts, select

HEADS = ("part", "chapter", "section", "subsection")
BELOW = ("upper", "roman", "arabic", "arabic-bracket", "decimal", "alpha", "dotted", "alpha-digit", "lower-roman",
         "paren", "nested", "dash", "plus")  # fmt: skip
LEVELS = {
    "part": ("Ph", Level.PART), "upper": ("Ph", Level.PART), "chapter": ("C", Level.CHAPTER),
    "section": ("M", Level.SECTION), "roman": ("M", Level.SECTION), "subsection": ("TM", Level.SUBSECTION),
    "article": ("D", Level.ARTICLE), "arabic": ("K", Level.CLAUSE), "arabic-bracket": ("K", Level.CLAUSE),
    "decimal": ("P", Level.POINT), "alpha": ("P", Level.POINT), "dotted": ("P", Level.POINT),
    "alpha-digit": ("T", Level.SUBPOINT), "lower-roman": ("T", Level.SUBPOINT), "paren": ("T", Level.SUBPOINT),
    "nested": ("T", Level.SUBPOINT), "dash": ("G", Level.DASH), "plus": ("G", Level.DASH),
}  # fmt: skip


STRICT = frozenset({"lower-roman", "paren", "arabic-bracket", "upper"})  # must begin with 1


class Grower:
    """Collects the provisions of a text, region by region."""

    def __init__(self, content: str) -> None:
        self.content = content
        self.provisions = list[Provision]()
        self.notes = list[Note]()
        self.locs = dict[str, int]()
        self.has_articles = False

    def add(self, loc: str, level: Level, label: Label, end: int, parent: int, heading: str, number: str = "") -> int:
        """Append a provision and give its index; a loc that is taken gets ``~2`` and a note."""
        content = self.content
        while end > label.own and content[end - 1].isspace():
            end -= 1
        count = self.locs.get(loc, 0) + 1
        self.locs[loc] = count
        if count > 1:
            loc = self._again(loc, count)
            self.notes.append(Note("number-repeated", label.start, label.own, "Số này đã có ở một đơn vị trước."))
        self.provisions.append(
            Provision(loc, level, number or label.number, heading, label.start, max(end, label.own), label.own, parent)
        )
        return len(self.provisions) - 1

    def _again(self, loc: str, count: int) -> str:
        while f"{loc}~{count}" in self.locs:
            count += 1
        self.locs[f"{loc}~{count}"] = 1
        return f"{loc}~{count}"

    def grow(self, labels: list[Label], end: int, prefix: str = "", parent: int = -1) -> None:
        """Add the provisions of a region whose own numbered lines are ``labels``."""
        articles = (restarts if prefix else select)([label for label in labels if label.kind == "article"])
        self.has_articles = bool(articles)
        if not articles:
            heads = [label for label in labels if label.kind in HEADS]
            self._upper(labels, heads, end, prefix, parent, BELOW)
            return
        first = articles[0].start
        chosen = {label.start for label in articles}
        above = {*HEADS, *(kind for kind in ("upper", "roman") if _above(labels, chosen, kind, first))}
        heads = [label for label in labels if label.kind in above or label.start in chosen]
        lower = tuple(kind for kind in BELOW if kind not in above)
        labels = [label for label in labels if label.start >= heads[0].start]
        self._upper(labels, heads, end, prefix, parent, lower)

    def _upper(
        self, labels: list[Label], heads: list[Label], end: int, prefix: str, parent: int, lower: tuple[str, ...]
    ) -> None:
        """Parts, chapters, sections and articles by rank, each with what stands below it."""
        ranks = {"part": 0, "upper": 0, "chapter": 1, "section": 2, "roman": 2, "subsection": 3, "article": 4}
        stack = list[tuple[int, str, int]]()  # rank, loc, index
        at, count = 0, len(labels)
        top = f"{prefix}." if prefix else ""
        if not heads:
            self._lower(labels, end, prefix, parent, lower)
            return
        while at < count and labels[at].start < heads[0].start:
            at += 1
        if at:
            self._lower(labels[:at], heads[0].start, prefix, parent, lower)
        for i, head in enumerate(heads):
            rank = ranks[head.kind]
            while stack and stack[-1][0] >= rank:
                stack.pop()
            stop = heads[i + 1].start if i + 1 < len(heads) else end
            last = next((h.start for h in heads[i + 1 :] if ranks[h.kind] <= rank), end) if rank < 4 else stop
            up = stack[-1] if stack else None
            letter, level = LEVELS[head.kind]
            base = top if head.kind == "article" or up is None else f"{up[1]}."
            loc = f"{base}{letter}{head.number}"
            heading, own_lines = heading_of(self.content, head, stop)
            index = self.add(loc, level, head, last, up[2] if up else parent, heading)
            if rank < 4:
                stack.append((rank, self.provisions[index].loc, index))
            begin = at + 1
            at = begin
            while at < count and labels[at].start < stop:
                at += 1
            if at > begin:
                inside = labels[begin:at]
                if own_lines > head.end:
                    inside = [label for label in inside if label.start >= own_lines]
                self._lower(inside, stop, self.provisions[index].loc, index, lower)

    def _lower(self, labels: list[Label], end: int, prefix: str, parent: int, kinds: tuple[str, ...]) -> None:
        """The runs below an article (or of a text without articles), the largest form first."""
        present = {label.kind for label in labels}
        for n, kind in enumerate(kinds):
            if kind == "nested" and ("arabic" in present or "alpha" in present):
                chosen = self._nested(labels, parent)
            elif kind not in present:
                continue
            else:
                chosen = self._choose(labels, kind, parent, kinds)
            if chosen:
                self._branch(labels, chosen, end, prefix, parent, kinds, n)
                return

    def _choose(self, labels: list[Label], kind: str, parent: int, kinds: tuple[str, ...]) -> list[Label]:
        own = [label for label in labels if label.kind == kind]
        if kind in ("dash", "plus"):
            return own if parent >= 0 else []
        if kind == "decimal":
            return self._decimals(own, parent)
        if kind == "alpha":
            return self._alphas(labels, parent)
        if kind == "dotted":
            return own
        if kind == "alpha-digit":
            return [label for label in own if parent >= 0 and label.prefix == self.provisions[parent].number]
        return select(own, strict=kind in STRICT or (kind == "roman" and self.has_articles))

    def _decimals(self, own: list[Label], parent: int) -> list[Label]:
        number = self.provisions[parent].number if parent >= 0 else ""
        return [label for label in own if label.prefix == number] or (
            [label for label in own if label.prefix.count(".") == own[0].prefix.count(".")]
            if parent < 0 or self.provisions[parent].level in (Level.SECTION, Level.ARTICLE)
            else []
        )

    def _alphas(self, labels: list[Label], parent: int) -> list[Label]:
        """Points a), b) … d), đ): a second d) before e) is a đ) that lost its stroke; d1) after d) is inserted."""
        own = [label for label in labels if label.kind == "alpha" or label.kind == "alpha-digit"]
        letters = [label for label in own if label.kind == "alpha"]
        mended = list[Label]()
        for i, label in enumerate(letters):
            if label.number == "d" and mended and mended[-1].number == "d" and not label.minor:
                following = letters[i + 1].number if i + 1 < len(letters) else ""
                if following in ("e", ""):
                    self.notes.append(
                        Note("point-letter-mended", label.start, label.own, "Điểm “d” thứ hai được đọc là “đ”.")
                    )
                    label = label._replace(number="đ", major=label.major + 1)
            mended.append(label)
        if len(own) > len(letters):
            inserted = self._inserted(label for label in own if label.kind == "alpha-digit")
            mended = sorted(mended + inserted, key=lambda label: label.start)
        return select(mended)

    def _inserted(self, labels: Iterable[Label]) -> list[Label]:
        """Of d1), d2) … those that are points of their own, not parts of d): what stands before the first is closed."""
        content, kept, closed = self.content, list[Label](), False
        for label in labels:
            if label.minor == 1:
                closed = _before(content, label.start) in _CLOSED
            if closed:
                kept.append(label)
        return kept

    def _nested(self, labels: list[Label], parent: int) -> list[Label]:
        """A list within a provision whose own numbers are of the same form."""
        if parent < 0:
            return []
        for kind in ("arabic", "alpha"):
            chosen = select([label for label in labels if label.kind == kind], strict=True)
            if len(chosen) > 1:
                return [label._replace(kind="nested") for label in chosen]
        return []

    def _branch(
        self,
        labels: list[Label],
        chosen: list[Label],
        end: int,
        prefix: str,
        parent: int,
        kinds: tuple[str, ...],
        n: int,
    ) -> None:
        """Add the chosen numbers and, between them, what stands below each."""
        kind = kinds[n]
        lower = kinds[n:] if kind == "decimal" else kinds[n + 1 :]
        letter, level = LEVELS[kind]
        at, count = 0, len(labels)
        while at < count and labels[at].start < chosen[0].start:
            at += 1
        if at:
            self._lower(labels[:at], chosen[0].start, prefix, parent, lower)
        for i, label in enumerate(chosen):
            stop = chosen[i + 1].start if i + 1 < len(chosen) else end
            number = str(i + 1) if letter == "G" else label.number
            step = number if kind != "dotted" else label.number
            up = prefix
            if kind == "dotted" and prefix.rpartition(".")[2] == f"P{label.prefix}":
                up = prefix.rpartition(".")[0]
            loc = f"{up}.{letter}{step}" if up else f"{letter}{step}"
            index = self.add(loc, level, label, stop, parent, "", number)
            begin = at + 1
            at = begin
            while at < count and labels[at].start < stop:
                at += 1
            if at > begin:
                self._lower(labels[begin:at], stop, self.provisions[index].loc, index, lower)


_CLOSED = frozenset('.;”"]/)')


def _before(content: str, at: int) -> str:
    """The last character before ``at`` that is no space."""
    while at > 0 and content[at - 1].isspace():
        at -= 1
    return content[at - 1 : at]


def _above(labels: list[Label], articles: set[int], kind: str, first: int) -> bool:
    """Does a form (Roman, capital) stand above the articles: are there articles between its numbers?"""
    heads = with_article = 0
    open_head = False
    run = select([label for label in labels if label.kind == kind], strict=True)
    if not run or run[0].start > first:
        return False
    for label in labels:
        if label.kind == kind:
            heads += 1
            open_head = True
        elif open_head and label.start in articles:
            with_article += 1
            open_head = False
    return 2 * with_article >= heads
