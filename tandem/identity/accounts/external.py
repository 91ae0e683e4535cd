"""Log-in at another service by OpenID Connect (AGOV, CH-LOGIN): what we check beyond django-allauth.

allauth holds state, PKCE and the exchange of the code. Ours are the nonce, the level of assurance, which a visitor
could otherwise lower in the address, and the rule that an e-mail address alone never joins two accounts.
"""

import secrets
from typing import Any

import structlog
from allauth.core.exceptions import ImmediateHttpResponse
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from allauth.socialaccount.models import SocialAccount, SocialLogin
from allauth.socialaccount.providers.base.constants import AuthError
from allauth.socialaccount.providers.openid_connect.provider import OpenIDConnectProvider
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.crypto import constant_time_compare
from django.utils.translation import get_language

from tandem.identity.accounts import rules, wording
from tandem.identity.accounts.models import User

log = structlog.get_logger()

# All that is kept of what the service said: who says it, of whom, and how surely.
_KEPT = ("iss", "sub", "acr", "auth_time")


class ExternalProvider(OpenIDConnectProvider):
    """One configured service. What is asked of it comes from our settings alone, never from the address."""

    def get_auth_params_from_request(self, request: HttpRequest, action: str) -> dict[str, str]:
        return self.get_auth_params()

    def get_scope_from_request(self, request: HttpRequest) -> list[str]:
        return self.get_scope()

    def redirect(self, request: HttpRequest, process: str, *args: Any, **kwargs: Any) -> HttpResponse:
        nonce = secrets.token_urlsafe(32)
        kwargs["auth_params"] = self.get_auth_params() | {"nonce": nonce}
        response: HttpResponse = super().redirect(request, process, *args, nonce=nonce, **kwargs)
        return response

    def extract_common_fields(self, data: dict[str, Any]) -> dict[str, Any]:
        fields: dict[str, Any] = super().extract_common_fields(data)
        return fields | {"email": None, "username": None}

    def extract_email_addresses(self, data: dict[str, Any]) -> list[Any]:
        return []  # nobody verified it for us, and it must open nothing

    def extract_extra_data(self, data: dict[str, Any]) -> dict[str, Any]:
        token = data["id_token"]
        return {"nonce": token.get("nonce")} | {name: token[name] for name in _KEPT if name in token}


class ExternalAccountAdapter(DefaultSocialAccountAdapter):
    error_messages = wording.EXTERNAL_ERRORS

    def get_provider(self, request: HttpRequest, provider: str, client_id: str | None = None) -> ExternalProvider:
        return ExternalProvider(request, app=self.get_app(request, provider=provider, client_id=client_id))

    def list_apps(self, request: HttpRequest, provider: str | None = None, client_id: str | None = None) -> list[Any]:
        """Those of the settings. A row in allauth's table would be a way in that no operator has configured."""
        if not any(provider.get("APPS") for provider in settings.SOCIALACCOUNT_PROVIDERS.values()):
            return []
        apps = super().list_apps(request, provider=provider, client_id=client_id)
        return [app for app in apps if app.pk is None]

    def pre_social_login(self, request: HttpRequest, sociallogin: SocialLogin) -> None:
        """The last look before anything is opened or joined."""
        said = sociallogin.account.extra_data
        provider = sociallogin.provider
        asked_nonce = (sociallogin.state or {}).get("nonce", "")
        if not asked_nonce or not constant_time_compare(str(said.pop("nonce", "")), asked_nonce):
            log.warning("external_login_refused", reason="nonce", provider=provider.app.provider_id)
            raise ImmediateHttpResponse(failed(request, wording.EXTERNAL_FAILED))
        if not rules.assures(str(said.get("acr", "")), provider.app.settings["minimum_acr"]):
            log.warning("external_login_refused", reason="assurance", provider=provider.app.provider_id)
            raise ImmediateHttpResponse(failed(request, wording.EXTERNAL_TOO_WEAK))

    def populate_user(self, request: HttpRequest, sociallogin: SocialLogin, data: dict[str, Any]) -> User:
        """A name to greet her with; who she is, the activation of her file shows."""
        user: User = sociallogin.user
        name = " ".join(part for part in (data.get("first_name"), data.get("last_name")) if part)
        user.name = (name or data.get("name") or sociallogin.provider.name)[:120]
        user.language = get_language() or user.language
        return user

    def is_open_for_signup(self, request: HttpRequest, sociallogin: SocialLogin) -> bool:
        return True

    def validate_disconnect(self, account: SocialAccount, accounts: Any) -> None:
        """allauth has refused already where nothing else would open the account."""

    def on_authentication_error(
        self,
        request: HttpRequest,
        provider: Any,
        error: Any = None,
        exception: Exception | None = None,
        extra_context: Any = None,
    ) -> None:
        cancelled = error == AuthError.CANCELLED
        log.info("external_login_failed", cancelled=cancelled, kind=type(exception).__name__)
        sentence = wording.EXTERNAL_CANCELLED if cancelled else wording.EXTERNAL_FAILED
        raise ImmediateHttpResponse(failed(request, sentence))


def failed(request: HttpRequest, sentence: Any, *, status: int = 200) -> HttpResponse:
    """What happened at the other service, and the other ways in."""
    return render(request, "accounts/external_failed.html", {"sentence": sentence}, status=status)
