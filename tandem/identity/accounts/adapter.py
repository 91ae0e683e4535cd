"""What django-allauth leaves to us: whom it counts as a guesser, where it leads, what it says."""

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.models import EmailAddress
from allauth.core import context
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.core.mail import EmailMessage
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, resolve_url
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import get_language, override

from tandem.foundation.clock import now
from tandem.foundation.http.address import client_address, stored_address
from tandem.foundation.refusals import Refusal
from tandem.foundation.sending import services as sending
from tandem.foundation.sending.rules import is_mail_address
from tandem.identity.access.types import system
from tandem.identity.accounts import selectors, services, wording
from tandem.identity.accounts.enums import NewsChannel
from tandem.identity.accounts.models import User

HOME = "homes:home"
MAIL = "accounts.security"
# Whoever keeps data sees to it that only the right person gets in: she is told, whoever acts.
BY_LAW = system("LPD 8")
_STAGES = {
    "allauth.account.stages.EmailVerificationStage": "tandem.identity.accounts.stages.EmailVerificationStage",
    "allauth.mfa.stages.AuthenticateStage": "tandem.identity.factors.stages.SecondFactorStage",
}


class AccountAdapter(DefaultAccountAdapter):
    """Log-ins as our verbs see them. allauth builds one per request."""

    error_messages = wording.ERRORS
    # Whether the attempt of this request is the first one in a while.
    _at_once = False

    def pre_authenticate(self, request: HttpRequest, **credentials: Any) -> None:
        """Count the attempt before the password is looked at, so that a hundred at once are a hundred."""
        try:
            self._at_once = services.claim_log_in(
                request.acting,  # type: ignore[attr-defined]
                identifier=_identifier(credentials),
                address=client_address(request),
                now=now(),
            )
        except Refusal as refusal:
            raise ValidationError(str(refusal.message)) from refusal

    def authenticate(self, request: HttpRequest, **credentials: Any) -> User | None:
        user: User | None = super().authenticate(request, **credentials)
        # allauth would tell whoever knows the password that the account is closed.
        if user is None or not user.is_active:
            services.refuse_log_in(request.acting, now=now())  # type: ignore[attr-defined]
            return None
        services.accept_log_in(
            request.acting,  # type: ignore[attr-defined]
            user_id=user.pk,
            identifier=_identifier(credentials),
            address=client_address(request),
            now=now(),
            at_once=self._at_once,
        )
        return user

    def reauthenticate(self, user: User, password: str) -> bool:
        found = self.authenticate(context.request, username=user.username, password=password)
        return found is not None and found.pk == user.pk

    def save_user(self, request: HttpRequest, user: User, form: Any, commit: bool = True) -> User:
        user.name = form.cleaned_data["name"]
        user.language = form.cleaned_data["language"]
        saved: User = super().save_user(request, user, form, commit=commit)
        return saved

    def populate_username(self, request: HttpRequest, user: User) -> None:
        user.username = user.username or selectors.free_login_name(user.name)

    def clean_email(self, email: str) -> str:
        if not is_mail_address(email):
            raise ValidationError(wording.OTHER_ADDRESS)
        return email

    def can_delete_email(self, email_address: EmailAddress) -> bool:
        return email_address.pk is None  # changed, never taken away: it is how we tell her of a theft

    def render_mail(
        self, template_prefix: str, email: str | list[str], context: dict[str, Any], headers: Any = None
    ) -> EmailMessage:
        """In the language of whoever gets it; a visitor's mail in the language of her page."""
        assert isinstance(email, str)  # noqa: S101 - allauth writes to one address at a time
        with override(selectors.language_of_address(email) or get_language()):
            return super().render_mail(template_prefix, email, context, headers)

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        """Queue the mail; nobody waits for a mail server, and nobody can tell by the clock whether one was asked."""
        mail, moment = self.render_mail(template_prefix, email, context), now()
        # Mostly a code, before which she waits; news of her account are not late either.
        outgoing = sending.send_mail(
            to=email, subject=str(mail.subject), text=str(mail.body), topic=MAIL, now=moment, urgent=True
        )
        if news := wording.NEWS_OF_MAILS.get(template_prefix):
            services.note_told(
                BY_LAW,
                user_id=context["about_account"],
                news=news,
                channel=NewsChannel.EMAIL,
                outgoing_id=outgoing,
                now=moment,
            )

    def send_notification_mail(
        self, template_prefix: str, user: User, context: dict[str, Any] | None = None, email: str | None = None
    ) -> None:
        """Something happened to the account; whoever has no address hears of it all the same."""
        news = wording.NEWS_OF_MAILS.get(template_prefix)
        if news and not email and not user.email:
            services.tell_news(BY_LAW, user_id=user.pk, news=news, now=now())
            return
        facts = {**(context or {}), "about_account": user.pk}
        super().send_notification_mail(template_prefix, user, context=facts, email=email or user.email)

    def get_from_email(self) -> str:
        return ""  # the sender is the business of whoever carries the mail

    def get_password_change_redirect_url(self, request: HttpRequest) -> str:
        return resolve_url("accounts:account")

    def get_email_verification_redirect_url(self, email_address: EmailAddress) -> str:
        return resolve_url("accounts:account")

    def get_reauthentication_methods(self, user: User) -> list[dict[str, Any]]:
        methods: list[dict[str, Any]] = super().get_reauthentication_methods(user)
        if not methods and user.is_authenticated:
            methods = [{"id": "log_in_again", "url": resolve_url("accounts:log_in_again")}]
        return [method | {"description": wording.WAYS_TO_CONFIRM[method["id"]]} for method in methods]

    def get_login_stages(self) -> list[str]:
        return [_STAGES.get(path, path) for path in super().get_login_stages()]

    def respond_user_inactive(self, request: HttpRequest, user: User) -> HttpResponse:
        self.add_message(request, messages.ERROR, message=str(self.error_messages["account_inactive"]))
        return redirect("account_login")

    def get_login_redirect_url(self, request: HttpRequest) -> str:
        """Home, in her own language."""
        with override(request.user.language):  # type: ignore[union-attr]
            return resolve_url(HOME)

    def get_signup_redirect_url(self, request: HttpRequest) -> str:
        return self.get_login_redirect_url(request)

    def is_safe_url(self, url: str | None) -> bool:
        request = context.request
        return url_has_allowed_host_and_scheme(url, {request.get_host()}, require_https=request.is_secure())

    def get_client_ip(self, request: HttpRequest) -> str:
        """Of IPv6 the network only: it counts as one address, and less is kept of the person."""
        return stored_address(request)

    def is_ajax(self, request: HttpRequest) -> bool:
        return False  # pages are read by people; allauth's answers in JSON carry its own words

    def add_message(
        self,
        request: HttpRequest,
        level: int,
        message_template: str | None = None,
        *_context: Any,
        message: str | None = None,
        **_tags: Any,
    ) -> None:
        """Say our sentence in place of allauth's template; nothing where we have none."""
        sentence = message or wording.MESSAGES.get(message_template or "")
        if sentence:
            messages.add_message(request, level, str(sentence))


def _identifier(credentials: dict[str, Any]) -> str:
    return credentials.get("email") or credentials.get("username") or ""
