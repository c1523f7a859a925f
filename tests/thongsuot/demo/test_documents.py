"""Are the demonstration's documents read as they were meant? They are regression cases of the reader too."""

from datetime import date
from functools import cache

import pytest

from thongsuot.demo.province import province
from vanban import Document, Obligation, parse
from vanban.readers import read_bytes
from vanban.secrecy import has_secrecy_mark

FILES = {entry.name: entry for entry in province().documents}
# file: kind, symbol, issuer, date, restriction
HEADERS = {
    "926-QD-TW.txt": ("Quy định", "926-QĐ/TW", "Bộ Chính trị", date(2021, 3, 12), None),
    "35-2025-QD-UBND.txt": (
        "Quyết định", "35/2025/QĐ-UBND", "Ủy ban nhân dân tỉnh Lam Giang", date(2025, 8, 20), None,
    ),
    "901-NQ-TW.docx": ("Nghị quyết", "901-NQ/TW", "Bộ Chính trị", date(2026, 1, 20), None),
    "958-QD-TW.txt": ("Quy định", "958-QĐ/TW", "Bộ Chính trị", date(2026, 2, 2), None),
    "907-HD-BTGDVTW.txt": (
        "Hướng dẫn", "907-HD/BTGDVTW", "Ban Tuyên giáo và Dân vận Trung ương", date(2026, 2, 25), None,
    ),
    "118-CV-TU.txt": ("Công văn", "118-CV/TU", "Tỉnh ủy Lam Giang", date(2026, 3, 5), None),
    "du-thao-CTr-TU.txt": ("Chương trình", None, "Tỉnh ủy Lam Giang", None, "Dự thảo"),
    "hoi-nghi-quan-triet.txt": (None, None, "", None, None),
    "14-CTr-TU.docx": ("Chương trình", "14-CTr/TU", "Tỉnh ủy Lam Giang", date(2026, 3, 30), None),
    "66-KH-UBND.txt": ("Kế hoạch", "66/KH-UBND", "Ủy ban nhân dân tỉnh Lam Giang", date(2026, 4, 15), None),
    "31-BC-DU.txt": ("Báo cáo", "31-BC/ĐU", "Đảng ủy xã Thác Mây", date(2026, 4, 20), None),
    "09-KH-DU.txt": ("Kế hoạch", "09-KH/ĐU", "Đảng ủy xã Thác Mây", date(2026, 4, 22), None),
    "27-KH-UBND.txt": ("Kế hoạch", "27/KH-UBND", "Ủy ban nhân dân xã Thác Mây", date(2026, 5, 6), None),
    "2417-BNNMT-QLTNN.txt": (
        "Công văn", "2417/BNNMT-QLTNN", "Bộ Nông nghiệp và Môi trường", date(2026, 5, 12), None,
    ),
    "845-UBND-NNMT.txt": ("Công văn", "845/UBND-NNMT", "Ủy ban nhân dân tỉnh Lam Giang", date(2026, 5, 22), None),
    "18-2026-QD-UBND.txt": (
        "Quyết định", "18/2026/QĐ-UBND", "Ủy ban nhân dân tỉnh Lam Giang", date(2026, 6, 25), None,
    ),
    "121-KH-UBND.txt": ("Kế hoạch", "121/KH-UBND", "Ủy ban nhân dân tỉnh Lam Giang", date(2026, 7, 10), None),
    "42-TB-TU.txt": ("Thông báo", "42-TB/TU", "Tỉnh ủy Lam Giang", date(2026, 7, 10), "Lưu hành nội bộ"),
}  # fmt: skip
RELATIONS = {
    "926-QD-TW.txt": ["based-on NAME:Điều lệ Đảng"],
    "35-2025-QD-UBND.txt": [
        "based-on 72/2025/QH15", "based-on 64/2025/QH15", "based-on 210/TTr-SNNMT", "repeals 17/2019/QĐ-UBND",
    ],
    "901-NQ-TW.docx": [],
    "958-QD-TW.txt": ["based-on NAME:Điều lệ Đảng", "replaces 926-QĐ/TW"],
    "907-HD-BTGDVTW.txt": ["guides 958-QĐ/TW", "implements 958-QĐ/TW"],
    "118-CV-TU.txt": ["implements 958-QĐ/TW", "implements 907-HD/BTGDVTW"],
    "du-thao-CTr-TU.txt": ["implements 901-NQ/TW"],
    "hoi-nghi-quan-triet.txt": ["replaces 926-QĐ/TW", "implements 901-NQ/TW"],
    "14-CTr-TU.docx": ["implements 901-NQ/TW"],
    "66-KH-UBND.txt": ["implements 14-CTr/TU"],
    "31-BC-DU.txt": ["implements 118-CV/TU"],
    "09-KH-DU.txt": ["implements 14-CTr/TU"],
    "27-KH-UBND.txt": ["implements 66/KH-UBND", "based-on 66/KH-UBND", "based-on 09-KH/ĐU"],
    "2417-BNNMT-QLTNN.txt": [],
    "845-UBND-NNMT.txt": ["implements 2417/BNNMT-QLTNN"],
    "18-2026-QD-UBND.txt": [
        "amends 35/2025/QĐ-UBND", "based-on 72/2025/QH15", "based-on 64/2025/QH15", "based-on 164/TTr-SNNMT",
        "repeals 35/2025/QĐ-UBND PL1.D3.K1.Pb",
    ],
    "121-KH-UBND.txt": ["amends 66/KH-UBND", "based-on 14-CTr/TU", "repeals 66/KH-UBND MII.K3"],
    "42-TB-TU.txt": [],
}  # fmt: skip
CHAPTERS = {
    "926-QD-TW.txt": "CI D1 D2 D2.K1 D2.K2 CII D3 D3.K1 D3.K2 D4 CIII D5 D6",
    "901-NQ-TW.docx": "MI MI.K1 MI.K2 MII MII.K1 MII.K2 MII.K2.Pa MII.K2.Pb MIII MIII.K1 MIII.K1.Pa MIII.K1.Pb MIII.K2 "
    "MIII.K2.Pa MIII.K2.Pb MIII.K3 MIII.K3.Pa MIII.K3.Pb MIII.K4 MIV MIV.K1 MIV.K2 MIV.K3 MIV.K4",
    "35-2025-QD-UBND.txt": "D1 D2 D2.K1 D2.K2 D3 PL1 PL1.CI PL1.D1 PL1.D2 PL1.D2.K1 PL1.D2.K2 PL1.CII PL1.D3 PL1.D3.K1 "
    "PL1.D3.K1.Pa PL1.D3.K1.Pb PL1.D3.K1.Pc PL1.D3.K1.Pd PL1.D3.K2 PL1.D4 PL1.D5 PL1.D5.K1 PL1.D5.K2",
    "18-2026-QD-UBND.txt": "D1 D1.K1 D1.K2 D1.K3 D1.K4 D2 D3",
    "66-KH-UBND.txt": "MI MI.K1 MI.K2 MII MII.K1 MII.K1.Pa MII.K1.Pb MII.K2 MII.K3 MII.K4 MIII MIII.K1 MIII.K2 PL",
    "845-UBND-NNMT.txt": "K1 K2 K3",
}
DUTIES = {
    "901-NQ-TW.docx": 8, "958-QD-TW.txt": 9, "907-HD-BTGDVTW.txt": 3, "118-CV-TU.txt": 3, "du-thao-CTr-TU.txt": 4,
    "hoi-nghi-quan-triet.txt": 4, "14-CTr-TU.docx": 13, "66-KH-UBND.txt": 12, "31-BC-DU.txt": 0, "09-KH-DU.txt": 7,
    "27-KH-UBND.txt": 6, "2417-BNNMT-QLTNN.txt": 3, "845-UBND-NNMT.txt": 3, "18-2026-QD-UBND.txt": 0,
    "121-KH-UBND.txt": 1, "42-TB-TU.txt": 3, "35-2025-QD-UBND.txt": 3, "926-QD-TW.txt": 1,
}  # fmt: skip


