"""What does a code look like as a Word file? Writes DOCX bytes, with typed or with automatic numbers."""

import re
from io import BytesIO
from xml.sax.saxutils import escape
from zipfile import ZIP_DEFLATED, ZipFile

W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
TYPES = (
    '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    '<Default Extension="xml" ContentType="application/xml"/>'
    '<Override PartName="/word/document.xml" ContentType='
    '"application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/>'
    '<Override PartName="/word/numbering.xml" ContentType='
    '"application/vnd.openxmlformats-officedocument.wordprocessingml.numbering+xml"/></Types>'
)
RELATIONS = (
    '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
    '<Relationship Id="r1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/{kind}" '
    'Target="{target}"/></Relationships>'
)
PATTERNS = (r"Chương [IVXLC]+[.:]?\s*", r"Điều \d+\.\s*", r"\d+\.\s+", r"[a-zđ]\)\s+")
FORMS = (("upperRoman", "Chương %1:"), ("decimal", "Điều %2."), ("decimal", "%3."), ("lowerLetter", "%4)"))


def as_docx(text: str, *, automatic: bool = False) -> bytes:
    """``text`` as a DOCX: a paragraph a line; ``automatic`` numbers are taken out and left to Word."""
    paragraphs = "".join(_paragraph(line, automatic) for line in text.splitlines())
    levels = "".join(
        f'<w:lvl w:ilvl="{i}"><w:start w:val="1"/><w:numFmt w:val="{form}"/><w:lvlText w:val="{label}"/>'
        # articles run through the chapters
        + ('<w:lvlRestart w:val="0"/>' if i == 1 else "") + "</w:lvl>"
        for i, (form, label) in enumerate(FORMS)
    )  # fmt: skip
    parts = {
        "[Content_Types].xml": TYPES,
        "_rels/.rels": RELATIONS.format(kind="officeDocument", target="word/document.xml"),
        "word/_rels/document.xml.rels": RELATIONS.format(kind="numbering", target="numbering.xml"),
        "word/document.xml": f"<w:document {W}><w:body>{paragraphs}</w:body></w:document>",
        "word/numbering.xml": f'<w:numbering {W}><w:abstractNum w:abstractNumId="0">{levels}</w:abstractNum>'
        '<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num></w:numbering>',
    }
    raw = BytesIO()
    with ZipFile(raw, "w", ZIP_DEFLATED) as archive:
        for name, part in parts.items():
            archive.writestr(name, '<?xml version="1.0" encoding="UTF-8"?>' + part)
    return raw.getvalue()


def _paragraph(line: str, automatic: bool) -> str:
    properties = ""
    if automatic:
        for level, pattern in enumerate(PATTERNS):
            if found := re.match(pattern, line):
                line = line[found.end() :]
                properties = f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="1"/></w:numPr>'
                break
    words = line.split(" ")
    # runs as Word leaves them: a few words each, every run with its own properties
    runs = "".join(
        '<w:r><w:rPr><w:rFonts w:ascii="Times New Roman" w:hAnsi="Times New Roman"/><w:sz w:val="28"/></w:rPr>'
        f'<w:t xml:space="preserve">{escape(" ".join(words[i : i + 12]))} </w:t></w:r>'
        for i in range(0, len(words), 12)
    )
    return f'<w:p><w:pPr><w:pStyle w:val="Normal"/>{properties}<w:jc w:val="both"/></w:pPr>{runs}</w:p>'
