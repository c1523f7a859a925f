"""Which units are late with what one's own gave them, and how are they urged by letter?"""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from thongsuot.look.shapes import Link
from thongsuot.programmes.views.moves import word
from thongsuot.reminders import queries, urging
from thongsuot.reminders.forms import LetterForm
from thongsuot.reminders.views.listing import URGES
from thongsuot.units.doors import ActingRequest, acting_in, said_in
from thongsuot.units.rules import Right

SHOWN = 100


@acting_in(*URGES)
def late(request: ActingRequest) -> HttpResponse:
    """The late units, to choose from."""
    context = {
        "rows": queries.late_units(request.acting, timezone.localdate()),
        "crumbs": [Link(_("Reminders"), reverse("reminders")), Link(_("Urging letters"))],
    }  # fmt: skip
    return render(request, "reminders/late.html", context)


@acting_in(*URGES)
def letter(request: ActingRequest) -> HttpResponse:
    """The duties of the chosen units and the form of the letter: as a draft, or registered."""
    asked = request.POST if request.method == "POST" else None
    units = _units(request)
    may_register = request.acting.bears(Right.REGISTER)
    registering = asked is not None and "register" in asked and may_register
    form = LetterForm(asked, registering=registering, initial=LetterForm.starting(request.acting.unit))
    if asked is not None and form.is_valid():
        with said_in(form):
            if not registering:
                return word(urging.draft(units, form.issue(), by=request.acting), "cong-van-don-doc.docx")
            document = urging.register(units, form.issue(), by=request.acting)
            messages.success(request, _("The letter is registered. Send it to the units it urges."))
            return redirect("document", pk=document.pk)
    today = timezone.localdate()
    rows = list(urging.chosen(request.acting, units, today)[: SHOWN + 1])
    for row in rows:
        row.days = (today - row.due_on).days if row.due_on else 0  # type: ignore[attr-defined]
    context = {
        "form": form, "rows": rows[:SHOWN], "more": len(rows) > SHOWN, "units": units, "may_register": may_register,
        "crumbs": [
            Link(_("Reminders"), reverse("reminders")), Link(_("Urging letters"), reverse("urging")),
            Link(_("The letter")),
        ],
    }  # fmt: skip
    return render(request, "reminders/letter.html", context, status=422 if form.errors else 200)


def _units(request: ActingRequest) -> list[int]:
    """The keys of the chosen units, of the address or the form."""
    written = request.POST.getlist("unit") or request.GET.getlist("unit")
    return [int(key) for key in written if key.isdecimal() and len(key) < 12][: queries.MOST_UNITS]
