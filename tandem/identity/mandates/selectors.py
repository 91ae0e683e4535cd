"""Questions about mandates: for the person, for those who hold them, for the desk, for whoever has the paper."""

import datetime
from collections.abc import Iterable

from django.db.models import Prefetch

from tandem.foundation.clock import day_of
from tandem.foundation.languages import Language
from tandem.foundation.refusals import Hidden
from tandem.identity.access.enums import Capacity, Purpose, Reach
from tandem.identity.access.types import Acting
from tandem.identity.mandates import codes, documents, rules
from tandem.identity.mandates.enums import CONSENT_CHANNELS, Duration, EndReason, Event, ReadingLanguage, State
from tandem.identity.mandates.holders import decides_about, helper_kind, manages
from tandem.identity.mandates.messages import has_failed
from tandem.identity.mandates.messengers import for_messages
from tandem.identity.mandates.models import (
    HelperCode,
    Mandate,
    MandateArea,
    MandateQuerySet,
    NamedHelper,
    Request,
    ShownText,
    Step,
    running,
)
from tandem.identity.mandates.types import AreaLine, Found, HelpedPerson, HelperLine, Holder, MandateCard, Messenger
from tandem.identity.organisations.enums import HelperKind
from tandem.identity.organisations.selectors import works_for

__all__ = ["decides_about", "helper_kind"]


def mandates_of(file: Acting, *, now: datetime.datetime) -> list[MandateCard]:
    """All mandates of the person whose file is open, the latest first."""
    rows = Mandate.objects.of(file.file(Purpose.MANDATES))
    return [_card(row, now, shows_person=True) for row in _with_all(rows)]


def mandate_of(file: Acting, mandate_id: int, *, now: datetime.datetime) -> MandateCard:
    """One of them. Raises Hidden for another person's."""
    rows = Mandate.objects.of(file.file(Purpose.MANDATES)).filter(pk=mandate_id)
    return _one(rows, now, shows_person=True)


def mandates_held(acting: Acting, *, now: datetime.datetime) -> list[MandateCard]:
    """The mandates in which a helper is named, or that her structure holds when she manages it; the latest first.

    A list of names opens no file and leaves no row. Raises Hidden for whoever does not act as a helper.
    """
    return [_card(row, now, shows_person=False) for row in _with_all(_held(acting, now))]


def mandate_held(acting: Acting, mandate_id: int, *, now: datetime.datetime) -> MandateCard:
    """One of them. Raises Hidden for everybody else's."""
    return _one(_held(acting, now).filter(pk=mandate_id), now, shows_person=False)


def named_in(acting: Acting, person_id: int, *, now: datetime.datetime) -> int | None:
    """The running mandate of a person in which this helper is named, in the name she wears; one query.

    Whatever it reaches: to be present is enough.
    """
    if acting.capacity is not Capacity.HELPER or acting.user_id is None:
        return None
    rows = NamedHelper.objects.filter(
        running(at=now, prefix="mandate__"),
        mandate__person_id=person_id,
        mandate__structure_id=acting.organisation_id,
        mandate__areas__ended_at=None,
        user_id=acting.user_id,
        removed_at=None,
    )
    return rows.order_by("mandate_id").values_list("mandate_id", flat=True).first()


def still_names(mandate_id: int, user_id: int, *, now: datetime.datetime) -> bool:
    """Whether a mandate runs at this moment and names this account among its helpers; one query."""
    rows = NamedHelper.objects.filter(mandate_id=mandate_id, user_id=user_id, removed_at=None)
    return rows.filter(running(at=now, prefix="mandate__"), mandate__areas__ended_at=None).exists()


