"""Add a way to log in, each on its own page."""

import json
import re

import pytest
from allauth.mfa.models import Authenticator
from django.urls import reverse
from fido2.utils import websafe_decode
from pytest_django.asserts import assertContains, assertNotContains, assertRedirects

from tandem.foundation.clock import now
from tandem.foundation.sending.models import Outgoing
from tandem.identity.accounts.tests.factories import UserFactory
from tandem.identity.factors import selectors, services
from tandem.identity.factors.enums import Factor
from tandem.identity.factors.models import CodeList, ListCode, SentCode
from tandem.identity.factors.tests.factories import (
    CodeListFactory,
    KeyFactory,
    as_account,
    code_of,
    sent_code,
    with_app,
    with_sms,
)
from tandem.identity.factors.tests.soft_key import SoftKey
from tandem.identity.factors.tests.steps import factors_of, note
from tandem.identity.factors.totp import code_at

INDEX = "/en/how-you-log-in/"


class TestApp:
    PAGE = "/en/how-you-log-in/app/"

    def secret_on(self, page):
        return re.search(r'code-to-type">([A-Z2-7 ]+)<', page.content.decode()).group(1).replace(" ", "")

    def test_is_connected_with_its_first_code_and_told_of(self, client, proved):
        user = proved()
        secret = self.secret_on(client.get(self.PAGE))

        code = code_at(secret, int(now().timestamp()) // 30)
        assertRedirects(client.post(self.PAGE, {"code": code}), INDEX)

        assert factors_of(user) == {Factor.APP}
        assert "An authenticator app was added" in note().body
        assert "If this was not you" in note().body

    def test_shows_the_same_key_after_a_reload_and_a_typing_error(self, client, proved):
        proved()
        secret = self.secret_on(client.get(self.PAGE))

        page = client.post(self.PAGE, {"code": "000000"})

        assertContains(page, "This code is not right")
        assert self.secret_on(page) == self.secret_on(client.get(self.PAGE)) == secret

    def test_has_its_picture_in_the_page_and_its_key_nowhere_in_the_clear(self, client, proved):
        user = proved()
        page = client.get(self.PAGE)
        secret = self.secret_on(page)
        assertContains(page, 'src="data:image/svg+xml;base64,')
        assert secret not in json.dumps(dict(client.session))

        client.post(self.PAGE, {"code": code_at(secret, int(now().timestamp()) // 30)})

        assert secret not in str(Authenticator.objects.get(user=user).data)

    def test_is_one(self, client, proved):
        user = with_app(UserFactory(with_email=True))
        proved(user)
        secret = self.secret_on(client.get(self.PAGE))

        page = client.post(self.PAGE, {"code": code_at(secret, int(now().timestamp()) // 30)})

        assertContains(page, "An app is connected already")


class TestPhone:
    PAGE, CODE = "/en/how-you-log-in/phone/", "/en/how-you-log-in/phone/code/"

    def test_is_proved_by_a_code(self, client, proved):
        user = proved()

        assertRedirects(client.post(self.PAGE, {"phone": "079 123 45 67"}), self.CODE)
        assert factors_of(user) == set()
        assertRedirects(client.post(self.CODE, {"code": sent_code()}), INDEX)

        user.refresh_from_db()
        assert (user.phone, factors_of(user)) == ("+41791234567", {Factor.SMS})
        assert user.phone_verified_at is not None

    @pytest.mark.parametrize("typed", ["call me", "0800 800 800", "026 305 00 00", "+41 79", "079 123 45 67 89"])
    def test_takes_sms(self, client, proved, typed):
        proved()

        assertContains(client.post(self.PAGE, {"phone": typed}), "This number takes no SMS.")
        assert SentCode.objects.count() == 0

    def test_is_not_proved_by_a_code_for_logging_in(self, client, proved):
        user = with_sms(UserFactory(with_email=True))
        proved(user)
        client.post(self.PAGE, {"phone": "079 123 45 67"})
        services.send_code(as_account(user), now=now())

        assertContains(client.post(self.CODE, {"code": sent_code()}), "This code is not right")

    def test_that_is_changed_is_told_to_the_old_one_and_to_the_address(self, client, proved):
        proved(with_sms(UserFactory(with_email=True)))
        client.post(self.PAGE, {"phone": "079 123 45 67"})
        client.post(self.CODE, {"code": sent_code()})

        told = Outgoing.objects.filter(topic="accounts.news").order_by("pk")
        assert {row.recipient for row in told} >= {"+41790000007"}
        assert {row.kind for row in told} == {"mail", "sms"}

    def test_is_guessed_five_times_and_no_more(self, client, proved):
        proved()
        client.post(self.PAGE, {"phone": "079 123 45 67"})
        code = sent_code()
        for _ in range(5):
            client.post(self.CODE, {"code": f"{(int(code) + 1) % 1_000_000:06d}"})

        assertContains(client.post(self.CODE, {"code": code}), "Too many wrong codes.")

    def test_keeps_its_password_needed_until_the_code_came(self, client, proved):
        user = proved()
        client.post(self.PAGE, {"phone": "079 123 45 67"})

        user.refresh_from_db()
        assert user.phone == ""


class TestKey:
    PAGE = "/en/how-you-log-in/key/"

    def add(self, client, soft, name="Blue key", **more):
        client.get(self.PAGE)
        challenge = websafe_decode(client.session["mfa.webauthn.state"]["challenge"])
        answer = soft.made(challenge, resident="passwordless" in more)
        return client.post(self.PAGE, {"name": name, "credential": json.dumps(answer), **more})

    def test_is_added_under_a_name_with_its_counter(self, client, proved):
        user = proved()

        assertRedirects(self.add(client, SoftKey(counter=7)), INDEX)
        self.add(client, SoftKey(), name="", passwordless="on")

        first, second = selectors.keys_of(user.pk)
        assert (first.name, first.opens_alone, second.name, second.opens_alone) == ("Blue key", False, "Key 2", True)
        assert Authenticator.objects.get(pk=first.key_id).data["sign_count"] == 7
        assert "A security key or passkey was added" in note().body

    @pytest.mark.parametrize("nonsense", ["", "x", "[]", "{}", "null", '{"id": 1}', '{"id":"AA","response":{}}'])
    def test_takes_nonsense_for_a_typing_error(self, client, proved, nonsense):
        user = proved()
        client.get(self.PAGE)

        assert client.post(self.PAGE, {"name": "x", "credential": nonsense}).status_code == 200
        assert factors_of(user) == set()

    def test_is_renamed_and_removed_by_its_owner_only(self, client, proved):
        user = proved()
        mine, theirs = KeyFactory(user=user), KeyFactory()

        client.post(reverse("factors:one_key", args=[mine.pk]), {"name": "Green key"})
        assert selectors.keys_of(user.pk)[0].name == "Green key"
        for answer in ({"name": "Mine now"}, {"remove": "1"}):
            assert client.post(reverse("factors:one_key", args=[theirs.pk]), answer).status_code == 404
        client.post(reverse("factors:one_key", args=[mine.pk]), {"remove": "1"})

        assert (selectors.keys_of(user.pk), len(selectors.keys_of(theirs.user_id))) == ((), 1)


class TestList:
    PAGE = "/en/how-you-log-in/list/"

    def test_is_a_sheet_that_is_kept_nowhere(self, client, proved):
        user = proved()

        sheet = client.post(self.PAGE)

        assert (sheet["Content-Type"], sheet.content[:5]) == ("application/pdf", b"%PDF-")
        assert "no-store" in sheet["Cache-Control"]
        assert selectors.codes_left(user.pk) == 24
        assert "new printed list" in note().body

    def test_replaces_the_one_before(self, client, proved):
        user = CodeListFactory(user__with_email=True).user
        proved(user)

        client.post(self.PAGE)

        assert CodeList.objects.filter(user=user).count() == 1
        with pytest.raises(services.WrongCode):
            services.check_second_factor(as_account(user), code=code_of(1), now=now())

    def test_has_codes_of_readable_signs_and_keeps_their_hashes_only(self):
        made = services.make_list(as_account(UserFactory(with_email=True)), now=now())

        assert len(set(made.codes)) == 24
        assert all(re.fullmatch("[ACEFGHJKMNPRTWXY][ACEFGHJKMNPRTWXY34679]{7}", code) for code in made.codes)
        assert not set(made.codes) & set(ListCode.objects.values_list("code_hash", flat=True))


class TestRecoveryCodes:
    PAGE = "/en/how-you-log-in/recovery/"

    def test_are_shown_once(self, client, proved):
        user = with_app(UserFactory(with_email=True))
        proved(user)

        codes = re.findall(r"\d{4} \d{4}", client.post(self.PAGE).content.decode())

        assert len(codes) == 10
        assertNotContains(client.get(self.PAGE), codes[0])
        assert services.check_second_factor(as_account(user), code=codes[0], now=now()) is Factor.RECOVERY

    def test_stand_in_for_something(self, client, proved):
        proved()

        assertRedirects(client.post(self.PAGE), INDEX)
        assert Authenticator.objects.count() == 0
