"""How do numbered lines become provisions? Runs of one form of number, nested by rank."""

from bisect import bisect_left

from vanban.model import Level, Note, Provision, Span
from vanban.structure.headings import heading_of
from vanban.structure.labels import START, Label
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


PLAIN = frozenset({"arabic", "alpha"})  # the forms of nine numbers of ten
NESTED = ("arabic", "arabic-bracket", "alpha")  # forms in which a list within a provision may be numbered
_NEW = tuple.__new__
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
        # as Provision(…) does, in half the time
        provisions.append(_NEW(Provision, (loc, level, number or printed, heading, start, max(end, own), own, parent)))
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
        rare = [label for label in labels if label.kind not in PLAIN]
        articles = [label for label in rare if label.kind == "article"]
        fragment = self.quoted or all(label.major != 1 for label in articles)
        articles = restarts(articles) if prefix else with_weak(rare, select(articles, anywhere=fragment))
        self.has_articles = bool(articles)
        self._note_gaps(articles, fragment)
        below = roman_first(BELOW, rare)
        chosen = {label.start: label for label in articles}  # a weak number that was chosen is an article here
        above = {*HEADS, *(kind for kind in ("upper", "roman") if articles and stands_above(kind, rare, articles))}
        strays = stray_chapters(rare)
        heads = [
            chosen.get(x.start, x) for x in rare if (x.kind in above and x.start not in strays) or x.start in chosen
        ]
        if not heads:
            self._lower(labels, end, prefix, parent, below)
            return
        first = bisect_left(labels, heads[0].start, key=START)
        self._lower([] if articles else labels[:first], heads[0].start, prefix, parent, below)
        lower = tuple(kind for kind in below if kind not in above)
        self._upper(labels[first:], heads, end, prefix, parent, lower)

    def _upper(
        self, labels: list[Label], heads: list[Label], end: int, prefix: str, parent: int, lower: tuple[str, ...]
    ) -> None:
        """Parts, chapters, sections and articles by rank, each with what stands below it."""
        stack = [(-1, prefix, parent)]  # rank, loc, index
        at, count, content, bold = 0, len(labels), self.content, self.bold
        stops = [head.start for head in heads]
        stops.append(end)
        for head, stop, own_end in zip(heads, stops[1:], extents(heads, end), strict=True):
            kind, number, *_ = head
            rank = RANKS[kind]
            while stack[-1][0] >= rank:
                stack.pop()
            _, base, above = stack[-1]
            letter, level = LEVELS[kind]
            if kind == "article":
                base = prefix
            at = begin = at + 1
            after = labels[at].start if at < count else stop
            heading = heading_of(content, head, min(stop, after), stop, bold)
            index = self.add(
                f"{base}.{letter}{number}" if base else letter + number, level, head, own_end, above, heading
            )
            loc = self.provisions[index].loc
            stack.append((rank, loc, index))
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
        if not labels or self._plain(labels, end, prefix, parent, kinds):
            return
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

    def _plain(self, labels: list[Label], end: int, prefix: str, parent: int, kinds: tuple[str, ...]) -> bool:
        """Add a run of one form from 1 on with nothing below it, as most articles and clauses have; is it one?"""
        form, major, minor = labels[0].kind, 0, 0
        if form not in PLAIN or form not in kinds:
            return False
        for kind, _, a, b, _, _, _, _ in labels:
            if kind != form or ((a != major + 1 or b) and (a != major or b != minor + 1)):
                return False
            major, minor = a, b
        letter, level = LEVELS[form]
        stem = f"{prefix}.{letter}" if prefix else letter
        content, locs, provisions, new = self.content, self.locs, self.provisions, _NEW
        last = len(labels) - 1
        for i, label in enumerate(labels):
            _, number, _, _, start, own, stop, _ = label
            loc = stem + number
            # it ends with its line unless more lines follow or spaces end it
            below = end if i == last else labels[i + 1].start
            if loc in locs or not stop <= below <= stop + 1 or content[stop - 1].isspace():
                self.add(loc, level, label, below, parent, "", number)
            else:
                locs[loc] = 1
                provisions.append(new(Provision, (loc, level, number, "", start, stop, own, parent)))
        return True

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
        stem = f"{prefix}.{letter}" if prefix else letter
        dotted, titled, counted = kind in ("decimal", "dotted"), kind in ("roman", "upper"), letter == "G"
        stops = [label.start for label in chosen]
        stops.append(end)
        heading = ""
        for i, label in enumerate(chosen, 1):
            stop = stops[i]
            number = str(i) if counted else label.number
            loc = self._dotted(prefix, label) if dotted else stem + number
            at = begin = at + 1
            if titled:
                after = labels[at].start if at < count else stop
                heading = heading_of(self.content, label, min(stop, after), stop, self.bold)
            index = self.add(loc, level, label, stop, parent, heading, number)
            while at < count and labels[at].start < stop:
                at += 1
            if at > begin:
                self._lower(labels[begin:at], stop, self.provisions[index].loc, index, lower)
