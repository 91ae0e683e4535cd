"""The eight things that people need help with most, and how one begins: each done with her and done in her place.

"With": a session runs, she sits at her own screen and her hands type; her helper sees, points and speaks. "In place
of": he has a mandate and begins at his desk. Each play ends where the thing is done: it is read, noted or sent.
"""

from collections.abc import Callable
from dataclasses import dataclass

from django.core.files.uploadedfile import SimpleUploadedFile

from tandem.assistance.sessions.models import AssistedSession
from tandem.eservices.declarations import monthly
from tandem.eservices.efforts.models import Effort, Proof
from tandem.eservices.procedures.models import Filing
from tandem.facilities.documents.tests.paper import pdf_of
from tandem.identity.accounts.tests.factories import PASSWORD
from tandem.identity.factors.tests.factories import code_of
from tandem.identity.mandates.models import Mandate
from tests.friction.player import Player
from tests.friction.scene import Scene

Play = Callable[[Scene], None]


@dataclass(frozen=True)
class Journey:
    """One line of the table."""

    name: str
    alone: Play
    in_place: Play
    in_session: bool = True
    is_begin: bool = False  # neither a session nor a mandate is there yet
    needs_efforts: bool = False
    needs_letter: bool = False
    sends: bool = False  # the mandate lets him send without her yes


def begin(scene: Scene) -> None:
    """She shows six digits, he types them, she sees who it is: no script on either side."""
    scene.her.is_at("/en/")
    scene.her.follow("Do it together")
    scene.her.choose(areas="monthly_form")
    scene.her.press("Beside me")
    scene.him.is_at("/en/")
    scene.him.follow("Join a session with a code")
    scene.him.type(code=AssistedSession.objects.get(person=scene.person).code)
    scene.him.press("Ask to join")
    scene.her.follow("Refresh")
    scene.her.press("Yes, let us begin")
    assert AssistedSession.objects.get(person=scene.person).started_at is not None


def begin_in_place(scene: Scene) -> None:
    """He needs a mandate: what she must tell him, what it may do, and her yes to it."""
    born = scene.person.birth_date
    scene.him.is_at("/en/")
    scene.him.follow("Propose a mandate")
    scene.him.type(person_number=scene.person.person_number)
    scene.him.type(birth_date_day=str(born.day), birth_date_month=str(born.month), birth_date_year=str(born.year))
    scene.him.choose(monthly_form="send_with_confirmation")
    scene.him.press("Prepare the mandate")
    scene.her.is_at("/en/")
    scene.her.follow("My helpers")
    scene.her.follow("Read and answer")
    scene.her.type(code=code_of(1))
    scene.her.press("Yes, grant this mandate")
    assert Mandate.objects.get(person=scene.person).state == "granted"


def log_in(scene: Scene) -> None:
    """She logs in herself; her helper stays where he is."""
    _log_in(scene.her, scene.person.user.username, code=1)


def log_in_in_place(scene: Scene) -> None:
    """Nobody logs in as her. He logs in as himself and opens her file."""
    _log_in(scene.him, scene.his.username, code=1)
    scene.him.follow(scene.person.name)


def _log_in(player: Player, name: str, *, code: int) -> None:
    player.client.logout()
    player.is_at("/en/log-in/")
    player.type(login=name, password=PASSWORD)
    player.press("Log in")
    player.type(code=code_of(code))
    player.press("Continue")


def search(scene: Scene) -> None:
    scene.her.is_at("/en/")
    _search(scene.her)


def search_in_place(scene: Scene) -> None:
    scene.him.is_at("/en/")
    scene.him.follow("Jobs")
    _search(scene.him)


def _search(player: Player) -> None:
    player.type(q="cook")
    player.press("Search")
    player.follow("Koch in Bern")
    player.reads("Koch in Bern")


def apply(scene: Scene) -> None:
    """From the ad to the noted application."""
    scene.her.is_at("/en/jobs/?q=cook")
    scene.her.follow("Koch in Bern")
    scene.her.follow("I applied")
    scene.her.choose(channels="electronic", assigned_by_office="no", workload="full_time", outcome="pending")
    scene.her.press("Note this effort")
    scene.her.reads("is noted")
    assert Effort.objects.filter(person=scene.person).count() == 1


def apply_in_place(scene: Scene) -> None:
    """The application is hers; he notes it in her list from the same ad."""
    scene.him.is_at("/en/jobs/?q=cook")
    scene.him.follow("Koch in Bern")
    scene.him.follow("Note that somebody applied")
    scene.him.follow(scene.person.name)
    scene.him.choose(channels="electronic", assigned_by_office="no", workload="full_time", outcome="pending")
    scene.him.press("Note this effort")
    scene.him.reads("is noted")
    assert Effort.objects.filter(person=scene.person).count() == 1


def note_effort(scene: Scene) -> None:
    scene.her.is_at("/en/")
    scene.her.follow("Note an effort")
    scene.her.type(
        company="Muster AG", job_title="Cook", email="jobs@example.com", postal_code="1700", locality="Fribourg"
    )
    scene.her.choose(channels="electronic", assigned_by_office="no", workload="full_time", outcome="pending")
    scene.her.press("Note this effort")
    assert Effort.objects.filter(person=scene.person).count() == 1


