"""What does each command do? Between the command line and the library; nothing is decided here."""

import argparse
import json
import os
import sys
import webbrowser
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import replace
from pathlib import Path

from tqdm import tqdm

from vanban.bulk import Outcome, Tally, outcomes
from vanban.bulk.cluster import ClusterMissing
from vanban.bulk.journal import Journal
from vanban.bulk.outcome import load, outcome_of
from vanban.consolidation import consolidate as consolidated
from vanban.consolidation.between import changes as between
from vanban.model import Document
from vanban.out.akn import to_akn
from vanban.out.between import to_dict as as_values
from vanban.out.between import to_text as as_words
from vanban.out.consolidated import to_json
from vanban.out.diff import diff as differences
from vanban.out.diff import to_dict, to_text
from vanban.out.edition import Edition, edition
from vanban.out.outline import to_outline
from vanban.out.page import to_edition, to_index, to_page
from vanban.out.places import place, spoken
from vanban.parsing import outline as read_outline
from vanban.parsing import parse
from vanban.readers import RefusedFile, UnreadableFile, read_bytes
from vanban.readers.limits import Limits

READINGS = (".json", ".jsonl")


def read(args: argparse.Namespace) -> int:
    """``vanban read``: a line of JSON for each file, in the order given."""
    journal = Journal(args.out, [Path(name) for name in args.files]) if args.out else None
    done = journal.done if journal else []
    tally = Tally(outcome.status for outcome in done)
    try:
        found = _outcomes(args, args.files[len(done) :])
        for outcome in _with_bar(journal.write(found) if journal else found, len(args.files), len(done)):
            tally[outcome.status] += 1
            if outcome.message:
                tqdm.write(f"{outcome.name}: {outcome.message}", file=sys.stderr)
            elif not journal:
                sys.stdout.buffer.write(outcome.line + b"\n" if args.json else _summary(outcome).encode())
    except ClusterMissing as problem:
        print(problem, file=sys.stderr)
        return 2
    if len(args.files) > 1:
        print(tally, file=sys.stderr)
    return tally.exit_status


def _outcomes(args: argparse.Namespace, names: list[str]) -> Iterator[Outcome]:
    limits = _limits(args)
    if "-" in names:  # standard input is read here, not by a process of a pool
        return (
            outcome_of(*_standard_input(args)) if name == "-" else outcome_of(name, load(Path(name), limits), limits)
            for name in names
        )
    return outcomes([Path(name) for name in names], limits=limits, jobs=args.jobs, dask=args.dask)


def _with_bar(found: Iterator[Outcome], total: int, done: int) -> Iterator[Outcome]:
    quiet = total < 2 or not sys.stderr.isatty()
    return iter(tqdm(found, total=total, initial=done, unit=" tệp", leave=False, disable=quiet))


def _summary(outcome: Outcome) -> str:
    """A reading in a few lines, for people."""
    reading = json.loads(outcome.line)
    header = reading["header"]
    name = " ".join(filter(None, (header["kind"], header["symbol"]))) or "(không rõ số, ký hiệu)"
    counts = (
        ("điều, khoản, điểm", "provisions"), ("viện dẫn", "citations"), ("quan hệ", "relations"),
        ("lệnh sửa đổi", "amendments"), ("nhiệm vụ", "obligations"), ("hội nghị", "events"), ("ghi chú", "notes"),
    )  # fmt: skip
    found = " · ".join(f"{len(reading[key])} {label}" for label, key in counts if reading[key])
    lines = [f"{outcome.name}: {name}", header["title"], found]
    return "\n  ".join(line for line in lines if line) + "\n"


def akn(args: argparse.Namespace) -> int:
    """``vanban akn``: one document as Akoma Ntoso."""
    return _print(args, lambda document: to_akn(document), parse)


def outline(args: argparse.Namespace) -> int:
    """``vanban outline``: the parts of one document."""
    return _print(args, to_outline, read_outline)


def _print(args: argparse.Namespace, form: Callable[[Document], str], reader: Callable[..., Document]) -> int:
    document, status = _document(args, args.file, reader)
    if document is not None:
        sys.stdout.write(form(document).rstrip("\n") + "\n")
    return status


def diff(args: argparse.Namespace) -> int:
    """``vanban diff``: two versions, provision by provision. Status 1 when they differ."""
    old, status = _document(args, args.old, read_outline)
    new, other = _document(args, args.new, read_outline)
    if old is None or new is None:
        return max(status, other)
    found = differences(old, new)
    if args.json:
        sys.stdout.write(json.dumps(to_dict(found), ensure_ascii=False) + "\n")
    else:
        sys.stdout.write(to_text(found))
    return int(found.differ)


