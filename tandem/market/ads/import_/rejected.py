"""Why a record is not taken."""


class Rejected(Exception):
    """One record cannot become an ad. `field` is its name in the sender's format, `reason` one sentence."""

    def __init__(self, field: str, reason: str) -> None:
        super().__init__(f"{field}: {reason}" if field else reason)
        self.field = field
        self.reason = reason
