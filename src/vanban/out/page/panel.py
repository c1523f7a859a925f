"""Which lists stand beside the text? What was found, each entry linked to its place."""

from collections.abc import Iterable

from vanban.model import Amendment, Aside, Deadline, Document, Event, Header, Obligation, Relation, Signer
from vanban.out.page.labels import (
    MODALITIES,
    OPS,
    RELATIONS,
    SYSTEMS,
    URGENCIES,
    capital,
    day,
    deadline,
    document,
    shortened,
    text,
)  # fmt: skip
from vanban.out.page.marks import cited, footnotes
from vanban.out.places import place

Section = tuple[str, str, int | None, str]
"""The id, title, count and HTML of a list."""


def sections(reading: Document) -> list[Section]:
    """The lists that have something to show, in the order of a reader's questions."""
    notes = footnotes(reading)
    found: list[Section] = [
        ("thong-tin", "Thông tin văn bản", None, _facts(reading.header)),
        ("nhiem-vu", "Nhiệm vụ", len(reading.obligations), _list(map(_obligation, *_each(reading.obligations)))),
        ("hoi-nghi", "Hội nghị", len(reading.events), _list(map(_event, *_each(reading.events)))),
        ("quan-he", "Quan hệ", len(reading.relations), _list(map(_relation, *_each(reading.relations)))),
        ("sua-doi", "Lệnh sửa đổi", len(reading.amendments), _list(map(_amendment, *_each(reading.amendments)))),
        ("vien-dan", "Viện dẫn", len(reading.citations), _citations(reading)),
        (
            "chu-thich",
            "Chú thích",
            len(notes),
            _list(map(_footnote, *_each(tuple(notes)))),
        ),
        ("ghi-chu", "Ghi chú khi đọc", len(reading.notes), _notes(reading)),
        ("muc-luc", "Mục lục", None, _contents(reading)),
    ]
    return [section for section in found if section[3]]


def _each[T](found: tuple[T, ...]) -> tuple[range, tuple[T, ...]]:
    return range(1, len(found) + 1), found


def _list(entries: Iterable[str]) -> str:
    items = "".join(entries)
    return f"<ul>{items}</ul>" if items else ""


def _entry(id_: str, tag: str, css: str, head: str, *rows: tuple[str, str]) -> str:
    """One entry: its tag leads to the place, rows are named values; empty ones are left out."""
    values = "".join(f"<dt>{name}</dt><dd>{value}</dd>" for name, value in rows if value)
    back = f'<a class="tag {css}" href="#t-{id_}" aria-label="{tag}: tới chỗ trong văn bản">{tag}</a>'
    return f'<li id="{id_}">{back}<div><p>{head}</p>{f"<dl>{values}</dl>" if values else ""}</div></li>'


def _facts(header: Header) -> str:
    effect = " đến ".join(filter(None, (day(header.effective.since), day(header.effective.until))))
    rows = (
        ("Loại", text(header.kind)),
        ("Số, ký hiệu", text(header.symbol)),
        ("Cơ quan ban hành", "<br>".join(map(text, header.issuers))),
        ("Hệ thống", SYSTEMS.get(header.system, "")),
        ("Nơi ban hành", text(header.place)),
        ("Ngày", day(header.date)),
        ("Hiệu lực", effect),
        ("Mức độ khẩn", text(URGENCIES.get(header.urgency or "", header.urgency))),
        ("Lưu hành", text(header.circulation)),
        ("Người ký", "<br>".join(map(_signer, header.signers))),
        ("Nơi nhận", _recipients(header.recipients)),
    )
    known = "".join(f"<dt>{name}</dt><dd>{value}</dd>" for name, value in rows if value)
    return f'<dl class="facts">{known}</dl>' if known else '<p class="none">Văn bản không có thông tin ở phần đầu.</p>'


def _recipients(names: tuple[str, ...]) -> str:
    listed = "<br>".join(map(text, names))
    return listed if len(names) <= 5 else f"<details><summary>{len(names)} nơi nhận</summary>{listed}</details>"


def _signer(signer: Signer) -> str:
    office = " ".join(filter(None, (signer.authority, signer.on_behalf_of)))
    return text(", ".join(filter(None, (signer.name, signer.position, office))))


def _place(loc: str | None) -> str:
    return f'<a href="#{text(loc)}">{text(place(loc))}</a>' if loc else ""


