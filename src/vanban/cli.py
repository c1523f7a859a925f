"""What can be asked at the command line? ``vanban read | akn | outline | diff | consolidate | changes | page``."""

import argparse
import sys
from collections.abc import Sequence
from datetime import date
from importlib.metadata import version
from pathlib import Path

from vanban import commands
from vanban.readers.limits import Limits

DAY = "NĂM-THÁNG-NGÀY"
KINDS = ("txt", "md", "html", "docx", "pdf", "xlsx", "doc", "odt", "rtf")


def main(argv: Sequence[str] | None = None) -> int:
    """Run the command line.

    Exit status: 0 all well, 1 ``diff`` found differences, 2 something could not be read, 3 a file
    bears a secrecy mark and was refused.
    """
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8")
    args = _parser().parse_args(argv)
    try:
        return int(args.run(args))
    except BrokenPipeError:  # the reader of our output has seen enough
        sys.stderr.close()
        return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="vanban", description="Đọc văn bản hành chính, văn bản pháp luật tiếng Việt.")
    parser.add_argument("--version", action="version", version=f"vanban {version('thongsuot')}")
    verbs = parser.add_subparsers(dest="verb", required=True, metavar="LỆNH")
    _read(verbs.add_parser("read", help="đọc tệp, in kết quả JSON mỗi tệp một dòng"))
    for name, run, text in (
        ("akn", commands.akn, "in Akoma Ntoso 3.0 (XML) của một văn bản"),
        ("outline", commands.outline, "in dàn ý: phần, chương, điều, khoản, điểm"),
    ):
        verb = verbs.add_parser(name, help=text)
        verb.add_argument("file", metavar="TỆP")
        _common(verb, run)
    diff = verbs.add_parser("diff", help="so sánh hai bản theo từng điều, khoản, điểm")
    diff.add_argument("old", metavar="BẢN_CŨ")
    diff.add_argument("new", metavar="BẢN_MỚI")
    diff.add_argument("--json", action="store_true", help="kết quả JSON")
    _common(diff, commands.diff)
    consolidate = verbs.add_parser("consolidate", help="hợp nhất: áp dụng các văn bản sửa đổi vào văn bản gốc")
    _amended(consolidate)
    consolidate.add_argument("--as-of", type=date.fromisoformat, metavar=DAY, help="lời văn tại ngày này")
    form = consolidate.add_mutually_exclusive_group()
    form.add_argument("--json", action="store_true", help="kết quả JSON")
    form.add_argument("--html", action="store_true", help="trang HTML có chú thích và tình trạng từng điều, khoản")
    form.add_argument("--docx", type=Path, metavar="TỆP.docx", help="ghi tệp Word có chú thích cuối trang")
    form.add_argument("--akn", action="store_true", help="Akoma Ntoso 3.0, kèm lịch sử sửa đổi và chú thích")
    _common(consolidate, commands.consolidate)
    changes = verbs.add_parser("changes", help="những gì thay đổi giữa hai ngày: ở đâu, do văn bản nào")
    _amended(changes)
    for option, name, text in (("--from", "earlier", "so từ hết ngày này"), ("--to", "later", "đến hết ngày này")):
        changes.add_argument(option, dest=name, type=date.fromisoformat, required=True, metavar=DAY, help=text)
    changes.add_argument("--json", action="store_true", help="kết quả JSON")
    _common(changes, commands.changes)
    page = verbs.add_parser("page", help="làm trang HTML cho từng văn bản, kèm trang mục lục")
    page.add_argument("files", nargs="+", metavar="TỆP")
    page.add_argument("--out", type=Path, required=True, metavar="THƯ_MỤC")
    page.add_argument("--open", action="store_true", help="mở trang mục lục bằng trình duyệt")
    _common(page, commands.page)
    return parser


def _amended(verb: argparse.ArgumentParser) -> None:
    verb.add_argument("original", metavar="VĂN_BẢN_GỐC")
    verb.add_argument("amending", nargs="*", metavar="VĂN_BẢN_SỬA_ĐỔI")


def _read(verb: argparse.ArgumentParser) -> None:
    verb.add_argument("files", nargs="+", metavar="TỆP", help="tệp cần đọc; “-” là đầu vào chuẩn (cùng với --as)")
    verb.add_argument("--json", action="store_true", help="in JSON (nếu không: tóm tắt cho người đọc)")
    verb.add_argument("--out", type=Path, metavar="TỆP.jsonl", help="ghi vào tệp; chạy lại thì đọc tiếp chỗ dở dang")
    verb.add_argument("--jobs", type=int, default=1, metavar="N", help="số tiến trình chạy song song")
    verb.add_argument("--dask", metavar="ĐỊA_CHỈ", help="đọc bằng cụm Dask tại địa chỉ này, ví dụ tcp://10.0.0.5:8786")
    _common(verb, commands.read)


def _common(verb: argparse.ArgumentParser, run: object) -> None:
    verb.add_argument("--as", dest="kind", choices=KINDS, default="txt", help="dạng của đầu vào chuẩn")
    limits = Limits()
    verb.add_argument("--max-mb", type=float, default=limits.max_bytes / 1e6, help="giới hạn dung lượng một tệp (MB)")
    verb.add_argument("--max-seconds", type=float, default=limits.max_seconds, help="giới hạn thời gian (giây)")
    verb.set_defaults(run=run)
