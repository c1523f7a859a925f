"""Who gets a digest today? One for each post whose role hears of something, and an e-mail for each person."""

from collections.abc import Mapping
from datetime import date

from django.db.models import Count, F, Q
from django.utils import timezone

from thongsuot.reminders.models import Digest, Mail, Reminder, Wish
from thongsuot.reminders.rules import HEARING, Wanted
from thongsuot.units.models import Membership


def digest(today: date) -> int:
    """Make the digests of a day and the e-mails that go with them; gives how many digests. Within ``writing``."""
    counts = counted(today)
    unwilling = Wish.objects.filter(wanted=Wanted.NONE).values("user")
    there = Q(unit__valid_to__isnull=True) | Q(unit__valid_to__gte=today)
    posts = Membership.objects.on(today).filter(there, role__in=HEARING, user__is_active=True)
    posts = posts.filter(unit__in={unit for unit, _role in counts}).exclude(user__in=unwilling)
    now = timezone.now()
    told = [
        Digest(user_id=user, post_id=post, on=today, n=n, made_at=now)
        for post, user, unit, role in posts.order_by("unit", "pk").values_list("pk", "user", "unit", "role")
        if (n := counts.get((unit, role)))
    ]
    Digest.objects.bulk_create(told, batch_size=1000)
    _count_unread(told)
    _address(today)
    return len(told)


def counted(today: date) -> Mapping[tuple[int, str], int]:
    """How many reminders of a day each role of each unit hears."""
    found: dict[tuple[int, str], int] = {}
    for role in HEARING:
        rows = Reminder.objects.filter(on=today, **{str(role): True}).order_by().values_list("unit")
        found |= {(unit, str(role)): n for unit, n in rows.annotate(n=Count("pk"))}
    return found


def _count_unread(told: list[Digest]) -> None:
    """The number on the bell, kept beside the post so that no page has to count."""
    groups: dict[int, list[int]] = {}
    for row in told:
        groups.setdefault(row.n, []).append(row.post_id)
    for n, posts in groups.items():
        for start in range(0, len(posts), 1000):
            some = Membership.objects.filter(pk__in=posts[start : start + 1000])
            some.update(reminders_unread=F("reminders_unread") + n)


def _address(today: date) -> None:
    """An e-mail for each person who has an address and wants one; to be sent when this is done."""
    now = timezone.now()
    elsewhere = Wish.objects.exclude(wanted=Wanted.MAIL).values("user")
    rows = (
        Digest.objects.filter(on=today).exclude(user__email="").exclude(user__in=elsewhere).order_by("post__unit", "pk")
    )
    first: dict[int, int] = {}
    for user, unit in rows.values_list("user", "post__unit"):
        first.setdefault(user, unit)
    mails = [Mail(user_id=user, unit_id=unit, on=today, made_at=now, next_at=now) for user, unit in first.items()]
    Mail.objects.bulk_create(mails, batch_size=1000)
