"""Which provisions does an instruction name? Its places as paths, completed from each other and its heading."""

import re
from dataclasses import dataclass, replace
from typing import Literal

from vanban.amendments.cues import cue
from vanban.citations.locators import RANK, Token, read_tokens

Step = tuple[str, str]
Steps = tuple[Step, ...]
Part = Literal["", "title", "lead", "piece"]

_UNIT = re.compile(
    r"(?<![\wÀ-ỹ])(?:từ\s+)?(?:các\s+)?(?:gạch\s+đầu\s+dòng|tiết|điểm|khoản|điều|tiểu\s+mục|mục|chương|phần|biểu\s+mẫu|mẫu\s+biểu|mẫu"
    r"|phụ\s+lục)(?![\wÀ-ỹ])",
    re.IGNORECASE,
)
_ATTACHED = re.compile(
    r"(?!\s+(?:[A-ZĐ]|\d+)\b)[^;:]{0,160}?(?:(?:ban hành )?kèm theo|(?:của|vào)\s+(?:\x02|\x03|Quy))", re.IGNORECASE
)
_LIST = re.compile(r"\s*(?:,|;|và|hoặc)\s*(?:và\s+)?", re.IGNORECASE)
_DECIMAL = re.compile(r"[.,]\d")
_FORM_SIGN = re.compile(r"(?<=\d)\.\s+[A-ZĐ]{2,8}(?=\s*(?:[,;.]|và\s|tại\s|của\s|thuộc\s|$))")  # “Mẫu 2. ĐNCN”
_PUT_IN = re.compile(r"(?<!\w)(?:vào|sau|trước)(?:\s+(?:cuối|đầu|của))*\s*$", re.IGNORECASE)
_AT = re.compile(r"\s*(?:Tại|Ở|Trong)\s+")  # “Tại Điều 5, khoản 3 được sửa đổi …”
_PLAIN = re.compile(r"\s*(?:(?:của|thuộc|tại|trong|ban\s+hành\s+kèm\s+theo|kèm\s+theo|ở)\s+)?", re.IGNORECASE)


@dataclass(slots=True)
class Chain:
    """One path as printed, finest unit first; ``plural`` finest items make as many places."""

    tokens: list[Token]
    part: Part
    start: int
    end: int
    bare: str = ""  # the code of a unit named without a number: “tên Điều”
    listed: bool = False  # “và”, “,” stand before it: it goes on with a list
    spread: bool = False  # a larger unit is several: “khoản 1 các Điều 5, 6”
    sure: bool = True  # False of “Mục 2 Điều 7”: item 2 of the article, or the article of a section?


@dataclass(frozen=True, slots=True)
class Place:
    """A provision that an instruction names. ``settled`` is False where its larger unit is unsure."""

    steps: Steps
    part: Part
    start: int
    end: int
    settled: bool = True

    @property
    def loc(self) -> str:
        """The path as a loc.

        >>> Place((("D", "5"), ("K", "2")), "", 0, 0).loc
        'D5.K2'
        """
        return loc(self.steps)


def loc(steps: Steps) -> str:
    """Steps as a loc; no steps are "".

    >>> loc((("PL", "I"), ("MS", "03")))
    'PLI.MS03'
    """
    return ".".join(code + number for code, number in steps)


def lead_before(place: Place, words: str) -> list[Place]:
    """The lead or a piece of what a place is in, or the title of its article, where the words before the place name
    it: “đoạn mở đầu và điểm a khoản 1”, “câu cuối và điểm a khoản 1”, “tên và khoản 2 Điều 61”.

    >>> [place.loc for place in lead_before(Place((("D", "5"), ("K", "1"), ("P", "a")), "", 0, 0), "đoạn mở đầu và ")]
    ['D5.K1']
    """
    if place.part or len(place.steps) < 2:
        return []
    parts: tuple[Part, ...] = ("lead", "piece")
    for part in parts:
        if cue(f"{part}-and").search(words):
            return [replace(place, steps=place.steps[:-1], part=part)]
    article = next((i for i, (code, _number) in enumerate(place.steps) if code == "D"), None)
    titled = article is not None and cue("title-and").search(words)
    return [replace(place, steps=place.steps[: (article or 0) + 1], part="title")] if titled else []


