"""Do the tags write what templates count on?"""

from datetime import UTC, date, datetime

import pytest
from django import forms
from django.core.paginator import Paginator
from django.template import Context, Template
from django.test import RequestFactory
from django.utils import translation

from thongsuot.look.fields import DayField
from thongsuot.look.icons import BADGES, STROKES


def written(source: str, **facts: object) -> str:
    with translation.override("en"):
        return Template("{% load look %}" + source).render(Context(facts)).strip()


def asked(address: str) -> object:
    return RequestFactory().get(address)


class Particulars(forms.Form):
    symbol = forms.CharField(label="Symbol", help_text="As printed", widget=forms.TextInput({"class": "wide"}))
    kind = forms.ChoiceField(label="Kind", choices=[("a", "A")], required=False)
    reach = forms.ChoiceField(label="Reach", choices=[("a", "A"), ("b", "B")], widget=forms.RadioSelect)
    seen = forms.BooleanField(label="Seen")
    day = DayField(label="Day", required=False)
    token = forms.CharField(widget=forms.HiddenInput, required=False)


def test_an_icon_beside_a_word_is_silent_and_one_alone_has_a_name() -> None:
    assert 'aria-hidden="true"' in written('{% icon "search" %}')
    alone = written('{% icon "search" label %}', label="<Find>")
    assert 'role="img"' in alone
    assert 'aria-label="&lt;Find&gt;"' in alone


def test_every_badge_has_an_icon() -> None:
    assert set(BADGES.values()) <= set(STROKES)


def test_a_badge_is_never_colour_alone() -> None:
    made = written('{% badge "bad" text %}', text="Late & open")
    assert "<svg" in made
    assert "<span>Late &amp; open</span>" in made


@pytest.mark.parametrize(
    ("value", "day", "moment"),
    [
        (datetime(2026, 2, 4, 18, 30, tzinfo=UTC), "05/02/2026", "05/02/2026 01:30"),
        (None, "", ""),
    ],
)
def test_moments_are_told_by_the_clock_of_vietnam(value: datetime | None, day: str, moment: str) -> None:
    assert written("{{ value|dmy }}", value=value) == day
    assert written("{{ value|dmyhm }}", value=value) == moment


def test_a_date_is_written_day_first() -> None:
    assert written("{{ value|dmy }} {{ value|machine }}", value=date(2026, 2, 5)) == "05/02/2026 2026-02-05"


def test_a_query_keeps_what_is_not_changed() -> None:
    made = written("{% query_with page=3 kind='' %}", request=asked("/documents/?q=đất&kind=qd&page=2"))
    assert made == "?q=%C4%91%E1%BA%A5t&amp;page=3"


def test_page_links_keep_the_filters() -> None:
    page = Paginator(range(100), 10).page(5)
    made = written("{% page_links page %}", page=page, request=asked("/documents/?kind=qd&page=5"))
    assert 'rel="prev" href="?kind=qd&amp;page=4"' in made
    assert 'rel="next" href="?kind=qd&amp;page=6"' in made
    assert "41–50 of 100" in made
    assert made.count('aria-current="page"') == 1


def test_one_page_is_counted_and_none_says_nothing() -> None:
    assert "3 in all" in written("{% page_links page %}", page=Paginator(range(3), 10).page(1))
    assert written("{% page_links page %}", page=Paginator([], 10).page(1)) == ""


@pytest.mark.parametrize(
    ("address", "order", "turned"),
    [("/?sort=date&page=2", "ascending", "-date"), ("/?sort=-date", "descending", "date"), ("/", "", "date")],
)
def test_a_sorted_column_says_so_and_turns_round(address: str, order: str, turned: str) -> None:
    made = written('{% sort_header "date" "Date" %}', request=asked(address))
    assert (f'aria-sort="{order}"' in made) == bool(order)
    assert f'href="?sort={turned}"' in made


def test_a_field_ties_label_help_and_error_to_its_input() -> None:
    form = Particulars({"symbol": ""})
    made = written("{% field form.symbol %}", form=form)
    assert '<label for="id_symbol">' in made
    assert 'id="id_symbol_helptext"' in made
    assert 'id="id_symbol_error"' in made
    assert 'aria-describedby="id_symbol_helptext id_symbol_error"' in made
    assert 'aria-invalid="true"' in made
    assert 'class="wide form-control is-invalid"' in made


def test_radio_buttons_stand_in_a_fieldset_and_a_check_box_before_its_label() -> None:
    form = Particulars()
    group = written("{% field form.reach %}", form=form)
    assert group.startswith("<fieldset")
    assert "<legend>Reach</legend>" in " ".join(group.split())
    box = written("{% field form.seen %}", form=form)
    assert box.index("<input") < box.index("<label")


def test_optional_fields_say_so() -> None:
    assert "(optional)" in written("{% field form.kind %}", form=Particulars())
    assert "(optional)" not in written("{% field form.symbol %}", form=Particulars())


def test_a_form_guards_its_changes_and_lists_its_errors() -> None:
    made = written(
        '{% form bound=form submit="Save" cancel_url="/x/" %}{% endform %}', form=Particulars({}), csrf_token="t"
    )
    assert 'name="csrfmiddlewaretoken" value="t"' in made
    assert "data-guard" in made
    assert '<a href="#id_symbol">Symbol</a>' in made
    assert 'type="hidden" name="token"' in made
    assert 'href="/x/"' in made


def test_a_form_may_lay_out_its_own_fields() -> None:
    made = written('{% form bound=form upload=True %}<b id="own"></b>{% endform %}', form=Particulars(), csrf_token="t")
    assert '<b id="own">' in made
    assert "id_symbol" not in made
    assert 'enctype="multipart/form-data"' in made
    assert "<progress" in made


def test_a_table_has_a_caption_or_says_that_it_is_empty() -> None:
    source = (
        '{% table caption="Units" rows=rows empty="No unit yet." %}<tbody><tr><td>x</td></tr></tbody>{% endtable %}'
    )
    full = written(source, rows=[1])
    assert "<caption>Units</caption>" in full
    assert "<td>x</td>" in full
    empty = written(source, rows=[])
    assert "No unit yet." in empty
    assert "<table" not in empty


@pytest.mark.parametrize("mark", ["internal", "return", "draft"])
def test_a_restriction_mark_is_on_the_page_and_on_the_print(mark: str) -> None:
    made = written("{% restriction mark %}", mark=mark)
    assert f"mark-{mark}" in made
    assert "restriction-stamp" in made
    assert written("{% restriction mark %}", mark="") == ""


def test_a_mark_in_a_list_is_a_badge_and_no_stamp() -> None:
    made = written('{% mark_badge "internal" %}')
    assert "badge-bad" in made
    assert "LƯU HÀNH NỘI BỘ" in made
    assert "restriction-stamp" not in made
    assert written('{% mark_badge "" %}') == ""


@pytest.mark.parametrize("text", ["05/02/2026", "5/2/2026", "05-02-2026", "5.2.2026", "2026-02-05"])
def test_a_day_is_read_as_people_type_it(text: str) -> None:
    assert DayField().clean(text) == date(2026, 2, 5)


def test_a_wrong_day_is_told_with_an_example() -> None:
    with translation.override("vi"), pytest.raises(forms.ValidationError, match="05/02/2026"):
        DayField().clean("31/02/2026")
