from django.apps import AppConfig


class Config(AppConfig):
    name = "tandem.eservices.registration"
    label = "registration"

    def ready(self) -> None:
        from tandem.eservices.procedures.registry import add, add_prefills
        from tandem.eservices.registration import personal_data as data
        from tandem.eservices.registration import selectors, services
        from tandem.eservices.registration.appointments import first_interviews, interviews
        from tandem.eservices.registration.messages import KINDS
        from tandem.eservices.registration.procedure import REGISTRATION
        from tandem.eservices.registration.sources import BEFORE, SOURCES, before, registration
        from tandem.eservices.registration.wording import ACTS
        from tandem.facilities.deadlines.registry import add_appointments, limit_deadlines
        from tandem.facilities.notifications.registry import add_kind
        from tandem.identity.access import registry
        from tandem.identity.access.enums import Retention
        from tandem.identity.people.registry import add_mark, at_desk

        add(REGISTRATION)
        add_prefills(SOURCES, registration)
        add_mark(selectors.REGISTERED, selectors.registrations)
        add_prefills(BEFORE, before, marks=(selectors.REGISTERED,))
        for kind in KINDS:
            add_kind(kind)
        limit_deadlines("registration", selectors.last_days)
        add_appointments("registration", first_interviews, interviews)
        at_desk(services.note_at_desk)
        registry.add_acts(ACTS)
        registry.add_personal_data(
            "registration.Registration", export=data.export, erase=data.erase, retention=Retention.FILE
        )
