"""A world that stands for a module: each test finds it as it was made."""

from pathlib import Path

import pytest
from django.conf import settings
from django.core.cache import cache
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import transaction

from tandem.foundation import clock
from tandem.foundation.testing import worlds


def build():
    cache.set("made", "once", timeout=None)
    Path(settings.DATA_DIR, "letter").write_text("made once")
    return default_storage.save("worlds/picture", ContentFile(b"made once")), clock.now()


@pytest.fixture(scope="module")
def world(django_db_setup, django_db_blocker):
    with worlds.standing(django_db_blocker, build) as built:
        yield built


@pytest.mark.parametrize("round_", [1, 2, 3])
def test_is_found_as_it_was_made_whatever_the_test_before_did(world, round_):
    picture, made_at = world
    letter = Path(settings.DATA_DIR, "letter")

    assert cache.get("made") == "once"
    assert letter.read_text() == "made once"
    assert default_storage.open(picture).read() == b"made once"
    assert made_at < clock.now() == clock.now()

    with transaction.atomic(durable=True):
        cache.set("made", "anew", timeout=None)
    letter.unlink()
    default_storage.delete(picture)
    default_storage.save(picture, ContentFile(b"another"))


def test_leaves_nothing_behind(world, django_db_blocker):
    stopped_at = clock.now()

    with worlds.standing(django_db_blocker, lambda: cache.set("made", "for a while", timeout=None)):
        assert cache.get("made") == "for a while"
        assert clock.now() > stopped_at

    assert cache.get("made") == "once"
    assert clock.now() == stopped_at
