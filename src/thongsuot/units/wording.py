"""What are roles and changes called? The words that pages, sheets and mails share."""

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from thongsuot.units.rules import Change, Role

ROLES: Mapping[str, str | Promise] = {
    Role.CLERK: _("Clerk"),
    Role.OFFICER: _("Officer"),
    Role.HEAD: _("Head"),
    Role.INSPECTOR: _("Inspector"),
    Role.ADMINISTRATOR: _("Administrator"),
}
ROLE_NOTES: Mapping[str, str | Promise] = {
    Role.CLERK: _("registers, sends and receives documents"),
    Role.OFFICER: _("reviews readings, drafts, reports"),
    Role.HEAD: _("approves, assigns, confirms; may lend the post"),
    Role.INSPECTOR: _("reads the unit and everything below it, writes nothing"),
    Role.ADMINISTRATOR: _("keeps units and accounts; reads no documents by that right"),
}
CHANGES: Mapping[str, str | Promise] = {
    Change.MERGE: _("Merge"),
    Change.SPLIT: _("Split"),
    Change.RENAME: _("Rename"),
    Change.DISSOLVE: _("Dissolve"),
}
CHANGE_NOTES: Mapping[str, str | Promise] = {
    Change.MERGE: _("two units or more become one"),
    Change.SPLIT: _("one unit becomes two or more"),
    Change.RENAME: _("one unit goes on under another name"),
    Change.DISSOLVE: _("one unit ends; its work goes to another one, or ends"),
}

BECAME: Mapping[str, str | Promise] = {
    Change.MERGE: _("merged"),
    Change.SPLIT: _("split"),
    Change.RENAME: _("renamed"),
    Change.DISSOLVE: _("dissolved"),
}
"""What happened to a unit, in a word."""


def role_name(role: str) -> str:
    """A role in the reader's language."""
    return str(ROLES.get(role, role))


def change_name(kind: str) -> str:
    """A change of units in the reader's language."""
    return str(CHANGES.get(kind, kind))
