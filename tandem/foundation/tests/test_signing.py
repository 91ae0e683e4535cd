import base64

import pytest
from django.core.exceptions import ImproperlyConfigured
from hypothesis import given
from hypothesis import strategies as st

from tandem.foundation import signing

pytestmark = pytest.mark.without_database

# RFC 8032, section 7.1, test 2: the seed and the public half of a published pair.
SEED = bytes.fromhex("4ccd089b28ff96da9db6c346ec114e0f5b8a319f35aba624da8cf6ed4fb8a6fb")
PUBLIC = bytes.fromhex("3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c")


def text(key):
    return base64.urlsafe_b64encode(key).decode()


@pytest.fixture
def keys(settings):
    settings.SIGNING_KEYS = [text(SEED)]
    return settings.SIGNING_KEYS


class TestSign:
    @given(st.binary(max_size=200))
    def test_makes_what_verifies_and_the_same_each_time(self, content):
        signer, signature = signing.sign(content, use="tests")

        assert signing.verify(signer, content, signature, use="tests")
        assert signing.sign(content, use="tests") == (signer, signature)

    def test_names_the_key_and_hands_out_its_public_half(self, keys):
        signer, _signature = signing.sign(b"x", use="tests")

        assert signing.public_keys() == {signer: PUBLIC}

    def test_needs_a_key(self, settings):
        settings.SIGNING_KEYS = []

        with pytest.raises(ImproperlyConfigured):
            signing.sign(b"x", use="tests")


class TestVerify:
    def test_refuses_another_content_another_use_and_another_signature(self):
        signer, signature = signing.sign(b"x", use="tests")

        assert not signing.verify(signer, b"y", signature, use="tests")
        assert not signing.verify(signer, b"x", signature, use="another")
        assert not signing.verify(signer, b"x", bytes(64), use="tests")
        assert not signing.verify(signer, b"x", b"short", use="tests")

    def test_knows_what_an_older_key_signed_even_when_only_its_public_half_is_left(self, settings, keys):
        signer, signature = signing.sign(b"x", use="tests")
        settings.SIGNING_KEYS = [text(bytes(32)), f"public:{text(PUBLIC)}"]

        assert signing.verify(signer, b"x", signature, use="tests")
        assert signing.sign(b"x", use="tests")[0] != signer

    def test_says_nothing_about_a_key_that_was_taken_away(self, settings, keys):
        signer, signature = signing.sign(b"x", use="tests")
        settings.SIGNING_KEYS = [text(bytes(32))]

        with pytest.raises(signing.UnknownKey, match=signer):
            signing.verify(signer, b"x", signature, use="tests")


class TestCheckKeys:
    @pytest.mark.parametrize("wrong", [["x"], [text(b"short")], ["public:x"], [f"public:{text(PUBLIC)}"]])
    def test_refuses_what_cannot_sign(self, wrong):
        with pytest.raises(ValueError, match=r"Base64|public half"):
            signing.check_keys(wrong)

    def test_takes_an_old_public_half_behind_a_key(self):
        signing.check_keys([text(SEED), f"public:{text(PUBLIC)}"])
