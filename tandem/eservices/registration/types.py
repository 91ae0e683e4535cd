"""A registration as an office sees it in its list."""

import dataclasses
import datetime

REGISTRATION = "registration.registration"


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class RegistrationLine:
    registration_id: int
    person_id: int
    name: str
    registered_on: datetime.date
    first_interview_by: datetime.date
    interview_at: datetime.datetime | None
    is_late: bool
    is_without_office: bool = False
    has_no_form: bool = False
