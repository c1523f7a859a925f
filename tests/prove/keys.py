"""Makes an installation with a clerk and a key for each writer; prints the keys."""

import os
import sys

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "bench.app.settings")

import django

django.setup()

from thongsuot.operations.serving import prepare  # noqa: E402
from thongsuot.units.access import posts  # noqa: E402
from thongsuot.units.actions import add_level, add_unit  # noqa: E402
from thongsuot.units.people import add_user, appoint, issue_token  # noqa: E402
from thongsuot.units.rules import Role  # noqa: E402

prepare()
top = add_unit("T", "Tỉnh Mẫu", add_level("tinh", "Tỉnh", 1))
level = add_level("xa", "Xã", 2)
for n in range(int(sys.argv[1])):
    clerk = add_user(f"writer-{n}", password="x" * 12)
    appoint(clerk, add_unit(f"T.{n}", f"Xã {n}", level, top), Role.CLERK)
    print(issue_token(posts(clerk)[0], "prove", writes=True, days=1)[1])
