"""How does somebody keep a search? Under a name of his own; it belongs to him alone."""

from django.http import QueryDict
from django.utils.translation import gettext as _

from thongsuot.documents.models import SavedSearch
from thongsuot.events.actions import record, writing
from thongsuot.problems import Problem
from thongsuot.units.access import Acting

KEPT = ("q", "kind", "issuer", "since", "until", "unit", "document")
MOST = 50


def save(name: str, query: str, *, by: Acting) -> SavedSearch:
    """Keep what is asked in an address; a name that is taken keeps the newer one."""
    asked = QueryDict(query)
    kept = QueryDict(mutable=True)
    for field in KEPT:
        if asked.get(field):
            kept[field] = asked[field]
    if not kept:
        raise Problem(_("There is nothing to keep: type some words or choose a filter first."))
    own = SavedSearch.objects.filter(user=by.user)
    if own.exclude(name=name).count() >= MOST:
        raise Problem(_("You keep %(n)s searches already. Drop one first.") % {"n": MOST})
    with writing(by):
        saved, _new = SavedSearch.objects.update_or_create(
            user=by.user, name=name, defaults={"query": kept.urlencode()}
        )
        record("search-saved", f"search:{saved.pk}", thread=f"user:{by.user_id}")
    return saved


def drop(saved: SavedSearch, *, by: Acting) -> None:
    """Keep a search no more."""
    with writing(by):
        record("search-dropped", f"search:{saved.pk}", thread=f"user:{by.user_id}")
        saved.delete()