def read_chains(head: str) -> list[Chain]:
    """The chains of units in a masked head, from left to right.

    >>> [[token.code for token in chain.tokens] for chain in read_chains("khoản 2; bổ sung điểm a khoản 3 Điều 5")]
    [['K'], ['P', 'K', 'D']]
    """
    chains: list[Chain] = []
    position = 0
    if "ẫu" in head:
        head = _FORM_SIGN.sub(lambda sign: " " * len(sign.group()), head)
    while unit := _UNIT.search(head, position):
        tokens = read_tokens(head, unit.start(), len(head), alone=True)
        before = head[max(0, unit.start() - 60) : unit.start()]
        part = _part(before)
        if not tokens:
            if _code(unit.group()) == "PL" and _ATTACHED.match(head, unit.end()):
                token = Token("PL", [""], "", unit.start(), unit.end())
                chains.append(Chain([token], part, unit.start(), unit.end()))
            elif part in ("title", "lead"):
                chains.append(Chain([], part, unit.start(), unit.end(), _code(unit.group())))
            position = unit.end()
            continue
        if all("*" not in token.items for token in tokens):
            listed = chains[-1:] and _LIST.fullmatch(head, chains[-1].end, unit.start())
            cut = _cut(tokens, part, chains, head)
            for i, chain in enumerate(cut):
                chain.listed = bool(listed) if i == 0 else True
                chain.spread = any(
                    len(t.items) > 1 and head[t.start : t.start + 4].lower() == "các " for t in chain.tokens[1:]
                )
            chains.extend(cut)
        position = max(tokens[-1].end, unit.end())
    return chains


_BESIDE = re.compile(r"(?:[\s,;:\x02]|(?<!\w)(?:tại|về|của|các|và|như\s+sau)(?!\w))*", re.IGNORECASE)


def only_places(head: str, chains: list[Chain]) -> bool:
    """Whether a masked head names places, and says no more than that they read as follows.

    >>> words = ["Khoản 2 Điều 5 như sau:", "Khoản 2 Điều 5 được hiểu như sau:"]
    >>> [only_places(head, read_chains(head)) for head in words]
    [True, False]
    """
    return bool(chains) and _BESIDE.fullmatch(between(head, chains)) is not None


def between(words: str, chains: list[Chain]) -> str:
    """What words say beside the places that they name.

    >>> between("Trừ khoản 2 Điều 5 và Điều 7", read_chains("Trừ khoản 2 Điều 5 và Điều 7"))
    'Trừ   và  '
    """
    rest, position = "", 0
    for chain in chains:
        rest, position = f"{rest}{words[position : chain.start]} ", chain.end
    return rest + words[position:]


def _part(before: str) -> Part:
    parts: tuple[Part, ...] = ("lead", "title", "piece")
    return next((part for part in parts if cue(part).search(before)), "")


def _code(word: str) -> str:
    return {"điều": "D", "khoản": "K", "điểm": "P", "chương": "C", "mục": "M", "lục": "PL"}.get(
        word.lower().split()[-1], ""
    )


def _cut(tokens: list[Token], part: Part, done: list[Chain], head: str) -> list[Chain]:
    """Cut a run of units where a unit is not followed by a larger one that it stands in."""
    cut: list[Chain] = []
    for token in tokens:
        last = cut[-1].tokens[-1] if cut else None
        if last is not None and _is_item(last, token, head):
            last.code = "P"
        if last is not None and _holds(token, last) and not (token.join == "comma" and _is_down(cut)):
            cut[-1].tokens.append(token)
            cut[-1].end = token.end
        elif last is None and done and done[-1].tokens and _continues(done[-1], token, head):
            done[-1].tokens.append(token)
            done[-1].end = token.end
            cut.append(done.pop())
        else:
            if _DECIMAL.match(head, token.end):  # “tiểu mục 4.9”: a number finer than units have
                part = part or "piece"
            cut.append(Chain([token], part if not cut or _same_list(cut[-1], token) else "", token.start, token.end))
    return _from_top(cut, head)


