"""What is an event called? The words of a timeline, by verb."""

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

VERBS: Mapping[str, str | Promise] = {
    "level-added": _("added a level"),
    "unit-added": _("added the unit"),
    "unit-edited": _("corrected the unit"),
    "unit-moved": _("moved the unit"),
    "unit-merge": _("merged the unit"),
    "unit-split": _("split the unit"),
    "unit-rename": _("renamed the unit"),
    "unit-dissolve": _("dissolved the unit"),
    "group-saved": _("saved a group of units"),
    "account-added": _("added the account"),
    "account-opened": _("opened the account"),
    "account-closed": _("closed the account"),
    "appointed": _("gave a post"),
    "post-ended": _("ended a post"),
    "delegated": _("lent a post"),
    "delegation-ended": _("took a post back"),
    "password-set": _("set a password"),
    "profile-edited": _("edited particulars"),
    "second-factor-set": _("set a second factor"),
    "second-factor-removed": _("removed the second factor"),
    "signed-out": _("signed devices out"),
    "token-issued": _("issued an API key"),
    "token-revoked": _("revoked an API key"),
    "registered": _("registered the document"),
    "refused": _("refused a file under a secrecy mark"),
    "version-added": _("added a version"),
    "read": _("read the text"),
    "header-edited": _("corrected the header"),
    "shared": _("shared the document"),
    "unshared": _("took the document back"),
    "restricted": _("changed who may see it"),
    "closed": _("closed the file"),
    "finding-accepted": _("accepted a finding"),
    "finding-corrected": _("corrected a finding"),
    "finding-dropped": _("dropped a finding"),
    "finding-restored": _("went back to the proposal"),
    "finding-added": _("added a finding"),
    "finding-split": _("split a finding"),
    "finding-joined": _("joined findings"),
    "findings-accepted": _("accepted findings"),
    "personal-data-exported": _("exported a person's data"),
    "person-erased": _("erased a person's data"),
    "retention-applied": _("removed what was kept long enough"),
    "archived": _("made the archive package"),
    "search-saved": _("saved a search"),
    "search-dropped": _("dropped a saved search"),
    "sent": _("sent the document"),
    "received": _("received the document"),
    "returned": _("returned the document"),
    "recalled": _("recalled the document"),
    "acknowledged": _("took note of the document"),
    "reminded": _("reminded units"),
    "conference-planned": _("planned a conference"),
    "conference-edited": _("changed a conference"),
    "conference-held": _("held a conference"),
    "conference-cancelled": _("cancelled a conference"),
    "session-recorded": _("recorded a study session"),
    "venues-added": _("added venues"),
    "venue-counted": _("stated a headcount"),
    "attendance-listed": _("listed who attended"),
    "programme-started": _("began a programme"),
    "programme-edited": _("edited the programme"),
    "programme-submitted": _("submitted the programme"),
    "programme-returned": _("returned the programme"),
    "programme-approved": _("approved the programme"),
    "programme-issued": _("issued the programme"),
    "item-added": _("added an item"),
    "item-edited": _("edited an item"),
    "item-kept": _("kept a suggestion"),
    "item-removed": _("removed an item"),
    "item-moved": _("moved an item"),
    "suggestion-dropped": _("dropped a suggestion"),
    "basis-linked": _("tied an item to a clause"),
    "basis-unlinked": _("untied an item from a clause"),
    "exemption-asked": _("asked for an exemption"),
    "exemption-approved": _("approved an exemption"),
    "exemption-refused": _("refused an exemption"),
    "comments-asked": _("sent the draft for comments"),
    "commented": _("commented"),
    "comment-answered": _("answered a comment"),
}


def wording(verb: str) -> str:
    """A verb in the reader's language; the verb itself if it is not listed.

    >>> wording("unknown-verb")
    'unknown-verb'
    """
    return str(VERBS.get(verb, verb))


FIELDS: Mapping[str, str | Promise] = {
    "kind": _("Kind"),
    "symbol": _("Symbol"),
    "issuers": _("Issuers"),
    "place": _("Place"),
    "date": _("Date"),
    "title": _("Title"),
    "effective_from": _("In force from"),
    "effective_to": _("In force until"),
    "urgency": _("Urgency"),
    "note": _("Note"),
    "number": _("Number"),
    "arrived_on": _("Arrived on"),
    "mark": _("Mark"),
    "reach": _("Who may see it"),
    "name": _("Name"),
    "short_name": _("Short name"),
    "level": _("Level"),
    "parent": _("Unit above"),
    "until": _("Until"),
    "payload": _("Content"),
    "doc": _("Document"),
    "lead": _("Lead"),
    "partners": _("Partners"),
    "product": _("Product"),
    "deadline": _("Deadline"),
    "action": _("Action"),
}


def field_name(key: str) -> str:
    """A field in the reader's language; its key if it is not listed."""
    return str(FIELDS.get(key, key))
