"""A guard that never caught anything may be asleep: each is shown a fault of its kind."""

import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from django.db import models

from tandem.foundation import queue
from tests import architecture
from tests.test_architecture import FLOORS

ROOT = Path(__file__).resolve().parents[1]


@pytest.fixture
def house(tmp_path):
    """A copy of the house's Python files in which a test may plant a fault."""
    shutil.copy(ROOT / "pyproject.toml", tmp_path)
    shutil.copytree(
        ROOT / "tandem",
        tmp_path / "tandem",
        ignore=lambda folder, names: [
            name for name in names if not (Path(folder) / name).is_dir() and not name.endswith(".py")
        ],
    )
    return tmp_path


def lint(house: Path) -> str:
    """import-linter's words about the copy; empty when every contract is kept."""
    run = subprocess.run(
        [
            sys.executable,
            "-c",
            "from importlinter.cli import lint_imports_command; lint_imports_command()",
            "--no-cache",
        ],
        cwd=house,
        env={"PYTHONPATH": str(house), "PATH": "/usr/bin:/bin"},
        capture_output=True,
        text=True,
        check=False,
    )
    return "" if run.returncode == 0 else run.stdout


def plant(house: Path, module: str, line: str) -> None:
    path = house / (module.replace(".", "/") + ".py")
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text((path.read_text() if path.exists() else "") + f"\n{line}\n")


def test_the_house_itself_keeps_its_contracts(house):
    assert lint(house) == ""


@pytest.mark.parametrize(
    ("fault", "module", "line", "contract"),
    [
        ("the foundation looks up", "tandem.foundation.clock", "import tandem.identity.access.enums", "Floors"),
        ("neighbours touch", "tandem.market.ads.selectors", "import tandem.eservices.efforts.rules", "Floors"),
        (
            "an import hides in a function",
            "tandem.reference.calendar.rules",
            "def hidden():\n    import tandem.market.ads.enums",
            "Floors",
        ),
        (
            "help meets sanction",
            "tandem.assistance.autonomy.selectors",
            "import tandem.authorities.counselling",
            "Firewall",
        ),
        (
            "sanction meets help",
            "tandem.authorities.counselling.selectors",
            "import tandem.assistance.autonomy",
            "Firewall",
        ),
        (
            "a figure asks for levels",
            "tandem.insights.figures.selectors",
            "import tandem.assistance.autonomy.selectors",
            "Levels",
        ),
        ("features form a ring", "tandem.identity.access.registry", "import tandem.identity.people.rules", "Rooms"),
        (
            "a verb calls its page",
            "tandem.eservices.efforts.services",
            "import tandem.eservices.efforts.views",
            "Features",
        ),
        ("law asks a framework", "tandem.eservices.efforts.rules", "import django.db", "Law"),
        ("a room nobody declared", "tandem.cellar.__init__", '"""A room without a floor."""', "Floors"),
    ],
    ids=lambda value: value if isinstance(value, str) and " " in value and "\n" not in value else "",
)
def test_import_linter_catches(house, fault, module, line, contract):
    plant(house, module, line)

    words = lint(house)

    assert contract in words, fault


class TestArchitectureTests:
    def test_catch_a_feature_entered_by_its_back_door(self, house, monkeypatch):
        monkeypatch.syspath_prepend(str(house))
        plant(house, "tandem.authorities.counselling.selectors", "import tandem.eservices.efforts.models")
        script = "from tests.architecture import trespassers; print(*trespassers())"
        found = subprocess.run(  # noqa: S603
            [sys.executable, "-c", script],
            cwd=house,
            env={"PYTHONPATH": f"{house}:{ROOT}"},
            capture_output=True,
            text=True,
            check=True,
        ).stdout

        assert "tandem.authorities.counselling.selectors -> tandem.eservices.efforts.models" in found

    def test_catch_a_key_that_points_up_and_one_that_points_sideways(self):
        upper = type("Upper", (), {"__module__": "tandem.market.ads.models"})
        neighbour = type("Neighbour", (), {"__module__": "tandem.eservices.efforts.models"})
        lower = type("Lower", (), {"__module__": "tandem.identity.people.models"})
        for model, targets in ((upper, [lower, neighbour]), (neighbour, []), (lower, [upper])):
            fields = [
                type(
                    "Key",
                    (),
                    {
                        "related_model": target,
                        "auto_created": False,
                        "__str__": lambda self: self.name,
                        "name": f"{model.__name__}->{target.__name__}",
                    },
                )()
                for target in targets
            ]
            model._meta = type("Meta", (), {"get_fields": staticmethod(lambda fields=fields: fields)})

        found = architecture.upward_keys([upper, neighbour, lower], FLOORS)

        assert found == ["Upper->Neighbour", "Lower->Upper"]

    def test_catch_a_job_that_nobody_registered(self):
        sources = [
            'enqueue_on_commit("cellar.sweep", room_id=1)',
            'NAME = "cellar.paint"\ndef paint():\n    enqueue_once_on_commit(NAME)',
            "def ask(name):\n    enqueue_on_commit(name)",
        ]

        found = architecture.enqueued_names(sources)

        assert found == {"cellar.sweep", "cellar.paint", "name, which is no constant of its module"}
        assert not found & set(queue.names())

    def test_catch_a_model_about_a_person_without_eraser(self):
        from tandem.identity.people.models import Person  # noqa: PLC0415

        class Meta:
            app_label = "people"
            managed = False

        diary = type(
            "Diary",
            (models.Model,),
            {
                "__module__": __name__,
                "Meta": Meta,
                "person": models.ForeignKey(Person, models.PROTECT, related_name="+"),
            },
        )
        try:
            assert architecture.models_about_a_person([diary]) == {"people.Diary"}
        finally:
            from django.apps import apps  # noqa: PLC0415

            del apps.all_models["people"]["diary"]
            apps.clear_cache()

    def test_catch_a_view_that_queries(self, tmp_path):
        view = tmp_path / "views.py"
        view.write_text("def page(request):\n    return Person.objects.get(pk=1)\n")

        assert architecture.queries_in_views([view]) == [f"{view}:2"]

    def test_catch_a_verb_without_actor_and_one_that_asks_the_clock(self, tmp_path):
        verbs = tmp_path / "services.py"
        verbs.write_text("def file_proof(*, now):\n    return clock.now()\n")

        assert list(architecture.verbs_without_actor([verbs])) == [
            f"{verbs}:file_proof takes `now` and no `acting`",
            f"{verbs}:2 asks the clock",
        ]

    def test_let_the_foundation_act_for_nobody_but_ask_no_clock(self, tmp_path):
        verbs = tmp_path / "foundation" / "services.py"
        verbs.parent.mkdir()
        verbs.write_text("def send(*, now):\n    return clock.now()\n")

        assert list(architecture.verbs_without_actor([verbs])) == [f"{verbs}:2 asks the clock"]