def _obligation(number: int, duty: Obligation) -> str:
    lead = "; ".join(duty.lead) + (" (theo câu trước)" if duty.inherited and duty.lead else "")
    return _entry(
        f"nv-{number}", f"NV{number}", "ob", text(capital(shortened(duty.action))),
        ("Chủ trì", text(lead)),
        ("Phối hợp", text("; ".join(duty.partners))),
        ("Thực hiện", text("; ".join(duty.executor))),
        ("Thời hạn", _deadline(duty.deadline)),
        ("Sản phẩm", text(shortened(duty.product or ""))),
        ("Liên quan", text(", ".join(map(document, duty.about)))),
        ("Loại", "" if duty.modality == "order" else MODALITIES[duty.modality]),
        ("Tại", _place(duty.loc)),
    )  # fmt: skip


def _deadline(found: Deadline | None) -> str:
    if not found:
        return ""
    working = f"<br><small>Cách tính: {text(found.working)}</small>" if found.working else ""
    return f'<strong class="due">{text(deadline(found))}</strong>{working}'


def _event(number: int, event: Event) -> str:
    agenda = "".join(
        f"<li>{text(document(item.doc))}{f' – {text(item.presenter_office)}' if item.presenter_office else ''}</li>"
        for item in event.agenda
    )
    return _entry(
        f"hn-{number}", f"HN{number}", "ev", text(capital(shortened(event.name))),
        ("Ngày", day(event.date)),
        ("Nơi", text(event.place)),
        ("Tổ chức", text(event.organiser)),
        ("Nội dung", f"<ol>{agenda}</ol>" if agenda else ""),
    )  # fmt: skip


def _relation(number: int, relation: Relation) -> str:
    verb = RELATIONS[relation.kind]
    doer = f"{text(document(relation.source))} {verb[0].lower()}{verb[1:]}" if relation.source else verb
    what = (f"{place(relation.loc)} " if relation.loc else "") + document(relation.doc)
    facts = ", ".join(filter(None, (relation.type, day(relation.date), relation.issuer)))
    return _entry(
        f"qh-{number}", f"QH{number}", "re", f"{doer} <strong>{text(what)}</strong>",
        ("Văn bản", text(facts)),
        ("Tên", text(shortened(relation.title)) if relation.title and relation.title not in what else ""),
        ("Tại", _place(relation.own_loc)),
    )  # fmt: skip


def _amendment(number: int, order: Amendment) -> str:
    swap = f"“{order.old}” → “{order.new}”" if order.old and order.new else order.old or order.new or order.to or ""
    head = f"{OPS[order.op]} <strong>{text(place(order.at))}</strong> · {text(document(order.doc))}"
    return _entry(
        f"sd-{number}", f"SĐ{number}", "am", head,
        ("Cụm từ", text(shortened(swap))),
        ("Sau", text(place(order.after)) if order.after and order.after != "LAST" else ""),
        ("Cần người xem", "câu chữ chưa đủ để xác định" if order.needs_human else ""),
        ("Tại", _place(order.own_loc)),
    )  # fmt: skip


def _citations(reading: Document) -> str:
    """One entry for each document cited; its numbers lead to the places in the text."""
    entries = []
    for n, (doc, uses) in enumerate(cited(reading).items(), 1):
        links = " ".join(
            f'<a href="#t-c-{number}"{f" title={chr(34)}{text(where)}{chr(34)}" if where else ""}>{i}</a>'
            for i, (number, where) in enumerate(uses, 1)
        )
        name = document(doc)
        entries.append(
            f'<li id="vd-{n}"><div><p><strong>{text(capital(name))}</strong></p>'
            f'<p class="uses"><span>{len(uses)} chỗ:</span> {links}</p></div></li>'
        )
    return _list(entries)


def _footnote(number: int, note: Aside) -> str:
    return _entry(f"ct-{number}", text(note.marker or str(number)), "fn", text(note.text))


def _notes(reading: Document) -> str:
    entries = []
    for note in reading.notes:
        unit = reading.structure.at(note.start)
        where = f' <span class="at">({_place(unit.loc)})</span>' if unit else ""
        entries.append(f"<li><div><p>{text(note.message)}{where}</p></div></li>")
    return _list(entries)


def _contents(reading: Document) -> str:
    """The larger provisions with their headings."""
    entries = [
        f'<li class="{unit.level.value}"><a href="#{text(unit.loc)}">{text(place(unit.loc.rpartition(".")[2]))}'
        f"{f'. {text(shortened(unit.heading, 120))}' if unit.heading else ''}</a></li>"
        for unit in reading.provisions
        if unit.level.value in {"annex", "part", "chapter", "section", "subsection", "article"}
    ]
    return f'<ol class="contents">{"".join(entries)}</ol>' if entries else ""
