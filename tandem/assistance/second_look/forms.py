"""What is asked of the person, of a helper, and of whoever has a link: as little as can be."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from tandem.assistance.second_look import rules
from tandem.assistance.second_look.enums import Verdict
from tandem.assistance.second_look.types import Copy, Helper

REMARK = "remark-"
TOO_LONG = _("This is too long. Shorten it to %(limit_value)d signs.")


class AskForm(forms.Form):
    """Whom to ask; the empty value stands for a link."""

    helper = forms.ChoiceField(
        label=_("Who may look at it?"),
        widget=forms.RadioSelect,
        required=False,
        error_messages={"invalid_choice": _("Choose one of these people, or the link.")},
    )
    wish = forms.CharField(
        label=_("What do you want to know?"),
        help_text=_("For example: Is the date right? Have I forgotten something?"),
        max_length=rules.LONGEST_WISH,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
        error_messages={"max_length": TOO_LONG},
    )

    def __init__(self, *args: Any, helpers: Iterable[Helper], by_link: bool, **options: Any) -> None:
        super().__init__(*args, **options)
        field = self.fields["helper"]
        choices = [(one.mark, f"{one.name}, {one.structure}" if one.structure else one.name) for one in helpers]
        if by_link:
            choices.append(("link", str(_("Somebody else: I get a link that opens once"))))
        field.choices = choices  # type: ignore[attr-defined]
        field.required = True
        field.error_messages["required"] = _("Choose who may look at it.")
        if len(choices) == 1:
            self.initial.setdefault("helper", choices[0][0])

    @property
    def chosen(self) -> str:
        """The mark of a helper; empty for a link."""
        value: str = self.cleaned_data["helper"]
        return "" if value == "link" else value


class CodeForm(forms.Form):
    keeps_answers = False
    code = forms.CharField(
        label=_("Code"),
        help_text=_("16 signs, such as 3A4C-7H9K-4MNP-3XWM."),
        max_length=40,
        widget=forms.TextInput(attrs={"class": "govuk-input--width-20", "autocomplete": "off", "spellcheck": "false"}),
        error_messages={"required": _("Enter the code."), "max_length": TOO_LONG},
    )


class AnswerForm(forms.Form):
    """A remark for each line of the copy, one for the whole, and what it comes to."""

    verdict = forms.ChoiceField(
        label=_("What do you say to the person?"),
        choices=Verdict.choices,
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose what you say to the person.")},
    )
    words = forms.CharField(
        label=_("Anything else?"),
        max_length=rules.LONGEST_REMARK,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"max_length": TOO_LONG},
    )

    def __init__(self, *args: Any, copy: Copy, **options: Any) -> None:
        super().__init__(*args, **options)
        for mark, line in copy.lines.items():
            self.fields[self.name_of(mark)] = forms.CharField(
                label=_("Your remark on: %(question)s") % {"question": line.question},
                max_length=rules.LONGEST_REMARK,
                required=False,
                widget=forms.Textarea(attrs={"rows": 2}),
                error_messages={"max_length": TOO_LONG},
            )

    @staticmethod
    def name_of(mark: str) -> str:
        return f"{REMARK}{mark}"

    def is_written(self, mark: str) -> bool:
        return bool(self.data.get(self.name_of(mark), ""))

    @property
    def remarks(self) -> dict[str, str]:
        """All that was sent as a remark, also on lines that are not there: the verb refuses those aloud."""
        known = {name: str(value) for name, value in self.cleaned_data.items() if name.startswith(REMARK)}
        sent = {name: str(value) for name, value in self.data.items() if name.startswith(REMARK)}
        return {name.removeprefix(REMARK): text for name, text in {**sent, **known}.items()}


class LinkAnswerForm(AnswerForm):
    """The same, with the name of whoever has the link."""

    reader = forms.CharField(
        label=_("Your name"),
        help_text=_("The person reads it beside your words."),
        max_length=rules.LONGEST_NAME,
        widget=forms.TextInput(attrs={"class": "govuk-input--width-20", "autocomplete": "name"}),
        error_messages={
            "required": _("Enter your name, so that the person knows whose words these are."),
            "max_length": TOO_LONG,
        },
    )
