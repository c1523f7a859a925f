"""What does the e-mail of a digest say? The lines of the page in the receiver's language, no restricted words."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.template.loader import render_to_string
from django.utils import translation
from django.utils.translation import ngettext

from thongsuot.reminders.lines import Line, heard, lines
from thongsuot.reminders.models import Digest, Mail
from thongsuot.reminders.wording import RESTRICTED
from thongsuot.units.access import Acting
from thongsuot.units.models import User

MOST = 60
"""Lines of a post that are written out; the page shows the rest."""


@dataclass(frozen=True, slots=True)
class Part:
    """What one post is reminded of, as text and as HTML; the same for all in this role at this unit."""

    n: int
    text: str
    html: str


Key = tuple[int, str, str, date]
"""Unit, role, language, day: who shares them reads the same."""


@dataclass(slots=True)
class Composer:
    """Composes the e-mails of one run: what many receive alike is composed once."""

    parts: dict[Key, Part] = field(default_factory=dict)
    wholes: dict[tuple[Key, ...], tuple[str, str, str]] = field(default_factory=dict)

    def compose(self, mail: Mail, user: User, digests: Sequence[Digest]) -> EmailMultiAlternatives | None:
        """The e-mail of a person's digests of a day; None where nothing is left to tell."""
        keys = tuple(_key(row, user) for row in digests)
        if keys not in self.wholes:
            with translation.override(user.language or settings.LANGUAGE_CODE):
                self.wholes[keys] = _whole([self._part(row, user) for row in digests], mail.on)
        subject, text, html = self.wholes[keys]
        if not text:
            return None
        headers = {"Auto-Submitted": "auto-generated", "X-Auto-Response-Suppress": "All"}
        message = EmailMultiAlternatives(subject, text, settings.DEFAULT_FROM_EMAIL, [user.email], headers=headers)
        message.attach_alternative(html, "text/html")
        return message

    def _part(self, row: Digest, user: User) -> Part:
        key = _key(row, user)
        if key not in self.parts:
            self.parts[key] = _written(Acting(user, row.post), row.on)
        return self.parts[key]


def _key(row: Digest, user: User) -> Key:
    return row.post.unit_id, row.post.role, user.language, row.on


def _whole(parts: Sequence[Part], on: date) -> tuple[str, str, str]:
    """Subject, text and HTML of an e-mail; empty where nothing is left to tell."""
    parts = [part for part in parts if part.n]
    if not parts:
        return "", "", ""
    n = sum(part.n for part in parts)
    told = {"n": n, "day": f"{on:%d/%m/%Y}"}
    subject = ngettext("%(n)s reminder, %(day)s", "%(n)s reminders, %(day)s", n) % told
    context = {"parts": parts, "site": settings.SITE, "installation": settings.INSTALLATION, "day": on}
    text, html = render_to_string("reminders/mail.txt", context), render_to_string("reminders/mail.html", context)
    return f"[Thông Suốt] {subject}", text, html


def _written(acting: Acting, on: date) -> Part:
    told = lines(list(heard(acting).filter(on=on)), acting)
    context = {
        "unit": acting.unit.name, "lines": [_outside(line) for line in told[:MOST]], "more": max(0, len(told) - MOST),
        "site": settings.SITE,
    }  # fmt: skip
    return Part(
        len(told), render_to_string("reminders/mail_part.txt", context),
        render_to_string("reminders/mail_part.html", context),
    )  # fmt: skip


def _outside(line: Line) -> Line:
    """A line as it may leave the application."""
    return replace(line, what=str(RESTRICTED), who="") if line.restricted else line
