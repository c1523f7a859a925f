"""What lies in the commune's inbox and outbox of other systems? By the addresses that name it."""

from typing import Any

from tests.thongsuot.exchange import messages
from thongsuot.documents.models import Document
from thongsuot.exchange import hooks, organs, outgoing, packing, partners
from thongsuot.exchange.incoming import take
from thongsuot.exchange.models import Call
from thongsuot.exchange.package import make_key
from thongsuot.exchange.rules import Way
from thongsuot.units.access import Acting
from thongsuot.units.models import Unit


def exchanged(document: Document, clerk: Acting, admin: Acting, guest: Unit) -> dict[str, Any]:
    """A message that waits, one that went, a package, a partner, a code, a subscription and a call of it."""
    rows, _fresh = take(messages.layered(to="LS.01"), by=clerk, way=Way.UPLOAD)
    organs.save("H37.01", clerk.unit.name, unit=clerk.unit, by=admin)
    organ = organs.save("H37.02", "Sở Y tế", by=admin)
    (sent,) = outgoing.enqueue(document, [organ], by=clerk)
    partner = partners.add("Hệ thống xã bạn", guest, make_key()[1], by=admin)
    parcel = packing.pack_document(document, partner, by=clerk)
    hook, _secret = hooks.add("Cổng", "https://subscriber.example/", clerk.unit, ["registered"], by=admin)
    call = Call.objects.create(hook=hook, seq=1, body="{}", made_at=hook.created_at)
    return {
        "exchange/messages/": rows[0].pk, "exchange/outbox/": sent.pk, "exchange/packages/": parcel.pk,
        "exchange/partners/": partner.pk, "exchange/organs/": organ.pk, "exchange/hooks/": hook.pk,
        "exchange/calls/": call.pk,
    }  # fmt: skip
