"""Can two administrators erase each other at the same moment, so that nobody is left?"""

import threading

from django.db import connection

from tests.thongsuot.conftest import Place
from thongsuot.events.queries import verify
from thongsuot.privacy.actions import seen
from thongsuot.privacy.erasure import erase
from thongsuot.privacy.models import Viewing
from thongsuot.problems import Problem
from thongsuot.units.access import Acting, posts
from thongsuot.units.models import User
from thongsuot.units.people import add_user, appoint, issue_token
from thongsuot.units.rules import Role


def at_once(*acts: object) -> list[str]:
    """Run things in threads that begin together; gives what each ended with."""
    start, ends = threading.Barrier(len(acts)), list[str]()

    def run(act: object) -> None:
        try:
            start.wait()
            act()  # type: ignore[operator]
            ends.append("done")
        except Exception as error:
            ends.append(type(error).__name__)
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=(act,)) for act in acts]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return sorted(ends)


def test_the_last_two_administrators_do_not_erase_each_other(threads: None, place: Place) -> None:
    first = place.people["administrator"]
    second_user = add_user("second")
    appoint(second_user, place.province, Role.ADMINISTRATOR)
    second = posts(second_user)[0]

    def erases(by: Acting, user: User) -> object:
        return lambda: erase(User.objects.get(pk=user.pk), "đơn", by=by)

    assert at_once(erases(first, second.user), erases(second, first.user)) == [Problem.__name__, "done"]
    left = User.objects.filter(pk__in=[first.user.pk, second.user.pk], erased_at__isnull=True)
    assert left.count() == 1
    assert not list(verify())


def test_a_person_at_work_and_his_erasure_do_not_wait_for_each_other(threads: None, place: Place) -> None:
    officer, admin = place.people["commune-officer"], place.people["administrator"]

    def work() -> None:
        for n in range(40):
            issue_token(officer, f"khóa {n}", writes=False, days=3)

    def forget() -> None:
        erase(User.objects.get(pk=officer.user_id), "đơn", by=admin)

    assert at_once(work, forget) == ["done", "done"]
    assert not list(verify())


def test_two_tabs_note_one_view(threads: None, place: Place) -> None:
    head = place.people["head"]
    assert at_once(*[lambda: seen(head, "document:1") for _n in range(4)]) == ["done"] * 4
    assert Viewing.objects.count() == 1
