"""Those who control cannot reach how somebody does her tasks: in the database, the code, the copy, the log."""

import ast
import inspect
import logging
from pathlib import Path

import pytest
import structlog
from django.apps import apps
from django.conf import settings
from django.db import ProgrammingError, connection, transaction
from django.http import HttpResponse, JsonResponse
from django.urls import URLResolver, get_resolver, path
from django.urls.resolvers import RegexPattern
from structlog.testing import capture_logs

import tandem
from tandem.assistance.autonomy import selectors, services, urls
from tandem.assistance.autonomy.enums import NextTime, Task
from tandem.assistance.autonomy.models import Observation, OwnWord, Share
from tandem.assistance.autonomy.opening import opened
from tandem.assistance.autonomy.tests.factories import noted, own
from tandem.identity.access import registry
from tandem.identity.access.enums import Presence
from tandem.identity.access.tests.factories import NOON
from tandem.identity.mandates.tests.factories import a_helper, a_person, granted
from tandem.identity.people.models import Person

HOUSE = Path(tandem.__file__).parent
ROOM = HOUSE / "assistance" / "autonomy"
MODELS = ("Observation", "OwnWord", "Share")
TABLES = [model._meta.db_table for model in (Observation, OwnWord, Share)]


@pytest.fixture
def person(db):
    person = a_person()
    noted(person, Presence.IN_PLACE, Presence.ALONE)
    services.answer(own(person), task=Task.MONTHLY_FORM, word=NextTime.YES, now=NOON)
    mandate = granted(person, a_helper())
    services.share(own(person), task=Task.MONTHLY_FORM, mandate_id=mandate.pk, now=NOON)
    return person


@pytest.fixture
def as_application(person):
    """The role as which web and workers connect, for the rest of the test."""
    with connection.cursor() as cursor:
        cursor.execute(f'SET LOCAL ROLE "{settings.DATABASE_ROLE}"')
    yield person
    with connection.cursor() as cursor:
        cursor.execute("RESET ROLE")


def rows(table):
    with connection.cursor() as cursor:
        cursor.execute(f'SELECT count(*) FROM "{table}"')  # noqa: S608 - our own tables
        return cursor.fetchone()[0]


def counted(person):
    with opened(person.pk):
        return rows(TABLES[0])


@pytest.mark.django_db(transaction=True)
def test_a_row_of_its_own_transaction_is_one_question_and_leaves_nothing_open(django_assert_num_queries):
    person = a_person()
    with connection.cursor() as cursor:
        cursor.execute(f'SET ROLE "{settings.DATABASE_ROLE}"')
    try:
        with django_assert_num_queries(1):
            services.record(person.pk, Task.LOG_IN, Presence.ALONE, NOON, "log-in today")
        assert rows(TABLES[0]) == 0
        assert counted(person) == 1
    finally:
        with connection.cursor() as cursor:
            cursor.execute("RESET ROLE")


class TestDatabase:
    @pytest.mark.parametrize("table", TABLES)
    def test_shows_nothing_to_a_query_that_has_opened_nobodys_file(self, as_application, table):
        assert rows(table) == 0

    @pytest.mark.parametrize("table", TABLES)
    def test_shows_one_person_while_her_file_is_open_here_and_not_after(self, as_application, table):
        another = a_person(phone="+41790000009")
        with opened(another.pk):
            assert rows(table) == 0
        with opened(as_application.pk):
            assert rows(table) > 0
        assert rows(table) == 0

    def test_hides_them_from_a_join_that_a_desk_might_write(self, as_application):
        """The fault that the lock is for: a desk's list that takes the level of each of its persons along."""
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT p.id, o.level FROM people_person p LEFT JOIN autonomy_observation o ON o.person_id = p.id"
            )
            found = cursor.fetchall()

        assert found
        assert {level for _person, level in found} == {None}

    def test_hides_them_from_the_orm_of_another_feature(self, as_application):
        assert not apps.get_model("autonomy", "Observation").objects.filter(person=as_application).exists()

    def test_closes_when_something_goes_wrong_within(self, as_application):
        with pytest.raises(RuntimeError), opened(as_application.pk):
            raise RuntimeError

        assert rows(TABLES[0]) == 0

    def test_takes_a_row_in_one_statement_and_stays_closed(self, as_application):
        before = counted(as_application)

        for _twice in range(2):
            services.record(as_application.pk, Task.LOG_IN, Presence.ALONE, NOON, "log-in today")

        assert rows(TABLES[0]) == 0
        assert counted(as_application) == before + 1

    def test_takes_no_row_about_somebody_else(self, as_application):
        another = a_person(phone="+41790000009")
        with pytest.raises(ProgrammingError, match="row-level security"), transaction.atomic(), opened(another.pk):
            Observation.objects.create(
                person=as_application, task=Task.UPLOAD, level=Presence.ALONE, at=NOON, source="x"
            )

    def test_works_for_the_person_herself_under_the_applications_role(self, as_application):
        file = own(as_application)
        services.answer(file, task=Task.UPLOAD, word=NextTime.NO, now=NOON)

        assert [path.task for path in selectors.paths(file)] == [Task.MONTHLY_FORM, Task.UPLOAD]

    def test_the_application_cannot_lift_the_lock(self, as_application):
        for sentence in (
            "ALTER TABLE autonomy_observation DISABLE ROW LEVEL SECURITY",
            "DROP POLICY only_the_opened_file ON autonomy_observation",
        ):
            with pytest.raises(ProgrammingError), transaction.atomic(), connection.cursor() as cursor:
                cursor.execute(sentence)

    def test_a_table_without_its_policy_would_be_noticed(self, as_application):
        """The planted fault: with the policy taken away by the owner, the same question finds the rows."""
        with connection.cursor() as cursor:
            cursor.execute("RESET ROLE")
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
            cursor.execute("ALTER TABLE autonomy_observation DISABLE ROW LEVEL SECURITY")
            cursor.execute(f'SET LOCAL ROLE "{settings.DATABASE_ROLE}"')

        assert rows("autonomy_observation") == 2

    def test_every_table_of_the_room_is_locked(self, db):
        ours = [model._meta.db_table for model in apps.get_app_config("autonomy").get_models()]
        with connection.cursor() as cursor:
            cursor.execute("SELECT relname FROM pg_class WHERE relrowsecurity AND relname = ANY(%s)", [ours])
            locked = {name for (name,) in cursor.fetchall()}

        assert locked == set(ours) == set(TABLES)


