"""What can keep a file from being read? One error for unreadable files, one for refused ones."""

import zipfile
import zlib

DAMAGED = (
    zipfile.BadZipFile, zlib.error, EOFError, OSError, ValueError, IndexError, NotImplementedError, RuntimeError,
)  # fmt: skip
"""Whatever :mod:`zipfile` raises over an archive that is none, is damaged, or is locked."""


class UnreadableFile(Exception):  # noqa: N818 - it is what the file is
    """A file that cannot be read. The message is one sentence: what is wrong and what to do."""


class RefusedFile(Exception):  # noqa: N818
    """A file that bears a secrecy mark (MẬT, TỐI MẬT, TUYỆT MẬT). Carries nothing of its content."""

    def __init__(
        self, message: str = "tệp mang dấu chỉ độ mật; không đọc và không giữ lại gì của tài liệu này."
    ) -> None:
        super().__init__(message)


def broken(what: str = "tệp") -> UnreadableFile:
    """What is said of a file that breaks off or contradicts itself."""
    return UnreadableFile(f"{what} hỏng hoặc bị cắt cụt; hãy tải lại hoặc xin lại bản đầy đủ.")
