"""The promises of the documents of this house, checked."""

import doctest
import inspect
import re
import subprocess
from pathlib import Path

import pytest

import vanban
from vanban.cli import main

ROOT = Path(__file__).parents[1]


def test_the_examples_of_the_readme_run() -> None:
    result = doctest.testfile(str(ROOT / "README.md"), module_relative=False)
    assert result.attempted > 0
    assert result.failed == 0


def test_the_readme_names_every_verb(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        main(["--help"])
    verbs = re.findall(r"^    (\w+) ", capsys.readouterr().out, re.MULTILINE)
    assert verbs
    readme = (ROOT / "README.md").read_text("utf-8")
    assert not [verb for verb in verbs if f"vanban {verb} " not in readme]


def test_every_public_name_says_what_it_is() -> None:
    assert not [name for name in vanban.__all__ if not inspect.getdoc(getattr(vanban, name))]


def test_every_module_says_first_which_question_it_answers() -> None:
    first = {path: path.read_text("utf-8").partition("\n")[0] for path in (ROOT / "src").rglob("*.py")}
    plain = {"__init__.py", "__main__.py", "apps.py"}  # that say what a folder is
    told = [path for path in first if path.name not in plain and "migrations" not in path.parts]
    assert not [str(path) for path in told if "?" not in first[path]]


def test_every_setting_is_documented() -> None:
    read = "".join(path.read_text("utf-8") for path in (ROOT / "src" / "thongsuot").rglob("*.py"))
    names = set(re.findall(r"""["']((?:THONGSUOT|OIDC)_[A-Z_]+|DATABASE_URL)["']""", read))
    told = (ROOT / "docs" / "settings.md").read_text("utf-8")
    names = {name for name in names if not name.startswith(("OIDC_RP", "OIDC_OP", "OIDC_USE", "OIDC_CREATE"))}
    assert names
    assert not sorted(name for name in names if f"`{name}`" not in told)


def test_the_readme_names_every_verb_of_the_application(capsys: pytest.CaptureFixture[str]) -> None:
    from thongsuot.cli import main as application

    with pytest.raises(SystemExit):
        application(["--help"])
    verbs = re.findall(r"^    (\w+) ", capsys.readouterr().out, re.MULTILINE)
    assert len(verbs) > 8
    readme = (ROOT / "README.md").read_text("utf-8")
    assert not [verb for verb in verbs if f"thongsuot {verb}" not in readme]


def test_nothing_in_the_tree_names_a_place_on_one_machine() -> None:
    if not (ROOT / ".git").exists():
        pytest.skip("not a checkout")
    places = "/(" + "|".join(("work", "root", "home")) + ")/"
    found = subprocess.run(
        ["git", "grep", "-nE", places, "--", ".", ":!*.lock"], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert found.stdout == ""


def test_the_real_documents_are_not_needed() -> None:
    """Whatever needs ../shared is skipped and says so."""
    named = re.compile(r"""/ ["']shared["']|\.\./shared""")
    users = [p for p in (ROOT / "tests").rglob("*.py") if named.search(p.read_text("utf-8")) and p != Path(__file__)]
    assert users
    assert not [str(p) for p in users if "skip" not in p.read_text("utf-8")]
