"""What are kinds of personal data, their fields and their fates called, in the reader's language?"""

from collections.abc import Mapping
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import get_language, gettext_lazy, ngettext
from django.utils.translation import gettext as _

from thongsuot.privacy.rules import Fate, Kind, kinds

Words = Mapping[str, str | Promise]

FATES: Words = {
    Fate.ERASE: gettext_lazy("Erased"),
    Fate.ANONYMISE: gettext_lazy("Made anonymous"),
    Fate.KEEP: gettext_lazy("Kept as a record"),
}
WHY: Words = {
    "page": gettext_lazy("Opened the page"),
    "file": gettext_lazy("Opened the file"),
    "export": gettext_lazy("Took a copy"),
    "archive": gettext_lazy("Made the archive package"),
}
COLUMNS: Words = {
    "username": gettext_lazy("User name"),
    "full_name": gettext_lazy("Full name"),
    "name": gettext_lazy("Name"),
    "email": gettext_lazy("E-mail"),
    "language": gettext_lazy("Language"),
    "sign_in_service": gettext_lazy("Key at the sign-in service"),
    "active": gettext_lazy("Account is open"),
    "created_at": gettext_lazy("Made on"),
    "last_login": gettext_lazy("Last sign-in"),
    "password": gettext_lazy("Password"),
    "second_factor": gettext_lazy("Second factor"),
    "unit": gettext_lazy("Unit"),
    "role": gettext_lazy("Role"),
    "title": gettext_lazy("Position"),
    "since": gettext_lazy("From"),
    "until": gettext_lazy("Until"),
    "to": gettext_lazy("Lent to"),
    "reason": gettext_lazy("Reason"),
    "agent": gettext_lazy("Browser"),
    "address": gettext_lazy("Network address"),
    "signed_in_at": gettext_lazy("Signed in at"),
    "seen_at": gettext_lazy("Last seen at"),
    "writes": gettext_lazy("May write"),
    "expires": gettext_lazy("Ends at"),
    "expires_on": gettext_lazy("Ends at"),
    "revoked_at": gettext_lazy("Revoked at"),
    "at": gettext_lazy("Moment"),
    "page": gettext_lazy("Page"),
    "outcome": gettext_lazy("Outcome"),
    "person": gettext_lazy("Person"),
    "subject": gettext_lazy("What"),
    "why": gettext_lazy("How"),
    "direction": gettext_lazy("Direction"),
    "query": gettext_lazy("Search"),
    "act": gettext_lazy("Act"),
    "seq": gettext_lazy("Event no."),
    "key": gettext_lazy("Key"),
    "body": gettext_lazy("Answer"),
    "location": gettext_lazy("Web address"),
    "about": gettext_lazy("Concerns"),
}


@dataclass(frozen=True, slots=True)
class KindWords:
    """A kind as a page prints it."""

    code: str
    name: str
    purpose: str
    ground: str
    term: str
    fate: str


def said(words: Words, value: str) -> str:
    """A value in words; the value itself where no word is listed."""
    return str(words.get(value, value))


def in_words(kind: Kind) -> KindWords:
    """A kind in the reader's language."""
    english = get_language() == "en"
    since = kind.since_en if english else kind.since
    return KindWords(
        code=kind.code,
        name=kind.name_en if english else kind.name,
        purpose=kind.purpose_en if english else kind.purpose,
        ground=kind.ground_en if english else kind.ground,
        term=_term(kind.days, since),
        fate=said(FATES, kind.then),
    )


def _term(days: int | None, since: str) -> str:
    if days is None:
        return _("As long as the record it belongs to")
    if days == 0:
        return since[:1].upper() + since[1:]
    if days % 365 == 0:
        years = days // 365
        return ngettext("%(n)s year from: %(since)s", "%(n)s years from: %(since)s", years) % {
            "n": years, "since": since,
        }  # fmt: skip
    return ngettext("%(n)s day from: %(since)s", "%(n)s days from: %(since)s", days) % {"n": days, "since": since}


def retained(counts: Mapping[str, int]) -> str:
    """What a run of the retention removed, one line for each kind."""
    lines = [f"{in_words(kinds()[code]).name}: {count}" for code, count in counts.items() if count]
    return "\n".join(lines) or _("Nothing has been kept too long.")
