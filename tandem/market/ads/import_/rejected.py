"""Why a record is not taken."""


class Rejected(Exception):
    """One record cannot become an ad. `field` is its name in the sender's format, `reason` one sentence."""

    def __init__(self, field: str, reason: str) -> None:
        super().__init__(f"{field}: {reason}" if field else reason)
        self.field = field
        self.reason = reason

    def __reduce__(self) -> tuple[type["Rejected"], tuple[str, str]]:
        return Rejected, (self.field, self.reason)


class Unreadable(Exception):
    """The file cannot be read, or not further than `line`. What came before is safe."""

    def __init__(self, reason: str, line: int = 0) -> None:
        super().__init__(reason)
        self.reason = reason
        self.line = line
