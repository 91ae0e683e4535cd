from tandem.facilities.documents.types import ScannerUnavailable, Verdict


class NoScanner:
    """Looks at nothing, and never says that something is clean."""

    looks = False

    def scan(self, content: bytes) -> Verdict:
        raise ScannerUnavailable("this site has no scanner")

    def ping(self) -> str:
        raise ScannerUnavailable("this site has no scanner")
