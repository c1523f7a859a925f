"""Do the parts become a catalogue that gettext reads, and is Vietnamese complete?"""

import gettext
import io
import re
from pathlib import Path

import pytest
from django import forms
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import translation

from tests.thongsuot.look.words import SOURCE, asked, in_python, in_template
from thongsuot.look.catalogue import DisagreementError, Message, build, merged, missing, mo, po

ROOMS = sorted({place.partition("/")[0] for place in asked().values()})


@pytest.mark.parametrize("room", ROOMS)
def test_vietnamese_is_complete(room: str) -> None:
    here = [message for message, place in asked().items() if place.partition("/")[0] == room]
    assert here
    assert missing(here) == []


def test_the_words_are_read_from_templates_and_python() -> None:
    template = (
        '{% load i18n %}{% translate "One" %}'
        "{% blocktranslate trimmed with n=x %}\nTwo\n {{ n }}{% endblocktranslate %}"
        '{{ _("Three") }}{% blocktranslate count n=x %}{{ n }} row{% plural %}{{ n }} rows{% endblocktranslate %}'
    )
    assert list(in_template(template, "t.html")) == [
        Message("One"),
        Message("Two %(n)s"),
        Message("Three"),
        Message("%(n)s row", "%(n)s rows"),
    ]
    python = 'x = _("One", ); y = ngettext("a (", "b", n); z = pgettext("verb", "Read"); w = _(word)'
    assert list(in_python(python)) == [Message("One"), Message("a (", "b"), Message("Read", "", "verb")]


def test_the_compiled_catalogue_is_read_by_gettext() -> None:
    words = {
        Message("Unit"): "Đơn vị",
        Message("%(n)s row", "%(n)s rows"): "%(n)s dòng",
        Message("Read", "", "verb"): "Đọc",
        Message('Say "so"\n'): 'Nói "vậy"\n',
    }
    read = gettext.GNUTranslations(io.BytesIO(mo(words, "vi")))
    assert read.gettext("Unit") == "Đơn vị"
    assert read.ngettext("%(n)s row", "%(n)s rows", 1) == read.ngettext("%(n)s row", "%(n)s rows", 5) == "%(n)s dòng"
    assert read.pgettext("verb", "Read") == "Đọc"
    assert read.gettext("Unknown") == "Unknown"
    assert 'msgid "Say \\"so\\"\\n"' in po(words)
    assert 'msgctxt "verb"' in po(words)


def part(locale: Path, name: str, text: str) -> None:
    place = locale / "parts" / f"{name}.toml"
    place.parent.mkdir(parents=True, exist_ok=True)
    place.write_text(text, "utf-8")


def test_parts_are_merged_and_compiled_once(tmp_path: Path) -> None:
    part(
        tmp_path, "a", '"Unit" = "Đơn vị"\n"%(n)s row" = ["%(n)s rows", "%(n)s dòng"]\n[context.verb]\n"Read" = "Đọc"\n'
    )
    part(tmp_path, "b", '"Unit" = "Đơn vị"\n"Title" = "Trích yếu"\n')
    assert merged(tmp_path)[Message("Read", "", "verb")] == "Đọc"
    assert merged(tmp_path)[Message("%(n)s row", "%(n)s rows")] == "%(n)s dòng"
    assert build(tmp_path)
    assert not build(tmp_path)
    assert gettext.translation("django", tmp_path, ["vi"]).gettext("Title") == "Trích yếu"


def test_two_parts_must_not_disagree(tmp_path: Path) -> None:
    part(tmp_path, "a", '"Unit" = "Đơn vị"')
    part(tmp_path, "b", '"Unit" = "Cơ quan"')
    with pytest.raises(DisagreementError, match=r"b\.toml: 'Unit'"):
        merged(tmp_path)


def test_a_part_of_another_shape_is_refused(tmp_path: Path) -> None:
    part(tmp_path, "a", '"Unit" = 3')
    with pytest.raises(ValueError, match="write one string"):
        merged(tmp_path)


def test_no_translation_loses_a_placeholder() -> None:
    holes = re.compile(r"%\(\w+\)[sd]|\{\w*\}")
    assert [
        message.msgid
        for message, text in merged().items()
        if set(holes.findall(message.plural or message.msgid)) != set(holes.findall(text))
    ] == []


FIELDS = [
    forms.CharField, forms.IntegerField, forms.FloatField, forms.DateField, forms.TimeField, forms.DateTimeField,
    forms.EmailField, forms.FileField, forms.URLField, forms.ChoiceField, forms.MultipleChoiceField,
    forms.ModelChoiceField, forms.ModelMultipleChoiceField,
]  # fmt: skip


def test_what_the_framework_says_of_a_field_is_said_in_our_words() -> None:
    ours = {message.msgid for message in merged()}
    with translation.override("en"):
        said = {
            str(words)
            for field in FIELDS
            for each in field.__mro__
            for name, words in vars(each).get("default_error_messages", {}).items()
            if name != "max_length"  # counts
        }
    assert len(said) > 10
    assert said - ours == set()


@pytest.mark.parametrize(
    ("field", "given", "said"),
    [
        (forms.IntegerField(), "1,5", "Hãy nhập số nguyên."),
        (forms.IntegerField(max_value=9), "10", "Giá trị không được lớn hơn 9."),
        (forms.IntegerField(min_value=1), "0", "Giá trị không được nhỏ hơn 1."),
        (forms.CharField(max_length=2), "dài", "Chỉ được nhập tối đa 2 ký tự (đang có 3)."),
        (forms.CharField(), "", "Không được để trống mục này."),
        (forms.CharField(), "a\0", "Nội dung có ký tự không hợp lệ."),
        (forms.FileField(), SimpleUploadedFile("a.txt", b""), "Tệp gửi lên không có nội dung."),
        (forms.FileField(max_length=3), SimpleUploadedFile("a.txt", b"1"), "Tên tệp dài tối đa 3 ký tự (đang có 5)."),
        (forms.ChoiceField(choices=[("a", "A")]), "b", "Hãy chọn trong danh sách: không có lựa chọn “b”."),
    ],
    ids=lambda given: given if isinstance(given, str) else "",
)
def test_a_field_that_is_filled_in_wrongly_is_told_so_in_plain_vietnamese(
    field: forms.Field, given: object, said: str
) -> None:
    with translation.override("vi"), pytest.raises(ValidationError) as told:
        field.clean(given)
    with translation.override("vi"):
        assert told.value.messages == [said]


def test_the_source_is_where_it_is_looked_for() -> None:
    assert (SOURCE / "look" / "templates" / "look" / "base.html").exists()
