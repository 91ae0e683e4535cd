"""What a page says of a request."""

from tandem.eservices.certificates.enums import RequestState
from tandem.eservices.certificates.types import RequestLine

COLOURS = {
    RequestState.WAITING: "petrol",
    RequestState.OPENED: "ochre",
    RequestState.RECEIVED: "green",
    RequestState.EXPIRED: "grey",
    RequestState.WITHDRAWN: "grey",
}


def is_open(line: RequestLine) -> bool:
    """Whether the code still counts, so that it can be taken back."""
    return line.state in {RequestState.WAITING, RequestState.OPENED}
