"""What changed between two versions of a document?"""

from vanban.out.diff.changes import Comparison, Difference, diff, to_dict
from vanban.out.diff.text import to_text
from vanban.out.diff.words import Piece

__all__ = ["Comparison", "Difference", "Piece", "diff", "to_dict", "to_text"]
