"""What does a shared template expect? The shapes that views and context processors hand to it.

Giao diện không biết gì về nghiệp vụ; ứng dụng đưa cho nó những giá trị này.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime


@dataclass(frozen=True)
class Entry:
    """Một mục của thanh điều hướng bên trái; `key` is the second key of `g …`."""

    text: str
    url: str
    icon: str = "dot"
    count: int | None = None
    key: str = ""
    current: bool = False


@dataclass(frozen=True)
class Group:
    """Một nhóm mục điều hướng."""

    text: str
    entries: Sequence[Entry]


@dataclass(frozen=True)
class Post:
    """Một chức vụ người dùng có thể chọn để làm việc."""

    value: str
    text: str
    current: bool = False


@dataclass(frozen=True)
class Link:
    """Một đường dẫn có tên; dùng cho trình đơn tài khoản và đường dẫn trang (breadcrumbs)."""

    text: str
    url: str = ""
    icon: str = ""


@dataclass(frozen=True)
class Tab:
    """Một thẻ trong dãy thẻ."""

    text: str
    url: str
    current: bool = False
    count: int | None = None


@dataclass(frozen=True)
class Change:
    """Một giá trị trước và sau khi đổi."""

    name: str
    before: object = ""
    after: object = ""


@dataclass(frozen=True)
class Moment:
    """Một việc đã xảy ra: ai (chức vụ), lúc nào, làm gì, vì sao, trước và sau."""

    at: datetime
    who: str
    act: str
    post: str = ""
    reason: str = ""
    changes: Sequence[Change] = ()
    icon: str = "dot"
    url: str = ""


@dataclass(frozen=True)
class Shell:
    """What surrounds every page of a signed-in person; context name `shell`."""

    nav: Sequence[Group] = ()
    person: str = ""
    posts: Sequence[Post] = ()
    post_url: str = ""
    account: Sequence[Link] = ()
    sign_out_url: str = ""
    search_url: str = ""
    bell_url: str = ""
    bell: int = 0  # what is new there
    palette_url: str = ""
    help_url: str = ""
    installation: str = ""


def marked(groups: Sequence[Group], path: str) -> list[Group]:
    """Mark the entry the reader is at: the longest address that begins the path."""
    fitting = [entry.url for group in groups for entry in group.entries if path.startswith(entry.url)]
    here = max(fitting, key=len, default="")
    if here == "/" and path != "/":
        here = ""
    return [
        replace(group, entries=[replace(entry, current=entry.url == here) for entry in group.entries])
        for group in groups
    ]
