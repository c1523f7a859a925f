"""Is this the code of a venue, and may somebody enter by it now? Signed, for some hours, void once it is withdrawn."""

from dataclasses import dataclass
from datetime import datetime, time, timedelta

from django.core.signing import BadSignature, Signer
from django.utils import timezone
from django.utils.translation import gettext as _

from thongsuot.dissemination.models import CheckIn, Conference, Venue
from thongsuot.dissemination.rules import Progress
from thongsuot.problems import Problem

_SIGNER = Signer(salt="thongsuot.dissemination.check-in", sep="~")


@dataclass(frozen=True, slots=True)
class Code:
    """What a code says: a venue of a conference, which issue of its code, until when."""

    venue: int
    conference: int
    serial: int
    until: int


def written(check_in: CheckIn) -> str:
    """The code as an address has it."""
    venue = check_in.venue
    said = (venue.pk, venue.conference_id, check_in.serial, int(check_in.until.timestamp()))
    return _SIGNER.sign(".".join(map(str, said)))


def read(token: str) -> Code:
    """What a code says; a Problem where nobody here has written it."""
    try:
        said = [int(part) for part in _SIGNER.unsign(token[:300]).split(".")]
        return Code(*said)
    except (BadSignature, ValueError, TypeError):
        raise Problem(
            _("This address is not complete, or was not made by this system. Scan the code at the venue again.")
        ) from None


def last_moment(conference: Conference) -> datetime:
    """Until when a code of a conference holds: the end of its day."""
    day = max(conference.on, timezone.localdate())
    return timezone.make_aware(datetime.combine(day + timedelta(days=1), time()))


def admit(code: Code, venue: Venue | None) -> Venue:
    """The venue of a code, if people may enter there now; else the sentence that says why not."""
    check_in = CheckIn.objects.filter(venue=code.venue).first()
    if venue is None or check_in is None or venue.conference_id != code.conference:
        raise Problem(_("This code is no longer in use. Ask the unit that holds the venue."))
    if check_in.revoked or check_in.serial != code.serial:
        raise Problem(_("This code was withdrawn. Scan the one that hangs at the venue now."))
    if code.until <= timezone.now().timestamp():
        raise Problem(_("This code has expired. Ask the unit that holds the venue for a new one."))
    conference = venue.conference
    if conference.status != Progress.PLANNED:
        raise Problem(_("The conference is closed: nobody can be entered any more. Tell the clerk of your unit."))
    if timezone.localdate() < conference.on:
        day = f"{conference.on:%d/%m/%Y}"
        raise Problem(_("Attendance is taken on the day itself, %(day)s. Come back then.") % {"day": day})
    return venue
