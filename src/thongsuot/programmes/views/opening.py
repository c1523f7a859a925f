"""Which programme does an address name? One the reader may see; any other does not exist for him."""

from dataclasses import dataclass

from django.http import Http404, HttpRequest, QueryDict
from django.urls import reverse
from django.utils.translation import gettext as _

from thongsuot.documents import access as documents
from thongsuot.look.shapes import Link
from thongsuot.programmes.access import may_change
from thongsuot.programmes.models import Basis, Comment, Programme, ProgrammeItem
from thongsuot.programmes.rules import EDITABLE, OPEN_TO_COMMENTS, Move, State, moved
from thongsuot.units.access import Acting
from thongsuot.units.doors import ActingRequest
from thongsuot.units.rules import Right


def opened(request: ActingRequest, pk: int) -> Programme:
    """The programme of an address; 404 where there is none or it is not his to see."""
    rows = Programme.objects.visible_to(request.acting).filter(pk=pk)
    found = rows.select_related(
        "unit__level", "unit__parent", "answers__unit", "answers__current", "issued__unit"
    ).first()
    if found is None:
        raise Http404
    return found


def opened_item(request: ActingRequest, pk: int) -> ProgrammeItem:
    """The item of an address, in a programme he may see."""
    rows = ProgrammeItem.objects.filter(pk=pk, programme__in=Programme.objects.visible_to(request.acting))
    found = rows.select_related("programme__unit", "programme__answers__unit", "lead").first()
    if found is None:
        raise Http404
    return found


def opened_basis(request: ActingRequest, pk: int) -> Basis:
    """The basis of an address, in a programme he may see."""
    seen = Programme.objects.visible_to(request.acting)
    found = Basis.objects.filter(pk=pk, item__programme__in=seen).select_related("item__programme").first()
    if found is None:
        raise Http404
    return found


def opened_comment(request: ActingRequest, pk: int) -> Comment:
    """The comment of an address, in a programme he may see."""
    seen = Programme.objects.visible_to(request.acting)
    found = Comment.objects.filter(pk=pk, programme__in=seen).select_related("programme").first()
    if found is None:
        raise Http404
    return found


@dataclass(frozen=True, slots=True)
class Rights:
    """What the reader may do with a programme as it stands."""

    edit: bool
    submit: bool
    approve: bool
    give_back: bool
    issue: bool
    assign: bool  # give duties from its items, once it is issued
    comment: bool
    answer: bool
    directive: bool  # see the document that is answered
    file: bool  # take its file: the draft, or the document that it was issued as


def rights(acting: Acting, programme: Programme) -> Rights:
    """What somebody may do with a programme that he sees."""
    state = State(programme.state)
    drafts = acting.bears(Right.DRAFT) and may_change(acting, Right.DRAFT, programme)
    heads = acting.bears(Right.APPROVE) and may_change(acting, Right.APPROVE, programme)
    clerks = acting.bears(Right.REGISTER) and may_change(acting, Right.REGISTER, programme)
    return Rights(
        edit=drafts and state in EDITABLE,
        submit=drafts and moved(state, Move.SUBMIT) is not None,
        approve=heads and moved(state, Move.APPROVE) is not None,
        give_back=heads and moved(state, Move.RETURN) is not None,
        issue=clerks and moved(state, Move.ISSUE) is not None,
        assign=state == State.ISSUED and acting.bears(Right.ASSIGN) and may_change(acting, Right.ASSIGN, programme),
        comment=acting.bears(Right.REVIEW) and state in OPEN_TO_COMMENTS,
        answer=drafts and state in OPEN_TO_COMMENTS,
        directive=documents.may_read(acting, programme.answers),
        file=programme.issued is None or documents.may_read(acting, programme.issued),
    )


def crumbs(programme: Programme, *more: Link) -> list[Link]:
    """The way to a programme's pages."""
    here = Link(str(programme)[:80], reverse("programme", args=[programme.pk]) if more else "")
    return [Link(_("Programmes"), reverse("programmes")), here, *more]


def sent(request: HttpRequest) -> QueryDict | None:
    """What was sent with a form, be it nothing at all; None where a page is only looked at."""
    return request.POST if request.method == "POST" else None


def number(request: HttpRequest, name: str) -> int:
    """A whole number of a form; 0, which no revision is, where there is none."""
    written = request.POST.get(name, "")
    return int(written) if written.isdecimal() and len(written) < 10 else 0
