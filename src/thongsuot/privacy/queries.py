"""What is kept about a person, who saw it, and what happened lately? The reads of the pages of privacy."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import date, datetime, time, timedelta
from typing import Any

from axes.models import AccessAttempt, AccessFailureLog, AccessLog
from django.apps import apps
from django.contrib.sessions.models import Session
from django.db.models import Q, QuerySet
from django.utils import timezone

from thongsuot.documents.models import Document, Finding, Refusal
from thongsuot.events.models import Chain, Event
from thongsuot.events.queries import Fault, fields_of
from thongsuot.events.rules import START, fingerprint
from thongsuot.privacy.models import Viewing
from thongsuot.privacy.rules import Kind, kinds
from thongsuot.units.access import Acting
from thongsuot.units.models import Delegation, Membership, User
from thongsuot.units.people import manages
from thongsuot.units.rules import Right, Role

CHECKED = 20_000  # events that the page checks: a second or so; ``thongsuot verify`` checks all


def kept(user: User) -> dict[str, list[dict[str, Any]]]:
    """Everything that is kept about a person, by the kinds of ``kinds.toml``; secrets are named, never shown."""
    told: dict[str, list[dict[str, Any]]] = {
        "account": [
            {
                "username": user.username, "full_name": user.name, "email": user.email, "language": user.language,
                "sign_in_service": user.oidc_subject, "active": user.is_active, "created_at": user.created_at,
                "last_login": user.last_login,
            }
        ],
        "credentials": [{"password": user.has_usable_password(), "second_factor": bool(user.totp_secret)}],
        "posts": list(_posts(user)),
        "devices": _dicts(user.devices.order_by("pk").values("agent", "address", "signed_in_at", "seen_at")),
        "sessions": _sessions(user),
        "tokens": _dicts(
            user.tokens.order_by("pk").values("name", "writes", "created_at", "expires_on", "revoked_at")
        ),
        "sign-ins": sorted(_sign_ins(user.username), key=lambda row: row["at"], reverse=True),
        "views": [*_viewings(seers(user)), *_viewings(Viewing.objects.filter(user=user))],
        "searches": _dicts(user.saved_searches.order_by("pk").values("name", "query", "created_at")),
        "work": list(_work(user)),
        "events": list(_events(user)),
    }  # fmt: skip
    owned = {code: _owned(kind, user) for code, kind in kinds().items() if kind.owner and code not in told}
    return told | owned


def seers(user: User) -> QuerySet[Viewing]:
    """Who saw a person's data, newest first."""
    return Viewing.objects.filter(subject=f"user:{user.pk}").select_related("user", "unit")


def views_below(acting: Acting) -> QuerySet[Viewing]:
    """What people in posts of an administrator's subtree saw, and who saw the people he answers for."""
    if not acting.bears(Right.MANAGE):
        return Viewing.objects.none()
    rows = Viewing.objects.filter(unit__path__startswith=acting.path)
    return rows.select_related("user", "unit")


def answering(user: User) -> QuerySet[User]:
    """The administrators a person turns to: at a unit where he holds a post, or above it."""
    today = timezone.localdate()
    paths = Membership.objects.on(today).filter(user=user).values_list("unit__path", flat=True)
    ups = {path[: n + 1] for path in paths for n, sign in enumerate(path or "") if sign == "."}
    found = Membership.objects.on(today).filter(role=Role.ADMINISTRATOR, unit__path__in=ups, user__is_active=True)
    return User.objects.filter(pk__in=found.values("user"))


def person(acting: Acting, pk: int) -> User | None:
    """A person whose data an administrator may hand out or erase."""
    user = User.objects.filter(pk=pk).first()
    return user if user is not None and manages(acting, user) else None


def mentions(names: Iterable[str]) -> int:
    """How many events hold one of these names in a typed reason; single words are too common to tell."""
    asked = Q(pk__isnull=True)
    for name in names:
        if " " in name or "@" in name:
            asked |= Q(reason__contains=name)
    return Event.objects.filter(asked).count()


def recent_faults(checked: int = CHECKED) -> list[Fault]:
    """The faults of the newest events; the whole chain is walked by ``events.queries.verify``."""
    end = Chain.objects.get(pk=1)
    after = max(end.seq - checked, 0)
    first = Event.objects.filter(seq=after).first()
    seq, before = after, first.hash if first else START
    faults = list[Fault]()
    for event in Event.objects.filter(seq__gt=after, seq__lte=end.seq).order_by("seq").iterator(2000):
        if event.seq != seq + 1:
            faults.append(Fault(seq + 1, "missing"))
        elif event.prev != before:
            faults.append(Fault(event.seq, "not behind the one before it"))
        if event.hash != fingerprint(fields_of(event), event.prev):
            faults.append(Fault(event.seq, "changed"))
        seq, before = event.seq, event.hash
    if (seq, before) != (end.seq, end.hash):
        faults.append(Fault(max(seq, end.seq), "the end of the chain is another"))
    return faults