def people_helped(acting: Acting, *, now: datetime.datetime) -> list[HelpedPerson]:
    """Whom a helper may help at this moment under a mandate that names her, by last name; four queries for any number.

    The same answer as `open_file` would give for each of them and each area: not those about whom she decides
    elsewhere, nothing beyond the kind of helper that she is today. A list of names opens no file.
    Raises Hidden for whoever does not act as a helper.
    """
    if acting.capacity is not Capacity.HELPER or acting.user_id is None:
        raise Hidden
    kind = helper_kind(acting.user_id, acting.organisation_id, now)
    named = NamedHelper.objects.filter(user_id=acting.user_id, removed_at=None)
    held = (
        Mandate.objects.running(at=now)
        .filter(structure_id=acting.organisation_id, pk__in=named.values("mandate_id"))
        .select_related("person__counsellor")
        .prefetch_related(Prefetch("areas", MandateArea.objects.filter(ended_at=None).order_by("pk")))
        .order_by("person__family_name", "person__given_name", "pk")
    )
    employers = works_for(acting.user_id, on=day_of(now))
    return [
        HelpedPerson(
            person_id=row.person_id,
            name=row.person.name,
            mandate_id=row.pk,
            reaches=_reaches(row, kind),
            ends_at=row.ends_at,  # type: ignore[arg-type]  # a mandate that runs has an end
        )
        for row in held
        if row.areas.all() and not employers & _in_charge(row)
    ]


def helpers_named(person_id: int, structure_id: int) -> list[int]:
    """The accounts that are named in the person's mandates with a structure, running or over, in any order."""
    rows = NamedHelper.objects.filter(mandate__person_id=person_id, mandate__structure_id=structure_id)
    return list(rows.order_by("user_id").values_list("user_id", flat=True).distinct())


def messengers(person_id: int, *, now: datetime.datetime) -> list[Messenger]:
    """Those who may read the person's messages and have an e-mail address, the oldest mandate first; one query.

    For what the platform sends: whoever asks for a page asks for the file.
    """
    running = for_messages(person_id, now).order_by().values("pk")
    named = NamedHelper.objects.filter(mandate__in=running, removed_at=None, user__is_active=True)
    rows = named.exclude(user__email=None).select_related("user").order_by("mandate_id", "pk")
    return [Messenger(row.mandate_id, row.user.email or "", Language(row.user.language)) for row in rows]


def is_asked(key: str, *, now: datetime.datetime) -> bool:
    """Whether a question about a mandate is open on the phone with this key (`services.phone_key`)."""
    return Request.objects.filter(phone_key=key, closed_at=None, answer_before__gt=now).exists()


def person_of(mandate_id: int) -> int:
    """Whose mandate it is, for the gate. Raises Hidden for a missing one."""
    found = Mandate.objects.filter(pk=mandate_id).order_by("pk").values_list("person_id", flat=True).first()
    if found is None:
        raise Hidden
    return found


def may_name_helpers(acting: Acting, mandate_id: int, *, now: datetime.datetime) -> bool:
    """Whether she manages the structure that holds the mandate."""
    mandate = Mandate.objects.select_related("structure").get(pk=mandate_id)
    return manages(acting, mandate, now)


def official_text(mandate_id: int) -> ShownText:
    """The text that counts, as it was fixed."""
    return ShownText.objects.get(mandate_id=mandate_id, is_official=True)


def words_read(mandate_id: int, language: ReadingLanguage) -> str:
    """The text in a language: as it was kept, or the same sentences where it was not read in that language yet."""
    return documents.words_read(Mandate.objects.get(pk=mandate_id), language)


def asked_on(mandate_id: int) -> dict[str, bool | None]:
    """For each channel: None when nothing was asked there, otherwise whether the message with the question failed."""
    requests = Mandate.objects.get(pk=mandate_id).requests.filter(closed_at=None).order_by("pk")
    asked: dict[str, bool | None] = {channel.value: None for channel in CONSENT_CHANNELS}
    return asked | {request.channel: has_failed(request) for request in requests}


def helper_with_code(typed: str, *, now: datetime.datetime) -> Found | None:
    """Who can be given a mandate with the code that a helper told; None for a wrong code and for nobody's any more."""
    try:
        code = codes.normalised(typed)
    except ValueError:
        return None
    known = HelperCode.objects.filter(code=code).select_related("user", "structure").order_by("pk").first()
    kind = helper_kind(known.user_id, known.structure_id, now) if known else None
    if known is None or kind is None:
        return None
    return Found(
        holder=Holder(known.structure_id, (known.user_id,)),
        kind=kind,
        helper=known.user.name,
        structure=known.structure.name if known.structure else "",
    )


