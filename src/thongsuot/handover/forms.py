"""What may be written into the forms of handing over? Why, to whom; what becomes of a document."""

from collections.abc import Sequence
from typing import Any, cast

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from thongsuot.documents.models import Document
from thongsuot.documents.rules import symbol_key
from thongsuot.handover.reviewing import Decision
from thongsuot.handover.rules import Verdict
from thongsuot.handover.wording import LOTS, VERDICT_NOTES, VERDICTS
from thongsuot.look.fields import DayField
from thongsuot.units.models import Unit
from thongsuot.units.rules import Lot

SHORT = forms.Textarea(attrs={"rows": 2})


def _choices(heirs: Sequence[Unit]) -> list[tuple[str, str]]:
    return [(str(heir.pk), heir.name) for heir in heirs]


class HandForm(forms.Form):
    """Bàn giao tất cả: mỗi phần việc cho đơn vị nào."""

    reason = forms.CharField(label=gettext_lazy("Note"), max_length=2000, required=False, widget=SHORT)

    def __init__(self, *args: Any, heirs: Sequence[Unit], lots: Sequence[Lot], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.heirs, self.lots = {str(heir.pk): heir for heir in heirs}, lots
        if len(heirs) > 1:
            for lot in lots:
                choices = [("", _("Not now")), *_choices(heirs)]
                self.fields[str(lot)] = forms.ChoiceField(label=str(LOTS[lot]), choices=choices, required=False)
            self.order_fields([*map(str, lots), "reason"])

    def to(self) -> dict[Lot, Unit]:
        """To whom each lot goes."""
        if len(self.heirs) == 1:
            (heir,) = self.heirs.values()
            return dict.fromkeys(self.lots, heir)
        told = {lot: self.cleaned_data.get(str(lot)) for lot in self.lots}
        return {lot: self.heirs[key] for lot, key in told.items() if key}


class KeeperForm(forms.Form):
    """Đơn vị nào giữ hồ sơ khi có nhiều đơn vị kế thừa."""

    keeper = forms.ChoiceField(label=gettext_lazy("Unit that keeps the files"))

    def __init__(self, *args: Any, heirs: Sequence[Unit], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.heirs = {str(heir.pk): heir for heir in heirs}
        cast(forms.ChoiceField, self.fields["keeper"]).choices = _choices(heirs)

    def clean_keeper(self) -> Unit:
        """The unit meant."""
        return self.heirs[self.cleaned_data["keeper"]]


class ReviewForm(forms.Form):
    """Rà soát một văn bản: giữ nguyên, thay thế, bãi bỏ, hết hiệu lực."""

    verdict = forms.ChoiceField(label=gettext_lazy("Decision"), widget=forms.RadioSelect)
    other = forms.CharField(
        label=gettext_lazy("By which document"), required=False, max_length=120,
        help_text=gettext_lazy("To replace or repeal: the symbol of a document registered by your unit or one above."),
    )  # fmt: skip
    until = DayField(
        label=gettext_lazy("Last day in force"), required=False,
        help_text=gettext_lazy("Needed where it lapses."),
    )  # fmt: skip
    reason = forms.CharField(label=gettext_lazy("Reason"), max_length=2000, widget=SHORT)
    revision = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, among: QuerySet[Document], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.among = among
        choices = [(one, f"{VERDICTS[one]}: {VERDICT_NOTES[one]}") for one in Verdict]
        cast(forms.ChoiceField, self.fields["verdict"]).choices = choices

    def clean_other(self) -> Document | None:
        """The document of that symbol: the newest one, where there are several."""
        said = self.cleaned_data["other"].strip()
        if not said:
            return None
        found = self.among.filter(symbol_key=symbol_key(said)).order_by("-date", "-pk").first()
        if found is None:
            raise forms.ValidationError(_("No document of this symbol is registered by your unit or one above it."))
        return found

    def decision(self) -> Decision:
        """What was decided."""
        told = self.cleaned_data
        return Decision(Verdict(told["verdict"]), told["reason"], told.get("other"), told.get("until"))
