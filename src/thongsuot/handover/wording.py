"""What are the lots of a unit's work, and the decisions on its documents, called?"""

from django.utils.translation import gettext_lazy as _

from thongsuot.documents.wording import Words
from thongsuot.handover.rules import Verdict
from thongsuot.units.rules import Lot

LOTS: Words = {
    Lot.LED: _("Open duties it leads"),
    Lot.GIVEN: _("Open duties it gave"),
    Lot.PART: _("Open duties it takes part in"),
    Lot.REGULAR: _("Regular duties"),
    Lot.PROGRAMME: _("Programmes not issued yet"),
    Lot.ASKED: _("Drafts it was asked to comment on"),
    Lot.DELIVERY: _("Documents sent to it and not received"),
    Lot.GROUP: _("Saved groups that name it"),
}
VERDICTS: Words = {
    Verdict.KEEP: _("Stays in force"),
    Verdict.REPLACE: _("Replaced"),
    Verdict.REPEAL: _("Repealed"),
    Verdict.LAPSE: _("Lapses"),
}
VERDICT_NOTES: Words = {
    Verdict.KEEP: _("nothing changes"),
    Verdict.REPLACE: _("another registered document takes its place"),
    Verdict.REPEAL: _("another registered document repeals it"),
    Verdict.LAPSE: _("its last day is written into its header"),
}
VERDICT_BADGES = {
    Verdict.KEEP: "good", Verdict.REPLACE: "info", Verdict.REPEAL: "bad", Verdict.LAPSE: "neutral",
}  # fmt: skip
