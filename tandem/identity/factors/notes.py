"""What the account's owner is told about her factors, wherever it reaches her, and what to do if it was not her."""

import dataclasses
import datetime

from django.contrib.auth import get_user_model
from django.utils.functional import Promise
from django.utils.translation import gettext, override
from django.utils.translation import gettext_lazy as _

from tandem.foundation.sending.services import send_mail, send_sms
from tandem.identity.factors.enums import Factor
from tandem.identity.factors.signals import note_without_channel


@dataclasses.dataclass(frozen=True, slots=True)
class Note:
    """One sentence about what happened, whole, so that it can be translated."""

    happened: str | Promise


ADDED = {
    Factor.KEY: Note(_("A security key or passkey was added to your account.")),
    Factor.APP: Note(_("An authenticator app was added to your account.")),
    Factor.SMS: Note(_("A phone for codes by SMS was added to your account.")),
    Factor.LIST: Note(_("A new printed list of codes was made for your account. The old list no longer works.")),
    Factor.RECOVERY: Note(_("New recovery codes were made for your account. The old ones no longer work.")),
}
REMOVED = {
    Factor.KEY: Note(_("A security key or passkey was removed from your account.")),
    Factor.APP: Note(_("The authenticator app was removed from your account.")),
    Factor.SMS: Note(_("Your account no longer takes codes by SMS.")),
    Factor.LIST: Note(_("The printed list of codes was removed from your account.")),
    Factor.RECOVERY: Note(_("The recovery codes were removed from your account.")),
}
LOCKED = Note(_("Somebody who knows your password has typed wrong codes. Nobody came in."))
COPIED_KEY = Note(_("One of your security keys seems to have been copied. We have blocked it."))
RECOVERY_USED = Note(_("A recovery code was used to log in to your account."))
FEW_CODES = Note(_("Your printed list has few codes left. Print a new one in time, or ask for one at your office."))


def tell(user_id: int, note: Note, *, now: datetime.datetime, also_to: str = "") -> None:
    """Write to the account's owner: by e-mail, else by SMS, else whoever knows her address writes a letter.

    `also_to` is a phone that was hers until now: whoever takes it away cannot keep that from her.
    """
    user = get_user_model().objects.get(pk=user_id)
    phone = user.phone if user.phone_verified_at else ""
    with override(user.language):
        happened, advice = str(note.happened), _advice(note)
        if user.email:
            subject = gettext("Tandem: your way to log in")
            text = gettext("Hello %(name)s") % {"name": user.name} + f"\n\n{happened}\n\n{advice}\n"
            send_mail(to=user.email, subject=subject, text=text, topic="factors.note", now=now)
        elif phone and not also_to:
            also_to = phone
        elif not also_to:
            subject, text = gettext("Your way to log in"), f"{happened}\n\n{advice}"
            note_without_channel.send(sender=type(user), user_id=user_id, subject=subject, text=text, now=now)
        if also_to:
            send_sms(to=also_to, text=f"Tandem: {happened} {advice}", topic="factors.note", now=now)


def _advice(note: Note) -> str:
    if note is FEW_CODES:
        return gettext("A new list replaces the old one at once.")
    return gettext("If this was not you: change your password, and tell your office.")
