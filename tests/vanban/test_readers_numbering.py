"""Are automatic numbers printed as Word prints them?"""

from tests.vanban.packages import docx, level, listed, numbering, p
from vanban.readers import read_bytes
from vanban.readers.numerals import numeral


def said(body: str, **parts: str) -> list[str]:
    return read_bytes(docx(body, **parts), "a.docx").content.split("\n")


LAW = numbering(
    level(0, "Chương %1", "upperRoman"), level(1, "Điều %2.", more='<w:lvlRestart w:val="0"/>'), level(2, "%3."),
    level(3, "%4)", "lowerLetter"),
)  # fmt: skip


def test_chapters_articles_clauses_and_points_are_counted() -> None:
    body = "".join(listed(f"lời {n}", level=n) for n in (0, 1, 2, 2, 3, 3, 1, 2, 0, 1))
    assert said(body, numbering=LAW) == [
        "Chương I lời 0", "Điều 1. lời 1", "1. lời 2", "2. lời 2", "a) lời 3", "b) lời 3", "Điều 2. lời 1", "1. lời 2",
        "Chương II lời 0", "Điều 3. lời 1",
    ]  # fmt: skip


def test_letters_run_as_word_runs_them_without_the_vietnamese_d() -> None:
    points = numbering(level(0, "%1)", "lowerLetter"))
    assert [line[0] for line in said(listed("x") * 6, numbering=points)] == list("abcdef")


def test_a_level_shows_the_levels_above_it() -> None:
    levels = numbering(level(0, "%1.", "upperRoman"), level(1, "%1.%2."), level(2, "%1.%2.%3", more="<w:isLgl/>"))
    body = listed("x", level=1) + listed("x") + listed("x", level=1) + listed("x", level=2)
    assert said(body, numbering=levels) == ["I.1. x", "I. x", "I.1. x", "1.1.1 x"]


def test_lists_of_one_definition_share_their_count_unless_one_starts_anew() -> None:
    nums = "".join(
        f'<w:num w:numId="{n}"><w:abstractNumId w:val="0"/>{more}</w:num>'
        for n, more in (
            (1, ""), (2, ""),
            (3, '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="1"/></w:lvlOverride>'),
            (4, f'<w:lvlOverride w:ilvl="0">{level(0, "(%1)", start=7)}</w:lvlOverride>'),
        )
    )  # fmt: skip
    body = "".join(listed("x", num=n) for n in (1, 2, 3, 3, 4))
    assert said(body, numbering=numbering(level(0, "%1."), nums=nums)) == ["1. x", "2. x", "1. x", "2. x", "(3) x"]


def test_a_style_may_carry_the_number() -> None:
    styles = (
        '<w:style w:type="paragraph" w:styleId="Dieu"><w:name w:val="Điều"/><w:pPr><w:numPr><w:numId w:val="1"/>'
        '</w:numPr></w:pPr></w:style><w:style w:type="paragraph" w:styleId="Con"><w:name w:val="Con"/>'
        '<w:basedOn w:val="Dieu"/></w:style>'
    )
    lists = numbering(level(0, "x"), level(1, "Điều %2.", more='<w:pStyle w:val="Dieu"/>'))
    off = '<w:pStyle w:val="Dieu"/><w:numPr><w:numId w:val="0"/></w:numPr>'
    body = (
        p("Một", props='<w:pStyle w:val="Dieu"/>') + p("không", props=off) + p("Hai", props='<w:pStyle w:val="Dieu"/>')
    )
    assert said(body, numbering=lists, styles=styles) == ["Điều 1. Một", "không", "Điều 2. Hai"]


def test_a_list_style_lends_its_levels() -> None:
    lists = (
        f'<w:abstractNum w:abstractNumId="5"><w:styleLink w:val="L"/>{level(0, "Mục %1.")}</w:abstractNum>'
        '<w:abstractNum w:abstractNumId="6"><w:numStyleLink w:val="L"/></w:abstractNum>'
        '<w:num w:numId="1"><w:abstractNumId w:val="6"/></w:num>'
    )
    assert said(listed("x"), numbering=lists) == ["Mục 1. x"]


def test_bullets_are_signs_and_suffixes_are_kept() -> None:
    lists = numbering(
        level(0, "\uf0b7", "bullet"), level(1, "-", "bullet"), level(2, "(%3)", more='<w:suff w:val="nothing"/>')
    )
    body = listed("x") + listed("x", level=1) + listed("x", level=2)
    assert said(body, numbering=lists) == ["• x", "- x", "(1)x"]


def test_a_number_is_bold_as_its_level_or_its_paragraph_says() -> None:
    bold = numbering(level(0, "%1.", more="").replace("</w:lvl>", "<w:rPr><w:b/></w:rPr></w:lvl>"))
    text = read_bytes(docx(listed("x"), numbering=bold), "a.docx")
    assert [text.content[span.start : span.end].strip() for span in text.bold] == ["1."]


def test_all_usual_forms_are_printed() -> None:
    forms = [
        "decimalZero",
        "lowerRoman",
        "upperLetter",
        "none",
        "ordinal",
        "chicago",
        "001, 002",
        "decimalEnclosedCircle",
    ]
    assert [numeral(3, form) for form in forms] == ["03", "iii", "C", "", "3rd", "‡", "003", "③"]
    assert numeral(27, "lowerLetter") == "aa"
    assert numeral(0, "upperRoman") == "0"