def with_paper(typed: str) -> tuple[ShownText, State] | None:
    """The text that counts and the state of the mandate with this code on its paper; None for an unknown code.

    Anybody may ask who holds the paper: it names nobody.
    """
    try:
        code = codes.normalised(typed)
    except ValueError:
        return None
    text = (
        ShownText.objects.filter(mandate__paper_code=code, is_official=True)
        .select_related("mandate")
        .order_by("pk")
        .first()
    )
    return (text, State(text.mandate.state)) if text else None


def is_genuine(text: ShownText) -> bool:
    """Whether the kept words are those of the fingerprint, and the fingerprint the one that was noted at the start."""
    noted = Step.objects.filter(mandate_id=text.mandate_id, event=Event.PROPOSE).values_list("text_hash", flat=True)
    return documents.is_genuine(text) and bytes(noted.get() or b"") == bytes(text.hash)


def _reaches(mandate: Mandate, kind: HelperKind | None) -> dict[Purpose, Reach]:
    areas = {Purpose(row.area): Reach(row.reach) for row in mandate.areas.all()}
    within = {area: rules.within_kind(reach, area, kind) if kind else None for area, reach in areas.items()}
    return {area: reach for area, reach in within.items() if reach is not None}


def _in_charge(mandate: Mandate) -> set[int | None]:
    """The bodies that decide about the person of a mandate."""
    person = mandate.person
    return {person.office_id, person.fund_id, person.counsellor.organisation_id if person.counsellor else None}


def _held(acting: Acting, now: datetime.datetime) -> MandateQuerySet:
    if acting.capacity is not Capacity.HELPER or acting.user_id is None:
        raise Hidden
    rows = Mandate.objects.filter(structure_id=acting.organisation_id)
    first = rows.exclude(structure=None).select_related("structure").order_by("pk").first()
    if first is not None and manages(acting, first, now):
        return rows
    named = NamedHelper.objects.filter(user_id=acting.user_id, removed_at=None)
    return rows.filter(pk__in=named.values("mandate_id"))


def _with_all(rows: MandateQuerySet) -> Iterable[Mandate]:
    return (
        rows.select_related("person", "structure", "helper")
        .prefetch_related(
            Prefetch("areas", MandateArea.objects.order_by("pk")),
            Prefetch("helpers", NamedHelper.objects.filter(removed_at=None).select_related("user").order_by("pk")),
            Prefetch("steps", Step.objects.filter(event=Event.END).order_by("pk")),
        )
        .order_by("-pk")
    )


def _one(rows: MandateQuerySet, now: datetime.datetime, *, shows_person: bool) -> MandateCard:
    for row in _with_all(rows):
        return _card(row, now, shows_person=shows_person)
    raise Hidden


def _card(mandate: Mandate, now: datetime.datetime, *, shows_person: bool) -> MandateCard:
    state = State(mandate.state)
    # The task that notes the end may come a quarter of an hour later than the end.
    if state is State.GRANTED and mandate.ends_at is not None and mandate.ends_at <= now:
        state = State.EXPIRED
    ends = [EndReason(step.reason) for step in mandate.steps.all() if step.reason]
    names = [HelperLine(user_id=row.user_id, name=row.user.name) for row in mandate.helpers.all()]
    shows = shows_person or state is State.GRANTED
    alone = mandate.helper.name if mandate.helper else ""
    return MandateCard(
        number=mandate.pk,
        state=state,
        person=mandate.person.name if shows else "",
        holder=mandate.structure.name if mandate.structure else alone,
        helpers=tuple(names),
        areas=tuple(
            AreaLine(area=Purpose(row.area), reach=Reach(row.reach), ended_at=row.ended_at)
            for row in mandate.areas.all()
        ),
        kind=HelperKind(mandate.helper_kind),
        duration=Duration(mandate.duration),
        proposed_at=mandate.proposed_at,
        starts_at=mandate.starts_at,
        ends_at=mandate.ends_at,
        closed_at=mandate.closed_at,
        end_reason=ends[0] if ends else None,
        renews=mandate.renews_id,
        paper_code=mandate.paper_code,
    )