def consolidate(args: argparse.Namespace) -> int:
    """``vanban consolidate``: an act with its amendments applied; nothing, and status 2 or 3, where one is not read."""
    documents, status = _documents(args)
    if status:
        return status
    result = consolidated(documents[0], documents[1:], args.as_of)
    if args.json:
        sys.stdout.write(json.dumps(to_json(result), ensure_ascii=False) + "\n")
        return 0
    written = 0
    if args.akn or args.html or args.docx:
        written = _publish(args, edition(result, documents[0], documents[1:]))
    else:
        sys.stdout.write(result.text.rstrip("\n") + "\n")
    for row in result.unresolved:
        where = f", {place(row.own_loc)}" if row.own_loc else ""
        print(f"chưa áp dụng: {row.doc}{where}: {spoken(row.reason)}", file=sys.stderr)
    return written


def _publish(args: argparse.Namespace, out: Edition) -> int:
    """A consolidated text in the form that was asked for; status 2 where its file cannot be written."""
    if not args.docx:
        sys.stdout.write(to_edition(out) if args.html else to_akn(out.document, history=out.history))
        return 0
    from vanban.out.word import to_docx  # python-docx takes longer to load than most commands take to run

    try:
        args.docx.write_bytes(to_docx(out))
    except OSError as problem:
        print(f"{args.docx}: không ghi được ({problem.strerror}). Hãy chọn một thư mục ghi được.", file=sys.stderr)
        return 2
    return 0


def changes(args: argparse.Namespace) -> int:
    """``vanban changes``: what amendments changed from one day to another, with the act that did it."""
    if args.later < args.earlier:
        print("Ngày sau (--to) đứng trước ngày đầu (--from). Hãy đổi chỗ hai ngày.", file=sys.stderr)
        return 2
    documents, status = _documents(args)
    if status:
        return status
    found = between(documents[0], documents[1:], args.earlier, args.later)
    sys.stdout.write(json.dumps(as_values(found), ensure_ascii=False) + "\n" if args.json else as_words(found))
    return 0


def _documents(args: argparse.Namespace) -> tuple[list[Document], int]:
    """An act and those that amend it, and 0; or the exit status where one is not read."""
    found = [_document(args, name, parse) for name in (args.original, *args.amending)]
    documents = [document for document, _status in found if document is not None]
    return documents, max(status for _document, status in found)


def page(args: argparse.Namespace) -> int:
    """``vanban page``: an HTML page for each document and an index that leads to them."""
    args.out.mkdir(parents=True, exist_ok=True)
    entries: list[tuple[str, Document]] = []
    worst = 0
    for name in args.files:
        document, status = _document(args, name, parse)
        worst = max(worst, status)
        if document is None:
            continue
        file = _page_name(Path(name), {entry[0] for entry in entries})
        (args.out / file).write_text(to_page(document, index="index.html"), "utf-8")
        entries.append((file, document))
    index = args.out / "index.html"
    index.write_text(to_index(entries), "utf-8")
    print(f"{len(entries)} văn bản: {index.resolve().as_uri()}")
    if args.open and _has_screen():
        with suppress(webbrowser.Error):
            webbrowser.open(index.resolve().as_uri())
    return worst


def _has_screen() -> bool:
    """Whether a browser window can open: on a bare terminal a text browser would take it over."""
    return sys.platform in {"darwin", "win32"} or any(name in os.environ for name in ("DISPLAY", "WAYLAND_DISPLAY"))


def _page_name(path: Path, taken: set[str]) -> str:
    stem = f"{path.stem}.html" if path.stem != "index" else "index-1.html"
    return (
        stem
        if stem not in taken
        else next(name for n in range(2, len(taken) + 3) if (name := f"{path.stem}-{n}.html") not in taken)
    )


def _document(args: argparse.Namespace, name: str, reader: Callable[..., Document]) -> tuple[Document | None, int]:
    """A document read, and 0; or None, the sentence printed, and the exit status."""
    shown, raw, limits = (
        _standard_input(args) if name == "-" else (name, load(Path(name), _limits(args)), _limits(args))
    )
    try:
        if isinstance(raw, str):
            raise UnreadableFile(raw)
        if Path(shown).suffix in READINGS:
            raw, shown = _text_of(raw), f"{Path(shown).stem}.txt"
        return reader(read_bytes(raw, Path(shown).name, limits=limits)), 0
    except RefusedFile as refusal:
        print(f"{shown}: {refusal}", file=sys.stderr)
        return None, 3
    except UnreadableFile as problem:
        print(f"{shown}: {problem}", file=sys.stderr)
        return None, 2


def _text_of(raw: bytes) -> bytes:
    """The text of a reading, as ``read --json`` prints it: one line, one document."""
    try:
        return str(json.loads(raw)["text"]).encode()
    except (ValueError, KeyError, TypeError):
        raise UnreadableFile("Không phải một kết quả đọc. Hãy dùng một dòng do “vanban read --json” in ra.") from None


def _standard_input(args: argparse.Namespace) -> tuple[str, bytes, Limits]:
    limits = _limits(args)
    return f"stdin.{args.kind}", sys.stdin.buffer.read(limits.max_bytes + 1), limits


def _limits(args: argparse.Namespace) -> Limits:
    return replace(Limits(), max_bytes=int(args.max_mb * 1e6), max_seconds=args.max_seconds)
