from pathlib import Path

import allauth
import pytest
from django.test.signals import template_rendered

_THEIRS = str(Path(allauth.__file__).parent)


@pytest.fixture(autouse=True)
def _no_page_of_allauth():
    """Its pages and mails say "du" and are not accessible: whatever these tests reach is drawn by our templates."""
    foreign = []

    def note(template, **_facts):
        if template.origin and str(template.origin.name).startswith(_THEIRS):
            foreign.append(template.name)

    template_rendered.connect(note)
    yield
    template_rendered.disconnect(note)
    assert foreign == []
