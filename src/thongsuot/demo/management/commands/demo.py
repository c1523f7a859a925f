"""How is the demonstration loaded from the command line? ``python -m django demo``."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand

from thongsuot.demo.actions import load


class Command(BaseCommand):
    """Load the demonstration province."""

    help = "Nạp tỉnh trình diễn (hư cấu) vào cơ sở dữ liệu còn trống; bổ sung phần còn thiếu nếu đã nạp."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """The one option."""
        parser.add_argument("--reset", action="store_true", help="đặt lại mật khẩu của các tài khoản trình diễn")

    def handle(self, *args: Any, **options: Any) -> None:
        """Load and tell."""
        self.stdout.write(str(load(reset=options["reset"])))
