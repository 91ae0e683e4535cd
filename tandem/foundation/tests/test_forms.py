import datetime

import pytest
from django import forms
from django.template import engines
from django.utils import translation

from tandem.foundation.forms.widgets import CodeInput, DayInput, UnitInput
from tandem.foundation.gallery import FilterForm, QuestionForm, SampleForm

pytestmark = pytest.mark.without_database


def render(source: str, **context: object) -> str:
    return engines["django"].from_string(source).render(context)


class BirthForm(forms.Form):
    born = forms.DateField(widget=DayInput(attrs={"autocomplete": "bday"}))


class TestField:
    def test_ties_label_hint_and_error_to_the_input(self):
        html = str(SampleForm({})["company"].as_field_group())
        assert '<label class="govuk-label" for="id_company">Company</label>' in html
        assert 'aria-describedby="id_company_helptext id_company_error"' in html
        assert 'id="id_company_helptext"' in html
        assert 'id="id_company_error"' in html
        assert 'aria-invalid="true"' in html
        assert 'autocomplete="organization"' in html

    def test_hides_the_word_error_from_the_eye_only_and_translates_it(self):
        with translation.override("fr"):
            html = str(SampleForm({})["company"].as_field_group())
        assert '<span class="govuk-visually-hidden">Erreur\u00a0:</span>' in html.replace("Erreur :", "Erreur\u00a0:")

    def test_shows_what_was_typed_as_text(self):
        html = str(SampleForm({"company": '"><script>'})["company"])
        assert "<script>" not in html

    def test_of_one_choice_is_a_group_with_legend(self):
        html = str(SampleForm()["channel"].as_field_group())
        assert '<legend class="govuk-fieldset__legend">How did you apply?</legend>' in html
        assert html.count('class="govuk-radios__input"') == 3

    def test_of_one_checkbox_has_its_label_after_it(self):
        html = str(SampleForm()["agreed"].as_field_group())
        assert html.index("<input") < html.index("<label")

    def test_that_may_stay_empty_says_so(self):
        assert "E-mail address (optional)" in str(SampleForm()["email"].as_field_group())

    def test_of_a_filter_does_not(self):
        assert "(optional)" not in str(FilterForm())

    def test_may_be_the_heading_of_its_page(self):
        assert '<h1 class="govuk-fieldset__heading">Did you work this month?</h1>' in str(QuestionForm())

    def test_in_whole_forms_keeps_hidden_ones(self):
        class Hiding(SampleForm):
            token = forms.CharField(widget=forms.HiddenInput)

        assert '<input type="hidden" name="token"' in str(Hiding())


EVIL = '"><script>alert("&")</script>'


def hostile(widget):
    """A field in which all that can come from elsewhere closes its tag and begins a script."""
    choices = [(EVIL, EVIL), (EVIL, [(f"{EVIL}2", EVIL)])]
    options = {"choices": choices} if isinstance(widget, forms.Select | forms.RadioSelect) else {}
    kind = forms.ChoiceField if options else forms.CharField

    class Hostile(forms.Form):
        word = kind(label=EVIL, help_text=EVIL, widget=widget, **options)

    return Hostile({"word": EVIL, "word_day": EVIL})["word"]


class TestWidget:
    @pytest.mark.parametrize(
        "widget",
        [
            forms.TextInput({"class": EVIL, "placeholder": EVIL}),
            forms.HiddenInput(),
            forms.PasswordInput(render_value=True),
            forms.FileInput(),
            forms.CheckboxInput(),
            forms.Textarea({"class": EVIL}),
            forms.Select({"class": EVIL}),
            forms.SelectMultiple(),
            forms.RadioSelect({"class": EVIL}),
            forms.CheckboxSelectMultiple({"class": EVIL}),
            DayInput(),
            UnitInput(before=EVIL, after=EVIL),
        ],
        ids=lambda widget: type(widget).__name__,
    )
    def test_lets_nothing_out_of_its_place(self, widget):
        html = str(hostile(widget).as_field_group())

        assert "<script" not in html
        assert "&lt;script" in html

    def test_writes_a_true_attribute_by_its_name_alone(self):
        html = forms.TextInput({"autofocus": True, "spellcheck": "false", "multiple": False}).render("place", None)

        assert html == '<input type="text" name="place" class="govuk-input" autofocus spellcheck="false">'

    def test_of_several_ticks_is_a_group_for_a_screen_reader_and_radios_are_one_by_themselves(self):
        assert 'role="group"' in str(hostile(forms.CheckboxSelectMultiple()).as_field_group())
        assert 'role="group"' not in str(hostile(forms.RadioSelect()).as_field_group())

    def test_writes_groups_of_choices_under_their_names(self):
        class Named(forms.Form):
            use_required_attribute = False
            canton = forms.ChoiceField(choices=[("", "All"), ("Romandie", [("VD", "Vaud")])], widget=forms.Select)

        assert str(Named({"canton": "VD"})["canton"]) == (
            '<select class="govuk-select" name="canton" id="id_canton">\n  <option value="">All</option>'
            '\n  <optgroup label="Romandie">\n  <option value="VD" selected>Vaud</option>\n  </optgroup>\n</select>'
        )


