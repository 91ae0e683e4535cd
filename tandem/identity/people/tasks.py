from tandem.foundation import clock
from tandem.foundation.queue import task
from tandem.identity.access.types import system
from tandem.identity.people import services


@task("people.write_notice_letter")
def write_notice_letter(*, notice_id: int) -> None:
    """Paper takes a second to set: not while somebody waits for a page."""
    services.write_notice_letter(system("LPD 19 al. 1"), notice_id=notice_id, now=clock.now())
