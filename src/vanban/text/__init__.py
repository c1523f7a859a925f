"""What does the text say, letter by letter? Tidies raw text and keeps the way back."""

from vanban.text.tidy import tidy

__all__ = ["tidy"]
