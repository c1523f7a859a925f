"""Mail servers that cannot be reached, or refuse an address."""

import smtplib
from collections.abc import Sequence
from typing import Any, Never

from django.core.mail.backends.base import BaseEmailBackend
from django.core.mail.backends.locmem import EmailBackend
from django.core.mail.message import EmailMessage


class Unreachable(BaseEmailBackend):
    """Nobody listens."""

    def open(self) -> Never:
        """Refused."""
        raise ConnectionRefusedError

    def send_messages(self, email_messages: Sequence[EmailMessage]) -> int:
        """Never come to."""
        raise AssertionError


class Refusing(EmailBackend):
    """Heads have no mailbox here."""

    def send_messages(self, messages: Any) -> int:
        """Refuse some, keep the others."""
        if any("head" in address for message in messages for address in message.to):
            raise smtplib.SMTPDataError(550, b"no such mailbox: commune-head@vi-du.vn")
        return super().send_messages(messages)