def events(who: str = "", verb: str = "", day: date | None = None, before: int | None = None) -> QuerySet[Event]:
    """Events, newest first, by the user name or key of who acted, what was done and the day."""
    rows = Event.objects.select_related("actor", "unit").order_by("-seq")
    if who:
        key = who.removeprefix("user:")
        named = Q(actor__username__iexact=who)
        rows = rows.filter(named | Q(actor=int(key)) if key.isdecimal() and len(key) < 19 else named)
    if verb:
        rows = rows.filter(verb=verb)
    if day:
        since = timezone.make_aware(datetime.combine(day, time()))
        until = since + timedelta(days=1)
        rows = rows.filter(at__gte=since, at__lt=until, seq__gte=_near(since) - MARGIN, seq__lte=_near(until) + MARGIN)
    return rows.filter(seq__lt=before) if before else rows


MARGIN = 1000  # events are numbered when their transaction ends, a little after their time


def _near(moment: datetime) -> int:
    """About which event happened at a moment: halving the chain needs no index on its times."""
    low, high = 1, Chain.objects.get(pk=1).seq + 1
    while low < high:
        middle = (low + high) // 2
        at = Event.objects.filter(seq=middle).values_list("at", flat=True).first()
        if at is not None and at < moment:
            low = middle + 1
        else:
            high = middle
    return low


def _dicts(rows: Iterable[Mapping[str, Any]]) -> list[dict[str, Any]]:
    return [dict(row) for row in rows]


def _owned(kind: Kind, user: User) -> list[dict[str, Any]]:
    """The rows of a kind that belong to a person, by the table alone; fingerprints of secrets are left out."""
    rows = list[dict[str, Any]]()
    for owner in kind.owner:
        model, field = owner.rsplit(".", 1)
        names = [name.rsplit(".", 1)[1] for name in (*kind.fields, *kind.clock) if name.startswith(f"{model}.")]
        shown = [name for name in names if name not in (field, "digest")]
        rows += _dicts(apps.get_model(model)._default_manager.filter(**{field: user}).order_by("pk").values(*shown))
    return rows


def _posts(user: User) -> Iterator[dict[str, Any]]:
    """His own posts, then those he lent or was lent: ``to`` says to whom."""
    for post in user.memberships.select_related("unit").order_by("pk"):
        days = {"since": post.since, "until": post.until}
        yield {"unit": post.unit.name, "role": post.role, "title": post.title, **days, "to": "", "reason": ""}
    loans = Delegation.objects.filter(Q(membership__user=user) | Q(to=user)).order_by("pk")
    for loan in loans.select_related("membership__unit", "to"):
        post = loan.membership
        ended = timezone.localtime(loan.ended_at).date() if loan.ended_at else loan.until
        days = {"since": loan.since, "until": min(ended, loan.until)}
        yield {
            "unit": post.unit.name, "role": post.role, "title": post.title, **days, "to": str(loan.to),
            "reason": loan.reason,
        }  # fmt: skip


def _sessions(user: User) -> list[dict[str, Any]]:
    rows = Session.objects.filter(session_key__in=user.devices.values("session")).order_by("expire_date")
    return [{"expires": row.expire_date} for row in rows]


def _sign_ins(username: str) -> Iterator[dict[str, Any]]:
    for model, outcome in ((AccessLog, "in"), (AccessAttempt, "refused"), (AccessFailureLog, "refused")):
        for row in model.objects.filter(username__iexact=username):
            yield {
                "at": row.attempt_time, "address": row.ip_address, "agent": row.user_agent, "page": row.path_info,
                "outcome": outcome,
            }  # fmt: skip


def _viewings(rows: QuerySet[Viewing]) -> Iterator[dict[str, Any]]:
    for row in rows.select_related("user", "unit"):
        yield {
            "at": row.at, "person": str(row.user), "unit": row.unit.name, "subject": row.subject, "why": row.why,
        }  # fmt: skip


def _work(user: User) -> Iterator[dict[str, Any]]:
    documents = Document.objects.filter(created_by=user).order_by("pk")
    for pk, at in documents.values_list("pk", "created_at"):
        yield {"at": at, "subject": f"document:{pk}"}
    for pk, decided in Finding.objects.filter(decided_by=user).order_by("pk").values_list("pk", "decided_at"):
        yield {"at": decided, "subject": f"finding:{pk}"}
    for pk, at in Refusal.objects.filter(user=user).order_by("pk").values_list("pk", "at"):
        yield {"at": at, "subject": f"refusal:{pk}"}


def _events(user: User) -> Iterator[dict[str, Any]]:
    """What he did, and what was done to his account, posts and keys."""
    key = f"user:{user.pk}"
    rows = Event.objects.filter(Q(actor=user) | Q(thread=key) | Q(also=key)).order_by("-seq")
    for event in rows.select_related("unit").iterator(2000):
        about = key in (event.thread, event.also)
        yield {
            "seq": event.seq, "at": event.at, "act": event.verb, "subject": event.subject, "reason": event.reason,
            "unit": event.unit.name if event.unit else "", "about": about,
        }  # fmt: skip
