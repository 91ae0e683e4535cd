"""How a password finds its account."""

from typing import Any

from allauth.account.auth_backends import AuthenticationBackend
from django.contrib.auth.base_user import AbstractBaseUser
from django.http import HttpRequest


class PasswordBackend(AuthenticationBackend):
    """A login name is looked for as a login name only: an address has an @, a login name has none."""

    def _authenticate(self, request: HttpRequest | None, **credentials: Any) -> AbstractBaseUser | None:
        if username := credentials.get("username"):
            return self._authenticate_by_username(username, credentials.get("password") or "")
        return super()._authenticate(request, **credentials)
