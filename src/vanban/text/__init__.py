"""What does the text say, letter by letter? Tidies raw text and keeps the way back."""

from vanban.text.fold import fold, same_tone
from vanban.text.tidy import tidy

__all__ = ["fold", "same_tone", "tidy"]
