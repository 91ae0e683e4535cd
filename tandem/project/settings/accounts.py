"""How people come in: django-allauth's switches. Why they stand so: docs/adr/0050."""

AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = ["tandem.identity.accounts.backends.PasswordBackend"]
SESSION_ENGINE = "tandem.identity.accounts.session_store"
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "homes:home"
PASSWORD_HASHERS = [
    "tandem.identity.accounts.hashers.PasswordHasher",
    # What was hashed before is read, and replaced at the next log-in.
    "django.contrib.auth.hashers.ScryptPasswordHasher",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {
        "NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator",
        "OPTIONS": {"user_attributes": ["username", "name", "email"]},
    },
]
SESSION_COOKIE_AGE = 8 * 60 * 60
SESSION_COOKIE_SAMESITE = "Lax"
CSRF_COOKIE_SAMESITE = "Lax"

_TEN_MINUTES = 10 * 60
ACCOUNT_ADAPTER = "tandem.identity.accounts.adapter.AccountAdapter"
ACCOUNT_FORMS = {
    "add_email": "tandem.identity.accounts.forms.EmailForm",
    "change_password": "tandem.identity.accounts.forms.ChangePasswordForm",
    "confirm_email_verification_code": "tandem.identity.accounts.forms.EmailCodeForm",
    "confirm_password_reset_code": "tandem.identity.accounts.forms.ForgottenPasswordCodeForm",
    "login": "tandem.identity.accounts.forms.LoginForm",
    "reauthenticate": "tandem.identity.accounts.forms.ReauthenticateForm",
    "reset_password": "tandem.identity.accounts.forms.ForgottenPasswordForm",
    "reset_password_from_key": "tandem.identity.accounts.forms.NewPasswordForm",
    "set_password": "tandem.identity.accounts.forms.SetPasswordForm",
    "signup": "tandem.identity.accounts.forms.SignUpForm",
}
# A person without e-mail comes in with her login name.
ACCOUNT_LOGIN_METHODS = {"username", "email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
# Stored in small letters, so that one index finds them whatever the case they are typed in.
ACCOUNT_PRESERVE_USERNAME_CASING = False
ACCOUNT_CHANGE_EMAIL = True
ACCOUNT_EMAIL_NOTIFICATIONS = True
ACCOUNT_EMAIL_SUBJECT_PREFIX = ""
ACCOUNT_EMAIL_VERIFICATION = "mandatory"
ACCOUNT_EMAIL_VERIFICATION_BY_CODE_ENABLED = True
ACCOUNT_EMAIL_VERIFICATION_BY_CODE_TIMEOUT = _TEN_MINUTES
ACCOUNT_EMAIL_VERIFICATION_SUPPORTS_RESEND = True
ACCOUNT_LOGOUT_REDIRECT_URL = "homes:home"
ACCOUNT_PASSWORD_RESET_BY_CODE_ENABLED = True
ACCOUNT_PASSWORD_RESET_BY_CODE_TIMEOUT = _TEN_MINUTES
ACCOUNT_REAUTHENTICATION_REQUIRED = True
ACCOUNT_SESSION_REMEMBER = True
ALLAUTH_USER_CODE_FORMAT = {"numeric": True, "dashed": False, "length": 6}
# What is guessed is counted by `foundation.limits`, which parallel attempts cannot outrun. These bound mails and work.
ACCOUNT_RATE_LIMITS = {
    "login": None,
    "login_failed": None,
    "change_password": None,
    "reauthenticate": None,
    "reset_password_from_key": None,
    "signup": "20/m/ip",
    "reset_password": "20/m/ip,5/h/key",
    "manage_email": "10/m/user",
    "confirm_email": "1/10s/key",
}

# Second factors. What is not set here is decided by our own pages and verbs in `identity/factors`.
MFA_ADAPTER = "tandem.identity.factors.adapter.MFAAdapter"
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_TOTP_TOLERANCE = 1

SOCIALACCOUNT_ADAPTER = "tandem.identity.accounts.external.ExternalAccountAdapter"
SOCIALACCOUNT_AUTO_SIGNUP = True
# An e-mail address alone never joins two accounts: neither is one asked for there, nor is one taken from there.
SOCIALACCOUNT_EMAIL_AUTHENTICATION = False
SOCIALACCOUNT_EMAIL_REQUIRED = False
SOCIALACCOUNT_EMAIL_VERIFICATION = "none"
SOCIALACCOUNT_QUERY_EMAIL = False
SOCIALACCOUNT_STORE_TOKENS = False
SOCIALACCOUNT_REQUESTS_TIMEOUT = 5
