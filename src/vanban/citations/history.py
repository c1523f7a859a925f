"""Is a document named only because it changed the one before it?"""

import re

from vanban.citations.mention import Mention

_CHANGED_BY = re.compile(r"được\s+(?:sửa đổi|bổ sung|thay thế)[^.;:\n]{0,40}?\s(?:tại|bởi|theo)\s+(?:các\s+)?$")
_NEAR = 80


def changes_another(text: str, mention: Mention, after: int = 0) -> bool:
    """Whether the words before a mention, from ``after`` on, say that it changed another document.

    >>> changes_another("Luật Giá được sửa đổi, bổ sung bởi Luật số 5", Mention(35, 44, (), ()))
    True
    """
    return _CHANGED_BY.search(text, max(after, mention.start - _NEAR), mention.start) is not None
