"""Which decisions about exchange need no database? States, when to try again, how a call is signed, what it tells."""

import hashlib
import hmac
from datetime import timedelta
from enum import StrEnum


class Came(StrEnum):
    """What became of something that came in."""

    WAITING = "waiting"  # for somebody's decision
    REGISTERED = "registered"
    RETURNED = "returned"
    AGREED = "agreed"  # to a recall, an update, a replacement
    DECLINED = "declined"
    NOTED = "noted"  # nothing is to be decided


class Sent(StrEnum):
    """How far something is that goes out."""

    WAITING = "waiting"
    SENT = "sent"
    FAILED = "failed"


class Way(StrEnum):
    """How a message came."""

    UPLOAD = "upload"
    FOLDER = "folder"
    KEY = "key"  # by a program with an API key
    PARTNER = "partner"  # signed by one


class Sort(StrEnum):
    """What a message or package is."""

    DOCUMENT = "document"
    STATUS = "status"
    PROGRAMME = "programme"
    REPORT = "report"


WAITS = (1, 5, 15, 60, 180, 360, 720, 1440)
"""Minutes before the next attempt; then it is given up until somebody sends it again."""
PATIENCE = timedelta(days=3)
"""A subscription whose every call failed for so long is switched off."""


def wait(attempts: int) -> timedelta | None:
    """How long to wait after so many attempts that failed; None when it is given up.

    >>> wait(1), wait(len(WAITS) + 1)
    (datetime.timedelta(seconds=60), None)
    """
    return timedelta(minutes=WAITS[attempts - 1]) if attempts <= len(WAITS) else None


def signature(secret: str, at: int, body: bytes) -> str:
    """The signature of a call: HMAC-SHA256 over its moment, a dot and the body.

    >>> signature("s", 1, b"{}")[:8]
    'b253639b'
    """
    return hmac.new(secret.encode(), f"{at}.".encode() + body, hashlib.sha256).hexdigest()


_PERSONAL = (
    "level-", "account-", "appointed", "post-", "delegat", "password-", "profile-", "second-", "signed-", "token-",
    "personal-", "person-", "retention-", "search-", "partner-", "hook-", "key-", "organ-", "refused", "calendar",
    "attendance-", "check-in-", "remind",
)  # fmt: skip


def tellable(verb: str) -> bool:
    """Whether subscribers outside may be told of a verb: nothing about people, accounts or this exchange itself.

    >>> tellable("programme-issued"), tellable("password-set")
    (True, False)
    """
    return not verb.startswith(_PERSONAL)


def code_key(code: str) -> str:
    """A body's code as it is compared.

    >>> code_key(" 000.00.00.h41 ")
    '000.00.00.H41'
    """
    return "".join(code.split()).upper()[:60]


def identity(*parts: object) -> str:
    """What makes two messages the same one, as a fingerprint."""
    return hashlib.sha256("\0".join(str(part) for part in parts).encode()).hexdigest()
