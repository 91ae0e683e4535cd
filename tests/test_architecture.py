"""What import-linter cannot see. `test_guards_bite.py` proves that each of these bites."""

import re
import tomllib
from importlib import import_module
from pathlib import Path

import pytest
from django.apps import apps

from tandem.foundation import queue
from tandem.identity.access import registry
from tests import architecture

ROOT = Path(__file__).resolve().parents[1]
CONTRACTS = tomllib.loads((ROOT / "pyproject.toml").read_text())["tool"]["importlinter"]["contracts"]
FLOORS = [re.split(r"\s*\|\s*", floor) for floor in CONTRACTS[0]["layers"]]  # highest first


def test_features_enter_each_other_by_the_front_door():
    assert architecture.trespassers() == []


def test_foreign_keys_never_point_up_or_sideways():
    assert architecture.upward_keys(apps.get_models(), FLOORS) == []


def test_every_enqueued_name_is_a_registered_task():
    for tasks in sorted((ROOT / "tandem").glob("*/*/tasks.py")):
        import_module(".".join(tasks.relative_to(ROOT).with_suffix("").parts))

    enqueued = architecture.enqueued_names(
        path.read_text() for path in (ROOT / "tandem").rglob("*.py") if "tests" not in path.parts
    )

    assert enqueued
    assert enqueued <= set(queue.names())


def test_every_model_with_a_key_to_a_person_has_an_exporter_and_an_eraser():
    about_a_person = architecture.models_about_a_person(apps.get_models())

    # More may be registered: rows that belong to a person through another row, as a contest through its visit.
    assert about_a_person - set(registry.personal_data) == set()
    assert all(apps.get_model(model) for model in registry.personal_data)


def test_no_view_starts_a_query():
    views = [*(ROOT / "tandem").rglob("views.py"), *(ROOT / "tandem").rglob("views/*.py")]

    assert views
    assert architecture.queries_in_views(views) == []


def test_verbs_say_who_acts_and_never_ask_the_clock():
    services = [*(ROOT / "tandem").rglob("services.py"), *(ROOT / "tandem").rglob("services/*.py")]

    assert services
    assert list(architecture.verbs_without_actor(services)) == []


@pytest.mark.parametrize("room", sorted({room for floor in FLOORS for room in floor}))
def test_every_room_says_what_it_is_for(room):
    module = import_module(f"tandem.{room}")

    assert module.__doc__
    for feature in sorted((ROOT / "tandem" / room).glob("*/__init__.py")):
        if room not in architecture.ROOMS_WITHOUT_FEATURES and feature.parent.name not in {"tests", "locale"}:
            assert import_module(f"tandem.{room}.{feature.parent.name}").__doc__, f"{feature} says nothing"
