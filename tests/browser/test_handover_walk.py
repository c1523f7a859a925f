"""An heir takes over what two communes leave that became one, and decides on a document; the level above looks."""

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from tests.browser.conftest import SignedIn, looked
from tests.thongsuot.conftest import PASSWORD, Place
from tests.thongsuot.followup.conftest import give
from tests.thongsuot.handover.conftest import issue
from tests.thongsuot.handover.test_reviewing import TEXT
from thongsuot.units.access import Acting
from thongsuot.units.actions import add_unit, succeed
from thongsuot.units.people import add_user, appoint
from thongsuot.units.rules import Change, Role

pytestmark = pytest.mark.timeout(200)


@pytest.mark.parametrize(("width", "language"), [(1280, "vi"), (390, "vi"), (390, "en")])
def test_an_heir_takes_over_and_the_level_above_sees_what_waits(
    place: Place, signed_in: SignedIn, width: int, language: str
) -> None:
    for words in ("Lập sổ theo dõi giếng khơi", "Rà soát công trình cấp nước"):
        give(place, action=words)
    issue(place, TEXT.format(n=11), place.commune)
    issue(place, TEXT.format(n=12), place.commune, "12.txt", who="clerk")
    heir = add_unit("LS.09", "Xã Hòa Thịnh", place.commune.level, place.province)
    user = add_user("heir-head", password=PASSWORD)
    place.people["heir-head"] = Acting(user, appoint(user, heir, Role.HEAD))
    succeed(Change.MERGE, [place.commune, place.other], [heir], timezone.localdate(), reason="Sắp xếp đơn vị")
    page = signed_in("heir-head", width=width, language=language)
    page.goto("/")
    looked(page, f"handover-desk-{width}-{language}")
    page.goto("/handover/")
    looked(page, f"handover-list-{width}-{language}")
    page.get_by_role("link", name="Xã Đông Hòa", exact=True).click()
    looked(page, f"handover-estate-{width}-{language}")
    page.goto(f"/handover/{place.commune.pk}/led/")
    page.get_by_role("checkbox").first.check()
    page.locator("input[name=reason]").fill("Xã mới tiếp tục thực hiện")
    looked(page, f"handover-lot-{width}-{language}")
    page.locator("main .btn-primary").click()
    expect(page.locator("tbody tr")).to_have_count(1)
    page.goto(f"/handover/{place.commune.pk}/led/?done=1")
    looked(page, f"handover-done-{width}-{language}")
    page.locator("tbody a").first.click()
    looked(page, f"handover-duty-{width}-{language}")
    page.goto(f"/handover/{place.commune.pk}/documents/")
    looked(page, f"handover-documents-{width}-{language}")
    page.locator("tbody a.btn").first.click()
    page.locator("input[name=verdict][value=lapse]").check()
    page.locator("input[name=until]").fill(timezone.localdate().strftime("%d/%m/%Y"))
    page.locator("textarea[name=reason]").fill("Nội dung đã có trong quy định của tỉnh")
    looked(page, f"handover-review-{width}-{language}")
    page.locator("main .btn-primary").click()
    page.goto(f"/handover/{place.commune.pk}/documents/?done=1")
    looked(page, f"handover-decided-{width}-{language}")
    above = signed_in("inspector", width=width, language=language)
    above.goto("/handover/")
    expect(above.locator("tbody tr")).to_have_count(1)
    above.goto("/dashboard/?structure=now")
    looked(above, f"handover-figures-{width}-{language}")
