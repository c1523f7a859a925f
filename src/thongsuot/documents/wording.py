"""What are the values of documents called? Directions, marks, states, relations both ways, in the reader's language."""

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from thongsuot.documents.rules import Direction, Force, Kind, Mark, Reach, Standing, State, Status
from vanban.out.places import place

Words = Mapping[str, str | Promise]

DIRECTIONS: Words = {Direction.IN: _("Incoming"), Direction.OUT: _("Outgoing")}
MARKS: Words = {
    Mark.INTERNAL: _("Internal circulation"),
    Mark.RETURN: _("Return after reading"),
    Mark.DRAFT: _("Draft"),
}
STATUSES: Words = {
    Status.WAITING: _("Being read"),
    Status.READ: _("Read"),
    Status.FAILED: _("Could not be read"),
}
REACHES: Words = {
    Reach.UNIT: _("The registering unit, the units above it, and those it is shared with"),
    Reach.NAMED: _("The registering unit and those named only"),
    Reach.OPEN: _("Every unit of this installation"),
}
FORCES: Words = {
    Force.NOT_YET: _("Not yet in force"),
    Force.IN_FORCE: _("In force"),
    Force.AMENDED: _("In force, amended"),
    Force.SUSPENDED: _("Suspended"),
    Force.ENDED: _("No longer in force"),
    Force.UNKNOWN: _("Validity unknown"),
}
FORCE_BADGES = {
    Force.NOT_YET: "info",
    Force.IN_FORCE: "good",
    Force.AMENDED: "warn",
    Force.SUSPENDED: "warn",
    Force.ENDED: "bad",
    Force.UNKNOWN: "neutral",
}
STANDINGS: Words = {
    Standing.IN_FORCE: _("In force"),
    "in-force": _("In force"),
    Standing.REPEALED: _("Clause repealed"),
    Standing.SUSPENDED: _("Suspended"),
    Standing.NOT_YET: _("Not yet in force"),
    "gone": _("No longer in the text"),
}
OPERATIONS: Words = {
    "replace": _("New wording"),
    "replace_title": _("New title"),
    "replace_lead": _("New opening words"),
    "insert": _("Provision added"),
    "repeal": _("Repeal"),
    "subst": _("Phrase exchanged"),
    "delete_phrase": _("Phrase removed"),
    "insert_phrase": _("Phrase added"),
    "renumber": _("Renumbered"),
    "replace_annex": _("New annex"),
    "insert_annex": _("Annex added"),
    "rename_doc": _("New name of the document"),
    "repeal_subject": _("Repeal by subject"),
    "suspend": _("Suspension"),
    "extend": _("Time extended"),
    "correct": _("Correction"),
    "none": _("Does not change this text"),
}
STATES: Words = {
    State.PROPOSED: _("Proposed"),
    State.ACCEPTED: _("Accepted"),
    State.CORRECTED: _("Corrected"),
    State.ADDED: _("Added"),
    State.DROPPED: _("Dropped"),
}
KINDS: Words = {
    Kind.CITATION: _("Citation"),
    Kind.RELATION: _("Relation"),
    Kind.OBLIGATION: _("Obligation"),
    Kind.EVENT: _("Event"),
}
RELATIONS: Words = {
    "based-on": _("Based on"),
    "replaces": _("Replaces"),
    "repeals": _("Repeals"),
    "amends": _("Amends"),
    "guides": _("Guides"),
    "implements": _("Carries out"),
    "suspends": _("Suspends"),
    "corrects": _("Corrects"),
    "consolidates": _("Consolidates"),
}
INVERSES: Words = {
    "based-on": _("Basis of"),
    "replaces": _("Replaced by"),
    "repeals": _("Repealed by"),
    "amends": _("Amended by"),
    "guides": _("Guided by"),
    "implements": _("Implemented by"),
    "suspends": _("Suspended by"),
    "corrects": _("Corrected by"),
    "consolidates": _("Consolidated in"),
}


def said(words: Words, value: str) -> str:
    """A value in words; the value itself where no word is listed."""
    return str(words.get(value, value))


def place_name(loc: str) -> str:
    """Where in a document, as offices say it, with a capital: “Khoản 2 Điều 5”."""
    words = place(loc) if loc else ""
    return words[:1].upper() + words[1:]
