from django.apps import AppConfig


class Config(AppConfig):
    name = "tandem.assistance.sessions"
    # "sessions" is the name of Django's own.
    label = "assisted"

    def ready(self) -> None:
        from django.contrib.auth.signals import user_logged_out

        from tandem.assistance.sessions import banner, grounds, personal_data, presences, receivers
        from tandem.assistance.sessions.services import SIGNER
        from tandem.assistance.sessions.wording import ACTS
        from tandem.foundation import slots
        from tandem.identity.access import registry
        from tandem.identity.access.enums import AuthorityKind, Retention
        from tandem.identity.factors.registry import add_signer
        from tandem.identity.mandates.signals import mandate_narrowed

        registry.add_ground(grounds.session, first=True)
        registry.add_presence(presences.of_request)
        registry.add_acts(ACTS)
        for ground in (AuthorityKind.OWN_RIGHT, AuthorityKind.SESSION):
            add_signer(ground, SIGNER)
        registry.add_personal_data(
            "assisted.AssistedSession",
            export=personal_data.export,
            erase=personal_data.erase,
            retention=Retention.CONVENIENCE,
        )
        slots.fill("page.banner", banner.banner)
        slots.fill("procedures.step", banner.start_here)
        slots.fill("page.form", banner.beside_fields)
        slots.fill("procedures.sign", banner.only_she)
        slots.fill("mandates.held", banner.begin_beside)
        user_logged_out.connect(receivers.leave, dispatch_uid="sessions.leave")
        mandate_narrowed.connect(receivers.end_with_mandate, dispatch_uid="sessions.end_with_mandate")
