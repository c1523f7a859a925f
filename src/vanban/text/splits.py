"""Which syllables were torn apart in print? "th ông tư", "vũ t rang": joined only where nothing else fits."""

import re

from vanban.text.draft import Edit
from vanban.text.syllables import is_syllable

_INITIAL = "ngh|ng|nh|th|tr|ch|ph|kh|gh|qu|gi|[bcdđghklmnpqrstvx]"
_TORN = re.compile(rf"(?<![^\s(“\"])({_INITIAL}) ([^\W\d_]{{1,7}})(?!\w)", re.IGNORECASE)
# A letter may rightly stand alone: "điểm c ở", "hệ số k ứng với".
_LABELLED = re.compile(
    r"(?:^|[,;:(=+×/.)]|điểm|tiết|khoản|mục|và|hoặc|đến|loại|nhóm|hạng|bảng|cột|ý|lớp|tổ|khu|lô|tại|hình|số|là|mẫu|từ|biến|theo)\s*$",
    re.IGNORECASE,
)
_PAIRS = (" th ", " nh ", " ng ", " tr ", " ph ", " kh ", " ch ")  # no word of a sound text


_SAMPLE = 4_000  # letters: a text torn in print is torn everywhere


def is_torn(text: str) -> bool:
    """Whether a text may hold torn syllables at all: a fast look at its beginning and its middle."""
    middle = len(text) // 2
    sample = text if len(text) < 2 * _SAMPLE else text[:_SAMPLE] + text[middle : middle + _SAMPLE]
    sample = sample.lower()
    return any(pair in sample for pair in _PAIRS)


def splits(text: str) -> list[Edit]:
    """The edits that join torn syllables: the parts are no two syllables, the whole is one.

    A single letter before a syllable may be a label; it is joined only in a text that is torn elsewhere too.
    """
    sure: list[Edit] = []
    likely: list[tuple[str, Edit]] = []
    for torn in _TORN.finditer(text):
        head, tail = torn[1], torn[2]
        if is_syllable(head) or not is_syllable(head + tail):
            continue
        edit = Edit(torn.end(1), torn.start(2), "", "split-syllable", f"Âm tiết bị tách “{torn[0]}” được đọc liền.")
        if len(head) > 1 and not head.isupper():
            sure.append(edit)
        elif not _LABELLED.search(text, max(0, torn.start() - 12), torn.start()) and head.islower():
            likely.append((head, edit))
    if sure or len({head for head, _ in likely}) > 2:
        sure += [edit for _, edit in likely]
    return sorted(sure)
