from django.apps import AppConfig


class Config(AppConfig):
    name = "tandem.identity.own_data"
    label = "own_data"

    def ready(self) -> None:
        from tandem.foundation import secrets, slots
        from tandem.identity.access import registry
        from tandem.identity.access.enums import Retention
        from tandem.identity.own_data import account_data, copies, links, notices, personal_data, selectors
        from tandem.identity.own_data.wording import ACTS
        from tandem.identity.people.registry import add_notices, add_sign

        add_sign(selectors.CLOSED, selectors.all_closed)
        add_notices(*notices.KINDS)
        slots.fill("people.me.more", links.copy)
        slots.fill("people.person.actions", links.closing)
        registry.add_acts(ACTS)
        secrets.register("own_data.copies", copies.reencrypt)
        registry.append_only("own_data.Erasure")
        registry.add_personal_data(
            "own_data.Copy",
            export=personal_data.export_copies,
            erase=personal_data.erase_copies,
            retention=Retention.CONVENIENCE,
        )
        registry.add_personal_data(
            "own_data.ClosedFile",
            export=personal_data.export_closing,
            erase=personal_data.keep,
            retention=Retention.EVIDENCE,
        )
        registry.add_personal_data(
            "own_data.ErasureNotice",
            export=personal_data.export_notices,
            erase=personal_data.keep,
            retention=Retention.EVIDENCE,
        )
        registry.add_personal_data(
            "own_data.Erasure",
            export=personal_data.export_erasures,
            erase=personal_data.keep,
            retention=Retention.EVIDENCE,
        )
        for model, export in (
            ("usersessions.UserSession", account_data.sessions),
            ("socialaccount.SocialAccount", account_data.elsewhere),
            ("mfa.Authenticator", account_data.second_factors),
            ("accounts.ToldNews", account_data.news),
        ):
            registry.add_personal_data(
                model, export=export, erase=account_data.go_with_the_account, retention=Retention.FILE
            )
