"""What can be done at the command line? ``thongsuot VERB``; each verb says what it did in a sentence."""

import argparse
import keyword
import os
import sys
from collections.abc import Callable, Sequence
from pathlib import Path

Verb = Callable[[argparse.Namespace], int]


def main(argv: Sequence[str] | None = None) -> int:
    """Run a verb; the exit status is 0 when all is well, 1 when something was found, 2 when it could not be done."""
    arguments = _parser().parse_args(argv)
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "thongsuot.settings")
    import django

    django.setup()
    from django.db import DatabaseError

    from thongsuot.operations import verbs
    from thongsuot.problems import Problem

    name = arguments.verb + "_" * keyword.iskeyword(arguments.verb)
    verb: Verb = getattr(verbs, name)
    try:
        return verb(arguments)
    except Problem as problem:
        print(problem, file=sys.stderr)
        return 2
    except DatabaseError as error:
        print(f"{verbs.unprepared()}\n{error}", file=sys.stderr)
        return 2


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser("thongsuot", description="Theo từng điều khoản của văn bản đến việc đã làm xong.")
    verbs = parser.add_subparsers(dest="verb", required=True, metavar="LỆNH")

    def verb(name: str, words: str) -> argparse.ArgumentParser:
        return verbs.add_parser(name, help=words, description=words)

    serve = verb("serve", "chuẩn bị cơ sở dữ liệu, chạy máy chủ trang và bộ xử lý nền")
    serve.add_argument("--host", default="127.0.0.1", help="địa chỉ lắng nghe (mặc định 127.0.0.1)")
    serve.add_argument("--port", type=int, default=8000, help="cổng (mặc định 8000)")
    serve.add_argument("--workers", type=int, default=2, help="số tiến trình phục vụ trang")
    serve.add_argument("--demo", action="store_true", help="nạp tỉnh trình diễn (hư cấu) nếu cơ sở dữ liệu còn trống")
    serve.add_argument("--real", type=Path, metavar="THƯ_MỤC", help="nạp thêm văn bản thật từ thư mục này")
    verb("worker", "chỉ chạy bộ xử lý nền")
    admin = verb("createadmin", "lập tài khoản quản trị đầu tiên và đơn vị cao nhất")
    admin.add_argument("username")
    admin.add_argument("--unit", help="tên đơn vị cao nhất, khi chưa có đơn vị nào")
    admin.add_argument("--password", help="mật khẩu; không nêu thì máy đặt và bắt đổi khi đăng nhập")
    verb("check", "soát tính nhất quán của dữ liệu")
    verb("doctor", "soát máy và cài đặt, nói cách sửa")
    verb("verify", "chứng minh chuỗi sự kiện và tệp gốc còn nguyên")
    backup = verb("backup", "sao lưu cơ sở dữ liệu vào một tệp, kể cả khi máy chủ đang chạy")
    backup.add_argument("file", type=Path)
    restore = verb("restore", "phục hồi từ tệp sao lưu (máy chủ phải dừng)")
    restore.add_argument("file", type=Path)
    restore.add_argument("--replace", action="store_true", help="ghi đè dữ liệu đang có")
    imported = verb("import", "nhập đơn vị, tài khoản hoặc văn bản hàng loạt")
    imported.add_argument("what", choices=("units", "documents"))
    imported.add_argument("source", help="tệp Excel, “vietnam-provinces”, hoặc thư mục văn bản")
    imported.add_argument("--dry-run", action="store_true", help="chỉ cho biết sẽ làm gì")
    imported.add_argument("--user", help="tài khoản văn thư đứng tên (khi nhập văn bản)")
    reread = verb("reread", "đọc lại văn bản bằng bộ đọc hiện tại; điều người dùng đã quyết được giữ")
    reread.add_argument("--all", action="store_true", help="kể cả văn bản đã đọc bằng bộ đọc này")
    verb("retain", "xóa dữ liệu cá nhân đã hết thời hạn lưu; chạy mỗi ngày một lần")
    verb("remind", "làm ngay những việc tự chạy: nhiệm vụ định kỳ, nhắc việc trong ngày, gửi thư, trao đổi")
    exchange = verb("exchange", "trao đổi ngay với hệ thống khác: nhận, gửi, báo tin; in khóa công khai")
    exchange.add_argument("--key", action="store_true", help="chỉ in khóa công khai của hệ thống này và dấu vân tay")
    exchange.add_argument("--take", type=Path, nargs="+", metavar="TỆP", help="chỉ nhận các gói tin edXML này")
    verb("reindex", "dựng lại chỉ mục tìm kiếm")
    return parser


if __name__ == "__main__":
    sys.exit(main())