def _is_down(cut: list[Chain]) -> bool:
    """Whether the last of some chains goes on from a larger unit before it, as “khoản 2” in “Điều 5 khoản 2”."""
    inner = cut[-1]
    return len(cut) > 1 and inner.tokens[0].join == "plain" and RANK[cut[-2].tokens[0].code] > RANK[_top(inner)]


def _from_top(cut: list[Chain], head: str) -> list[Chain]:
    """Paths that begin with the largest unit are one: “Điều 5 khoản 2”; “vào Điều 5 khoản 4” are two."""
    kept: list[Chain] = []
    for chain in cut:
        outer = kept[-1] if kept else None
        if (
            outer is not None
            and (
                chain.tokens[0].join == "plain"
                or (chain.tokens[0].join == "comma" and _AT.fullmatch(head, 0, outer.start))
            )
            and RANK[outer.tokens[0].code] > RANK[_top(chain)]
            and not _PUT_IN.search(head[max(0, outer.start - 60) : outer.start])
        ):
            outer.sure = outer.tokens[0].code not in ("M", "TM") or _top(chain) != "D"
            outer.tokens[:0] = chain.tokens
            outer.end, outer.part = chain.end, outer.part or chain.part
        else:
            kept.append(chain)
    return kept


def _is_item(inner: Token, outer: Token, head: str) -> bool:
    """Whether “mục” is a numbered item of an article: “mục 2.2 Điều 7”."""
    numbered = inner.code in ("M", "TM") and inner.items[0][0].isdigit() and outer.code == "D"
    return numbered and outer.join == "plain" and (head[inner.start].islower() or "." in inner.items[0])


def _same_list(before: Chain, token: Token) -> bool:
    """“tên các điều 60, 61 và Điều 64”: the word for a title holds for the units of the same rank behind it."""
    return before.part == "title" and token.join != "semi" and before.tokens[-1].code == token.code


def _continues(before: Chain, token: Token, head: str) -> bool:
    gap = head[before.end : token.start]
    return RANK[token.code] > RANK[before.tokens[-1].code] and _PLAIN.fullmatch(gap) is not None


def _holds(outer: Token, inner: Token) -> bool:
    """Whether ``inner``, printed just before ``outer``, stands in it."""
    if RANK[outer.code] <= RANK[inner.code]:
        return False
    if outer.join == "comma":  # “khoản 2, Điều 5” is one path; “Điều 5, Chương II” are two
        return outer.code in ("P", "K", "D") or (outer.code, inner.code) in (("PL", "MS"), ("M", "K"), ("M", "P"))
    return outer.join in ("plain", "")


def complete(chains: list[Chain], base: Steps, clauses: list[int]) -> list[list[Place]]:
    """The places of each chain, its larger units taken from the right, from the left, or from ``base``.

    ``clauses`` says in which clause each chain stands. Another clause lends its article only where
    ``base`` has none.

    >>> chains = read_chains("khoản 2; bổ sung khoản 2a vào sau khoản 2 Điều 119")
    >>> [place.loc for places in complete(chains, (), [0, 1, 1]) for place in places]
    ['D119.K2', 'D119.K2a', 'D119.K2']
    """
    above: list[Steps | None] = [None] * len(chains)
    settled = [chain.sure for chain in chains]
    for i in range(len(chains) - 1, -1, -1):
        above[i] = _from_right(chains, above, base, clauses, i, settled)
    for i, chain in enumerate(chains):
        if above[i] is None:
            left = (
                (*(above[i - 1] or ()), *_own(chains[i - 1]))
                if i and clauses[i - 1] == clauses[i] and _top(chain) != "D"
                else ()
            )
            above[i] = _lend(left, chain) or _lend(base, chain)
            if left and above[i] and _goes_down(chains[i - 1], chain):
                settled[i - 1] = settled[i] = False
    for i in range(len(chains) - 1, -1, -1):  # what was lent by a neighbour that has only now been completed
        above[i] = _from_right(chains, above, base, clauses, i, settled) or above[i]
    return [_places(chain, above[i] or (), settled[i]) for i, chain in enumerate(chains)]