def importers(house, wanted="tandem.assistance.autonomy"):
    """Files outside the room that import it."""
    found = set()
    for file in house.rglob("*.py"):
        if file.is_relative_to(house / "assistance" / "autonomy") or "tests" in file.parts:
            continue
        for node in ast.walk(ast.parse(file.read_text())):
            names = []
            if isinstance(node, ast.Import):
                names = [alias.name for alias in node.names]
            elif isinstance(node, ast.ImportFrom):
                names = [node.module or "", *(f"{node.module}.{alias.name}" for alias in node.names)]
            if any(name == wanted or name.startswith(f"{wanted}.") for name in names):
                found.add(file.relative_to(house).as_posix())
    return found


def allowed(path):
    """The rest of its wing, and the roof's own wiring for the person and her helper."""
    return path.startswith("assistance/") or path in {"portals/wiring.py", "portals/homes/selectors.py"}


def programs(room):
    """Doors of a room that nobody opens with a hand."""
    return [name for name in ("api.py", "admin.py", "tasks.py", "management") if (room / name).exists()]


def strangers(patterns):
    """Addresses that are none of the pages of the person and of the helper to whom she shows something."""
    known = {"mine", "shared", "task", "answer", "share", "stop_sharing"}
    return [pattern.name for pattern in patterns if pattern.name not in known]


def said_by_interfaces(resolver):
    """Addresses for programs whose code, or whose name, speaks of this room."""
    found = []
    for pattern in addresses(resolver):
        route = str(pattern.pattern)
        if "api" not in route and "api" not in pattern.callback.__module__:
            continue
        code = inspect.getsource(inspect.unwrap(pattern.callback)) if inspect.isfunction(pattern.callback) else ""
        if "autonomy" in f"{route} {pattern.name} {code}" or "Observation" in code:
            found.append(route)
    return found


def addresses(resolver):
    for pattern in resolver.url_patterns:
        if isinstance(pattern, URLResolver):
            yield from addresses(pattern)
        else:
            yield pattern


def leaked(said):
    """Words of this room in what was logged."""
    return [word for word in ("in_place", "together", "read_letter", "autonomy") if word in said]


