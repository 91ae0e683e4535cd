from typing import Any

from tandem.assistance.shadow import services
from tandem.foundation.clock import now
from tandem.identity.access.types import system


def close(sender: object, *, user_id: int, **news: Any) -> None:
    """An account is closed."""
    services.forget_account(system("LPD 6 al. 4"), user_id=user_id, now=now())
