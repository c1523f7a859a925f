"""What is the fingerprint of an event? Each holds the one before it, so that none can be changed or left out."""

import hashlib
import json
from collections.abc import Mapping
from datetime import UTC, datetime

START = "0" * 64
"""What the first event holds as the fingerprint before it."""


def fingerprint(fields: Mapping[str, object], before: str) -> str:
    """SHA-256 over an event's fields, written the same way on every machine, and the fingerprint before it.

    >>> fingerprint({"verb": "received"}, START)[:8]
    'e8d0fab2'
    """
    written = json.dumps({**fields, "prev": before}, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(written.encode()).hexdigest()


def moment(at: datetime) -> str:
    """A time as fingerprints hold it: UTC to the microsecond."""
    return at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ")
