"""How is a finding corrected, added, split, or accepted with its like? What was typed is never lost."""

import re
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from thongsuot.documents import review
from thongsuot.documents import review_page as page
from thongsuot.documents.access import require
from thongsuot.documents.finding_forms import FORMS, FindingForm
from thongsuot.documents.models import Document, Finding
from thongsuot.documents.rules import Kind, State
from thongsuot.documents.telling import GROUPS
from thongsuot.documents.views.detail import crumbs
from thongsuot.documents.views.opening import opened
from thongsuot.documents.views.review import address, card, common, finding_of, partial, private, version_of, whole
from thongsuot.documents.views.review_acts import elsewhere, pairs, revision
from thongsuot.look.shapes import Link
from thongsuot.problems import Problem, Stale
from thongsuot.units.doors import ActingRequest, acting_in
from thongsuot.units.rules import Right

CONTEXT = 160  # letters of the text shown around the words


@acting_in(Right.REVIEW)
def edit(request: ActingRequest, pk: int, number: int) -> HttpResponse:
    """The form of a finding; 409 with what was typed where somebody else was faster."""
    document, held = _held(request, pk, number)
    near, typed = held.start, request.POST if request.method == "POST" else None
    form = FORMS[held.kind](
        typed,
        text=_text(document),
        payload=held.payload,
        near=near,
        prefix=f"e{held.pk}",
        initial={"words": held.quote},
    )
    if typed is None or not form.is_valid():
        return _form(request, document, form, held, status=200 if typed is None else 422)
    span = form.span() if held.lost or "words" in form.changed_data else None
    try:
        kept = _save(request, held, form, span)
    except Problem as problem:
        form.add_error(None, str(problem))
        current = finding_of(document, number)
        return _form(request, document, form, current, status=409 if isinstance(problem, Stale) else 422)
    if not partial(request):
        messages.success(request, _("Saved."))
        return redirect(address(document, kept))
    if span is not None and span != (near, held.end):
        return elsewhere(address(document, kept))
    return card(request, document, kept, said=_("Saved."))


def _save(request: ActingRequest, held: Finding, form: FindingForm, span: tuple[int, int] | None) -> Finding:
    """A correction; a form that changes nothing accepts the proposal."""
    seen = revision(request)
    payload = form.payload()
    if payload == held.payload and span in (None, (held.start, held.end)) and held.state == State.PROPOSED:
        return review.accept(held, revision=seen, by=request.acting)
    return review.correct(held, payload, revision=seen, by=request.acting, span=span)


@acting_in(Right.REVIEW)
def add(request: ActingRequest, pk: int) -> HttpResponse:
    """A finding that the reading missed: words, kind, what they say."""
    document = opened(request, pk)
    require(request.acting, Right.REVIEW, document)
    asked = request.POST if request.method == "POST" else request.GET
    kind = asked.get("kind", "")
    kind = kind if kind in FORMS else Kind.OBLIGATION
    text = _text(document)
    start, end = whole(request.GET.get("start", ""), 0), whole(request.GET.get("end", ""), 0)
    words = text[start:end] if start < end else request.GET.get("words", "")
    initial: dict[str, Any] = {"words": words.strip(), "start": start if end else None, "end": end or None}
    if kind == Kind.OBLIGATION:
        initial["action"] = " ".join(words.split())
    typed = request.POST if request.method == "POST" else None
    form = FORMS[kind](typed, text=text, near=whole(asked.get("near", ""), start), prefix="new", initial=initial)
    form.order_fields(["words"])
    if typed is None or not form.is_valid():
        return _form(request, document, form, None, kind=kind, status=200 if typed is None else 422)
    if form.cleaned_data.get("start") is None and form.occurrences() > 1:
        note = _("These words stand %(n)s times in the text. Add words before or after, so that they stand once.")
        form.add_error("words", note % {"n": form.occurrences()})
        return _form(request, document, form, None, kind=kind, status=422)
    try:
        version = whole(request.POST.get("version", ""), 0) or None
        made = review.add(document, Kind(kind), form.span(), form.payload(), by=request.acting, version=version)
    except Problem as problem:
        form.add_error(None, str(problem))
        status = 409 if isinstance(problem, Stale) else 422
        return _form(request, document, form, None, kind=kind, status=status)
    messages.success(request, _("The finding was added."))
    return elsewhere(address(document, made)) if partial(request) else redirect(address(document, made))


