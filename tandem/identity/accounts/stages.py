"""The steps between the password and the open session, where they differ from django-allauth's."""

from allauth.account import stages
from django.http import HttpResponse


class EmailVerificationStage(stages.EmailVerificationStage):
    """An address is verified before it opens anything; a person without one is not asked for it."""

    def handle(self) -> tuple[HttpResponse | None, bool]:
        user = self.login.user
        if user is not None and not user.email:
            return None, True
        response, goes_on = super().handle()
        return response, goes_on
