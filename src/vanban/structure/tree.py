"""How do numbered lines become provisions? Runs of one form of number, nested by rank."""

from vanban.model import Level, Note, Provision, Span
from vanban.structure.headings import heading_of
from vanban.structure.labels import Label
from vanban.structure.letters import points
from vanban.structure.runs import gaps, restarts, select
from vanban.structure.scheme import (
    RANKS,
    extents,
    roman_first,
    stands_above,
    stray_chapters,
    with_weak,
    without_contents,
)

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


NESTED = ("arabic", "arabic-bracket", "alpha")  # forms in which a list within a provision may be numbered
STRICT = frozenset({"lower-roman", "paren", "arabic-bracket", "upper"})  # must begin with 1


class Grower:
    """Collects the provisions of a text, region by region."""

    def __init__(self, content: str, bold: tuple[Span, ...] = (), quoted: bool = False) -> None:
        self.content = content
        self.provisions = list[Provision]()
        self.notes = list[Note]()
        self.locs = dict[str, int]()
        self.reserved = set[str]()  # locs that a dotted number names though nothing is printed there
        self.bold = bold
        self.quoted = quoted  # a quotation may begin with any number
        self.has_articles = False

    def add(self, loc: str, level: Level, label: Label, end: int, parent: int, heading: str, number: str = "") -> int:
        """Append a provision and give its index; a loc that is taken gets ``~2`` and a note."""
        _, printed, _, _, start, own, _, _ = label
        content, locs, provisions = self.content, self.locs, self.provisions
        while end > own and content[end - 1].isspace():
            end -= 1
        if loc in locs:
            locs[loc] += 1
            loc = self._again(loc, locs[loc])
            self.notes.append(Note("number-repeated", start, own, "Số này đã có ở một đơn vị trước."))
        else:
            locs[loc] = 1
        index = len(provisions)
        provisions.append(
            Provision(loc, level, number or printed, heading, start, end if end > own else own, own, parent)  # noqa: FURB136 - hot
        )
        return index

    def _again(self, loc: str, count: int) -> str:
        while f"{loc}~{count}" in self.locs:
            count += 1
        self.locs[f"{loc}~{count}"] = 1
        return f"{loc}~{count}"

    def grow(self, labels: list[Label], end: int, prefix: str = "", parent: int = -1) -> None:
        """Add the provisions of a region whose own numbered lines are ``labels``."""
        labels, listed = without_contents(labels)
        if listed:
            start, stop = listed[0].start, listed[-1].end
            self.notes.append(Note("table-of-contents", start, stop, "Mục lục ở đầu văn bản, không đọc thành điều."))
        articles = [label for label in labels if label.kind == "article"]
        fragment = self.quoted or all(label.major != 1 for label in articles)
        articles = restarts(articles) if prefix else with_weak(labels, select(articles, anywhere=fragment))
        self.has_articles = bool(articles)
        self._note_gaps(articles, fragment)
        below = roman_first(BELOW, labels)
        chosen = {label.start: label for label in articles}  # a weak number that was chosen is an article here
        above = {*HEADS, *(kind for kind in ("upper", "roman") if articles and stands_above(kind, labels, articles))}
        strays = stray_chapters(labels)
        heads = [
            chosen.get(x.start, x) for x in labels if (x.kind in above and x.start not in strays) or x.start in chosen
        ]
        if not heads:
            self._lower(labels, end, prefix, parent, below)
            return
        lead = [] if articles else [label for label in labels if label.start < heads[0].start]
        self._lower(lead, heads[0].start, prefix, parent, below)
        labels = [label for label in labels if label.start >= heads[0].start]
        self._upper(labels, heads, end, prefix, parent, tuple(kind for kind in below if kind not in above))

    def _upper(
        self, labels: list[Label], heads: list[Label], end: int, prefix: str, parent: int, lower: tuple[str, ...]
    ) -> None:
        """Parts, chapters, sections and articles by rank, each with what stands below it."""
        stack = list[tuple[int, str, int]]()  # rank, loc, index
        at, count, ends = 0, len(labels), extents(heads, end)
        for i, head in enumerate(heads):
            rank = RANKS[head.kind]
            while stack and stack[-1][0] >= rank:
                stack.pop()
            stop = heads[i + 1].start if i + 1 < len(heads) else end
            up = stack[-1] if stack else (0, prefix, parent)
            letter, level = LEVELS[head.kind]
            base = prefix if head.kind == "article" else up[1]
            after = labels[at + 1].start if at + 1 < count else stop
            heading = heading_of(self.content, head, min(stop, after), stop, self.bold)
            loc = f"{base}.{letter}{head.number}" if base else letter + head.number
            index = self.add(loc, level, head, ends[i], up[2], heading)
            loc = self.provisions[index].loc
            stack.append((rank, loc, index))
            at = begin = at + 1
            while at < count and labels[at].start < stop:
                at += 1
            if at > begin:
                self._lower(labels[begin:at], stop, loc, index, lower)

    def _note_gaps(self, chosen: list[Label], fragment: bool = False) -> None:
        for label in gaps(chosen, fragment):
            name = LEVELS[label.kind][1]
            self.notes.append(
                Note(f"{name}-number-skipped", label.start, label.own, "Số ở đây không nối tiếp số trước.")
            )

    def _lower(self, labels: list[Label], end: int, prefix: str, parent: int, kinds: tuple[str, ...]) -> None:
        """The runs below an article (or of a text without articles), the largest form first."""
        present = {label.kind for label in labels}
        for n, kind in enumerate(kinds):
            if kind == "nested" and not present.isdisjoint(NESTED):
                chosen = self._nested(labels, parent)
            elif kind not in present and not (kind == "alpha" and self.quoted and "alpha-digit" in present):
                continue
            else:
                chosen = self._choose(labels, kind, parent, kinds)
            if chosen:
                self._note_gaps(chosen)
                self._branch(labels, chosen, end, prefix, parent, kinds, n)
                return

    def _choose(self, labels: list[Label], kind: str, parent: int, kinds: tuple[str, ...]) -> list[Label]:
        own = [label for label in labels if label.kind == kind]
        if kind in ("dash", "plus"):
            return own if parent >= 0 else []
        if kind == "decimal":
            return self._decimals(own, parent)
        if kind == "alpha":
            letters, notes = points(self.content, labels)
            self.notes += notes
            return select(letters, anywhere=self.quoted and parent < 0)
        if kind == "dotted":
            return own
        if kind == "arabic-bracket" and any(x.kind == "alpha" and x.start < own[0].start for x in labels):
            return []  # a list within a point
        if kind == "alpha-digit":
            return [label for label in own if parent >= 0 and label.prefix == self.provisions[parent].number]
        strict = kind in STRICT or (kind == "roman" and self.has_articles)
        return select(own, strict, self.quoted and parent < 0)

    def _decimals(self, own: list[Label], parent: int) -> list[Label]:
        """Numbers such as 1.2 below 1; below another number only a run of several."""
        number = self.provisions[parent].number if parent >= 0 else ""
        if fitting := [label for label in own if label.prefix == number]:
            return fitting
        first = own[0].prefix
        run = select([label for label in own if label.prefix == first], strict=True)
        if len(run) > 1 or parent < 0 or self.provisions[parent].level in (Level.SECTION, Level.ARTICLE):
            return [label for label in own if label.prefix.count(".") == first.count(".")]
        return []

    def _dotted(self, prefix: str, label: Label) -> str:
        """The loc of 1.1.2 or a.16, which say already what they stand in; a stray one must not seem to stand there."""
        up = prefix.removesuffix(f"P{label.prefix}").removesuffix(".")
        loc = f"{up}.P{label.number}" if up else f"P{label.number}"
        above = loc.rpartition(".")[0]
        if above == prefix:
            return loc
        if above in self.locs and above not in self.reserved:
            return f"{up}.T{label.number}" if up else f"T{label.number}"
        self.reserved.add(above)
        self.locs.setdefault(above, 1)
        return loc

    def _nested(self, labels: list[Label], parent: int) -> list[Label]:
        """A list within a provision whose own numbers are of the same form."""
        if parent < 0:
            return []
        for kind in NESTED:
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
            loc = f"{prefix}.{letter}{number}" if prefix else f"{letter}{number}"
            if kind in ("decimal", "dotted"):
                loc = self._dotted(prefix, label)
            after = labels[at + 1].start if at + 1 < count else stop
            heading = (
                heading_of(self.content, label, min(stop, after), stop, self.bold) if kind in ("roman", "upper") else ""
            )
            index = self.add(loc, level, label, stop, parent, heading, number)
            begin = at + 1
            at = begin
            while at < count and labels[at].start < stop:
                at += 1
            if at > begin:
                self._lower(labels[begin:at], stop, self.provisions[index].loc, index, lower)
