"""Our sentences for what django-allauth wants to say. Its own are never shown: in German they say "du"."""

from django.utils.translation import gettext_lazy as _

from tandem.identity.accounts.types import News

# The same for an unknown name, a wrong password and a closed account: nobody learns which names exist.
WRONG_CREDENTIALS = _("The login name or the password is not right. Check both and try again.")
WRONG_PASSWORD = _("The password is not right. Check it and try again.")
WRONG_CODE = _("The code is not right. Type the 6 digits of the latest code, or ask for a new one.")
OTHER_ADDRESS = _("This address cannot be used. Nothing was changed. Take another one.")
STARTED_ANEW = _("This took too long or was done already. Nothing was changed. Begin again.")
NO_PHONE = _("This number cannot be used. Nothing was changed. Take another one.")

ERRORS = {
    "account_inactive": _("This account is closed. Your office tells you why and how to open it again."),
    "cannot_remove_primary_email": _("Your e-mail address stays as it is. Give another one in its place."),
    "duplicate_email": _("This is your e-mail address already. Nothing was changed."),
    "email_password_mismatch": WRONG_CREDENTIALS,
    "email_taken": OTHER_ADDRESS,
    "enter_current_password": WRONG_PASSWORD,
    "incorrect_code": WRONG_CODE,
    "incorrect_password": WRONG_PASSWORD,
    "invalid_login": WRONG_CREDENTIALS,
    "invalid_or_expired_key": STARTED_ANEW,
    "invalid_password_reset": STARTED_ANEW,
    "max_email_addresses": OTHER_ADDRESS,
    "phone_password_mismatch": WRONG_CREDENTIALS,
    "phone_taken": NO_PHONE,
    "rate_limited": _("We have just sent you a code. Look for it, or wait a minute and ask again."),
    "same_as_current": _("This is the same as before. Nothing was changed."),
    "select_only_one": _("Choose one of them."),
    "too_many_login_attempts": _("Too many attempts. The account is safe. Wait a minute, then begin again."),
    "unknown_email": OTHER_ADDRESS,
    "unknown_phone": NO_PHONE,
    "unverified_primary_email": _("Type the code that we sent to this address first. Nothing was changed."),
    "username_blacklisted": _("This login name cannot be used. Take another one."),
    "username_password_mismatch": WRONG_CREDENTIALS,
    "username_taken": _("Somebody has this login name already. Take another one."),
}

# The message templates of allauth that we have something to say in place of; about the others we keep silent.
MESSAGES = {
    "account/messages/logged_out.txt": _("You are logged out."),
    "account/messages/email_confirmed.txt": _("Your e-mail address is verified. From now on it counts."),
    "account/messages/email_confirmation_failed.txt": OTHER_ADDRESS,
    "account/messages/cannot_delete_primary_email.txt": ERRORS["cannot_remove_primary_email"],
    "account/messages/unverified_primary_email.txt": ERRORS["unverified_primary_email"],
    "account/messages/password_changed.txt": _(
        "Your new password counts from now on. All other devices are logged out."
    ),
    "account/messages/password_set.txt": _("Your new password counts from now on. All other devices are logged out."),
    "usersessions/messages/sessions_logged_out.txt": _("These devices are logged out."),
    "socialaccount/messages/account_connected.txt": _("From now on you can also log in this way."),
    "socialaccount/messages/account_connected_other.txt": _(
        "This log-in opens another account already. Nothing was changed."
    ),
    "socialaccount/messages/account_disconnected.txt": _("You can no longer log in this way."),
}

# How somebody confirms that it is she, before a sensitive act.
WAYS_TO_CONFIRM = {
    "reauthenticate": _("Use your password"),
    "mfa_reauthenticate": _("Use a code"),
    "log_in_again": _("Log in again"),
    "mfa_reauthenticate:webauthn": _("Use your security key"),
}

EXTERNAL_FAILED = _("The log-in at the other service did not work. Your account is safe. Try again, or come in here:")
EXTERNAL_CANCELLED = _("You have stopped the log-in at the other service. Nothing was changed. You can come in here:")
EXTERNAL_TOO_WEAK = _(
    "The other service does not know surely enough who you are. Nothing was changed. "
    "Raise the level of your log-in there, or come in here:"
)
EXTERNAL_UNREACHABLE = _(
    "The other service cannot be reached. Your account is safe. Try again later, or come in here:"
)

EXTERNAL_ERRORS = {
    "connected_other": MESSAGES["socialaccount/messages/account_connected_other.txt"],
    "disconnect_last": _("Without this log-in nothing would open your account. Choose a password first."),
    "email_taken": OTHER_ADDRESS,
    "invalid_token": EXTERNAL_FAILED,
    "no_password": _("Without this log-in nothing would open your account. Choose a password first."),
    "no_verified_email": _("Give us an e-mail address first: without one you could not choose a new password."),
}

_NOT_YOU = _("If this was not you: tell your office at once.")

ADDRESS_ADDED = News(
    key="accounts.address_added", happened=_("An e-mail address was added to your account."), advice=_NOT_YOU
)
ADDRESS_CHANGED = News(
    key="accounts.address_changed", happened=_("The e-mail address of your account was changed."), advice=_NOT_YOU
)
LOGIN_NAME_CHANGED = News(
    key="accounts.login_name_changed", happened=_("The login name of your account was changed."), advice=_NOT_YOU
)
PASSWORD_CHANGED = News(
    key="accounts.password_changed", happened=_("The password of your account was changed."), advice=_NOT_YOU
)
SESSION_MOVED = News(
    key="accounts.session_moved",
    happened=_("Your account is used on another device than the one where you logged in."),
    advice=_NOT_YOU,
)
SERVICE_JOINED = News(
    key="accounts.service_joined", happened=_("Another service opens your account from now on."), advice=_NOT_YOU
)
SERVICE_TAKEN_AWAY = News(
    key="accounts.service_taken_away",
    happened=_("A service that opened your account opens it no more."),
    advice=_NOT_YOU,
)

# The mails that tell of something that somebody else may have done. When one fails, the next channel says this.
NEWS_OF_MAILS = {
    "account/email/email_changed": ADDRESS_CHANGED,
    "account/email/login_name_changed": LOGIN_NAME_CHANGED,
    "account/email/password_changed": PASSWORD_CHANGED,
    "account/email/password_reset": PASSWORD_CHANGED,
    "account/email/password_set": PASSWORD_CHANGED,
    "account/email/session_moved": SESSION_MOVED,
    "socialaccount/email/account_connected": SERVICE_JOINED,
    "socialaccount/email/account_disconnected": SERVICE_TAKEN_AWAY,
}
NEWS = [ADDRESS_ADDED, *{news.key: news for news in NEWS_OF_MAILS.values()}.values()]
