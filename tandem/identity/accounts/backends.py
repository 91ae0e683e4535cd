from typing import Any

from django.contrib.auth.backends import BaseBackend
from django.http import HttpRequest

from tandem.identity.accounts.models import User


class PasswordBackend(BaseBackend):
    """Login name or e-mail address, whatever their case, and a password."""

    def authenticate(
        self, request: HttpRequest | None, identifier: str | None = None, password: str | None = None, **_others: Any
    ) -> User | None:
        if identifier is None or password is None:
            return None
        user = User.objects.known_as(identifier).first()
        if user is None:
            # Hashing takes its time for an unknown name, too: the clock must not tell which names exist.
            User().set_password(password)
            return None
        return user if user.check_password(password) and user.is_active else None

    def get_user(self, user_id: int) -> User | None:
        return User.objects.filter(pk=user_id, is_active=True).first()
