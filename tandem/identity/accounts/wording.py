"""Our sentences for what django-allauth wants to say."""

from django.utils.translation import gettext_lazy as _

# The same for an unknown name, a wrong password and a closed account: nobody learns which names exist.
WRONG_CREDENTIALS = _("The login name or the password is not right. Check both and try again.")

ERRORS = {
    "account_inactive": _("This account is closed. Your office tells you why and how to open it again."),
    "email_password_mismatch": WRONG_CREDENTIALS,
    "username_password_mismatch": WRONG_CREDENTIALS,
    "invalid_login": WRONG_CREDENTIALS,
    "too_many_login_attempts": _("Too many attempts. The account is safe. Wait a few minutes, then try again."),
    "incorrect_password": _("The password is not right. Check it and try again."),
}

MESSAGES = {
    "account/messages/logged_out.txt": _("You are logged out."),
}
