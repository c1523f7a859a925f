"""Which personal data have been kept long enough? They go: once a day, by cron or a timer."""

from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone

from thongsuot.privacy.retention import apply_retention
from thongsuot.privacy.wording import retained


class Command(BaseCommand):
    """``python -m django retain``; the verb ``thongsuot retain`` does the same."""

    help = "xóa dữ liệu cá nhân đã hết thời hạn lưu giữ"

    def handle(self, *args: Any, **options: Any) -> None:
        """Apply the table of kinds and say what went."""
        self.stdout.write(retained(apply_retention(timezone.localdate())))
