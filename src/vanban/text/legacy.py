"""Which stretches were typed for old fonts? TCVN3 (ABC), VNI and misread UTF-8, mended word by word.

Statistics decide: a word that is no syllable as it stands and is one when read in an old encoding speaks
for that encoding; words that are sound Unicode beyond doubt are never touched.
"""

import re
from collections.abc import Callable, Iterator
from typing import NamedTuple
from unicodedata import normalize

from vanban.text.draft import Edit
from vanban.text.syllables import is_syllable

_TCVN3_SIGNS = "¡¢£¤¥¦§¨©ª«¬\u00ad®µ¶·¸¹»¼½¾ÆÇÈÉÊËÌÎÏÐÑÒÓÔÕÖ×ØÜÝÞßáâãäåæçèéêëìíîïñòóôõö÷øùúûüýþ"
_TCVN3_LETTERS = "ĂÂÊÔƠƯĐăâêôơưđàảãáạằẳẵắặầẩẫấậèẻẽéẹềểễếệìỉĩíịòỏõóọồổỗốộờởỡớợùủũúụừửữứựỳỷỹýỵ"
_TCVN3 = str.maketrans(_TCVN3_SIGNS, _TCVN3_LETTERS) | {ord("μ"): "à"}

_TONE_SIGNS = {"ù": "\u0301", "ø": "\u0300", "û": "\u0309", "õ": "\u0303", "ï": "\u0323"}
_ROOF_SIGNS = {"â": "", "á": "\u0301", "à": "\u0300", "å": "\u0309", "ã": "\u0303", "ä": "\u0323"}
_BREVE_SIGNS = {"ê": "", "é": "\u0301", "è": "\u0300", "ú": "\u0309", "ü": "\u0303", "ë": "\u0323"}
_VNI_SINGLE = {"ñ": "đ", "ô": "ơ", "ö": "ư", "æ": "ỉ", "ó": "ĩ", "ò": "ị", "î": "ỵ", "í": "í", "ì": "ì"}


def _vni_table() -> dict[str, str]:
    """What each one or two signs of VNI stand for, in small letters and capitals."""
    table = dict(_VNI_SINGLE)
    for base, vowel in {"a": "a", "e": "e", "o": "o", "u": "u", "y": "y", "ô": "ơ", "ö": "ư"}.items():
        table |= {base + sign: normalize("NFC", vowel + tone) for sign, tone in _TONE_SIGNS.items()}
    for base in "aeo":
        table |= {base + sign: normalize("NFC", base + "\u0302" + tone) for sign, tone in _ROOF_SIGNS.items()}
    table |= {"a" + sign: normalize("NFC", "a\u0306" + tone) for sign, tone in _BREVE_SIGNS.items()}
    capitals = {k.upper(): v.upper() for k, v in table.items()}
    return table | capitals | {k[0].upper() + k[1:]: v.upper() for k, v in table.items() if len(k) > 1}


_VNI = _vni_table()
_VNI_UNIT = re.compile("|".join(sorted(_VNI, key=len, reverse=True)))
_MISREAD = re.compile("[Â-ô][\u0080-¿ŒœŠšŸŽžƒˆ˜–—‘’‚“”„†‡•…‰‹›€™]{1,3}")


class _Encoding(NamedTuple):
    code: str
    name: str
    signs: frozenset[str]  # that no sound text has inside its words
    read: Callable[[str], str]


def _from_vni(word: str) -> str:
    return _VNI_UNIT.sub(lambda unit: _VNI[unit[0]], word)


_ENCODINGS = (
    _Encoding("tcvn3", "TCVN3 (ABC)", frozenset("¨©ª«¬®¸¹¶¾»¼ËÎÏÑÖØÜÞßäåæçëîïñö÷øûüþ"), lambda w: w.translate(_TCVN3)),
    _Encoding("vni", "VNI", frozenset("øûïåäëüñöæîØÛÏÅÄËÜÑÖÆÎ"), _from_vni),
)
_WORD = re.compile(r"[^\s\x00-@\[-`{-\x7f“”‘’…–]+")
_BEYOND = re.compile(r"[\u0100-\u1eff]")  # letters that the old encodings do not know: ă đ ơ ư ạ …


