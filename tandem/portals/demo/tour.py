"""A guided tour of one assisted month: who to log in as, what to see there, where."""

import dataclasses
from collections.abc import Sequence

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from tandem.portals.demo.people import HELPER, HELPERS_COLLEAGUE, JOBSEEKERS, RELATIVE, VOLUNTEER, Persona

NADINE, SELAM = JOBSEEKERS


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Stop:
    """One stop of the tour. `page` is the name of an address that this person may open, `link` what it is called."""

    title: str | Promise
    who: Persona
    see: Sequence[str | Promise]
    page: str
    link: str | Promise

    @property
    def address(self) -> str:
        return reverse(self.page)


STOPS = (
    Stop(
        title=_("Monday morning: the helper's desk"),
        who=HELPER,
        see=(
            _("Everybody whom Mara helps stands on one page, who has something due first."),
            _("She sees only what each mandate lets her see: of Besa the efforts, of Selam the month's form, too."),
            _("Nobody gave her a password."),
        ),
        page="homes:home",
        link=_("Mara's desk"),
    ),
    Stop(
        title=_("A mandate, signed on paper"),
        who=SELAM,
        see=(
            _("Selam reads who may help her, with what, how far and until when, and ends it with one button."),
            _("Mara may send something only once Selam has said yes. Her brother may only prepare."),
        ),
        page="mandates:mine",
        link=_("Selam's helpers"),
    ),
    Stop(
        title=_("Two people in one session"),
        who=HELPER,
        see=(
            _("Selam shows a code, Mara types it: each under an own name, none with the other's password."),
            _("A band on top says who is here and whose hands type. One button hands over, one takes back."),
        ),
        page="sessions:join",
        link=_("Join Selam's session as Mara"),
    ),
    Stop(
        title=_("The first month: a list of efforts"),
        who=SELAM,
        see=(
            _("Each effort keeps who wrote it. A circle is Selam, a ring a helper."),
            _("On paper it is the same: the sheet can be printed, filled in by hand and sent."),
        ),
        page="efforts:months",
        link=_("Selam's efforts"),
    ),
    Stop(
        title=_("A second look before sending"),
        who=VOLUNTEER,
        see=(
            _("Nadine has finished and asks Vreni to read it. Vreni reads a copy and writes beside it."),
            _("Only Nadine can send. That is no help, and it is counted apart."),
            _("Vreni's mandate ends within days: a new one is proposed one step narrower."),
        ),
        page="second_look:asked",
        link=_("What Vreni is asked to read"),
    ),
    Stop(
        title=_("In her place, but not without her"),
        who=SELAM,
        see=(
            _("Mara noted an effort for Selam and may send the list only after Selam's yes."),
            _("Selam reads it in her own words and says yes or no: on screen, by SMS, on paper, at the next visit."),
        ),
        page="confirmations:mine",
        link=_("What waits for Selam's yes"),
    ),
    Stop(
        title=_("A relative helps at home"),
        who=RELATIVE,
        see=(
            _("Yonas has his own log-in and sees his sister's letters and form, nothing else."),
            _("He prepares the form; Selam sends it."),
        ),
        page="homes:home",
        link=_("Yonas's desk"),
    ),
    Stop(
        title=_("Help that is noted in seconds"),
        who=HELPERS_COLLEAGUE,
        see=(
            _("The usual answers are chosen already: press the button, and it is noted."),
            _("Somebody without a mandate stays without a name."),
            _("Bruno is away next week: the team sees who stands in."),
        ),
        page="helplog:one",
        link=_("Note help as Bruno"),
    ),
    Stop(
        title=_("What Selam sees of it"),
        who=SELAM,
        see=(
            _("Three lines about help with her efforts: first Mara's hands, then her own, then only a second look."),
            _("No hours, no points. She contests a line or erases it."),
        ),
        page="helplog:mine",
        link=_("Help that was noted for Selam"),
    ),
    Stop(
        title=_("Her own way"),
        who=SELAM,
        see=(
            _("Task by task, how she did it over time. It belongs to her; her counsellor cannot reach it."),
            _("She shows a part of it to a helper if she wants to, and stops it again."),
        ),
        page="autonomy:mine",
        link=_("Selam's way"),
    ),
    Stop(
        title=_("Who looked"),
        who=SELAM,
        see=(_("Every visit of a helper, the office and the fund in one sentence, printable, to be contested."),),
        page="access:who_looked",
        link=_("Who looked at Selam's file"),
    ),
    Stop(
        title=_("The end of the month: the report"),
        who=HELPER,
        see=(
            _("The report for the service contract is made already, as PDF and as a table. Nobody types it again."),
            _("Small numbers are hidden, so that nobody can be recognised."),
        ),
        page="helplog:reports",
        link=_("The structure's report"),
    ),
    Stop(
        title=_("What everybody may know"),
        who=NADINE,
        see=(
            _("Our own screens, by the help they make necessary: a debt of the platform, not of a person."),
            _("How many accounts somebody else seems to use: the measure of our failure."),
        ),
        page="helplog:screens",
        link=_("The public page"),
    ),
)
