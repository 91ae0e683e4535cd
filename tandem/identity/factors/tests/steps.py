"""What tests of second factors do and look at, again and again."""

import json

from fido2.utils import websafe_decode

from tandem.foundation.sending.models import Outgoing
from tandem.identity.access.tests.factories import NOON
from tandem.identity.factors import selectors, services
from tandem.identity.factors.tests.factories import as_account

PAGE = "/en/log-in/second-factor/"


def check(user, code, now=NOON, **more):
    return services.check_second_factor(as_account(user), code=code, now=now, **more)


def wrong_one(code):
    return f"{(int(code) + 1) % 1_000_000:06d}"


def factors_of(user):
    return {way.factor for way in selectors.ways_of(user.pk)}


def note():
    return Outgoing.objects.filter(topic="accounts.news").order_by("-pk")[0]


def is_in(client):
    return "_auth_user_id" in client.session


def challenge_in(client):
    """What the page has asked the key to sign."""
    return websafe_decode(client.session["mfa.webauthn.state"]["challenge"])


def post_key(client, answer, address=PAGE):
    return client.post(address, {"way": "key", "credential": json.dumps(answer)})
