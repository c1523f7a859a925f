"""What is one operation, as the words give it? The value between a clause and an amendment."""

from dataclasses import dataclass

from vanban.amendments.heads import Phrase
from vanban.amendments.places import Place
from vanban.model import Op


@dataclass(frozen=True, slots=True)
class Order:
    """An operation as the words give it, before its wording is fetched. ``doc`` is "" where it is inherited."""

    op: Op
    at: Place | None
    special: str = ""  # ALL, TITLE, BASIS, "?" or .TITLE of ``at``
    doc: str = ""
    after: Place | None = None
    last: bool = False
    old: Phrase | None = None
    new: Phrase | None = None
    to: str = ""
    needs_human: bool = False
    loose: bool = False  # words stand between verb and place that may give another sense

    @property
    def loc(self) -> str:
        """Where it aims, as a loc."""
        if self.at is None:
            return self.special
        return self.at.loc + (self.special if self.special.startswith(".") else "")

    @property
    def wants_wording(self) -> bool:
        """Whether the order is empty without new wording behind it."""
        return self.op in ("replace", "replace_title", "replace_lead", "insert") or (
            self.op == "insert_phrase" and self.new is None
        )
