"""How does a package come in? Its signature, number and files proven, kept, shown; a clerk accepts or refuses it."""

from contextlib import suppress
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.utils import timezone
from django.utils.translation import gettext as _

from thongsuot.documents import actions as documents
from thongsuot.documents.keeping import keep
from thongsuot.documents.models import Document
from thongsuot.documents.rules import symbol_key
from thongsuot.events.actions import record, writing
from thongsuot.exchange import payload as shapes
from thongsuot.exchange.access import held_parcel, may_take
from thongsuot.exchange.admission import admit
from thongsuot.exchange.deciding import arrived
from thongsuot.exchange.keeping import content, enclose
from thongsuot.exchange.models import Parcel, Partner
from thongsuot.exchange.package import Package, UnreadablePackage, unseal
from thongsuot.exchange.packing import shown
from thongsuot.exchange.partners import known, own_names
from thongsuot.exchange.rules import Came, Sort, Way
from thongsuot.exchange.wording import PACKAGE_FAULTS
from thongsuot.problems import Forbidden, Problem
from thongsuot.programmes import clauses, standing
from thongsuot.programmes.models import Basis, Programme, ProgrammeItem
from thongsuot.programmes.rules import Part, Stage, State
from thongsuot.units.access import Acting
from thongsuot.units.models import Unit
from thongsuot.units.rules import Right


def opened(raw: bytes) -> tuple[Package, shapes.Said]:
    """A package that is sound and ours; a :class:`Problem` in a sentence where it is not."""
    try:
        package = unseal(raw, known(), own_names())
    except UnreadablePackage as fault:
        raise Problem(str(PACKAGE_FAULTS[fault.fault])) from None
    said = shapes.said(package.manifest.kind, package.payload)
    if said is None or not _whole(said, package):
        raise Problem(_("The package does not hold what its list says. It was not taken."))
    return package, said


def _whole(said: shapes.Said, package: Package) -> bool:
    """Whether the files that a package speaks of are those that it holds."""
    if isinstance(said, shapes.ReportSaid):
        return not package.files
    named = {said.file.sha256, *(one.sha256 for one in getattr(said, "more", ()))}
    return named == set(package.files)


def take(raw: bytes, *, by: Acting | None, way: Way, unmarked: bool = False) -> tuple[Parcel, bool]:
    """Keep a package for a decision; gives it, and whether it is new. One that was taken before changes nothing."""
    if by is not None and not may_take(by, by.unit):
        raise Forbidden
    package, said = opened(raw)
    told = package.manifest
    partner = Partner.objects.select_related("unit__parent").get(fingerprint=told.sender)
    unit = by.unit if by is not None else _addressee(partner)
    before = Parcel.objects.filter(partner=partner, inward=True, package=told.package).first()
    if before is not None:
        return before, False
    if Parcel.objects.filter(partner=partner, inward=True, sequence=told.sequence).exists():
        raise Problem(_("A package of this number was taken from this partner before. It was not taken again."))
    admit(_named(said, package), _words(said), unit, by=by, unmarked=unmarked)
    with writing(by):
        row = Parcel.objects.create(
            unit=unit, partner=partner, inward=True, sort=told.kind, package=told.package, sequence=told.sequence,
            told=shown(said), raw=keep(raw, "package"), way=way, made_at=timezone.now(),
            made_by=by.user if by else None,
        )  # fmt: skip
        after = {"sort": told.kind, "sequence": told.sequence, "partner": partner.pk}
        record("package-came", f"parcel:{row.pk}", also=f"unit:{unit.pk}", after=after)
    return row, True


def _addressee(partner: Partner) -> Unit:
    """The unit here to which a partner's package goes that came by itself: the highest one."""
    found = partner.unit
    while found.parent is not None:
        found = found.parent
    return found


def _named(said: shapes.Said, package: Package) -> list[tuple[str, bytes]]:
    if isinstance(said, shapes.ReportSaid):
        return []
    files = [said.file, *getattr(said, "more", ())]
    return [(one.name, package.files[one.sha256]) for one in files]