@cache
def reading(name: str) -> Document:
    return parse(read_bytes(FILES[name].content, name))


def duty(name: str, loc: str, act: str) -> Obligation:
    [found] = [one for one in reading(name).obligations if one.loc == loc and one.action.startswith(act)]
    return found


def test_every_document_is_told_here() -> None:
    assert list(FILES) == list(HEADERS) == list(RELATIONS)
    assert set(DUTIES) == set(FILES)


@pytest.mark.parametrize("name", FILES)
def test_the_heading_of(name: str) -> None:
    header = reading(name).header
    told = (header.kind, header.symbol, "; ".join(header.issuers), header.date, header.circulation)
    assert told == HEADERS[name]


@pytest.mark.parametrize("name", FILES)
def test_the_relations_of(name: str) -> None:
    found = reading(name).relations
    assert [f"{one.kind} {one.doc}{' ' + one.loc if one.loc else ''}" for one in found] == RELATIONS[name]


@pytest.mark.parametrize("name", CHAPTERS)
def test_the_structure_of(name: str) -> None:
    assert " ".join(one.loc for one in reading(name).provisions) == CHAPTERS[name]


@pytest.mark.parametrize("name", FILES)
def test_the_duties_of(name: str) -> None:
    found = reading(name).obligations
    assert len(found) == DUTIES[name]
    assert all(one.lead for one in found)


