"""Log-ins at other services by OpenID Connect: AGOV, CH-LOGIN."""

from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from pydantic import BaseModel, Field, field_validator


class ExternalLogin(BaseModel, extra="forbid"):
    """One service. Its secret lies in a file; `forms` are origins that its log-in page moves on to.

    `holds_two_factors`: whether `minimum_acr` says that she was asked for two there. Otherwise ours is asked for, too.
    """

    id: str = Field(pattern=r"^[a-z][a-z0-9-]{1,40}$")
    label: str = Field(min_length=1, max_length=40)
    issuer: str = Field(pattern=r"^https?://")
    client_id: str = Field(min_length=1)
    secret_file: Path
    minimum_acr: str = Field(min_length=1)
    holds_two_factors: bool = True
    forms: list[str] = []

    @field_validator("issuer")
    @classmethod
    def _is_protected(cls, value: str) -> str:
        parts = urlsplit(value)
        if parts.scheme != "https" and parts.hostname not in {"localhost", "127.0.0.1", "::1"}:
            raise ValueError("an issuer must begin with https://")
        return value.rstrip("/")

    @field_validator("secret_file")
    @classmethod
    def _can_be_read(cls, value: Path) -> Path:
        try:
            value.read_text()
        except OSError as error:
            raise ValueError(f"the file of the secret cannot be read: {value.name}") from error
        return value


def providers(logins: list[ExternalLogin]) -> dict[str, Any]:
    """What django-allauth wants to know of them."""
    return {"openid_connect": {"OAUTH_PKCE_ENABLED": True, "APPS": [_app(login) for login in logins]}}


def origins(logins: list[ExternalLogin]) -> list[str]:
    """Where a form of ours may lead: Chromium refuses a redirect to any other place after a POST."""
    return [origin for login in logins for origin in [_origin(login.issuer), *login.forms]]


def _app(login: ExternalLogin) -> dict[str, Any]:
    return {
        "provider_id": login.id,
        "name": login.label,
        "client_id": login.client_id,
        "secret": login.secret_file.read_text().strip(),
        "settings": {
            "server_url": login.issuer,
            "token_auth_method": "client_secret_basic",
            "fetch_userinfo": False,
            "scope": ["openid"],
            "auth_params": {"acr_values": login.minimum_acr},
            "minimum_acr": login.minimum_acr,
            "holds_two_factors": login.holds_two_factors,
        },
    }


def _origin(address: str) -> str:
    parts = urlsplit(address)
    return f"{parts.scheme}://{parts.netloc}"
