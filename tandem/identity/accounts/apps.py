from django.apps import AppConfig


class Config(AppConfig):
    name = "tandem.identity.accounts"
    label = "accounts"

    def ready(self) -> None:
        from allauth.account import signals as allauth_signals
        from django.contrib.auth.signals import user_logged_in

        from tandem.foundation import slots
        from tandem.foundation.sending.signals import settled
        from tandem.identity.access import registry
        from tandem.identity.accounts import header, notices, selectors, signals, ways_in, wording
        from tandem.identity.accounts.registry import add_news

        slots.fill("header.account", header.account)
        slots.fill("login.other_ways", ways_in.log_in)
        slots.fill("accounts.connect", ways_in.connect)
        registry.add_names("user", selectors.names_of)
        add_news(*wording.NEWS)
        settled.connect(notices.follow_news, dispatch_uid="accounts.follow_news")
        signals.login_name_changed.connect(notices.tell_of_login_name)
        # Django writes the moment of a log-in in a statement of its own; ours stands in the one of the session.
        user_logged_in.disconnect(dispatch_uid="update_last_login")
        user_logged_in.connect(notices.list_session)
        allauth_signals.authentication_step_completed.connect(notices.rotate_session)
        allauth_signals.email_changed.connect(notices.tell_new_address)
        for change in (
            allauth_signals.password_changed,
            allauth_signals.password_set,
            allauth_signals.password_reset,
        ):
            change.connect(notices.end_other_sessions)
