import asyncio
import threading

import pytest
from django.conf import settings
from django.test import override_settings
from django.urls import get_script_prefix
from django.utils import translation
from django.utils.translation import trans_real

from tandem.foundation.at_hand import OfThisContext


class TestOfThisContext:
    def test_has_no_value_until_there_is_one(self):
        held = OfThisContext()

        assert not hasattr(held, "value")
        held.value = "de"
        assert held.value == "de"
        del held.value
        assert not hasattr(held, "value")

    def test_is_another_one_in_another_thread(self):
        held, seen = OfThisContext(), []
        held.value = "de"
        thread = threading.Thread(target=lambda: seen.append(getattr(held, "value", None)))
        thread.start()
        thread.join()

        assert seen == [None]

    def test_is_another_one_in_another_task(self):
        held = OfThisContext()

        async def speaks(language):
            held.value = language
            await asyncio.sleep(0)
            return held.value

        async def both():
            return await asyncio.gather(speaks("de"), speaks("fr"))

        assert asyncio.run(both()) == ["de", "fr"]
        assert not hasattr(held, "value")

    def test_does_not_forgive_another_name(self):
        with pytest.raises(AttributeError):
            _ = OfThisContext().language


class TestInstall:
    def test_stands_where_django_looks_for_the_language(self):
        with translation.override("fr"):
            assert trans_real._active.value.to_language() == "fr"
            assert translation.get_language() == "fr"

    def test_leaves_addresses_at_their_root(self):
        assert get_script_prefix() == "/"

    def test_lets_a_test_have_another_setting(self):
        before = settings.LANGUAGE_CODE

        with override_settings(LANGUAGE_CODE="it"):
            assert settings.LANGUAGE_CODE == "it"
        assert before == settings.LANGUAGE_CODE

    def test_does_not_forgive_an_unknown_setting(self):
        assert not hasattr(settings, "NO_SUCH_SETTING")
