"""The repository agrees with itself."""

import ast
import re
from importlib import import_module

import pytest
from django.apps import apps
from procrastinate.contrib.django import app as queue_app

from tandem.foundation import catalogues, queue
from tandem.project.settings import environment
from tests import consistency
from tests.consistency import ROOT

pytestmark = pytest.mark.without_database

OPERATIONS = ROOT / "docs" / "operations.md"


def template_names() -> list[str]:
    return [
        path.relative_to(folder).as_posix()
        for folder in (ROOT / "tandem").rglob("templates")
        for path in folder.rglob("*")
        if path.is_file()
    ]


class TestTemplates:
    def test_are_all_used(self):
        sources = (text for path, text in consistency.texts((".py", ".html")) if path.parts[-2] != "tests")

        # What stands in for a page of django-allauth is drawn by it: accounts/tests/test_words.py looks after those.
        ours = [name for name in template_names() if not name.startswith(("account/", "socialaccount/"))]
        assert consistency.unused_templates(ours, sources) == []

    def test_belong_to_one_feature_each(self):
        names = template_names()

        assert sorted(names) == sorted(set(names))

    def test_planted_without_use_are_found(self):
        sources = ['render(request, "ads/detail.html")', 'f"foundation/gallery/{layout}.html"']
        names = ["ads/detail.html", "foundation/gallery/desk.html", "ads/forgotten.html"]

        assert consistency.unused_templates(names, sources) == ["ads/forgotten.html"]


class TestScripts:
    """Scripts of one page share their outermost names: the second one that declares a name does not run at all."""

    def test_declare_no_name_twice(self):
        names = [
            (name, path.name)
            for path, text in consistency.texts((".js",))
            if "static" in path.parts
            for name in re.findall(r"^(?:const|let|class|(?:async )?function\*?) (\w+)", text, re.MULTILINE)
        ]

        once = dict(names)
        assert len(names) > 50
        assert sorted({(name, where, once[name]) for name, where in names if once[name] != where}) == []


class TestTranslations:
    def test_are_asked_for_by_names_that_the_catalogues_know(self):
        assert [
            f"{path.relative_to(ROOT)}: {found}"
            for path, text in consistency.texts((".py",))
            for found in consistency.renamed_translations(text)
        ] == []

    def test_planted_under_another_name_are_found(self):
        line = "from django.utils.translation import gettext as "

        assert len(consistency.renamed_translations(f"{line}now_")) == 1
        assert consistency.renamed_translations(f"{line}_\n") == []


class TestClock:
    def test_is_stopped_and_never_replaced(self):
        assert [
            f"{path.relative_to(ROOT)}: {found}"
            for path, text in consistency.texts((".py",))
            for found in consistency.replaced_clocks(text)
        ] == []

    @pytest.mark.parametrize("place", ['clock, "now"', '"tandem.' + 'foundation.clock.now"', 'views.clock, "today"'])
    def test_planted_in_another_place_is_found(self, place):
        assert len(consistency.replaced_clocks(f"monkeypatch.setattr({place}, lambda: NOW)")) == 1


class TestTasks:
    def test_are_all_asked_for_or_periodic(self):
        for path in (ROOT / "tandem").rglob("tasks.py"):
            import_module(".".join(path.relative_to(ROOT).with_suffix("").parts))
        code = "\n".join(
            text
            for path, text in consistency.texts((".py",))
            if path.name != "tasks.py" and not {"tests", "migrations"} & set(path.parts)
        )
        periodic = {entry.task.name for entry in queue_app.periodic_registry.periodic_tasks.values()}
        ours = {name for name in queue.names() if ".tests." not in name}

        assert sorted(name for name in ours - periodic if f'"{name}"' not in code) == []


class TestSettings:
    def test_are_all_documented(self):
        text = OPERATIONS.read_text()

        assert [name for name in environment.variables() if f"`{name}`" not in text] == []

    def test_documented_do_all_exist(self):
        said = set(re.findall(r"`(TANDEM_[A-Z_]+)`", OPERATIONS.read_text()))

        assert said - set(environment.variables()) - environment.OTHERS == set()


class TestFiles:
    def test_name_no_machine_and_no_package_host(self):
        assert [
            f"{path.relative_to(ROOT)}: {trace}"
            for path, text in consistency.texts()
            for trace in consistency.machine_traces(text)
        ] == []

    @pytest.mark.parametrize(
        "text",
        ["see /" + "home/mila/tandem", "open('/" + "work/tandem/x')", "--index-url https://" + "pypi" + ".org/simple"],
    )
    def test_planted_traces_are_found(self, text):
        assert len(consistency.machine_traces(text)) == 1

    @pytest.mark.parametrize(
        "text", ["/de/homes/home/", "{% url 'homes:home' %}", "href='/" + "work/'", "/usr/bin/env"]
    )
    def test_addresses_of_pages_are_no_traces(self, text):
        assert consistency.machine_traces(text) == []

    def test_print_only_where_a_person_typed_the_command(self):
        talkers = ("tandem/project/demo/", "tandem/project/bench/", "scripts/")

        assert [
            str(path.relative_to(ROOT))
            for path, text in consistency.texts((".py",))
            if "print(" in text and prints(text) and not str(path.relative_to(ROOT)).startswith(talkers)
        ] == []


def prints(code: str) -> bool:
    """Whether it prints itself; what a text tells somebody else to type does not count."""
    calls = (node.func for node in ast.walk(ast.parse(code)) if isinstance(node, ast.Call))
    return any(isinstance(called, ast.Name) and called.id == "print" for called in calls)


def test_catalogues_of_all_features_are_complete():
    features = [config.path for config in apps.get_app_configs() if config.name.startswith("tandem.")]

    assert catalogues.problems([ROOT / feature for feature in features]) == []
