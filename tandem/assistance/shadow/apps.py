from django.apps import AppConfig


class Config(AppConfig):
    name = "tandem.assistance.shadow"
    label = "shadow"

    def ready(self) -> None:
        from django.contrib.auth.signals import user_logged_in

        from tandem.assistance.shadow import middleware, pages, receivers
        from tandem.foundation import slots
        from tandem.identity.accounts.signals import account_closed

        user_logged_in.connect(middleware.remember, dispatch_uid="shadow.remember")
        account_closed.connect(receivers.close, dispatch_uid="shadow.close")
        slots.fill("home.news", pages.question)
        slots.fill("helper.home.news", pages.question)
        slots.fill("helplog.public", pages.public_rate)
