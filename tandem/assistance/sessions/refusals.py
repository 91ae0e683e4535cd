"""Why a session does not begin or go on: what happened, what is safe, what to do next."""

from django.utils.translation import gettext_lazy as _

from tandem.foundation.refusals import Refusal


class WrongMeetingCode(Refusal):
    # The same for a wrong, a used and an old code: a guesser learns nothing.
    message = _(
        "This code is not right, or it was used, or its 10 minutes are over. Nothing was opened. Look at the person's "
        "screen and type the newest one."
    )


class NotAHelper(Refusal):
    message = _(
        "To join somebody you need a helper's account, of your own or in the name of a structure. Nothing was opened. "
        "Under “I help somebody” you read how to get one."
    )


class OwnSession(Refusal):
    message = _("This is your own session. Nobody helps herself: give the code to your helper.")


class ConflictOfInterest(Refusal):
    message = _(
        "Somebody who works where the person's benefits are decided cannot help her here. Nothing was opened. She "
        "chooses another helper."
    )


class NoMandate(Refusal):
    message = _(
        "To begin on your own device you need a mandate of this person, to be present at least. Nothing was opened. "
        "She can begin on her device and tell you the code."
    )


class NoAccount(Refusal):
    message = _("This person has no account, so she has no key and no SMS either. Nothing was opened.")


class NothingToProveWith(Refusal):
    message = _(
        "This person has no second factor and no printed list, so she cannot prove here that it is she. Nothing was "
        "opened. Begin on her device, or have a list sent to her by letter. The desk of her office prints one, too."
    )


class NothingChosen(Refusal):
    message = _("Nothing is chosen yet. Nothing was opened. Choose what it is about.")


class TooManySessions(Refusal):
    message = _("Many sessions were begun in the last hour. Nothing was opened. Wait a little, then begin again.")


class NotThere(Refusal):
    message = _(
        "It is not proved that the person is there. What you wrote is kept. She proves it with a code of hers, then "
        "you go on."
    )


class AlreadyOver(Refusal):
    message = _("This session is over. Everything that was written is kept. Begin a new one when you need it.")
