"""Who are we, and whom do we know? The pair of keys of this installation, and partners with theirs."""

from django.utils import timezone
from django.utils.translation import gettext as _

from thongsuot.events.actions import record, writing
from thongsuot.exchange import net, sealing
from thongsuot.exchange.access import require_ours, require_set_up
from thongsuot.exchange.models import Partner, SigningKey
from thongsuot.exchange.package import fingerprint, make_key, public_bytes
from thongsuot.problems import Problem, Stale
from thongsuot.units.access import Acting
from thongsuot.units.models import Unit

KEPT_KEYS = 5
"""Older keys of ours for which packages are still taken."""


def own_key() -> SigningKey:
    """The key of this installation, made the first time it is asked for."""
    found = SigningKey.objects.first()
    return found if found is not None else _made()


def _made(by: Acting | None = None) -> SigningKey:
    private, public = make_key()
    with writing(by):
        made = SigningKey.objects.create(public=public, private=sealing.seal(private), made_at=timezone.now())
        record("key-made", f"key:{made.pk}", after={"fingerprint": fingerprint(public)})
    return made


def new_key(*, by: Acting) -> SigningKey:
    """Another key: partners must be told of it. What they send for the old one is still taken."""
    require_set_up(by)
    return _made(by)


def own_names() -> frozenset[str]:
    """The fingerprints for which packages are ours."""
    return frozenset(fingerprint(key.public) for key in SigningKey.objects.all()[:KEPT_KEYS])


def private_of(key: SigningKey) -> str:
    """The private half."""
    return sealing.unseal(key.private)


def known() -> dict[str, str]:
    """The public keys of partners whose packages are taken, by fingerprint."""
    return dict(Partner.objects.filter(active=True).values_list("fingerprint", "public"))


def add(name: str, unit: Unit, public: str, address: str = "", *, by: Acting) -> Partner:
    """A partner, its key, and the unit here that it stands for."""
    require_set_up(by)
    raw = public_bytes(public)
    if raw is None:
        raise Problem(_("This is not a public key. Copy the whole line from the partner's page."))
    _sound(unit, address, by)
    key = "".join(public.split())
    name_of_key = fingerprint(key)
    if name_of_key in own_names():
        raise Problem(_("This is the key of this installation itself."))
    if Partner.objects.filter(fingerprint=name_of_key).exists():
        raise Problem(_("A partner with this key is there already."))
    with writing(by):
        made = Partner.objects.create(
            name=name.strip(), unit=unit, public=key, fingerprint=name_of_key, address=address.strip(),
            added_at=timezone.now(), added_by=by.user,
        )  # fmt: skip
        record("partner-added", f"partner:{made.pk}", also=f"unit:{unit.pk}", after={"fingerprint": name_of_key})
    return made


def edit(partner: Partner, name: str, address: str, *, active: bool, revision: int, by: Acting) -> Partner:
    """Another name or address; a partner that is switched off sends and gets nothing."""
    require_set_up(by)
    _sound(partner.unit, address, by)
    with writing(by):
        held = Partner.objects.select_for_update(of=("self",)).get(pk=partner.pk)
        if held.revision != revision:
            raise Stale
        before = {"active": held.active, "address": held.address}
        held.name, held.address, held.active = name.strip(), address.strip(), active
        held.revision += 1
        held.save()
        after = {"active": active, "address": held.address}
        record("partner-edited", f"partner:{held.pk}", before=before, after=after)
    return held


def _sound(unit: Unit, address: str, by: Acting) -> None:
    require_ours(unit, by)
    if address.strip():
        net.place_of(address)