class TestErrorSummary:
    def test_leads_to_each_field(self):
        html = render("{% error_summary form %}", form=SampleForm({}))
        for target in ("id_company", "id_applied_on_day", "id_canton", "id_channel_0", "id_agreed"):
            assert f'<a href="#{target}">' in html

    def test_leads_to_ids_that_are_on_the_page(self):
        form = SampleForm({})
        summary = render("{% error_summary form %}", form=form)
        targets = [part.partition('"')[0] for part in summary.split('href="#')[1:]]
        assert len(targets) == 5
        assert [target for target in targets if f'id="{target}"' not in str(form)] == []

    def test_names_what_belongs_to_no_field(self):
        form = SampleForm({})
        form.add_error(None, "The month is closed.")
        assert "<li>The month is closed.</li>" in render("{% error_summary form %}", form=form)

    def test_is_in_the_order_of_the_page(self):
        form = SampleForm({})
        form.full_clean()
        form._errors = forms.utils.ErrorDict()
        for name in ("channel", "company", None):
            form.add_error(name, f"Wrong: {name}")
        html = render("{% error_summary form %}", form=form)

        places = [html.index(f"Wrong: {name}") for name in (None, "company", "channel")]
        assert places == sorted(places)

    def test_is_absent_from_a_good_form(self):
        assert render("{% error_summary form %}", form=QuestionForm({"worked": "yes"})).strip() == ""


class TestTitleOfErrors:
    KEPT = "Your answers are kept."

    def said(self, form):
        return render("{% error_summary form %}", form=form)

    def test_says_that_answers_are_kept_where_there_are_any(self):
        assert self.KEPT in self.said(SampleForm({}))

    @pytest.mark.parametrize(
        "field",
        [
            forms.CharField(widget=CodeInput),
            forms.CharField(widget=forms.PasswordInput),
            forms.CharField(widget=forms.HiddenInput),
            forms.FileField(),
        ],
        ids=["code", "password", "hidden", "file"],
    )
    def test_says_what_helps_where_nothing_is_kept(self, field):
        one = type("One", (forms.Form,), {"one": field})

        html = self.said(one({}))

        assert self.KEPT not in html
        assert "That did not work yet. Nothing is lost: read here what helps." in html

    def test_is_chosen_by_a_form_that_knows_better(self):
        knows = type("Knows", (SampleForm,), {"keeps_answers": False})

        assert self.KEPT not in self.said(knows({}))


class TestCodeInput:
    class Asked(forms.Form):
        code = forms.CharField(widget=CodeInput, max_length=6)
        reason = forms.CharField()

    def test_does_not_show_what_was_refused(self):
        form = self.Asked({"code": "123456", "reason": "Ill"})
        form.add_error("code", "This code is not right.")

        assert "123456" not in str(form["code"])
        assert 'value="Ill"' in str(form["reason"])

    def test_keeps_what_stands_beside_another_mistake(self):
        form = self.Asked({"code": "123456", "reason": ""})

        assert form.errors
        assert 'value="123456"' in str(form["code"])


class TestDayInput:
    def test_reads_three_fields_as_one_date(self):
        form = BirthForm({"born_day": "7", "born_month": "4", "born_year": "1990"})
        assert form.is_valid()
        assert form.cleaned_data["born"] == datetime.date(1990, 4, 7)

    @pytest.mark.parametrize(
        ("year", "meant"), [("26", 2026), ("36", 2036), ("37", 1937), ("80", 1980), ("00", 2000), ("99", 1999)]
    )
    def test_knows_which_year_two_digits_mean(self, clock, year, meant):
        clock.freeze("2026-11-30 12:00")
        form = BirthForm({"born_day": "1", "born_month": "3", "born_year": year})

        assert form.is_valid()
        assert form.cleaned_data["born"] == datetime.date(meant, 3, 1)

    @pytest.mark.parametrize("typed", [("31", "2", "2026"), ("7", "", "2026"), ("x", "4", "2026"), ("7", "4", "26-1")])
    def test_shows_again_what_is_no_date(self, typed):
        form = BirthForm(dict(zip(("born_day", "born_month", "born_year"), typed, strict=True)))
        assert not form.is_valid()
        for part in typed:
            assert f'value="{part}"' in str(form)

    def test_takes_nothing_as_nothing(self):
        assert (
            BirthForm({"born_day": " ", "born_month": "", "born_year": ""}).errors["born"].data[0].code == "required"
        )

    def test_shows_a_known_date(self):
        html = str(BirthForm(initial={"born": datetime.date(1990, 4, 7)}))
        assert all(f'value="{part}"' in html for part in ("7", "4", "1990"))

    def test_lets_the_browser_fill_in_a_birthday(self):
        assert all(f'autocomplete="bday-{part}"' in str(BirthForm()) for part in ("day", "month", "year"))


class TestUnitInput:
    def test_shows_the_unit_beside_the_number(self):
        html = UnitInput(before="CHF").render("pay", "4258.10", {"id": "id_pay"}, renderer=forms.Form().renderer)
        assert "CHF</div><input" in html
        assert 'inputmode="decimal"' in html
