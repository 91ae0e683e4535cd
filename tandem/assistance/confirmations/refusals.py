"""Why a verb of this feature did nothing."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from tandem.assistance.confirmations.enums import Flaw
from tandem.foundation.refusals import Refusal


class AlreadyAsked(Refusal):
    message = _("The person is asked about this already. Nothing new was asked. Wait for her answer, or take it back.")


class AlreadyAnswered(Refusal):
    message = _("This was answered already, or is no longer needed. Nothing was changed. Look at it again.")


class NotReachedThatFar(Refusal):
    message = _(
        "Your mandate does not let you send this, with or without a yes. Nothing was sent. Ask the person to file it."
    )


class NoYes(Refusal):
    """What arrived is no yes; `flaw` says why."""

    def __init__(self, flaw: Flaw) -> None:
        super().__init__(flaw.label)
        self.flaw = flaw


class NoSecondFactor(Refusal):
    message = _(
        "Your account has no second factor yet. Nothing was sent. Set one up, or sign the sheet that your helper "
        "prints."
    )


class NoMobilePhone(Refusal):
    message = _(
        "No mobile phone of this person is known. Nothing was sent. Print the sheet, or wait for the next visit."
    )


class AskedToday(Refusal):
    message = _("This person was asked by SMS less than a day ago. Nothing was sent again. Wait for the answer.")


class PhoneIsBusy(Refusal):
    message = _(
        "Another question waits for an answer on this phone. Nothing was sent. Print the sheet, or wait a few days."
    )


class UnknownCode(Refusal):
    # The same for a mistyped code, an unknown one and one that is none of yours.
    message = _("We know no sheet with this code here. Nothing was sent. Compare the code with the paper.")


class PictureNeeded(Refusal):
    message = _(
        "Add a photo or a scan of the signed sheet. Nothing was sent. Without it nobody could see her signature."
    )


class NotTogether(Refusal):
    message = _(
        "The person is not with you in a session on your device. Nothing was sent. Begin a session with her first."
    )


class CannotBeSent(Refusal):
    """The form itself is not ready: what its own feature says."""

    def __init__(self, message: str | Promise) -> None:
        super().__init__(message)
