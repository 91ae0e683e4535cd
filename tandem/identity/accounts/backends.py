"""How a password finds its account."""

from typing import Any, cast

from allauth.account.auth_backends import AuthenticationBackend
from django.contrib.auth.base_user import AbstractBaseUser
from django.http import HttpRequest

from tandem.foundation.prepared import Rows
from tandem.identity.accounts.models import User
from tandem.identity.accounts.session_store import account_at_hand

_USER = Rows(lambda *, pk: User.objects.filter(pk=pk), pk=101)
_NAMED = Rows(lambda *, username: User.objects.filter(username=username), username="mila")


class PasswordBackend(AuthenticationBackend):
    """A login name is looked for as a login name only: an address has an @, a login name has none."""

    def _authenticate(self, request: HttpRequest | None, **credentials: Any) -> AbstractBaseUser | None:
        if username := credentials.get("username"):
            user = _NAMED.first(username=username.lower())
            return self._check_password(user, credentials.get("password") or "")
        return super()._authenticate(request, **credentials)

    def get_user(self, user_id: int) -> User | None:
        user = cast(User | None, account_at_hand(int(user_id))) or _USER.first(pk=user_id)
        return user if user is not None and self.user_can_authenticate(user) else None
