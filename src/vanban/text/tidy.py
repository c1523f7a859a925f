"""How does raw text become tidy text? Sound text passes untouched; the rest is mended in passes."""

import unicodedata

from vanban.model import Source, Text
from vanban.text.draft import Draft, Edit
from vanban.text.legacy import legacy
from vanban.text.lookalikes import SIGNS, lookalikes
from vanban.text.rows import find_tables
from vanban.text.spaces import MARKS, ODD, composed, edges, runs, signs
from vanban.text.splits import is_torn, splits

_FIRST_MARK = "\u0300"


def tidy(raw: str, source: Source | None = None) -> Text:
    """Tidy ``raw``: NFC, line ends as ``\\n``, odd spaces as spaces; every mended letter leaves a note.

    >>> tidy("Điều\\u00a01.\\r\\nHai").content
    'Điều 1.\\nHai'
    """
    odd = frozenset(ODD.findall(raw))
    draft = Draft(raw)
    if odd:
        draft, odd = _lettered(draft, odd)
    draft = draft.edit(edges(draft.content))
    draft = draft.edit(runs(draft.content))
    if is_torn(draft.content):
        draft = draft.edit(splits(draft.content))
    tables = find_tables(draft.content)
    return Text(draft.content, source, tables, notes=draft.notes, origin=draft.origin, odd=odd)


def _lettered(draft: Draft, odd: frozenset[str]) -> tuple[Draft, frozenset[str]]:
    """The text with every letter as it was meant, old encodings first, since they use other letters' places.

    With it, the odd signs that may be left.
    """
    draft = draft.edit(legacy(draft.content, odd))
    if odd & SIGNS:
        draft = draft.edit(lookalikes(draft.content))
    if draft.origin:  # what was mended may have brought other signs
        odd = frozenset(ODD.findall(draft.content))
    if odd & MARKS:
        draft, odd = composed(draft, odd)
    draft = draft.edit(signs(draft.content, odd))
    # below the combining marks every sign is in its normal form
    if any(sign >= _FIRST_MARK for sign in odd) and not unicodedata.is_normalized("NFC", draft.content):
        draft = draft.edit(_normal_forms(draft.content))
        odd = frozenset(ODD.findall(draft.content))
    return draft, odd


def _normal_forms(text: str) -> list[Edit]:
    """What is left that NFC would write otherwise: singletons such as the Kelvin sign, foreign scripts."""
    edits: list[Edit] = []
    start = 0
    for i in [*(i for i in range(1, len(text)) if not unicodedata.combining(text[i])), len(text)]:
        cluster = text[start:i]
        new = unicodedata.normalize("NFC", cluster)
        if new != cluster:
            edits.append(Edit(start, i, new))
        start = i
    return edits
