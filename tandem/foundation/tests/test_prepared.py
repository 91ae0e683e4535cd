import threading

import pytest
from django.contrib.auth.models import Group, Permission
from django.contrib.contenttypes.models import ContentType
from django.db import connection, connections, transaction
from django.test.utils import CaptureQueriesContext

from tandem.foundation.prepared import LockedRows, Prepared, Rows


def _called(*, name, pk):
    return Group.objects.filter(name=name, pk=pk)


class TestPrepared:
    def test_answers_as_the_query_would(self):
        group = Group.objects.create(name="100% 'one'")
        known = Prepared(_called, name="example", pk=101)

        assert known.holds(name="100% 'one'", pk=group.pk)
        assert not known.holds(name="100% 'one'", pk=group.pk + 1)
        assert not known.holds(name="example", pk=101)

    def test_builds_its_sql_once_and_asks_once(self, django_assert_num_queries):
        built = []
        known = Prepared(lambda **values: built.append(values) or _called(**values), name="example", pk=101)

        with django_assert_num_queries(2):
            known.holds(name="a", pk=1)
            known.holds(name="b", pk=2)

        assert [values["name"] for values in built] == ["example", "example4321"]

    def test_refuses_a_query_whose_places_are_not_clear(self):
        with pytest.raises(ValueError, match="a value of its own"):
            Prepared(lambda *, pk: Group.objects.filter(name="fixed", pk=pk), pk=101).holds(pk=1)
        with pytest.raises(ValueError, match="does not stand"):
            Prepared(lambda *, pk, **_: Group.objects.filter(pk=pk), pk=101, name="x").holds(pk=1, name="y")

    def test_refuses_a_value_that_is_reckoned_from_a_name(self):
        known = Rows(lambda *, pk: Group.objects.filter(pk=pk).exclude(pk=pk + 1), pk=101)

        with pytest.raises(ValueError, match="is reckoned from"):
            known.first(pk=1)

    def test_refuses_an_example_that_the_query_holds_of_its_own(self):
        known = Rows(lambda *, name: Group.objects.filter(name=name).exclude(name="name"), name="name")

        with pytest.raises(ValueError, match="is reckoned from"):
            known.first(name="g")


def _permissions(*, model):
    related = Permission.objects.select_related("content_type")
    return related.prefetch_related("group_set").filter(content_type__model=model).order_by("-codename")


class TestRows:
    def test_gives_what_the_query_gives(self, django_assert_num_queries):
        things = [ContentType.objects.create(app_label="tests", model=model) for model in ("x", "y")]
        for codename, thing in zip("cabd", [*things, *things], strict=True):
            Permission.objects.create(name=codename, codename=codename, content_type=thing)
        Group.objects.create(name="g").permissions.set(Permission.objects.filter(codename="b"))
        known = Rows(_permissions, model="example")

        with django_assert_num_queries(2):
            rows = list(known.all(model="x"))
            assert [(row.codename, row.content_type.model) for row in rows] == [("c", "x"), ("b", "x")]
            assert [[group.name for group in row.group_set.all()] for row in rows] == [[], ["g"]]
        assert [row.codename for row in known.all(model="y")] == ["d", "a"]
        assert list(known.all(model="z")) == []

    def test_writes_values_of_its_own_into_the_sql_once(self):
        Group.objects.create(name="a%s '%' 1")
        known = Rows(lambda *, pk: Group.objects.filter(name__startswith="a%s '%'").exclude(pk=pk), pk=101)

        assert [group.name for group in known.all(pk=0)] == ["a%s '%' 1"]
        assert known.parts[1] == ["pk"]

    def test_can_be_read_among_the_queries_of_a_page(self):
        known = Rows(lambda *, name: Group.objects.filter(name=name), name="example")

        for _time in range(3):
            with CaptureQueriesContext(connection) as captured:
                known.first(name="it's")
            assert """"auth_group"."name" = 'it''s'""" in captured.captured_queries[0]["sql"]

    def test_gives_the_first_one_or_none(self):
        group = Group.objects.create(name="one")
        known = Rows(lambda *, name: Group.objects.filter(name=name), name="example")

        assert known.first(name="one") == group
        assert known.first(name="two") is None

    def test_gives_values_where_the_query_does(self):
        group = Group.objects.create(name="one")
        known = Rows(lambda *, name: Group.objects.filter(name=name).values_list("pk", flat=True), name="example")

        assert known.first(name="one") == group.pk

    def test_asks_on_the_connection_of_its_thread(self):
        known = Rows(lambda *, name: Group.objects.filter(name=name), name="example")
        known.example  # noqa: B018 - compiled here
        used = []

        def ask():
            used.append(known.all(name="one").query.get_compiler("default").connection)

        thread = threading.Thread(target=ask)
        thread.start()
        thread.join()

        assert used[0] is not connections["default"]


class TestLockedRows:
    def test_want_a_transaction_at_each_call(self, transactional_db):
        known = LockedRows(lambda *, name: Group.objects.select_for_update().filter(name=name), name="example")
        group = Group.objects.create(name="g")
        with transaction.atomic():
            assert known.first(name="g") == group

        with pytest.raises(transaction.TransactionManagementError):
            known.first(name="g")