class TestCode:
    def test_nobody_imports_the_room_but_its_own_wing_and_the_roof(self):
        assert [path for path in importers(HOUSE) if not allowed(path)] == []

    def test_an_import_elsewhere_is_noticed(self, tmp_path):
        for place in ("insights/figures/selectors.py", "portals/api/api.py", "project/api.py"):
            (tmp_path / place).parent.mkdir(parents=True, exist_ok=True)
            (tmp_path / place).write_text("from tandem.assistance.autonomy import selectors\n")

        assert [path for path in sorted(importers(tmp_path)) if not allowed(path)] == [
            "insights/figures/selectors.py",
            "portals/api/api.py",
            "project/api.py",
        ]

    def test_no_program_gets_at_it(self):
        """No interface for programs, no command, no job, no page of the administration."""
        assert programs(ROOM) == []
        assert not apps.is_installed("django.contrib.admin")

    def test_a_program_in_the_room_is_noticed(self, tmp_path):
        for name in ("api.py", "tasks.py"):
            (tmp_path / name).touch()
        (tmp_path / "management").mkdir()

        assert programs(tmp_path) == ["api.py", "tasks.py", "management"]

    def test_no_interface_for_programs_says_a_word_of_it(self):
        assert said_by_interfaces(get_resolver()) == []

    def test_an_interface_that_hands_it_out_is_noticed(self):
        def levels(request):
            return JsonResponse({"levels": list(Observation.objects.values_list("level", flat=True))})

        planted = [path("api/levels/", levels, name="autonomy_levels")]

        assert said_by_interfaces(URLResolver(RegexPattern(r"^/"), planted)) == ["api/levels/"]

    def test_its_addresses_are_pages_of_the_person_and_of_her_helper(self):
        assert strangers(urls.urlpatterns) == []

    def test_an_address_for_somebody_else_is_noticed(self):
        def levels(_request):
            return HttpResponse()

        planted = path("caseload/levels/", levels, name="levels_of_a_caseload")

        assert strangers([*urls.urlpatterns, planted]) == ["levels_of_a_caseload"]

    def test_no_total_no_score_no_ranking_and_no_hours_stand_anywhere(self):
        """Neither a column nor a function nor a word on a page counts, weighs or compares."""
        forbidden = {"Sum", "Avg", "Count", "Max", "Min", "Rank", "Window", "aggregate", "annotate", "sum", "mean"}
        used = {
            node.id if isinstance(node, ast.Name) else node.attr
            for path in ROOM.glob("*.py")
            for node in ast.walk(ast.parse(path.read_text()))
            if isinstance(node, ast.Name | ast.Attribute)
        }
        columns = {
            field.name: type(field).__name__
            for model in (Observation, OwnWord, Share)
            for field in model._meta.get_fields()
        }
        templates = "".join(path.read_text() for path in (ROOM / "templates").rglob("*.html")).lower()

        assert used & forbidden == set()
        assert not {name for name, kind in columns.items() if kind in {"IntegerField", "FloatField", "DurationField"}}
        words = ("score", "total", "rank", "percent", "hour", "minute", "better", "worse", "progress")
        assert not [word for word in words if f"{word} " in templates]


def whatever_is_about(person):
    """The tables in which a query over every model with a key to a person finds rows about her."""
    found = set()
    for model in apps.get_models():
        keys = [field for field in model._meta.fields if field.is_relation and field.related_model is Person]
        if any(model._default_manager.filter(**{key.name: person}).order_by("pk").exists() for key in keys):
            found.add(model._meta.db_table)
    return found


class TestExport:
    def test_is_in_the_persons_own_copy(self, person):
        found = {name: registry.personal_data[f"autonomy.{name}"].export(person.pk) for name in MODELS}

        assert [row["level"] for row in found["Observation"]] == ["in_place", "alone"]
        assert [row["word"] for row in found["OwnWord"]] == ["yes"]
        assert len(found["Share"]) == 1

    def test_is_in_no_copy_that_a_desk_could_make_of_every_table(self, as_application):
        """Planted: a list of everything with a key to the person, as a report in a hurry would take it."""
        assert whatever_is_about(as_application) & set(TABLES) == set()

    def test_such_a_copy_would_be_noticed_without_the_lock(self, person):
        """As the owner of the tables, whom the policy does not bind: the same list has them all."""
        assert set(TABLES) <= whatever_is_about(person)

    def test_is_erased_with_what_only_helps(self, person):
        for name in MODELS:
            data = registry.personal_data[f"autonomy.{name}"]
            assert data.retention == "convenience"
            assert data.erase(person.pk) > 0
            assert data.export(person.pk) == []


class TestLog:
    def test_holds_nothing_of_it_at_any_level(self, person, caplog):
        with caplog.at_level(logging.DEBUG), capture_logs() as lines:
            noted(person, Presence.TOGETHER_HELPER_HANDS, task=Task.READ_LETTER)
            services.answer(own(person), task=Task.READ_LETTER, word=NextTime.NO, now=NOON)
            selectors.paths(own(person))

        assert leaked(" ".join([caplog.text, *map(str, lines)])) == []

    def test_a_line_that_says_it_is_noticed(self, caplog):
        with capture_logs() as lines:
            structlog.get_logger().debug("task_came_about", task="read_letter", level="in_place")

        assert leaked(" ".join(map(str, lines))) == ["in_place", "read_letter"]

    def test_the_room_has_no_log_at_all(self):
        sources = {path.name: path.read_text() for path in ROOM.glob("*.py")}

        assert not [name for name, source in sources.items() if "structlog" in source or "logging" in source]
