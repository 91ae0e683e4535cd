"""What a second look may be refused for: what happened, what is safe, what to do next."""

from django.utils.translation import gettext_lazy as _

from tandem.foundation.refusals import Refusal


class NotReady(Refusal):
    message = _("It cannot be sent yet, so there is nothing to look at. Your answers are kept. Answer the rest first.")


class TooManyLooks(Refusal):
    message = _("Five people have been asked already. Nothing was shown to anybody else. Take one request back first.")


class AskedAlready(Refusal):
    message = _("This helper has been asked already. Nothing was sent twice. You can send it without waiting.")


class HelperGone(Refusal):
    message = _("This helper may not read it any more. Nothing was shown. Choose somebody else, or make a link.")


class AlreadyAnswered(Refusal):
    message = _("This was answered already. Your words were not sent a second time.")


class Closed(Refusal):
    message = _("This cannot be looked at any more: the person took it back, has sent it, or the time is over.")


class WrongCode(Refusal):
    message = _("Nothing opens with this code. Look at it again: it has 16 signs, in groups of four.")


class OpenedAlready(Refusal):
    message = _("This link was opened already. It opens once. Ask the person who gave it to you for a new one.")


class NameMissing(Refusal):
    message = _("Enter your name, so that the person knows whose words these are. Nothing has been sent yet.")


class NothingSaid(Refusal):
    message = _("Say what to look at: write a remark beside a line, or below. Nothing has been sent yet.")


class TooLong(Refusal):
    message = _("A remark is too long. Shorten it to 500 signs. Nothing has been sent yet.")


class UnknownLine(Refusal):
    message = _("A remark belongs to a line that is not on this page. Nothing has been sent. Load the page again.")
