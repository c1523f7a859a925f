"""What can be asked at the command line? ``vanban read | akn | outline | diff``."""

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path

from vanban.out.contract import to_json
from vanban.parsing import parse
from vanban.readers import read


def main(argv: Sequence[str] | None = None) -> int:
    """Run the command line; returns the exit status."""
    parser = argparse.ArgumentParser(prog="vanban", description=__doc__)
    commands = parser.add_subparsers(dest="command", required=True)
    reading = commands.add_parser("read")
    reading.add_argument("files", nargs="+", type=Path)
    reading.add_argument("--json", action="store_true")
    args = parser.parse_args(argv)
    for path in args.files:
        sys.stdout.write(to_json(parse(read(path))) + "\n")
    return 0