def legacy(text: str, odd: frozenset[str]) -> list[Edit]:
    """The edits that set old encodings right; none for sound text. ``odd`` are the signs that called for a look."""
    edits = list(_misread(text)) if {"»", "º", "\u00a0", "Ã", "Æ", "Ä", "‘", "°"} & odd else []
    for encoding in _ENCODINGS:
        if not edits and encoding.signs & odd:
            edits = list(_stretches(text, encoding, encoding.signs & odd))
    if len(edits) <= 20:
        return edits
    message = edits[0].message.replace("Đoạn này", f"Văn bản này ({len(edits)} đoạn)")  # one note says it for all
    return [edits[0]._replace(message=message), *(edit._replace(code="") for edit in edits[1:])]


def _stretches(text: str, encoding: _Encoding, signs: frozenset[str]) -> Iterator[Edit]:
    """One edit for each stretch of words between words of sound Unicode, line by line that has such ``signs``."""
    telling = re.compile(f"[{''.join(signs)}]")
    stop = 0
    while found := telling.search(text, stop):
        place = text.rfind("\n", 0, found.start()) + 1
        stop = text.find("\n", found.end())
        stop = len(text) if stop < 0 else stop
        run: list[re.Match[str]] = []
        for word in [*_WORD.finditer(text, place, stop), None]:
            if word is not None and not _BEYOND.search(word[0]):
                run.append(word)
                continue
            if span := _old(run, encoding):
                message = f"Đoạn này viết bằng bảng mã {encoding.name}, đã đổi sang Unicode."
                yield Edit(*span, encoding.read(text[slice(*span)]), encoding.code, message)
            run = []


def _old(run: list[re.Match[str]], encoding: _Encoding) -> tuple[int, int] | None:
    """The part of a run of words that is in the old encoding, from its first telling word to its last."""
    telling = [w for w in run if not is_syllable(w[0]) and not encoding.signs.isdisjoint(w[0])]
    right = [w for w in telling if is_syllable(encoding.read(w[0]))]
    spoken = {w[0] for w in right if len(w[0]) > 1}
    if len(right) < 0.7 * len(telling) or not (len(spoken) > 1 or any(len(word) > 2 for word in spoken)):
        return None
    first, last = right[0], right[-1]
    before = [w for w in run if w.end() <= first.start()]
    while before and not before[-1][0].isascii() and is_syllable(encoding.read(before[-1][0])):
        first = before.pop()
    behind = [w for w in run if w.start() >= last.end()]
    while behind and not behind[0][0].isascii() and is_syllable(encoding.read(behind[0][0])):
        last = behind.pop(0)
    return first.start(), last.end()


def _misread(text: str) -> Iterator[Edit]:
    """UTF-8 that was read as Windows-1252: ``Tá»•ng`` for ``Tổng``."""
    found = [(m, new) for m in _MISREAD.finditer(text) if (new := _reread(m[0]))]
    if len(found) < 3:
        return
    for match, new in found:
        yield Edit(match.start(), match.end(), new, "mojibake", "Chữ bị đọc sai bảng mã (UTF-8), đã đọc lại.")


def _reread(signs: str) -> str:
    raw = b"".join(c.encode("cp1252") if c not in _UNDEFINED else bytes([ord(c)]) for c in signs)
    for end in (len(raw), len(raw) - 1, len(raw) - 2):
        if end > 1:
            try:
                return raw[:end].decode("utf-8") + signs[end:]
            except UnicodeDecodeError:
                continue
    return ""


_UNDEFINED = "\x81\x8d\x8f\x90\x9d" + "".join(map(chr, range(0x80, 0xA0)))
