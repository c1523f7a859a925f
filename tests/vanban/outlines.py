"""How is a structure written in a case file? One provision a line: its loc, and its heading in quotation marks."""

from vanban.model import Header, Structure, Text
from vanban.structure import build_structure


def outline_of(content: str) -> str:
    """The provisions, then ``> quoted wording``, then ``! codes`` of notes."""
    text = Text(content)
    structure: Structure = build_structure(text, Header())
    lines = [p.loc + (f' "{p.heading}"' if p.heading else "") for p in structure.provisions]
    lines += [f"> {content[span.start : span.end]}".replace("\n", " / ") for span in structure.quotes]
    lines += [f"! {note.code}" for note in structure.notes]
    return "\n".join(lines)
