"""Who may do what? Roles, their rights, the days a thing holds, the paths of a tree: pure decisions."""

from collections.abc import Iterable, Mapping
from datetime import date
from enum import StrEnum


class Role(StrEnum):
    """What somebody is at a unit (vai trò)."""

    CLERK = "clerk"  # văn thư
    OFFICER = "officer"  # chuyên viên
    HEAD = "head"  # thủ trưởng
    INSPECTOR = "inspector"  # kiểm tra
    ADMINISTRATOR = "administrator"  # quản trị


class Right(StrEnum):
    """A verb that a role bears."""

    READ = "read"
    REGISTER = "register"
    SEND = "send"
    RECEIVE = "receive"
    REVIEW = "review"
    DRAFT = "draft"
    REPORT = "report"
    APPROVE = "approve"
    ASSIGN = "assign"
    CONFIRM = "confirm"
    RESTRICT = "restrict"
    DELEGATE = "delegate"
    MANAGE = "manage"  # units and accounts


RIGHTS: Mapping[Role, frozenset[Right]] = {
    Role.CLERK: frozenset({Right.READ, Right.REGISTER, Right.SEND, Right.RECEIVE, Right.RESTRICT}),
    Role.OFFICER: frozenset({Right.READ, Right.REVIEW, Right.DRAFT, Right.REPORT}),
    Role.HEAD: frozenset(
        {Right.READ, Right.REVIEW, Right.APPROVE, Right.ASSIGN, Right.CONFIRM, Right.RESTRICT, Right.DELEGATE}
    ),
    Role.INSPECTOR: frozenset({Right.READ}),
    Role.ADMINISTRATOR: frozenset({Right.MANAGE}),
}
READERS = frozenset(role for role, rights in RIGHTS.items() if Right.READ in rights)


class Change(StrEnum):
    """How units follow each other (kế thừa)."""

    MERGE = "merge"
    SPLIT = "split"
    RENAME = "rename"
    DISSOLVE = "dissolve"


class Lot(StrEnum):
    """What of a unit's work goes over to another one that carries on (phần việc bàn giao)."""

    LED = "led"  # duties it leads
    GIVEN = "given"  # duties it gave
    PART = "part"  # duties it takes part in
    REGULAR = "regular"  # regular duties
    PROGRAMME = "programme"  # programmes that are not issued
    ASKED = "asked"  # drafts it was asked to comment on
    DELIVERY = "delivery"  # documents that were sent to it and not received
    GROUP = "group"  # saved groups that name it
    RECORD = "record"  # its files, and what it has finished: who keeps them
    SIGHT = "sight"  # a duty that was its, and that the other unit sees


def holds(since: date | None, until: date | None, day: date) -> bool:
    """Whether something that holds from ``since`` to ``until``, both counted, holds on ``day``.

    >>> holds(date(2025, 7, 1), None, date(2025, 7, 1)), holds(None, date(2025, 6, 30), date(2025, 7, 1))
    (True, False)
    """
    return (since is None or since <= day) and (until is None or day <= until)


def within(path: str, top: str) -> bool:
    """Whether the unit at ``path`` is ``top`` or stands below it.

    >>> within("1.35.980.", "1.35."), within("1.351.", "1.35.")
    (True, False)
    """
    return path.startswith(top)


def above(path: str) -> list[str]:
    """The paths of a unit and of all above it, the top first.

    >>> above("1.35.980.")
    ['1.', '1.35.', '1.35.980.']
    """
    parts = path.rstrip(".").split(".")
    return [".".join(parts[: n + 1]) + "." for n in range(len(parts))]


def succession_fault(kind: Change, olds: Iterable[object], news: Iterable[object]) -> str | None:
    """Why a succession cannot be: how many units it takes and gives; None when it can."""
    old, new = len(list(olds)), len(list(news))
    fits = {
        Change.MERGE: old >= 2 and new == 1,
        Change.SPLIT: old == 1 and new >= 2,
        Change.RENAME: old == 1 and new == 1,
        Change.DISSOLVE: old == 1 and new <= 1,
    }
    return None if fits[kind] else f"{kind}:{old}:{new}"