def test_nothing_odd_is_met_and_nothing_bears_a_secrecy_mark() -> None:
    assert [note for name in FILES for note in reading(name).notes] == []
    assert [name for name in FILES if has_secrecy_mark(reading(name).text)] == []


def test_the_regulation_has_five_chapters_and_twelve_articles() -> None:
    levels = [provision.level for provision in reading("958-QD-TW.txt").provisions]
    assert (levels.count("chapter"), levels.count("article")) == (5, 12)


def test_who_does_what_by_when_in_the_action_programme() -> None:
    corridor = duty("14-CTr-TU.docx", "MIII.K3.Pa", "tổ chức lập hành lang")
    assert corridor.lead == ("Sở Nông nghiệp và Môi trường",)
    assert corridor.partners == ("Công an tỉnh", "Ủy ban nhân dân cấp xã")
    assert corridor.deadline is not None
    assert corridor.deadline.due == date(2026, 12, 30)
    plan = duty("14-CTr-TU.docx", "MIII.K1.Pb", "ban hành kế hoạch")
    assert (plan.lead, plan.product) == (("Đảng ủy các xã, phường, đặc khu",), "kế hoạch")


def test_the_annex_assigns_six_tasks() -> None:
    rows = [one for one in reading("66-KH-UBND.txt").obligations if one.source == "table"]
    assert [(one.lead[0], one.product) for one in rows] == [
        ("Sở Nông nghiệp và Môi trường", "Báo cáo"),
        ("Sở Tài chính", "Quyết định của UBND tỉnh"),
        ("Sở Nông nghiệp và Môi trường", "Bản đồ hành lang"),
        ("Sở Y tế", "Thông báo"),
        ("Công ty TNHH một thành viên Cấp nước Lam Giang", "Đề án"),
        ("Thanh tra tỉnh", "Báo cáo"),
    ]
    assert rows[3].deadline is not None
    assert rows[3].deadline.rule == "FREQ=MONTHLY;INTERVAL=3"


def test_the_amending_decision_changes_four_places_of_the_attached_regulation() -> None:
    assert [(one.op, one.at, one.doc, one.own_loc) for one in reading("18-2026-QD-UBND.txt").amendments] == [
        ("replace", "PL1.D4", "35/2025/QĐ-UBND", "D1.K1"),
        ("insert", "PL1.D3.K3", "35/2025/QĐ-UBND", "D1.K2"),
        ("subst", "PL1.D5.K1", "35/2025/QĐ-UBND", "D1.K3"),
        ("repeal", "PL1.D3.K1.Pb", "35/2025/QĐ-UBND", "D1.K4"),
    ]
    assert reading("18-2026-QD-UBND.txt").header.effective.since == date(2026, 7, 10)


def test_the_conference_presents_four_documents() -> None:
    [event] = reading("hoi-nghi-quan-triet.txt").events
    assert event.date == date(2026, 3, 17)
    assert event.organiser == "Ban Thường vụ Tỉnh ủy Lam Giang"
    assert [(item.doc, item.presenter_office) for item in event.agenda] == [
        ("901-NQ/TW", "Giám đốc Sở Nông nghiệp và Môi trường"),
        ("958-QĐ/TW", "Trưởng Ban Tuyên giáo và Dân vận Tỉnh ủy"),
        ("907-HD/BTGDVTW", "Trưởng Ban Tuyên giáo và Dân vận Tỉnh ủy"),
        ("NAME:dự thảo chương trình hành động của Tỉnh ủy", "Chánh Văn phòng Tỉnh ủy"),
    ]


def test_the_urging_letter_is_urgent() -> None:
    assert reading("845-UBND-NNMT.txt").header.urgency == "Khẩn"
