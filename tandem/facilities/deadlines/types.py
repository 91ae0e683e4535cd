import dataclasses
import datetime
from collections.abc import Callable

from tandem.facilities.deadlines.enums import Step

# Asked for in the reader's language.
Wording = Callable[[], str]


def _always(now: datetime.datetime) -> bool:
    return True


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Deadline:
    """Something that a person has to hand in, from `opens_on` to `due_on` (that day included).

    `key` and `subject` tell it from all her others for ever ("efforts.proof", "2026-03"). `title` may be read by a
    stranger: in an SMS, in a calendar. `name` is what it is called on her pages and in the law, `name_by_others` on
    those of whoever helps her, where that is another. `link` is a path of this site. `is_done`: she has filed it.
    `late_allowed`: it can still be filed after the last day. `concerns`: asked about her alone where a list of many
    cannot know it. `holds`: the same, and that it is not done meanwhile, right before she is told of it by a job that
    listed it some time ago. `is_told`: whoever set it has told her of it, so that only its last days are reminded of.
    """

    key: str
    subject: str
    title: Wording
    name: Wording
    opens_on: datetime.date
    due_on: datetime.date
    link: str = ""
    is_done: bool = False
    late_allowed: bool = True
    is_told: bool = False
    name_by_others: Wording | None = None
    concerns: Callable[[datetime.datetime], bool] = _always
    holds: Callable[[datetime.datetime], bool] = _always

    @property
    def identity(self) -> tuple[str, str]:
        return (self.key, self.subject)


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Appointment:
    """Somebody expects a person at `begins_at` (aware), for about `lasts`.

    `key` and `subject` tell it from all her others for ever, as with a deadline. `title` and `place` (street and town,
    one line) may be read by a stranger, in a calendar; `name` and `office` (who expects her) stand on her pages only.
    `phone`: where she says that she cannot come, as people read it. `link` is a path of this site. `is_cancelled`: it
    does not take place; calendars say so, her pages leave it out.
    """

    key: str
    subject: str
    title: Wording
    name: Wording
    begins_at: datetime.datetime
    lasts: datetime.timedelta
    place: str
    office: str
    phone: str = ""
    link: str = ""
    is_cancelled: bool = False

    @property
    def identity(self) -> tuple[str, str]:
        return (self.key, self.subject)

    @property
    def ends_at(self) -> datetime.datetime:
        return self.begins_at + self.lasts


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Due:
    """A deadline at one of its steps."""

    deadline: Deadline
    step: Step


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """A deadline or an appointment in a calendar: the same `uid` for ever, a higher `sequence` after each change."""

    uid: str
    sequence: int
    changed_at: datetime.datetime
    about: Deadline | Appointment