def _words(said: shapes.Said) -> list[str]:
    if isinstance(said, shapes.ReportSaid):
        return [said.answers.symbol, *(duty.action for duty in said.duties)]
    words = [said.header.symbol, said.header.title, said.header.kind, said.file.name.rpartition(".")[0]]
    return words + ([item.action for item in said.items] if isinstance(said, shapes.ProgrammeSaid) else [said.note])


def accept(row: Parcel, *, revision: int, by: Acting, anyway: bool = False) -> Parcel:
    """Do what a package is for: register the document, or the programme with what it answers; note a report."""
    with writing(by):
        found = _open(row, revision, by)
        package, said = opened(content(found.raw))
        if isinstance(said, shapes.DocumentSaid):
            _document(found, said, package, by, anyway)
        elif isinstance(said, shapes.ProgrammeSaid):
            _programme(found, said, package, by, anyway)
        else:
            found.document = answered_here(found.partner, said.answers)
        found.state = Came.NOTED if isinstance(said, shapes.ReportSaid) else Came.REGISTERED
        _decided(found, "package-accepted", by)
    return found


def refuse(row: Parcel, reason: str, *, revision: int, by: Acting) -> Parcel:
    """A package is not taken over; nothing comes of it."""
    if not reason.strip():
        raise Problem(_("Say why it is refused."))
    with writing(by):
        found = _open(row, revision, by)
        found.state, found.reason = Came.RETURNED, reason.strip()
        _decided(found, "package-refused", by, found.reason)
    return found


def _open(row: Parcel, revision: int, by: Acting) -> Parcel:
    found = held_parcel(row, revision, Right.RECEIVE, by)
    if found.state != Came.WAITING or not found.inward:
        raise Problem(_("That was decided already."))
    return found


def confirm(row: Parcel, *, revision: int, by: Acting) -> Parcel:
    """What a partner's programme says it answers counts from now on in the map of coverage."""
    with writing(by):
        found = held_parcel(row, revision, Right.CONFIRM, by)
        if found.programme is None or found.counted:
            raise Problem(_("There is nothing to confirm here."))
        bases = Basis.objects.filter(item__programme=found.programme, stage=Stage.SUGGESTED)
        n = bases.update(stage=Stage.ISSUED)
        standing.keep(found.programme.unit, found.programme.answers)
        found.counted = True
        found.revision += 1
        found.save()
        thread = f"programme:{found.programme.pk}"
        record("coverage-confirmed", f"parcel:{found.pk}", thread, also=f"unit:{found.partner.unit_id}", after={"n": n})
    return found


def _decided(row: Parcel, verb: str, by: Acting, reason: str = "") -> None:
    row.decided_by, row.decided_at = by.user, timezone.now()
    row.revision += 1
    row.save()
    thread = f"document:{row.document.pk}" if row.document else f"parcel:{row.pk}"
    after = {"sort": row.sort, "partner": row.partner_id}
    record(verb, f"parcel:{row.pk}", thread, also=f"unit:{row.unit_id}", after=after, reason=reason)


def _registered(
    row: Parcel, unit: Unit, header: shapes.Header, file: tuple[str, bytes], by: Acting, anyway: bool
) -> Document:
    intake = documents.Intake(unit, anyway=anyway)
    document = documents.receive(file[1], file[0], intake, by=by)
    document.refresh_from_db()
    stated = {name: getattr(header, name) for name in shapes.Header.model_fields}
    wrong = {name: value for name, value in stated.items() if value and value != getattr(document, name)}
    if wrong:
        document = documents.edit_header(document, wrong, revision=document.revision, by=by)
    return document


