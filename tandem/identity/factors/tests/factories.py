import re
import time

import factory
from allauth.mfa.models import Authenticator

from tandem.foundation import secrets
from tandem.foundation.codes import hash_in_list
from tandem.foundation.sending.models import Outgoing
from tandem.identity.access.enums import Capacity
from tandem.identity.access.tests.factories import NOON
from tandem.identity.access.types import Acting
from tandem.identity.accounts.tests.factories import UserFactory
from tandem.identity.factors import rules
from tandem.identity.factors.models import CodeList, FactorSettings, ListCode
from tandem.identity.factors.tests.soft_key import SoftKey
from tandem.identity.factors.totp import code_at

PHONE = "+41790000007"
SECRET = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"


class CodeListFactory(factory.django.DjangoModelFactory):
    """A printed list whose lines are `code_of(number)`; `lines=0` gives one that is used up.

    `lines__spelled=code_of_another` gives a list whose codes are no other list's.
    """

    class Meta:
        model = CodeList
        skip_postgeneration_save = True

    user = factory.SubFactory(UserFactory)
    key = "5e" * 32
    made_at = NOON

    @factory.post_generation
    def lines(self: CodeList, create, extracted, spelled=None):
        spelled = spelled or code_of
        numbers = range(1, (rules.LIST_LENGTH if extracted is None else extracted) + 1)
        ListCode.objects.bulk_create(
            ListCode(code_list=self, number=number, code_hash=hash_in_list(self.key, number, spelled(number)))
            for number in numbers
        )


def code_of(number: int) -> str:
    return f"ACE{rules.LETTERS[number // 10]}{rules.LETTERS[number % 10]}347"


def code_of_another(number: int) -> str:
    return f"TXE{rules.LETTERS[number // 10]}{rules.LETTERS[number % 10]}347"


def with_sms(user=None, phone=PHONE):
    """An account that takes codes by SMS."""
    user = user or UserFactory()
    user.phone, user.phone_verified_at = phone, NOON
    user.save()
    FactorSettings.objects.update_or_create(user=user, defaults={"sms_since": NOON})
    return user


def with_app(user=None):
    """An account with an app that knows `SECRET`; its codes are `app_code(moment)`."""
    user = user or UserFactory()
    Authenticator.objects.create(
        user=user, type=Authenticator.Type.TOTP, data={"secret": secrets.encrypt(SECRET)}, created_at=NOON
    )
    return user


def app_code(moment, *, steps=0):
    return code_at(SECRET, int(moment.timestamp()) // rules.STEP + steps)


def as_account(user) -> Acting:
    return Acting(capacity=Capacity.SELF, user_id=user.pk)


def sent_text(topic="factors.code") -> str:
    """The newest message of a topic."""
    return Outgoing.objects.filter(topic=topic).order_by("-pk")[0].body


def sent_code() -> str:
    return re.findall(r"\d{6}", sent_text())[0]


class KeyFactory(factory.django.DjangoModelFactory):
    """A security key of software, as its owner added it; `KeyFactory(user=…, soft=SoftKey())` keeps it in hand."""

    class Meta:
        model = Authenticator

    class Params:
        soft = factory.LazyFunction(SoftKey)
        resident = False

    user = factory.SubFactory(UserFactory)
    type = Authenticator.Type.WEBAUTHN
    created_at = NOON
    data = factory.LazyAttribute(
        lambda key: {
            "name": "Blue key",
            "sign_count": key.soft.counter,
            "credential": key.soft.made(b"0" * 16, resident=key.resident),
        }
    )


def prove(client, user=None):
    """Log in as somebody who has just shown again that it is she; returns the account."""
    user = user or UserFactory(with_email=True)
    client.force_login(user)
    session = client.session
    session["account_authentication_methods"] = [{"method": "mfa", "at": time.time(), "reauthenticated": True}]
    session["account_authentication_methods_user"] = str(user.pk)
    session.save()
    return user
