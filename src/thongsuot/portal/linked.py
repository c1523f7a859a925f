"""How do machines read a public document? As schema.org Legislation in JSON-LD, and by its ELI."""

import json
from collections.abc import Iterable
from typing import Any

from django.utils import timezone
from django.utils.safestring import SafeString

from thongsuot.documents.rules import Force
from thongsuot.portal.models import Publication
from thongsuot.portal.queries import Related
from thongsuot.portal.rules import eli

_RELATIONS = {
    "amends": "legislationAmends", "repeals": "legislationRepeals", "replaces": "legislationRepeals",
    "corrects": "legislationCorrects", "implements": "legislationApplies", "guides": "legislationApplies",
    "based-on": "legislationApplies", "consolidates": "legislationConsolidates", "suspends": "legislationChanges",
}  # fmt: skip
_FORCES = {
    Force.IN_FORCE: "InForce", Force.AMENDED: "PartiallyInForce", Force.SUSPENDED: "NotInForce",
    Force.ENDED: "NotInForce", Force.NOT_YET: "NotInForce",
}  # fmt: skip
_ESCAPES = {ord(">"): "\\u003E", ord("<"): "\\u003C", ord("&"): "\\u0026"}


def json_ld(shown: Publication, related: Iterable[Related], force: Force, root: str) -> SafeString:
    """The record, fit to stand in a page; relations to public documents alone. ``root``: where addresses begin."""
    here = _address(root, shown)
    told: dict[str, Any] = {
        "@context": "https://schema.org", "@type": "Legislation", "@id": here, "url": here, "name": str(shown),
        "description": shown.title, "inLanguage": "vi", "legislationIdentifier": shown.symbol,
        "legislationType": shown.kind, "legislationDate": shown.date and shown.date.isoformat(),
        "legislationDateVersion": shown.version.since and shown.version.since.isoformat(),
        "temporalCoverage": _days(shown), "datePublished": timezone.localdate(shown.at).isoformat(),
        "legislationPassedBy": [{"@type": "Organization", "name": name} for name in shown.issuers],
        "legislationLegalForce": f"https://schema.org/{_FORCES[force]}" if force in _FORCES else None,
    }  # fmt: skip
    if name := eli(shown.kind, shown.symbol, shown.date, shown.version.n):
        told["sameAs"] = f"{root}eli/{name}"
    for row in related:
        if row.other is not None and (key := _RELATIONS.get(row.relation)):
            told.setdefault(key, []).append({"@type": "Legislation", "@id": _address(root, row.other)})
    kept = {name: value for name, value in told.items() if value}
    return SafeString(json.dumps(kept, ensure_ascii=False).translate(_ESCAPES))


def _address(root: str, shown: Publication) -> str:
    return f"{root}d/{shown.slug}/"


def _days(shown: Publication) -> str | None:
    if shown.since is None:
        return None
    return f"{shown.since.isoformat()}/{shown.effective_to.isoformat() if shown.effective_to else '..'}"
