"""What happens in accounts and concerns us."""

from typing import Any

from tandem.identity.tokens import services


def forget(sender: object, *, user_id: int, **_later: Any) -> None:
    services.forget_all(user_id)
