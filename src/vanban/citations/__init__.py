"""What does it refer to? Text to citations, resolved by context, alias and quotation."""

from collections.abc import Sequence
from dataclasses import dataclass

from vanban.amending import Scopes
from vanban.citations.finding import find_mentions_in
from vanban.citations.mention import Mention
from vanban.citations.settling import settle_mentions
from vanban.model import Citation, Header, Note, Structure, Text


@dataclass(frozen=True, slots=True)
class Settled:
    """Citations with their targets, and what was unsure."""

    citations: tuple[Citation, ...] = ()
    notes: tuple[Note, ...] = ()


def find_mentions(text: Text) -> tuple[Mention, ...]:
    """Find every reference expression, without saying yet what it leads to."""
    return find_mentions_in(text.content)


def settle(text: Text, header: Header, structure: Structure, mentions: Sequence[Mention], scopes: Scopes) -> Settled:
    """Say what each mention leads to."""
    return Settled(settle_mentions(text.content, header, structure, mentions, scopes))
