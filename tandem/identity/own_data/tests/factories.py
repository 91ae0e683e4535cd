import datetime

import factory

from tandem.foundation import clock, secrets
from tandem.foundation.languages import Language
from tandem.identity.own_data import rules
from tandem.identity.own_data.enums import Form
from tandem.identity.own_data.models import ClosedFile, Copy, ErasureNotice


class CopyFactory(factory.django.DjangoModelFactory):
    """A copy that is ready; `CopyFactory(person=person, waiting=True)` is still being made."""

    class Meta:
        model = Copy

    class Params:
        waiting = factory.Trait(token=b"")

    form = Form.JSON
    language = Language.EN
    asked_at = factory.LazyFunction(clock.now)
    ends_at = factory.LazyAttribute(lambda copy: copy.asked_at + datetime.timedelta(days=7))
    token = factory.LazyFunction(lambda: secrets.encrypt_bytes(b"{}"))


class ClosedFileFactory(factory.django.DjangoModelFactory):
    """`ClosedFileFactory(person=person, closed_on=day)`: she was told in time. `told=False`: she was not."""

    class Meta:
        model = ClosedFile
        skip_postgeneration_save = True

    closed_on = datetime.date(2020, 1, 31)

    @factory.post_generation
    def told(self, create, extracted, **_facts):
        if extracted is False:
            return
        for retention in rules.ANNOUNCED:
            day = rules.erased_on(self.closed_on, retention) - rules.NOTICE
            moment = datetime.datetime.combine(day, datetime.time(), tzinfo=clock.ZURICH)
            ErasureNotice.objects.create(person=self.person, retention=retention, told_at=moment)
