"""How does the demonstration province come into an installation? By the same actions that people use."""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.contrib.auth.hashers import make_password
from django.utils import timezone
from django.utils.translation import gettext as _

from thongsuot.demo import chain
from thongsuot.demo.province import AccountEntry, DocumentEntry, Province, province
from thongsuot.documents import actions, review
from thongsuot.documents.models import Document, Finding, Version
from thongsuot.documents.rules import Direction, Kind, Mark, Reach, State
from thongsuot.events.actions import record, writing
from thongsuot.exchange import organs
from thongsuot.exchange.models import Organ
from thongsuot.units.access import Acting, posts
from thongsuot.units.actions import add_level, add_unit, save_group, succeed
from thongsuot.units.models import Membership, Succession, Unit, UnitGroup, User
from thongsuot.units.people import add_user, appoint
from thongsuot.units.rules import Change, Role

PASSWORD = "trinh-dien-lam-giang"
"""Of every demonstration account: it is printed and documented, so a demonstration belongs on a machine of its own."""

_REVIEWED = (Kind.RELATION, Kind.OBLIGATION, Kind.EVENT)


@dataclass(frozen=True, slots=True)
class Summary:
    """What was added; ``own`` when the installation has units of its own and was left alone."""

    units: int = 0
    accounts: int = 0
    documents: int = 0
    own: bool = False

    def __str__(self) -> str:
        if self.own:
            return _("This installation has units of its own; the demonstration was not loaded.")
        told = [
            _("Demonstration province: %(units)s units, %(accounts)s accounts and %(documents)s documents added.")
            % {"units": self.units, "accounts": self.accounts, "documents": self.documents},
            _("All its accounts have the password %(password)s") % {"password": PASSWORD},
        ]
        width = max(len(account.username) for account in province().accounts)
        told += [f"  {account.username:<{width}}  {account.name}" for account in province().accounts]
        return "\n".join(told)


def load(reset: bool = False) -> Summary:
    """Put the demonstration province into an empty installation, or what is missing of it into one that has it.

    ``reset`` gives its accounts their password back. History cannot be undone: to begin anew, take a new database.
    """
    told = province()
    units = {unit.code: unit for unit in Unit.objects.filter(code__in=[entry.code for entry in told.units])}
    if not units and Unit.objects.exists():
        return Summary(own=True)
    with writing():
        new_units = _units(told, units)
        _successions(told, units)
        _groups(told, units)
    with writing():
        new_users = [user for entry in told.accounts if (user := _account(entry, units))]
        _passwords(told if reset else None, new_users)
    people = _people(told)
    with writing():
        _organs(told, people["quantri", "LG"])
    new_documents = sum(_document(entry, people, units) for entry in told.documents)
    with writing():
        chain.live(units, people)
    return Summary(new_units, len(new_users), new_documents)


def _units(told: Province, units: dict[str, Unit]) -> int:
    """Add the levels and units that are missing; ``units`` holds all of them afterwards."""
    levels = {row.code: add_level(row.code, row.name, row.rank, row.name_en) for row in told.levels}
    missing = [(n, entry) for n, entry in enumerate(told.units, 1) if entry.code not in units]
    for n, entry in missing:
        units[entry.code] = add_unit(
            entry.code,
            entry.name,
            levels[entry.level],
            units[entry.parent] if entry.parent else None,
            short_name=entry.short_name,
            valid_from=entry.valid_from,
            position=n,
        )
    return len(missing)


def _successions(told: Province, units: dict[str, Unit]) -> None:
    done = set(Succession.objects.values_list("old__code", flat=True))
    for entry in told.successions:
        if not done & set(entry.old):
            olds, news = ([units[code] for code in codes] for codes in (entry.old, entry.new))
            succeed(Change(entry.kind), olds, news, entry.on)


def _groups(told: Province, units: dict[str, Unit]) -> None:
    for entry in told.groups:
        if not UnitGroup.objects.filter(unit=units[entry.unit], name=entry.name).exists():
            save_group(units[entry.unit], entry.name, [units[code] for code in entry.members])


def _account(entry: AccountEntry, units: dict[str, Unit]) -> User | None:
    """One account, without a password yet, and its posts; the account if it is new."""
    there = User.objects.filter(username=entry.username).first()
    user = there or add_user(entry.username, name=entry.name)
    held = set(Membership.objects.filter(user=user).values_list("unit__code", "role"))
    for post in entry.posts:
        if (post.unit, post.role) not in held:
            since = max(filter(None, (units[post.unit].valid_from, date(2025, 7, 1))))
            appoint(user, units[post.unit], Role(post.role), title=post.title, since=since)
    return None if there else user


def _passwords(told: Province | None, new: Sequence[User]) -> None:
    """Give the accounts their password: the new ones, or all. Hashed once: each time takes half a second."""
    keys = [user.pk for user in new]
    if told is not None:
        names = [entry.username for entry in told.accounts]
        keys = list(User.objects.filter(username__in=names).values_list("pk", flat=True))
    if keys:
        User.objects.filter(pk__in=keys).update(password=make_password(PASSWORD))
        for key in keys:
            record("password-set", f"user:{key}")


def _people(told: Province) -> dict[tuple[str, str], Acting]:
    """Who acts where: by user name and the unit's code."""
    names = [entry.username for entry in told.accounts]
    return {
        (user.username, acting.unit.code): acting
        for user in User.objects.filter(username__in=names)
        for acting in posts(user)
    }


def _organs(told: Province, by: Acting) -> None:
    """The table of codes: of the units that are there today, and of others to send to."""
    known = set(Organ.objects.values_list("code", flat=True))
    for unit in Unit.objects.on(timezone.localdate()).filter(code__in=told.codes).order_by("path"):
        if told.codes[unit.code] not in known:
            organs.save(told.codes[unit.code], unit.name, by=by, unit=unit)
    for organ, name in told.outside.items():
        if organ not in known:
            organs.save(organ, name, by=by)


def _document(entry: DocumentEntry, people: dict[tuple[str, str], Acting], units: dict[str, Unit]) -> bool:
    """Register one document, share it, restrict or open it, confirm what was read; whether it is new."""
    unit, clerk = units[entry.unit], people.get((entry.by, entry.unit))
    fingerprint = hashlib.sha256(entry.content).hexdigest()
    if clerk is None or Version.objects.filter(document__unit=unit, file__sha256=fingerprint).exists():
        return False
    with writing():
        intake = actions.Intake(unit, Direction(entry.direction), entry.on, anyway=True)
        document = actions.receive(entry.content, entry.name, intake, by=clerk)
        actions.share(document, [units[code] for code in entry.to], by=clerk)
        document.refresh_from_db()
        if (document.mark, document.reach) != (entry.mark, entry.reach):
            actions.restrict(
                document, mark=Mark(entry.mark), reach=Reach(entry.reach), revision=document.revision, by=clerk,
                reason=_("Published for every unit."),
            )  # fmt: skip
        if officer := people.get((entry.review, entry.unit)):
            _confirm(document, officer)
    return True


def _confirm(document: Document, officer: Acting) -> None:
    for finding in Finding.objects.filter(document=document, kind__in=_REVIEWED, state=State.PROPOSED):
        review.accept(finding, revision=finding.revision, by=officer)
