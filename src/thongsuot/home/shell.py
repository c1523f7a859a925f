"""What stands around every page? Navigation, the posts to choose from, the account; by what the reader may do."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.utils.functional import SimpleLazyObject
from django.utils.translation import gettext as _

from thongsuot.look.shapes import Entry, Group, Link, Post, Shell, marked
from thongsuot.units.access import Acting
from thongsuot.units.middleware import key_of, posts_of
from thongsuot.units.rules import Right, Role
from thongsuot.units.wording import role_name


def shell(request: HttpRequest) -> dict[str, Any]:
    """The context variable ``shell``; asks the database only when a template prints it."""
    return {"shell": SimpleLazyObject(lambda: around(request))}


def around(request: HttpRequest) -> Shell:
    """What surrounds the pages of this reader; next to nothing for somebody who is not signed in."""
    if not getattr(request, "user", None) or not request.user.is_authenticated:
        return Shell(installation=settings.INSTALLATION)
    acting = getattr(request, "acting", None) or None
    chosen = key_of(acting) if acting else ""
    return Shell(
        nav=marked(navigation(acting), request.path),
        person=str(request.user),
        posts=[Post(key_of(post), post_name(post), key_of(post) == chosen) for post in posts_of(request)],
        post_url="/post/",
        account=[
            Link(_("My account"), "/account/", "account"),
            *([Link(_("Calendars"), "/calendars/", "calendar")] if acting and acting.reads else []),
            Link(_("What is kept about me"), "/privacy/me/", "shield"),
        ],
        sign_out_url="/sign-out/",
        search_url="/search/" if acting and acting.reads else "",
        bell_url="/reminders/" if acting and acting.reads else "",
        bell=acting.membership.reminders_unread if acting else 0,
        palette_url="/palette/",
        help_url="/help/",
        installation=settings.INSTALLATION,
    )


def navigation(acting: Acting | None) -> list[Group]:
    """The pages that a post opens."""
    if acting is None:
        return []
    read, manages = acting.reads, acting.bears(Right.MANAGE)
    rows = (
        ("", Entry(_("Desk"), "/", "home", key="h"), True),
        ("", Entry(_("Documents"), "/documents/", "document", key="d"), read),
        ("", Entry(_("Register files"), "/documents/upload/", "upload", key="n"), acting.bears(Right.REGISTER)),
        ("", Entry(_("Search"), "/search/", "search", key="s"), read),
        (_("Dissemination"), Entry(_("Sent to us"), "/dissemination/inbox/", "inbox", key="b"), read),
        (_("Dissemination"), Entry(_("Sent by us"), "/dissemination/outbox/", "send"), read),
        (_("Dissemination"), Entry(_("Conferences"), "/dissemination/conferences/", "calendar", key="c"), read),
        (_("Dissemination"), Entry(_("Programmes"), "/programmes/", "list", key="t"), read),
        (_("Dissemination"), Entry(_("Published documents"), "/publishing/", "external"), read and settings.PORTAL),
        (_("Duties to follow"), Entry(_("Work of my unit"), "/followup/mine/", "clock", key="w"), read),
        (_("Duties to follow"), Entry(_("All duties"), "/followup/", "list", key="l"), read),
        (_("Duties to follow"), Entry(_("Regular duties"), "/followup/regular/", "refresh"), read),
        (_("Duties to follow"), Entry(_("To be reviewed"), "/suspects/", "alert", key="r"), read),
        (_("Duties to follow"), Entry(_("Give a duty"), "/followup/give/", "plus"), acting.bears(Right.ASSIGN)),
        (_("Duties to follow"), Entry(_("Handing over"), "/handover/", "merge"), read),
        (_("Figures"), Entry(_("Figures"), "/dashboard/", "table", key="g"), read),
        (_("Figures"), Entry(_("Snapshots"), "/dashboard/snapshots/", "archive"), read),
        (_("Registers"), Entry(_("Incoming register"), "/registers/in/", "inbox", key="i"), read),
        (_("Registers"), Entry(_("Outgoing register"), "/registers/out/", "outbox", key="o"), read),
        (_("Registers"), Entry(_("Consolidated texts"), "/consolidations/", "copy"), read),
        (_("Registers"), Entry(_("Other systems"), "/exchange/", "external"), read),
        (_("Organisation"), Entry(_("Units"), "/units/", "units", key="u"), True),
        (_("Organisation"), Entry(_("People and accounts"), "/people/", "people", key="p"), manages),
        (_("Organisation"), Entry(_("Import from Excel"), "/units/import/", "table"), manages),
        (
            _("Organisation"),
            Entry(_("Partners and subscriptions"), "/exchange/partners/", "link"),
            manages and acting.unit.parent_id is None,
        ),
        (_("Organisation"), Entry(_("Who saw personal data"), "/privacy/views/", "eye"), manages),
        (
            _("Organisation"),
            Entry(_("History of events"), "/privacy/events/", "history"),
            (manages or acting.role == Role.INSPECTOR) and acting.unit.parent_id is None,
        ),
    )
    groups: dict[str, list[Entry]] = {}
    for group, entry, there in rows:
        if there:
            groups.setdefault(group, []).append(entry)
    return [Group(text, entries) for text, entries in groups.items()]


def post_name(acting: Acting) -> str:
    """How a post is called in the chooser."""
    post = acting.membership
    name = f"{post.title or role_name(acting.role)} · {post.unit.short_name or post.unit.name}"
    return f"{name} ({_('lent')})" if acting.delegation else name