def note_effort_in_place(scene: Scene) -> None:
    """From his desk to her page; she reads afterwards that he wrote it."""
    scene.him.is_at("/en/")
    scene.him.follow(scene.person.name)
    scene.him.follow("Her job-search efforts")
    scene.him.follow("Note an effort")
    scene.him.type(
        company="Muster AG", job_title="Cook", email="jobs@example.com", postal_code="1700", locality="Fribourg"
    )
    scene.him.choose(channels="electronic", assigned_by_office="no", workload="full_time", outcome="pending")
    scene.him.press("Note this effort")
    assert Effort.objects.filter(person=scene.person).count() == 1


def file_month(scene: Scene) -> None:
    scene.her.is_at("/en/")
    scene.her.follow("Look at your efforts and file")
    scene.her.follow("Check and file")
    _sign(scene.her)
    scene.her.press("File 3 efforts")
    assert Proof.objects.filter(person=scene.person).count() == 1


def file_month_in_place(scene: Scene) -> None:
    """He asks from his desk; nothing leaves before her yes, which is part of what it costs."""
    scene.him.is_at("/en/")
    scene.him.follow("Proof of job-search efforts, November 2026")
    _give_reason(scene)
    _say_yes(scene)
    assert Proof.objects.filter(person=scene.person).count() == 1


def monthly_form(scene: Scene) -> None:
    scene.her.is_at("/en/")
    scene.her.follow("Monthly form for your fund (August 2026)")
    _fill_monthly(scene.her)
    _sign(scene.her)
    scene.her.press("File my form")
    assert Filing.objects.filter(person=scene.person, key=monthly.KEY).count() == 1


def monthly_form_in_place(scene: Scene) -> None:
    scene.him.is_at("/en/")
    scene.him.follow("Monthly form for her fund (August 2026)")
    _fill_monthly(scene.him)
    scene.him.follow("Send in place of the person")
    _give_reason(scene)
    _say_yes(scene)
    assert Filing.objects.filter(person=scene.person, key=monthly.KEY).count() == 1


def _fill_monthly(player: Player) -> None:
    """A month with nothing to report: the shortest that the form knows, the same for both."""
    player.press("All of this is true for me")
    player.type(workload="100")
    player.press("Save and go on")


def send_month_in_place(scene: Scene) -> None:
    """The shortest way that there is: her mandate lets him send, she reads of it afterwards."""
    scene.him.is_at("/en/")
    scene.him.follow("Proof of job-search efforts, November 2026")
    _give_reason(scene, "Send it now", signs=True)
    assert Proof.objects.filter(person=scene.person).count() == 1


def send_form_in_place(scene: Scene) -> None:
    scene.him.is_at("/en/")
    scene.him.follow("Monthly form for her fund (August 2026)")
    _fill_monthly(scene.him)
    scene.him.follow("Send in place of the person")
    _give_reason(scene, "Send it now", signs=True)
    assert Filing.objects.filter(person=scene.person, key=monthly.KEY).count() == 1


def _give_reason(scene: Scene, button: str = "Ask the person for her yes", *, signs: bool = False) -> None:
    scene.him.choose(reason="not_reachable")
    if signs:
        _sign(scene.him)
    scene.him.press(button)


def _sign(player: Player) -> None:
    """Whoever sends proves at that moment who she is: the person in a session, her helper alone."""
    player.type(code=code_of(1))


def _say_yes(scene: Scene) -> None:
    scene.her.is_at("/en/")
    scene.her.follow(f"{scene.his.name} has made something ready")
    scene.her.type(code=code_of(1))
    scene.her.press("Yes, send exactly this")


def upload(scene: Scene) -> None:
    scene.her.is_at("/en/")
    scene.her.follow("My documents")
    scene.her.follow("Add a document")
    scene.her.choose(kind="other")
    scene.her.add_file("scans", SimpleUploadedFile("pay-slip.pdf", pdf_of("Pay slip"), "application/pdf"))
    scene.her.press("Add the document")
    scene.her.reads("pay-slip")


def upload_in_place(scene: Scene) -> None:
    """He adds what she has given him; to whom it goes, she decides."""
    scene.him.is_at("/en/")
    scene.him.follow(scene.person.name)
    scene.him.follow("Her documents")
    scene.him.follow("Add a document")
    scene.him.choose(kind="other")
    scene.him.add_file("scans", SimpleUploadedFile("pay-slip.pdf", pdf_of("Pay slip"), "application/pdf"))
    scene.him.press("Add the document")
    scene.him.reads("pay-slip")


def read_letter(scene: Scene) -> None:
    scene.her.is_at("/en/")
    scene.her.follow("My messages")
    scene.her.follow(scene.letter)
    scene.her.reads(scene.letter)


def read_letter_in_place(scene: Scene) -> None:
    scene.him.is_at("/en/")
    scene.him.follow(f"{scene.unread} unread")
    scene.him.follow(scene.letter)
    scene.him.reads(scene.letter)


JOURNEYS = (
    Journey("Begin: a session, a mandate", begin, begin_in_place, is_begin=True),
    Journey("Log in", log_in, log_in_in_place, in_session=False),
    Journey("Search for a job", search, search_in_place),
    Journey("Apply, and note it from the ad", apply, apply_in_place),
    Journey("Note an effort", note_effort, note_effort_in_place),
    Journey("File the month's efforts", file_month, file_month_in_place, needs_efforts=True),
    Journey("Monthly form", monthly_form, monthly_form_in_place),
    Journey(
        "File the month's efforts, with a mandate to send",
        file_month,
        send_month_in_place,
        needs_efforts=True,
        sends=True,
    ),
    Journey("Monthly form, with a mandate to send", monthly_form, send_form_in_place, sends=True),
    Journey("Upload a document", upload, upload_in_place),
    Journey("Read a letter", read_letter, read_letter_in_place, needs_letter=True),
)
