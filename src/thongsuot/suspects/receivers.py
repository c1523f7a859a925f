"""What follows for work when a document changes? Heard inside the same transaction."""

from collections.abc import Sequence
from typing import Any

from django.db.models import F, Q
from django.db.models.signals import post_save, pre_delete
from django.dispatch import receiver
from django.utils import timezone

from thongsuot.documents.announcing import relation_decided, text_changed
from thongsuot.documents.models import Document, Finding, Version
from thongsuot.followup.announcing import duty_reopened
from thongsuot.followup.models import Assignment
from thongsuot.programmes.models import Exemption, ProgrammeItem
from thongsuot.programmes.rules import GONE
from thongsuot.suspects import changing
from thongsuot.suspects.catching import catch_up
from thongsuot.suspects.following import settle
from thongsuot.suspects.models import Suspect
from thongsuot.suspects.queries import TODO
from thongsuot.suspects.rules import Decision
from thongsuot.units.access import Acting


@receiver(text_changed, dispatch_uid="suspects.text")
def text_is_another(
    sender: Any, document: Document, before: Version, after: Version, causes: Sequence[Document], by: Acting | None,
    **_rest: Any,
) -> None:  # fmt: skip
    """What rests on clauses that changed is doubtful."""
    changing.text_follows(document, before, after, causes, by)


@receiver(relation_decided, dispatch_uid="suspects.relation")
def relation_says_otherwise(sender: Any, finding: Finding, by: Acting | None, **_rest: Any) -> None:
    """What rests on a document that another replaces, repeals or suspends is doubtful."""
    changing.relation_decided(finding, by)


@receiver(duty_reopened, dispatch_uid="suspects.reopened")
def duty_is_taken_up_again(sender: Any, duty: Assignment, **_rest: Any) -> None:
    """What was done under words that changed since is doubtful once it is to be done again."""
    catch_up(duty)


@receiver(pre_delete, sender=ProgrammeItem, dispatch_uid="suspects.item")
def item_goes(sender: Any, instance: ProgrammeItem, **_rest: Any) -> None:
    """Nobody decides any more on what was taken out of its draft."""
    settle(Suspect.objects.filter(item=instance.pk), Decision.LAPSED)


@receiver(post_save, sender=Exemption, dispatch_uid="suspects.exemption")
def exemption_is_another(sender: Any, instance: Exemption, created: bool, **_rest: Any) -> None:
    """Nobody decides any more on an exemption that is gone; one that was to be asked for anew has been."""
    if instance.state in GONE:
        settle(Suspect.objects.filter(exemption=instance), Decision.LAPSED)
    if created:
        same = Q(exemption__document=instance.document, exemption__loc=instance.loc)
        moved = Q(change__successor=instance.document) | Q(document=instance.document)
        rows = Suspect.objects.filter(TODO, exemption__isnull=False, unit=instance.unit)
        rows = rows.filter(same | (moved & Q(to=instance.loc) & ~Q(to="")))
        rows.update(done_at=timezone.now(), revision=F("revision") + 1)
