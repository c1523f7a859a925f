"""How fast is one process? Structure and Akoma Ntoso, the complete reading, DOCX, growth, memory."""

import tracemalloc
from collections.abc import Callable
from pathlib import Path
from tempfile import TemporaryDirectory

from bench.inputs import bluebell_markup, codes, english, grown, megabytes
from bench.row import Row
from bench.timing import seconds
from bench.word import as_docx
from vanban import outline, parse
from vanban.out.akn import to_akn
from vanban.out.contract import to_json
from vanban.readers import read_bytes


def structure_and_akn() -> list[Row]:
    """Raw text to structure to Akoma Ntoso, against Bluebell with its Rust extension."""
    from bluebell import parse_to_xml_str

    texts = codes()
    markup = {name: bluebell_markup(text) for name, text in texts.items()}
    size, size_peer = sum(map(megabytes, texts.values())), sum(map(megabytes, markup.values()))
    ours = size / seconds(lambda: [to_akn(outline(text), references=False) for text in texts.values()])
    peer = size_peer / seconds(
        lambda: [parse_to_xml_str(text, "act", "/akn/vn/act/2019/1") for text in markup.values()]
    )
    counts = _counts(texts.values(), markup.values(), parse_to_xml_str)
    row = Row(
        "text → structure → Akoma Ntoso, 6 codes",
        f"{ours:.1f} MB/s",
        f"bluebell-akn (Rust) {peer:.1f} MB/s",
        ours / peer,
        "≥ 3",
    )
    return [row, Row("… articles, clauses, points found", counts[0], counts[1])]


def _counts(texts: object, markup: object, peer: Callable[..., str]) -> tuple[str, str]:
    levels = [p.level for text in texts for p in outline(text).provisions]  # type: ignore[attr-defined]
    xml = "".join(peer(text, "act", "/akn/vn/act/2019/1") for text in markup)  # type: ignore[attr-defined]
    ours = [levels.count(level) for level in ("article", "clause", "point")]  # type: ignore[arg-type]
    theirs = [xml.count(f"<{tag} ") for tag in ("article", "paragraph", "point")]
    return tuple(" · ".join(map(str, found)) for found in (ours, theirs))  # type: ignore[return-value]


def complete_reading() -> list[Row]:
    """Everything a reading finds, against eyecite with Hyperscan on its own kind of text."""
    from eyecite import get_citations
    from eyecite.tokenizers import HyperscanTokenizer

    texts = codes()
    size = sum(map(megabytes, texts.values()))
    ours = size / seconds(lambda: [to_json(parse(text)) for text in texts.values()])
    with TemporaryDirectory() as cache:
        tokenizer = HyperscanTokenizer(cache_dir=cache)
        get_citations(english(1000), tokenizer=tokenizer)  # compiles
        filler = english()
        peer = megabytes(filler) / seconds(lambda: get_citations(filler, tokenizer=tokenizer), runs=1)
    return [
        Row(
            "complete reading, 6 codes", f"{ours:.2f} MB/s", f"eyecite (Hyperscan) {peer:.3f} MB/s", ours / peer, "≥ 10"
        )
    ]


def word() -> list[Row]:
    """DOCX bytes to header and provisions, against markitdown's DOCX to Markdown."""
    from io import BytesIO

    from markitdown import MarkItDown

    rows, peer = [], MarkItDown()
    for name, numbered in (("typed numbers", False), ("automatic numbers", True)):
        raw = as_docx(codes()["bo-luat-lao-dong-2019"], automatic=numbered)
        ours = seconds(lambda raw=raw: outline(read_bytes(raw, "a.docx")), runs=5)  # type: ignore[misc]
        theirs = seconds(lambda raw=raw: peer.convert_stream(BytesIO(raw), file_extension=".docx"), runs=1)  # type: ignore[misc]
        rows.append(
            Row(
                f"DOCX → Document, Labour Code, {name}",
                f"{ours * 1e3:.0f} ms",
                f"markitdown {theirs * 1e3:.0f} ms",
                theirs / ours,
                "≥ 15",
            )
        )
    return rows


def growth() -> list[Row]:
    """Time per MB at 0.1, 1 and 10 MB: it must not grow."""
    per = {}
    for size in (0.1, 1.0, 10.0):
        text = grown(size)
        per[size] = seconds(lambda text=text: parse(text), runs=5 if size < 1 else 1) / megabytes(text)  # type: ignore[misc]
    shown = ", ".join(f"{size:g} MB: {time * 1e3:.0f} ms/MB" for size, time in per.items())
    return [Row("time per MB, 10 MB against 0.1 MB", shown, "", per[10.0] / per[0.1], "≤ 1.3")]


def memory() -> list[Row]:
    """The most memory that a complete reading holds."""
    rows = []
    for name, text in (("Labour Code", codes()["bo-luat-lao-dong-2019"]), ("10 MB", grown(10))):
        tracemalloc.start()
        parse(text)
        peak = tracemalloc.get_traced_memory()[1] / 1e6
        tracemalloc.stop()
        rows.append(Row(f"peak memory, {name}", f"{peak:.0f} MB", "", peak / megabytes(text), "printed"))
    return rows


def pages(folder: Path) -> list[Row]:
    """PDF files of ``folder``: pages a second."""
    import pypdfium2

    files = sorted(folder.glob("*.pdf"))
    if not files:
        return []
    count = sum(len(pypdfium2.PdfDocument(file)) for file in files)
    took = seconds(lambda: [read_bytes(file.read_bytes(), file.name) for file in files], runs=1)
    return [Row(f"PDF → text, {len(files)} gazette issues, {count} pages", f"{count / took:.0f} pages/s")]
