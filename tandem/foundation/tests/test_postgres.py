import datetime

import pytest
from django.contrib.auth.models import Group, Permission
from django.contrib.contenttypes.models import ContentType
from django.db import DatabaseError, DataError, OperationalError, ProgrammingError, connection
from django.db.backends.postgresql.compiler import SQLCompiler as Django
from django.db.models import Count, Exists, F, OuterRef, Q, Value

from tandem.foundation.postgres import plans
from tandem.foundation.postgres.compiler import SQLCompiler

IN_USE = Exists(Permission.objects.filter(content_type_id=OuterRef("pk")))
# Whatever a query can do to its columns and their order.
QUERIES = {
    "plain": Group.objects.all(),
    "filtered": Group.objects.filter(name="a").exclude(pk__in=[1, 2]),
    "ordered": Permission.objects.order_by("-codename", F("name").desc(nulls_last=True)),
    "ordered by default": Permission.objects.all(),
    "ordered by another table": Permission.objects.order_by("content_type__model", "pk"),
    "with a related row": Permission.objects.select_related("content_type").order_by("codename"),
    "deferred": Permission.objects.defer("name").order_by("codename"),
    "only": Permission.objects.select_related("content_type").only("name", "content_type__model"),
    "annotated": ContentType.objects.annotate(number=Count("permission")).order_by("-number", "pk"),
    "a condition with a subquery": ContentType.objects.filter(Q(IN_USE) | ~Q(IN_USE), model="x").order_by("pk"),
    "values": Permission.objects.order_by("name").values("codename", "content_type__model"),
    "distinct": Permission.objects.order_by("codename").distinct(),
    "distinct on": Permission.objects.order_by("codename", "-pk").distinct("codename"),
    "sliced": Group.objects.order_by("-name")[3:9],
    "reversed": Group.objects.order_by("name", "pk").reverse(),
    "locked": Group.objects.select_for_update(of=("self",)).order_by("pk"),
    "joined": Group.objects.order_by("name").union(Group.objects.filter(pk=1), all=True).order_by("name"),
    "within": Permission.objects.filter(content_type__in=ContentType.objects.filter(model="x")),
    "extra": Group.objects.annotate(one=Value(1)).order_by("one", "name"),
}


def compiled(queryset, compiler):
    made = compiler(queryset.query.clone(), connection, "default")
    sql, values = made.as_sql()
    read = {name: (made.klass_info or {}).get(name) for name in ("model", "select_fields")}
    return sql, values, read, made.annotation_col_map, [column for column, _sql, _alias in made.select]


class TestCompiler:
    @pytest.mark.parametrize("name", QUERIES)
    def test_writes_what_django_writes(self, name):
        ours, theirs = compiled(QUERIES[name], SQLCompiler), compiled(QUERIES[name], Django)

        assert ours[1:] == theirs[1:]
        # The order may be named by a column where Django counts to it.
        assert ours[0].partition(" ORDER BY ")[0] == theirs[0].partition(" ORDER BY ")[0]

    @pytest.mark.parametrize("name", QUERIES)
    def test_finds_what_django_finds(self, name, db):
        things = [ContentType.objects.create(app_label="tests", model=model) for model in ("x", "y", "z")]
        for number, codename in enumerate("cabac"):
            Permission.objects.create(name=f"n{number}", codename=codename, content_type=things[number % 3])
            Group.objects.create(name=f"g{9 - number}")

        found = [execute(QUERIES[name], compiler) for compiler in (SQLCompiler, Django)]

        # The tests' harness shuffles what has no order.
        assert found[0] == found[1] if QUERIES[name].ordered else sorted(found[0]) == sorted(found[1])

    def test_is_the_one_in_use(self):
        assert type(Group.objects.all().query.get_compiler("default")) is SQLCompiler


def execute(queryset, compiler):
    with connection.cursor() as cursor:
        cursor.execute(*compiler(queryset.query.clone(), connection, "default").as_sql())
        return cursor.fetchall()


@pytest.fixture
def own(db):
    """A connection beside the one of the test."""
    own = connection.copy()
    own.connect()
    yield own
    own.close()