def _goes_down(outer: Chain, inner: Chain) -> bool:
    """Whether a unit may only say where the next one stands: “Điều 5, khoản 2”, and nothing larger behind it."""
    if outer.part or inner.part or not inner.listed or not outer.tokens or not inner.tokens:
        return False
    codes = (outer.tokens[0].code, _top(inner))
    return inner.tokens[0].join == "comma" and set(codes) <= {"D", "K", "P"} and RANK[codes[0]] > RANK[codes[1]]


def _top(chain: Chain) -> str:
    return chain.tokens[-1].code if chain.tokens else chain.bare


def _own(chain: Chain) -> Steps:
    """The steps of a chain's first place, without what it takes from elsewhere."""
    return tuple((token.code, token.items[0]) for token in reversed(chain.tokens))


def _from_right(
    chains: list[Chain], above: list[Steps | None], base: Steps, clauses: list[int], i: int, settled: list[bool]
) -> Steps | None:
    if i + 1 == len(chains):
        return None
    chain, right = chains[i], chains[i + 1]
    if clauses[i] != clauses[i + 1] and _serves(base, chain):
        return None
    if chain.tokens and _top(chain) in ("D", "C", "Ph") and all(token.code != _top(chain) for token in right.tokens):
        return None
    lent = _lend((*(above[i + 1] or ()), *_own(right)), chain)
    if lent and right.listed and _top(chain) == "P" and right.tokens and right.tokens[0].code == "K":
        settled[i] = False  # “điểm a và khoản 3 Điều 6”: whose point?
    if lent and right.spread:
        settled[i] = False  # “khoản 1, khoản 2 các Điều 5, 6”: of Điều 6 too
    return lent or None


def _serves(base: Steps, chain: Chain) -> bool:
    """Whether ``base`` has the unit that the chain's largest one stands in directly."""
    codes = {code for code, _ in base}
    return bool(codes & ({"K", "M"} if _top(chain) in ("P", "T", "G") else {"D", "M", "PL"}))


def _lend(donor: Steps, chain: Chain) -> Steps:
    """The steps of ``donor`` that the chain's largest unit can stand in; a bare unit takes its number too."""
    top = _top(chain)
    rank = RANK.get(top, 99)
    if not chain.tokens:  # “tên Điều và khoản 5 Điều 40”: the article itself is lent
        return tuple(step for step in donor if RANK[step[0]] >= rank) if any(step[0] == top for step in donor) else ()
    if top == "PL":
        return ()
    if top in ("D", "K", "P", "T"):
        donor = tuple(step for step in donor if step != ("PL", ""))
    if top in ("D", "C", "Ph"):
        return tuple(step for step in donor if step[0] == "PL")
    if top == "MS":
        return tuple(step for step in donor if step[0] == "PL" and step[1] != "1")
    return tuple(step for step in donor if RANK[step[0]] > rank)


def _places(chain: Chain, above: Steps, settled: bool) -> list[Place]:
    """One place for each finest number; further numbers of a larger unit are places of their own."""
    if not chain.tokens:
        part: Part = "lead" if chain.bare in ("K", "P") else chain.part
        return [Place(above, part, chain.start, chain.end)] if above else []
    part = "lead" if chain.part == "title" and chain.tokens[0].code in ("K", "P", "T") else chain.part
    found: list[Place] = []
    for i, token in enumerate(chain.tokens):
        outer = (*above, *((upper.code, upper.items[0]) for upper in reversed(chain.tokens[i + 1 :])))
        if any(code == "D" for code, _ in (*outer, (token.code, ""))):
            outer = tuple(step for step in outer if step[0] not in ("C", "M", "TM", "Ph"))
        for number in token.items[1 if i else 0 :]:
            here = (*outer, (token.code, number))
            if i and chain.spread:
                inner = tuple((lower.code, lower.items[0]) for lower in reversed(chain.tokens[1:i]))
                found += [
                    Place((*here, *inner, (chain.tokens[0].code, finest)), part, chain.start, chain.end, settled)
                    for finest in chain.tokens[0].items
                ]
            else:  # “khoản 1 Điều 5, 6”: all of Điều 6, or its khoản 1?
                found.append(Place(here, part, chain.start, chain.end, settled and not i))
    return found
