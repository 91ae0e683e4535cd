"""The answers "no" of the engine, each with what is safe and what to do next."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from tandem.foundation.refusals import Refusal


class AlreadyFiled(Refusal):
    """`receipt` is the number of what was filed, empty where it is not known here."""

    message = _("You have filed this form. Your receipt is safe. If something has changed, correct what you filed.")

    def __init__(self, receipt: str = "") -> None:
        super().__init__()
        self.receipt = receipt


class NotOpenYet(Refusal):
    message = _("This form is not open yet. Nothing is lost: come back when it opens.")


class TooLate(Refusal):
    message = _("This form can no longer be sent here. Your answers are kept. Ask the office or fund that decides.")


class Incomplete(Refusal):
    """`missing` are (step key, question) pairs."""

    message = _("Something is still missing. Your answers are kept, nothing was sent. Answer what is named below.")

    def __init__(self, missing: tuple[tuple[str, str], ...]) -> None:
        super().__init__()
        self.missing = missing


class Contradicted(Refusal):
    """`message` is the sentence of the first contradiction."""

    def __init__(self, message: str | Promise) -> None:
        super().__init__(message)


class AnswersChanged(Refusal):
    message = _("Something on this page has changed since you saw it. Nothing was sent. Look at it again, then send.")


class AnswersGiven(Refusal):
    message = _("You have answered some questions already. Your answers are kept. Change them, or remove this form.")


class ReasonMissing(Refusal):
    message = _("Say in a few words why you correct what you filed. Nothing has changed yet.")


class NotCorrectable(Refusal):
    message = _("This filing can no longer be corrected here. It stays as it is. Write to the office or fund.")


class SheetReceived(Refusal):
    message = _("Your office or fund has this form on paper. It stays, so that nothing you sent is lost.")


class NotYetReceived(Refusal):
    message = _("This day is still to come. Enter the day of the postmark, or the day at the counter.")


class NotWithdrawable(Refusal):
    message = _("This filing can no longer be taken back. It stays as it is. You can still correct it.")


class DocumentMissing(Refusal):
    """`sentence` names the document."""

    def __init__(self, sentence: str | Promise) -> None:
        super().__init__(
            _("This document must go along: %(document)s Your answers are kept, nothing was sent. Add it first.")
            % {"document": sentence}
        )


class NotAskedFor(Refusal):
    message = _("Your answers no longer ask for this document. Nothing was added.")


class FilingReplaced(Refusal):
    message = _("This filing was corrected or taken back. Nothing was added. Add the document to the last one.")


class TurnedDownBefore(Refusal):
    message = _("This document is not the one that is asked for: you were told so before. Choose another one.")


class NothingToTurnDown(Refusal):
    message = _("Nothing that was handed in for this counts any more. Nobody was written to. Look at the page again.")


class ReasonForTurningDownMissing(Refusal):
    message = _("Say why this is not the paper: the person reads it. Nothing was sent yet.")
