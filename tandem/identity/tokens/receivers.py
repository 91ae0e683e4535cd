"""What happens in accounts and concerns us."""

from typing import Any

from tandem.foundation.clock import now
from tandem.identity.tokens import services


def end_all(sender: object, *, user_id: int, **_later: Any) -> None:
    services.end_all(user_id, now())