def _document(row: Parcel, said: shapes.DocumentSaid, package: Package, by: Acting, anyway: bool) -> None:
    files = _named(said, package)
    document = _registered(row, row.unit, said.header, files[0], by, anyway)
    enclose(document, files[1:])
    row.document, row.delivery = document, arrived(document, row.partner.unit, row.unit, by)
    if row.delivery is not None:
        row.delivery.due_on, row.delivery.note = said.due_on, said.note
        row.delivery.save(update_fields=["due_on", "note"])


def _programme(row: Parcel, said: shapes.ProgrammeSaid, package: Package, by: Acting, anyway: bool) -> None:
    """The programme of the unit that a partner stands for; its bases count nowhere until they are confirmed."""
    answers = answered_here(row.partner, said.answers)
    if answers is None or answers.current is None:
        raise Problem(_("The document that this programme answers is not registered here. Register it first."))
    document = _registered(row, row.unit, said.header, _named(said, package)[0], by, anyway)
    programme = Programme.objects.create(
        unit=row.partner.unit, answers=answers, version=answers.current, kind=said.kind, title=said.title,
        opening=said.opening, state=State.ISSUED, issued=document, created_by=by.user,
    )  # fmt: skip
    there = clauses.texts(answers.current, {basis.loc for item in said.items for basis in item.bases})
    unknown = 0
    for order, item in enumerate(said.items, 1):
        fields: dict[str, Any] = item.model_dump(include=_SAME)
        made = ProgrammeItem.objects.create(programme=programme, order=order, lead_text=item.lead, **fields)
        fits = {basis.loc: basis for basis in item.bases if basis.loc in there}
        unknown += len(item.bases) - len(fits)
        Basis.objects.bulk_create(
            Basis(
                item=made, document=answers, version_id=there[loc].version, loc=loc, quote=there[loc].quote,
                fingerprint=basis.fingerprint, part=Part(basis.part), unit=row.partner.unit, stage=Stage.SUGGESTED,
            )
            for loc, basis in fits.items()
        )  # fmt: skip
    standing.keep(programme.unit, answers)
    row.document, row.programme = document, programme
    row.told = {**row.told, "unknown": unknown}


_SAME = {"action", "group", "partners", "product", "due", "due_working"}


def answered_here(partner: Partner, said: shapes.Answered) -> Document | None:
    """Which of our documents a partner means: the one in the package that we sent it, else the same text or symbol."""
    sent = Parcel.objects.filter(partner=partner, inward=False, sort=Sort.DOCUMENT)
    with suppress(ValueError):
        by_package = sent.select_related("document__current").filter(package=UUID(said.package)).first()
        if by_package is not None:
            return by_package.document
    ours = Document.objects.filter(pk__in=sent.values("document")).select_related("current").order_by("-pk")
    if said.text_sha256 and (same := ours.filter(versions__text_sha256=said.text_sha256).first()):
        return same
    key = symbol_key(said.symbol)
    return ours.filter(symbol_key=key, date=said.date).first() if key else None


@dataclass(frozen=True, slots=True)
class Preview:
    """What accepting a package would do."""

    answers: Document | None = None
    clauses: int = 0  # of ours that its items rest on
    changed: int = 0  # whose words are others here
    unknown: int = 0  # that are not in our text


def preview(row: Parcel) -> Preview:
    """What a programme or report would do here."""
    said = shapes.said(row.sort, {**row.told, "clauses": []} if row.sort == Sort.DOCUMENT else row.told)
    if said is None or isinstance(said, shapes.DocumentSaid):
        return Preview()
    answers = answered_here(row.partner, said.answers)
    if not isinstance(said, shapes.ProgrammeSaid) or answers is None or answers.current is None:
        return Preview(answers)
    bases = [basis for item in said.items for basis in item.bases]
    there = clauses.texts(answers.current, {basis.loc for basis in bases})
    known_ = [basis for basis in bases if basis.loc in there]
    changed = [basis for basis in known_ if there[basis.loc].fingerprint != basis.fingerprint]
    return Preview(answers, len({basis.loc for basis in known_}), len(changed), len(bases) - len(known_))