@acting_in(Right.REVIEW)
def split(request: ActingRequest, pk: int, number: int) -> HttpResponse:
    """Two findings out of one: choose the word with which the second begins."""
    document, held = _held(request, pk, number)
    if request.method == "POST":
        at = whole(request.POST.get("at", ""), -1)
        first, _second = review.split(held, at, revision=revision(request), by=request.acting)
        messages.success(request, _("Split into two. Correct what each of them says."))
        return elsewhere(address(document, first)) if partial(request) else redirect(address(document, first))
    words = [(held.start + match.start(), match[0]) for match in re.finditer(r"\S+", held.quote)]
    context = common(request, document) | {
        "finding": held,
        "words": words,
        "crumbs": _crumbs(document, _("Split a finding")),
    }
    template = "documents/_finding_split.html" if partial(request) else "documents/review_split.html"
    return private(render(request, template, context))


@acting_in(Right.REVIEW)
def accept_all(request: ActingRequest, pk: int) -> HttpResponse:
    """Accept every open proposal of a kind: first what it will do, then the deed."""
    document = opened(request, pk)
    require(request.acting, Right.REVIEW, document)
    kind = request.POST.get("kind", "") or request.GET.get("kind", "")
    if kind not in GROUPS:
        raise Http404
    if request.method == "POST":
        done, skipped = review.accept_all(document, pairs(request.POST.get("seen", "").split(",")), by=request.acting)
        note = _("%(done)s accepted; %(skipped)s had been changed by somebody meanwhile and were left alone.")
        messages.success(request, note % {"done": done, "skipped": skipped})
        return redirect(f"{reverse('review', args=[pk])}?kind={kind}#findings")
    rows = document.findings.filter(kind=kind)
    waiting = list(rows.filter(state=State.PROPOSED, lost=False))
    context = common(request, document) | {
        "kind": kind,
        "name": GROUPS[kind],
        "cards": page.cards([row.pk for row in waiting], request.acting),
        "seen": ",".join(f"{row.pk}:{row.revision}" for row in waiting),
        "decided": rows.exclude(state=State.PROPOSED).count(),
        "crumbs": _crumbs(document, _("Accept all")),
    }
    return private(render(request, "documents/review_accept_all.html", context))


def _held(request: ActingRequest, pk: int, number: int) -> tuple[Document, Finding]:
    document = opened(request, pk)
    held = finding_of(document, number)
    require(request.acting, Right.REVIEW, document)
    return document, held


def _text(document: Document) -> str:
    version = version_of(document)
    return version.text if version else ""


def _form(
    request: ActingRequest, document: Document, form: FindingForm, held: Finding | None, *, kind: str = "", status: int
) -> HttpResponse:
    """The form, alone for a script, else on a page of its own with the sentence above it."""
    context = common(request, document) | {
        "form": form,
        "finding": held,
        "kind": kind or (held.kind if held else ""),
        "kinds": GROUPS.items(),
        "sentence": _around(_text(document), held) if held and not held.lost else None,
        "crumbs": _crumbs(document, _("Correct a finding") if held else _("Add a finding")),
        "current": page.cards([held.pk], request.acting)[0] if held and status == 409 else None,
    }
    template = "documents/_finding_form.html" if partial(request) else "documents/review_form.html"
    return private(render(request, template, context, status=status))


def _around(text: str, held: Finding) -> tuple[str, str, str]:
    """The words with what stands before and after them."""
    before, after = text[max(0, held.start - CONTEXT) : held.start], text[held.end : held.end + CONTEXT]
    return before.rpartition("\n")[2], text[held.start : held.end], after.partition("\n")[0]


def _crumbs(document: Document, last: str) -> list[Link]:
    return crumbs(document, Link(_("Review"), reverse("review", args=[document.pk])), Link(last))
