"""Which instructions are left to people before anything is tried, and why?"""

import re
from collections.abc import Container, Mapping

from vanban.consolidation.days import OWN_DAYS, excepts
from vanban.consolidation.quoted import Wording
from vanban.consolidation.rewording import settles
from vanban.consolidation.structural import Unsettled
from vanban.consolidation.turns import PHRASES
from vanban.consolidation.units import Unit
from vanban.model import Amendment

_NOT_WHOLE = {
    "in-part": "Vào ngày này lệnh chỉ có hiệu lực một phần; chưa rõ phần lời văn nào đã có hiệu lực.",
    "unclear": "Văn bản nêu thời điểm riêng cho lệnh này, chưa rõ là ngày nào hoặc cho phần nào; cần người quyết định.",
    "ended": "Văn bản sửa đổi đã hết thời hạn có hiệu lực; chưa rõ lời văn cũ có được dùng lại không.",
}


def refuse_at(row: Amendment, state: str, doubt: str) -> None:
    """An instruction that holds in part, from a day nobody knows or no longer, or that may not be meant."""
    if state in _NOT_WHOLE and not (state == "ended" and row.op == "suspend"):
        raise Unsettled(_NOT_WHOLE[state])
    if doubt and state == "yes":
        raise Unsettled(doubt)


def refuse(row: Amendment, words: str, places: Container[str]) -> None:
    """An instruction whose words do not settle what it changes in a text that has these places."""
    if "?" in row.at or (row.needs_human and not settles(words, row)):
        raise Unsettled("Lời lệnh không nói rõ sửa đơn vị nào, hoặc sửa thế nào.")
    if row.at.endswith(".TITLE") and row.op not in PHRASES:
        raise Unsettled("Lệnh chỉ nói đến tên của đơn vị; chưa rõ đơn vị không còn tên thì in thế nào.")
    if re.match(r"PL1\.[DC]", row.at) and "PL2.D1" in places:
        raise Unsettled("Văn bản ban hành kèm theo nhiều quy chế, quy định; chưa rõ lệnh sửa quy chế nào.")
    if row.op in OWN_DAYS and row.op != "repeal" and excepts(words):
        raise Unsettled("Lệnh có ngoại lệ; cần người quyết định phần nào còn giữ.")


def refuse_attached(find: Mapping[str, Unit], target: Unit, new: Wording) -> None:
    """An article of the decision is not meant where the new title is that of its attached regulation's."""
    twin, fresh = find.get(f"PL1.{target.loc}"), new.named(target.loc)
    title = (fresh.heading if fresh else "").casefold()
    if twin and title and title == twin.heading.casefold() != target.heading.casefold():
        raise Unsettled(f"Tên điều trong lời văn mới là tên của {twin.loc}; chưa rõ lệnh sửa điều nào.")
