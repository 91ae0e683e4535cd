import datetime

import factory

from tandem.foundation import clock, secrets
from tandem.foundation.languages import Language
from tandem.identity.own_data.enums import Form
from tandem.identity.own_data.models import ClosedFile, Copy


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
    """`ClosedFileFactory(person=person, closed_on=day)`."""

    class Meta:
        model = ClosedFile

    closed_on = datetime.date(2020, 1, 31)
