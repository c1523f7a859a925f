"""Which units are there? The tree on a day, one unit with its history, the levels."""

import datetime as dt
from typing import Annotated

from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.translation import gettext as _
from ninja import Query, Router, Schema
from pydantic import Field

from thongsuot.api.errors import READ_ERRORS, invalid
from thongsuot.api.fields import Key, KeyPath
from thongsuot.api.tokens import ApiRequest
from thongsuot.units.models import Level, Succession, Unit
from thongsuot.units.queries import history, tree
from thongsuot.units.rules import RIGHTS

router = Router(tags=["Units"])


class LevelOut(Schema):
    """A level of the hierarchy (cấp)."""

    code: str = Field(examples=["xa"])
    name: str = Field(examples=["Xã"])
    name_en: str
    rank: int = Field(description="1 is the highest.")


class UnitOut(Schema):
    """A unit (đơn vị)."""

    id: int
    href: str = Field(examples=["/api/units/3"])
    code: str = Field(examples=["LS.01"])
    name: str = Field(examples=["Xã Đông Hòa"])
    short_name: str
    level: str = Field(description="The level's code.", examples=["xa"])
    parent: int | None = Field(description="The unit above it.")
    path: str = Field(description="The ids from the top down to it.", examples=["1.3."])
    valid_from: dt.date | None
    valid_to: dt.date | None
    revision: int

    @classmethod
    def of(cls, unit: Unit) -> "UnitOut":
        """A unit as programs get it."""
        return cls(
            id=unit.pk, href=f"/api/units/{unit.pk}", code=unit.code, name=unit.name, short_name=unit.short_name,
            level=unit.level.code, parent=unit.parent_id, path=unit.path or "", valid_from=unit.valid_from,
            valid_to=unit.valid_to, revision=unit.revision,
        )  # fmt: skip


class SuccessionOut(Schema):
    """What a unit became (kế thừa)."""

    kind: str = Field(description="merge, split, rename or dissolve.", examples=["merge"])
    on: dt.date
    old: int
    new: int | None
    reason: str

    @classmethod
    def of(cls, step: Succession) -> "SuccessionOut":
        """A step as programs get it."""
        return cls(kind=step.kind, on=step.on, old=step.old_id, new=step.new_id, reason=step.reason)


class UnitList(Schema):
    """Units, each behind the one above it."""

    on: dt.date
    items: list[UnitOut]


class UnitDetail(UnitOut):
    """A unit with what it came from and what became of it."""

    successions: list[SuccessionOut]


class LevelList(Schema):
    """The levels, the highest first."""

    items: list[LevelOut]


class Me(Schema):
    """The post a request acts in."""

    unit: UnitOut
    role: str = Field(examples=["clerk"])
    title: str
    rights: list[str] = Field(examples=[["read", "register"]])
    delegated: bool = Field(description="Whether the post is lent.")
    key: str | None = Field(description="The name of the API key; null in a session.")
    writes: bool = Field(description="Whether this caller may write at all.")
    expires_on: dt.date | None = Field(description="The key's last day.")


@router.get("/me", response={200: Me, **READ_ERRORS}, summary="Who acts")
def me(request: ApiRequest) -> Me:
    """The post that this key or session acts in, and its rights."""
    acting, token = request.acting, request.auth.token
    return Me(
        unit=UnitOut.of(acting.unit), role=acting.role, title=acting.membership.title,
        rights=sorted(RIGHTS[acting.role]), delegated=acting.delegation is not None, key=token.name if token else None,
        writes=token is None or token.writes, expires_on=token.expires_on if token else None,
    )  # fmt: skip


@router.get("/levels", response={200: LevelList, **READ_ERRORS}, summary="The levels of the hierarchy")
def levels(request: ApiRequest) -> LevelList:
    """Levels are data: each installation has its own."""
    return LevelList(items=[LevelOut.model_validate(level) for level in Level.objects.all()])


@router.get("/units", response={200: UnitList, **READ_ERRORS}, summary="The tree of units on a day")
def units(
    request: ApiRequest,
    on: Annotated[dt.date | None, Query(description="Today where none is named.", examples=["2025-07-01"])] = None,
    below: Annotated[Key | None, Query(description="Only this unit and those under it.")] = None,
) -> UnitList:
    """The units that exist on a day, each behind the one above it, siblings in their order; not paged."""
    top = None
    if below is not None:
        top = Unit.objects.filter(pk=below).first()
        if top is None:
            raise invalid("below", _("There is no such unit."))
    day = on or timezone.localdate()
    return UnitList(on=day, items=[UnitOut.of(unit) for unit in tree(top, day)])


@router.get("/units/{id}", response={200: UnitDetail, **READ_ERRORS}, summary="One unit")
def unit(request: ApiRequest, id: KeyPath) -> UnitDetail:
    """A unit, also one that exists no more, with its successions."""
    found = get_object_or_404(Unit.objects.select_related("level"), pk=id)
    steps = [SuccessionOut.of(step) for step in history(found)]
    return UnitDetail(**UnitOut.of(found).model_dump(), successions=steps)
