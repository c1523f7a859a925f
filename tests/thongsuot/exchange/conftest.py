"""Two installations in one: the commune's unit stands for a partner, its messages for those of others."""

from dataclasses import dataclass

import pytest

from tests.thongsuot.conftest import Place
from thongsuot.exchange import organs, partners
from thongsuot.exchange.models import Organ, Partner, SigningKey
from thongsuot.exchange.package import fingerprint, make_key
from thongsuot.exchange.sealing import seal
from thongsuot.units.models import Unit


@dataclass(slots=True)
class Installations:
    """The province's installation and the commune's, which share a database here: one has its turn at a time."""

    province: SigningKey
    commune: SigningKey
    down: Partner  # the commune, as the province knows it
    up: Partner  # the province, as the commune knows it

    def now(self, key: SigningKey) -> None:
        """From now on this is the installation of that key: it knows no other private half."""
        other = self.commune if key.pk == self.province.pk else self.province
        SigningKey.objects.filter(pk=other.pk).delete()
        SigningKey(pk=key.pk, public=key.public, private=key.private, made_at=key.made_at).save()


@pytest.fixture
def both(place: Place) -> Installations:
    admin = place.people["administrator"]
    province = partners.own_key()
    private, public = make_key()
    commune = SigningKey(pk=province.pk + 1000, public=public, private=seal(private), made_at=province.made_at)
    down = partners.add("Hệ thống xã Đông Hòa", place.commune, public, by=admin)
    SigningKey.objects.all().delete()
    commune.save()
    up = partners.add("Hệ thống tỉnh Lâm Sơn", place.province, province.public, by=admin)
    found = Installations(province, commune, down, up)
    found.now(province)
    assert fingerprint(province.public) in partners.own_names()
    return found


@pytest.fixture
def own_code(place: Place) -> Organ:
    """The code by which others know the province."""
    return organs.save("H37", "Tỉnh Lâm Sơn", unit=place.province, by=place.people["administrator"])


@pytest.fixture
def health(place: Place, own_code: Organ) -> Organ:
    """A department outside of this installation."""
    return organs.save("H37.02", "Sở Y tế", by=place.people["administrator"])


@pytest.fixture
def other_code(place: Place, own_code: Organ) -> Organ:
    """The code of the other commune, which is a unit here."""
    return organs.save("H37.99", "Xã Tây Thịnh", unit=Unit.objects.get(code="LS.02"), by=place.people["administrator"])