class TestDatabaseWrapper:
    def test_knows_whether_the_server_has_hung_up(self, own):
        assert own.is_usable()

        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_terminate_backend(%s, 5000)", [own.connection.info.backend_pid])

        assert not own.is_usable()
        own.close()
        assert not own.is_usable()

    def test_knows_whether_its_transaction_has_failed(self, own):
        """Whatever is asked then is refused: Django would have learnt it by asking."""
        own.set_autocommit(False)
        with pytest.raises(DatabaseError), own.cursor() as cursor:
            cursor.execute("SELECT 1 / 0")

        assert not own.is_usable()
        own.rollback()
        assert own.is_usable()
        own.set_autocommit(True)

    def test_asks_again_after_the_loss_of_its_connection(self, own):
        """PostgreSQL went away meanwhile."""
        own.close()

        assert own.rows("SELECT %s", [1]) == [(1,)]

    def test_says_what_is_wrong_as_django_does(self, own):
        with pytest.raises(DataError):
            own.rows("SELECT 1 / %s", [0])

    @pytest.mark.parametrize(
        ("said", "moment"),
        [
            ("2026-10-25 02:30:00+02", (2026, 10, 25, 0, 30)),
            ("2026-10-25 00:30:00.12+00", (2026, 10, 25, 0, 30, 0, 120_000)),
            ("0001-01-01 00:00:00.000001+00", (1, 1, 1, 0, 0, 0, 1)),
        ],
    )
    def test_reads_moments(self, own, said, moment):
        ((found,),) = own.rows("SELECT %s::timestamptz", [said])

        assert found == datetime.datetime(*moment, tzinfo=datetime.UTC)
        assert found.tzinfo is datetime.UTC

    def test_keeps_one_plan_for_what_comes_again(self, own):
        for _time in range(3):
            own.rows("SELECT %s + 40000", [1])

        assert kept(own, "%40000") == 1

    def test_keeps_it_when_a_transaction_is_undone(self, own):
        own.rows("SELECT %s + 40000", [1])

        own.set_autocommit(False)
        own.rows("SELECT %s + 40000", [2])
        own.rollback()
        own.set_autocommit(True)

        assert own.rows("SELECT %s + 40000", [3]) == [(40003,)]
        assert kept(own, "%40000") == 1

    def test_keeps_no_more_than_so_many(self, own, monkeypatch):
        monkeypatch.setattr(plans, "MOST", 2)

        for number in range(4):
            own.rows(f"SELECT %s + 4000{number}", [1])

        assert own.rows("SELECT %s + 40000", [1]) == [(40001,)]
        assert kept(own, "%4000_") == 1  # beside the one of this question

    def test_makes_no_plan_where_none_may_be_kept(self, own):
        own.close()
        own.settings_dict["OPTIONS"] = {**own.settings_dict["OPTIONS"], "prepare_threshold": None}

        for _time in range(3):
            assert own.rows("SELECT %s + 40000", [1]) == [(40001,)]

        assert kept(own, "%40000") == 0

    def test_begins_the_transaction_that_is_due(self, own):
        own.set_autocommit(False)
        own.rows("CREATE TEMPORARY TABLE undone (id int)", [])
        own.rollback()

        assert own.rows("SELECT to_regclass('undone')", []) == [(None,)]
        own.rollback()
        own.set_autocommit(True)

    def test_takes_values_by_name(self, own):
        found = own.rows("SELECT %(one)s::text, '5 %%', %(other)s::text, %(one)s::text", {"other": "b", "one": "a"})

        assert found == [("a", "5 %", "b", "a")]

    def test_refuses_a_value_too_many(self, own):
        with pytest.raises(ProgrammingError, match="1 places, and 2 values"):
            own.rows("SELECT %s", [1, 2])

    def test_says_that_the_server_has_gone(self, own):
        """So that the page of the short break comes, and a new connection for the next request."""
        own.ensure_connection()
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_terminate_backend(%s, 5000)", [own.connection.info.backend_pid])

        with pytest.raises(OperationalError):
            own.rows("SELECT %s", [1])

        assert not own.is_usable()


def kept(own, statement):
    found = own.rows("SELECT count(*) FROM pg_prepared_statements WHERE statement LIKE %s", [statement])
    return found[0][0]
