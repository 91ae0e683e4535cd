from collections import Counter

import pytest
from django.middleware import csrf
from django.test import RequestFactory

from tandem.foundation import chance
from tandem.foundation.chance import signs


class TestSigns:
    def test_are_as_many_as_asked_for_and_of_the_alphabet(self):
        assert [len(signs(length, "abc")) for length in (0, 1, 32, 1000)] == [0, 1, 32, 1000]
        assert set(signs(1000, "abc")) == set("abc")

    def test_are_others_each_time(self):
        assert len({signs(32, csrf.CSRF_ALLOWED_CHARS) for _time in range(100)}) == 100

    def test_takes_each_byte_for_one_sign_and_leaves_out_what_would_favour_some(self, monkeypatch):
        """Of three signs, bytes 0 to 254 give each 85 times; 255 would give the first one once more."""
        every = [bytes(range(255, -1, -1)), bytes(range(256))]
        monkeypatch.setattr(chance.os, "urandom", lambda _size: every.pop(0))

        assert Counter(signs(510, "abc")) == {"a": 170, "b": 170, "c": 170}

    @pytest.mark.parametrize("alphabet", ["", "a" * 257])
    def test_refuses_an_alphabet_that_a_byte_does_not_choose_from(self, alphabet):
        with pytest.raises(ValueError, match="alphabet of"):
            signs(1, alphabet)


class TestInstall:
    def test_makes_tokens_that_django_takes(self):
        request = RequestFactory().get("/")
        token = csrf.get_token(request)

        assert len(token) == csrf.CSRF_TOKEN_LENGTH
        assert csrf._does_token_match(token, request.META["CSRF_COOKIE"])
        assert csrf.get_token(request) != token

    def test_asks_once_for_all_signs_of_a_token(self, monkeypatch):
        asked = []
        monkeypatch.setattr(chance.os, "urandom", lambda size: asked.append(size) or bytes(size))

        csrf.get_token(RequestFactory().get("/"))

        assert len(asked) == 2  # the secret and its mask
