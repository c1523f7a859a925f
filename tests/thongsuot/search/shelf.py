"""Which clauses are searched in the tests?"""

from datetime import date

from thongsuot.search.clauses import Clause

DECREE = ("30/2020/NĐ-CP", "Về công tác văn thư", "Nghị định", ("Chính phủ",), date(2020, 3, 5))
RULE = ("58-QĐ/TW", "về kiểm tra, giám sát", "Quy định", ("Ban Chấp hành Trung ương",), date(2022, 2, 8))
LAW = ("31/2018/QH14", "Trồng trọt", "Luật", ("Quốc hội",), date(2018, 11, 19))
PLAN = ("123/KH-UBND", "Phát triển nông thôn mới", "Kế hoạch", ("UBND tỉnh",), date(2024, 5, 2))


def clause(
    document: int,
    index: int,
    loc: str,
    text: str,
    of: tuple[str, str, str, tuple[str, ...], date | None] = DECREE,
    rights: tuple[str, ...] = ("open",),
    heading: str = "",
    path: tuple[str, ...] = (),
    unit: int = 1,
) -> Clause:
    symbol, title, kind, issuers, day = of
    return Clause(
        document, document, index, loc, "article", heading, path, text, symbol, title, kind, issuers, day, rights, unit
    )


def shelf() -> dict[int, list[Clause]]:
    """Four documents by their ids."""
    return {
        1: [
            clause(1, 0, "D4", "Điều 4. Hồ sơ phải được lập đầy đủ, đúng thể thức.", heading="Lập hồ sơ"),
            clause(1, 1, "D5", "Điều 5. Thể thức văn bản gồm quốc hiệu và tiêu ngữ.", heading="Thể thức văn bản"),
            clause(1, 2, "D5.K2", "2. Văn bản giấy phải bảo đảm thể thức.", path=("Thể thức văn bản",)),
            clause(1, 3, "D6", "Điều 6. UBND cấp tỉnh hoà giải tranh chấp về lưu trữ."),
        ],
        2: [
            clause(
                2, 0, "D5", "Điều 5. Căn cứ Nghị định số 30/2020/NĐ-CP, cấp ủy lưu hồ sơ kiểm tra.", RULE, ("unit:1.",)
            ),
            clause(2, 1, "D6", "Điều 6. Ủy ban nhân dân các cấp phối hợp.", RULE, ("unit:1.", "unit:1.35."), unit=35),
        ],
        3: [
            clause(
                3, 0, "D2", "1. Canh tác là quá trình tác động của con người.\n2. Giống cây trồng là quần thể.", LAW
            ),
            clause(3, 1, "D3", "Canh tác hữu cơ, canh tác bền vững được khuyến khích; canh tác theo quy hoạch.", LAW),
        ],
        4: [clause(4, 0, "D1", "Bí mật: thanh tra đột xuất hồ sơ đất đai.", PLAN, ("named:12",), unit=12)],
    }
