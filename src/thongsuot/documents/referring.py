"""Which document and which place in it do typed words mean? Read as the library reads them in a text."""

from typing import Any

from thongsuot.documents.readings import read
from thongsuot.documents.telling import document_name
from vanban.out.places import place

Json = dict[str, Any]
THIS = ("văn bản này", "this document")
_PROBE = "Quy định số 1-QĐ/TW"


def ref_of(words: str, where: str = "") -> Json | None:
    """A reference as readings have it; None where the place cannot be understood.

    >>> ref_of("Quy định số 126-QĐ/TW", "khoản 2 Điều 5")["loc"], ref_of("126-QĐ/TW")["doc"]
    ('D5.K2', '126-QĐ/TW')
    >>> ref_of("Luật Đất đai năm 2013")["doc"], ref_of("văn bản này", "Điều 3")["doc"], ref_of("126-QĐ/TW", "ở đâu đó")
    ('NAME:Luật Đất đai@2013', 'SELF', None)
    """
    loc = loc_of(where)
    if loc is None:
        return None
    line = " ".join(words.split())
    if line.lower() in THIS:
        return {"doc": "SELF", "loc": loc or None, "type": None, "date": None, "issuer": None, "title": None}
    found: list[Json] = [ref for row in read(line)["citations"] for ref in row["refs"] if ref["doc"] != "SELF"]
    if found:
        return {**found[0], "loc": loc or found[0]["loc"]}
    symbol = line if any(sign.isdigit() or sign == "/" for sign in line) else f"NAME:{line}"
    return {"doc": symbol, "loc": loc or None, "type": None, "date": None, "issuer": None, "title": None}


def loc_of(words: str) -> str | None:
    """A place in a document; empty for none, None where the words name none.

    >>> loc_of("điểm đ khoản 2 Điều 5"), loc_of("D5.K2"), loc_of(""), loc_of("trang cuối")
    ('D5.K2.Pđ', 'D5.K2', '', None)
    """
    line = " ".join(words.split())
    if not line or place(line) != line:
        return line
    found = [ref for row in read(f"{line} {_PROBE}")["citations"] for ref in row["refs"] if ref["loc"]]
    return str(found[0]["loc"]) if found else None


def ref_words(ref: Json) -> tuple[str, str]:
    """What a person reads in the fields of a reference: the document, the place."""
    symbol = str(ref.get("doc") or "")
    name = THIS[0] if symbol == "SELF" else document_name(symbol, str(ref.get("type") or ""))
    return name, place(str(ref["loc"])) if ref.get("loc") else ""
