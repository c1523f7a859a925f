"""What may go wrong that a person can mend? One sentence each: what is wrong, and what to do."""

from django.core.exceptions import PermissionDenied
from django.utils.translation import gettext_lazy as _


class Problem(Exception):  # noqa: N818
    """Input that cannot be taken; the message is for people, in their language."""


class Stale(Problem):
    """Somebody else changed the same thing meanwhile; nothing was overwritten."""

    def __init__(self) -> None:
        super().__init__(
            _("Somebody changed this while you were editing. Look at the new state, then save your change again.")
        )


class Forbidden(PermissionDenied):
    """The post somebody acts in does not bear the right."""

    def __init__(self) -> None:
        super().__init__(_("The post you are acting in has no right to do this. Choose another post, or ask its head."))
