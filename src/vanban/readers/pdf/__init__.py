"""What does a PDF say? Pages with a text layer to one text; scans through Tesseract."""

from vanban.readers.pdf.reading import read_pdf

__all__ = ["read_pdf"]
