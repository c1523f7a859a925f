"""Does the table of kinds of personal data speak of everything that can hold them?"""

import inspect
from datetime import date

import pytest
from django.apps import apps
from django.db import models

from thongsuot.privacy import queries, rules
from thongsuot.privacy.retention import HANDLERS
from thongsuot.privacy.rules import Fate, kinds, neutral, unlisted
from thongsuot.privacy.wording import in_words
from thongsuot.units.models import Membership, User

WORDS = (
    models.CharField, models.TextField, models.JSONField, models.BinaryField, models.GenericIPAddressField,
    models.FileField, models.BinaryField,
)  # fmt: skip


def can_hold(field: models.Field) -> bool:
    """Whether a field can hold what is personal: words of any kind, or the key of a person."""
    if isinstance(field, models.ForeignKey):
        return field.related_model in (User, Membership) or field.related_model._meta.label == "units.Delegation"
    return isinstance(field, WORDS) and not field.choices


def fields() -> list[str]:
    return [
        f"{model._meta.label}.{field.name}"
        for model in apps.get_models(include_auto_created=True)
        for field in model._meta.local_fields
        if can_hold(field)
    ]


def test_every_field_that_can_hold_personal_data_is_in_the_table() -> None:
    assert unlisted(fields()) == [], "write these into src/thongsuot/privacy/kinds.toml"


def test_a_new_field_would_be_noticed() -> None:
    assert unlisted([*fields(), "units.User.birthday"]) == ["units.User.birthday"]


def test_the_table_speaks_of_nothing_that_is_not_there() -> None:
    real = {
        f"{model._meta.label}.{field.name}": model._meta.label
        for model in apps.get_models(include_auto_created=True)
        for field in model._meta.local_fields
    }
    listed = [field for kind in kinds().values() for field in (*kind.fields, *kind.clock, *kind.owner)]
    assert not [field for field in listed if field not in real]
    assert not [name for name in neutral() if name not in real and name not in real.values()]


def test_no_field_is_told_twice() -> None:
    listed = [field for kind in kinds().values() for field in kind.fields]
    assert len(listed) == len(set(listed))
    assert not [field for field in listed if field in neutral()]


def test_every_term_has_somebody_who_keeps_it() -> None:
    with_account = {"credentials", "searches"}  # they go when the account is made anonymous
    for code, kind in kinds().items():
        assert (kind.days is None) == (kind.then == Fate.KEEP)
        if kind.days is not None:
            assert kind.since
            assert code in HANDLERS or kind.clock or code in with_account, code


def test_the_day_of_today_is_kept_and_its_yesterday_of_n_days_ago_goes() -> None:
    assert rules.last_day(kinds()["sign-ins"], date(2026, 11, 26)) == date(2026, 8, 28)


@pytest.mark.parametrize("language", ["vi", "en"])
def test_every_kind_reads_in_both_languages(language: str) -> None:
    from django.utils.translation import override

    with override(language):
        for kind in kinds().values():
            words = in_words(kind)
            assert all((words.name, words.purpose, words.ground, words.term, words.fate))
            assert "%(" not in words.term


@pytest.mark.django_db
def test_the_copy_holds_every_kind_that_is_kept_by_person() -> None:
    # records of the body, told by events
    not_by_person = {
        "consolidations", "documents", "exchange", "jobs", "attendance", "programmes", "publications", "sending",
        "snapshots", "duties", "handover", "suspects",
    }  # fmt: skip
    assert set(queries.kept(User.objects.create(username="an"))) == set(kinds()) - not_by_person
    assert inspect.getdoc(queries.kept)
