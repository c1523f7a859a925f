"""Which amendments may come? Acts with orders of every sort, for what must hold of all."""

import datetime as dt

from hypothesis import strategies as st

from tests.vanban.test_consolidation import amending
from vanban.model import Document

_ORDERS = (
    "Sửa đổi, bổ sung khoản {n} Điều {a} như sau:\n“{n}. Chữ {word}.”.",
    "Bổ sung khoản {n}a vào sau khoản {n} Điều {a} như sau:\n“{n}a. Thêm {word}:\na) Một;\nb) Hai.”.",
    "Bổ sung khoản 3 vào Điều {a} như sau:\n“3. Ba {word}.”.",
    "Bãi bỏ khoản {n} Điều {a}.",
    "Bãi bỏ Điều {a}.",
    "Thay thế cụm từ “Khoản” bằng cụm từ “Mục {word}” tại Điều {a}.",
    "Bỏ cụm từ “hai” tại khoản {n} Điều {a}.",
    "Sửa đổi, bổ sung Điều {a} như sau:\n“Điều {a}. Tên {word}\n1. Một {word}.\n2. Hai.”.",
    "Sửa đổi tên Điều {a} như sau:\n“Điều {a}. Tên khác {word}”.",
    "Ngưng hiệu lực thi hành khoản {n} Điều {a} của Nghị định số 30/2020/NĐ-CP.",
    "Bổ sung Điều {a}a vào sau Điều {a} như sau:\n“Điều {a}a. Mới {word}\n1. A.”.",
    "Chuyển khoản {n} Điều {a} thành khoản 9 Điều {a}.",
    "Bãi bỏ các quy định về {word} tại Nghị định số 30/2020/NĐ-CP.",
)
_order = st.builds(
    lambda form, a, n, word: form.format(a=a, n=n, word=word),
    st.sampled_from(_ORDERS), st.sampled_from((1, 2)), st.sampled_from((1, 2)), st.sampled_from(("xanh", "đỏ", "tím")),
)  # fmt: skip
_days = st.dates(dt.date(2021, 1, 1), dt.date(2026, 1, 1))


def _acts(said: list[tuple[list[str], dt.date]]) -> list[Document]:
    found = []
    for number, (orders, day) in enumerate(said, 10):
        listed = "\n".join(f"{n}. {one}" for n, one in enumerate(orders, 1))
        body = f"Điều 1. Sửa đổi Nghị định số 30/2020/NĐ-CP\n{listed}"
        found.append(amending(body, f"{number}/{day.year}/NĐ-CP", day))
    return found


acts_of_all_sorts = st.lists(st.tuples(st.lists(_order, min_size=1, max_size=4), _days), min_size=1, max_size=3).map(
    _acts
)
"""One to three amending acts of Nghị định số 30/2020/NĐ-CP, in any order of their days."""
