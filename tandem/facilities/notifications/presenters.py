"""What the pages say of a message's way."""

from django.utils.translation import gettext as _

from tandem.facilities.notifications.enums import DeliveryState
from tandem.facilities.notifications.types import Step
from tandem.foundation import formatting
from tandem.identity.people.enums import Channel


def step_sentence(step: Step) -> str:
    """ "By e-mail, Tuesday 7 April 2026, 14:05: sent." """
    sentence = {
        DeliveryState.WAITING: _("%(channel)s, %(moment)s: waiting."),
        DeliveryState.SENT: _("%(channel)s, %(moment)s: sent."),
        DeliveryState.ARRIVED: _("%(channel)s, %(moment)s: arrived."),
        DeliveryState.FAILED: _("%(channel)s, %(moment)s: it did not arrive."),
    }[step.state]
    if step.channel is Channel.SCREEN and step.state is DeliveryState.ARRIVED:
        sentence = _("%(channel)s, %(moment)s: read.")
    return sentence % {"channel": step.channel.label, "moment": formatting.long_moment(step.at)}
