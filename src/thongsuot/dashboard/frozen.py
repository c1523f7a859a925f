"""How are figures written down for good? As plain values: the same figures are always the same text."""

from collections.abc import Iterable, Mapping
from typing import Any

from thongsuot.dashboard.rules import Figures, Split
from thongsuot.followup.rules import Standing


def as_json(figures: Figures) -> dict[str, Any]:
    """Figures as they are frozen: the same figures are always the same text."""
    splits = {
        name: {str(key): _plain(split) for key, split in sorted(getattr(figures, name).items())}
        for name in ("levels", "documents", "units")
    }
    return {
        "split": _plain(figures.split), "apart": _plain(figures.apart), "ages": list(figures.ages),
        "done": [[month, int(how), n] for (month, how), n in sorted(figures.done.items())],
        "due": [[month, n] for month, n in sorted((figures.due or {}).items())], **splits,
    }  # fmt: skip


def from_json(told: Mapping[str, Any]) -> Figures:
    """Frozen figures."""
    levels, documents, units = (
        {int(key): _split(split) for key, split in told[name].items()} for name in ("levels", "documents", "units")
    )
    return Figures(
        _split(told["split"]), _split(told["apart"]), tuple(told["ages"]), levels, documents, units,
        {(month, Standing(how)): n for month, how, n in told["done"]}, dict(told["due"]),
    )  # fmt: skip


def _plain(split: Split) -> list[int]:
    return [split.of(one) for one in Standing]


def _split(counts: Iterable[int]) -> Split:
    return Split({one: n for one, n in zip(Standing, counts, strict=True) if n})
