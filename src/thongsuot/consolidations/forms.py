"""What does a person say of a consolidated text? The day, a decision, a reason."""

from typing import Any, cast

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from thongsuot.consolidations.actions import WORDS, Choice
from thongsuot.consolidations.rules import To
from thongsuot.consolidations.wording import DECISIONS
from thongsuot.documents.wording import place_name, said
from thongsuot.look.fields import DayField, LongSelect


class DayForm(forms.Form):
    """Ngày của lời văn."""

    as_of = DayField(
        label=gettext_lazy("As the text stands on"), required=False,
        help_text=gettext_lazy("Left empty: the day on which all that is known holds."),
    )  # fmt: skip


class SettleForm(forms.Form):
    """Cách xử lý một lệnh sửa đổi: lời văn mới, bổ sung sau, bãi bỏ, hoặc không làm thay đổi văn bản này."""

    to = forms.ChoiceField(label=gettext_lazy("What is done"), widget=forms.RadioSelect)
    at = forms.CharField(label=gettext_lazy("Clause"), required=False, max_length=120)
    words = forms.CharField(
        label=gettext_lazy("Words"), required=False, max_length=WORDS,
        widget=forms.Textarea(attrs={"rows": 8, "lang": "vi"}),
        help_text=gettext_lazy("As they are to stand in the text, with number and heading. Needed for new words only."),
    )  # fmt: skip
    reason = forms.CharField(
        label=gettext_lazy("Reason"), required=False, max_length=2000, widget=forms.Textarea(attrs={"rows": 2}),
        help_text=gettext_lazy("Needed where the instruction does not change this text."),
    )  # fmt: skip
    revision = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, allowed: frozenset[To], locs: list[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        cast(forms.ChoiceField, self.fields["to"]).choices = [(to, said(DECISIONS, to)) for to in To if to in allowed]
        rows = [("", _("Not chosen")), *((loc, place_name(loc)) for loc in locs)]
        self.fields["at"].widget = LongSelect(choices=rows)
        if allowed == {To.NONE}:
            del self.fields["at"], self.fields["words"]

    def choice(self) -> Choice:
        """What was decided."""
        told = self.cleaned_data
        to = To(told["to"])
        at = "" if to == To.NONE else told.get("at", "")
        return Choice(to, at, told.get("words", "") if to in (To.REPLACE, To.INSERT) else "", told["reason"])
