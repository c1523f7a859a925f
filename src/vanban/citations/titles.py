"""Is a document named only inside another document's title? Such a one is no citation of its own."""

import re
from dataclasses import replace

from vanban.citations.letters import SMALL
from vanban.citations.mention import Mention, Named
from vanban.citations.register import family

_CUE = re.compile(
    r"\s*,?\s*[“\"(]?\s*(?:V/v|về|Về|VỀ|quy định|QUY ĐỊNH|sửa đổi|SỬA ĐỔI|bổ sung|hướng dẫn|HƯỚNG DẪN"
    r"|thực hiện|ban hành|BAN HÀNH|phê duyệt|triển khai"
    r"|bãi bỏ|BÃI BỎ|điều chỉnh|công bố|kéo dài|tổng kết|sơ kết|thi hành|đính chính|thí điểm"
    r"|quyết định|chi tiết|tăng cường|tiếp tục|đẩy mạnh|phân|giao)(?!\w)"
)
_BREAK = re.compile(
    rf"[;:]|\n(?!\s*[{SMALL}]{{2}}|$)|\.\s|\((?:sau đây|gọi|viết)|\sđã\s"
    r"|(?:đã\s+)?được\s+(?:sửa đổi|bổ sung|thay thế|đính chính"
    r"|hợp nhất|quy định|thực hiện|cấp|ban hành)|hợp nhất tại|"
    r"\s(?:thì|phải|trừ|có hiệu lực|hết hiệu lực|theo quy định|quy định tại|trên cơ sở|căn cứ|Căn cứ"
    r"|đối với các trường hợp|gắn với)\s"
)
_GOVERN = re.compile(
    r"(?:của|CỦA|thi hành|thực hiện|triển khai|hướng dẫn|chi tiết|sửa đổi|bổ sung|thay thế|bãi bỏ"
    r"|tổng kết|sơ kết|kèm theo|ban hành|công bố|về|đính chính|THI HÀNH|SỬA ĐỔI|THỰC HIỆN)"
    r"\s+(?:[Cc]ác\s+|(?:một số|các) (?:nội dung|điều) (?:của\s+)?)?$"
)
# “hướng dẫn chính sách … quy định tại Nghị định X” is a title; “… thực hiện theo quy định tại Nghị định X” is not.
_SPECIFIC = re.compile(
    r"\s*,?\s*(?:hướng dẫn|quy định chi tiết|sửa đổi|bãi bỏ|điều chỉnh|ban hành)(?!\w)", re.IGNORECASE
)
_REFERS = re.compile(r"\s(?:quy định tại|tại|theo)\s+(?:các\s+)?$")
_FINITE = re.compile(
    rf"[;:]|\n(?!\s*[{SMALL}]{{2}}|$)|\.\s|\(|, (?:trong đó|bảo đảm|nhằm|để|theo đó|từ đó)"
    r"|hợp nhất tại|\s(?:đã|được|thì|phải"
    r"|trừ|hiệu lực|thực hiện theo|tiếp tục|theo quy định|hoặc có|gắn với)\s"
)
_AMENDS = re.compile(r"(?:sửa đổi|bổ sung|bãi bỏ|thay thế)\s+(?:các\s+)?$", re.IGNORECASE)
_LISTED = re.compile(r", (?:bổ sung|hướng dẫn|thay thế|bãi bỏ)")
_JOIN = re.compile(r"\s*(?:,|và|,\s*và|hoặc)\s*(?:các\s+)?$")
_LAWS = ("Luật", "Bộ luật", "Pháp lệnh")
_CARRIED = {"Nghị định": _LAWS, "Thông tư": (*_LAWS, "Nghị định")}  # “Thông tư … hướng dẫn Luật A và Nghị định B”
_LONGEST = 450


class Titles:
    """Reads mentions in order and says which stand in the title of the one before."""

    __slots__ = ("_at", "_outer", "_text", "_within")

    def __init__(self, text: str) -> None:
        self._text = text
        self._outer = -1  # index among the found mentions, -1: no title open
        self._at = 0
        self._within: list[Named] = []

    def absorb(self, mention: Mention, found: list[Mention]) -> bool:
        """Whether ``mention`` is only part of the title of the last one found, which then keeps it in ``within``."""
        if self._outer >= 0 and self._belongs(mention, found[self._outer]):
            self._within += mention.named
            self._at = mention.end
            return True
        self.close(found)
        head = mention.named[-1] if mention.named else None
        opens = head is not None and head.kind in ("symbol", "short") and _CUE.match(self._text, mention.end)
        self._outer, self._at = (len(found) if opens else -1), mention.end
        return False

    def close(self, found: list[Mention]) -> None:
        """Give what the open title names to the document whose title it is."""
        if self._within:
            outer = found[self._outer]
            told = replace(outer.named[-1], title_end=self._at, within=tuple(self._within))
            found[self._outer] = replace(outer, named=(*outer.named[:-1], told))
            self._within = []

    def _belongs(self, mention: Mention, outer: Mention) -> bool:
        if not mention.named or mention.named[-1].kind == "self" or mention.start - self._at > _LONGEST:
            return False
        head = outer.named[-1]
        if mention.named[-1].key == head.key:
            return False  # a document is not named in its own title
        between = self._text[self._at : mention.start]
        if self._within and _JOIN.fullmatch(between):
            return family(mention.named[0].type) in (family(self._within[-1].type), *_CARRIED.get(head.type or "", ()))
        if mention.paths and (outer.paths or _AMENDS.search(between[-30:])):
            return False  # what is amended bears its own place
        if _SPECIFIC.match(between) and not outer.paths and _REFERS.search(between[-24:]):
            return not _FINITE.search(_LISTED.sub("", between))
        return not _BREAK.search(between) and _GOVERN.search(between[-40:]) is not None
