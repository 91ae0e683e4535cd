import datetime

import pytest
from django.db import IntegrityError, transaction

from tandem.foundation import at_once
from tandem.foundation.limits.models import AttemptCount

NOON = datetime.datetime(2026, 11, 30, 12, tzinfo=datetime.UTC)


def count(key, number):
    return AttemptCount(key=key, number=number, ends_at=NOON)


def numbers():
    return dict(AttemptCount.objects.order_by("key").values_list("key", "number"))


class TestWrite:
    @pytest.mark.django_db(transaction=True)
    def test_asks_one_question_where_no_transaction_is_open(self, django_assert_num_queries):
        with django_assert_num_queries(1):
            at_once.write(AttemptCount, [count("a", 1), count("b", 2)])

        assert numbers() == {"a": 1, "b": 2}

    @pytest.mark.django_db
    def test_changes_what_is_there_where_it_may(self):
        at_once.write(AttemptCount, [count("a", 1)])

        at_once.write(AttemptCount, [count("a", 5), count("b", 2)], unique=["key"], update=["number"])
        assert numbers() == {"a": 5, "b": 2}

        at_once.write(AttemptCount, [count("a", 9), count("c", 3)], unique=["key"])
        assert numbers() == {"a": 5, "b": 2, "c": 3}

    @pytest.mark.django_db
    def test_refuses_the_same_twice_and_writes_none_of_them(self):
        at_once.write(AttemptCount, [count("a", 1)])

        with pytest.raises(IntegrityError), transaction.atomic():
            at_once.write(AttemptCount, [count("b", 1), count("a", 2)])

        assert numbers() == {"a": 1}

    @pytest.mark.django_db
    def test_writes_many_as_it_writes_few(self, django_assert_num_queries):
        with django_assert_num_queries(1):
            at_once.write(AttemptCount, [count(f"{number:02}", number) for number in range(40)])

        assert list(numbers().values()) == list(range(40))

    @pytest.mark.django_db
    def test_asks_nothing_for_no_rows(self, django_assert_num_queries):
        with django_assert_num_queries(0):
            at_once.write(AttemptCount, [])


@pytest.mark.django_db
class TestInsert:
    def test_gives_the_row_its_key_and_what_it_was_given(self, django_assert_num_queries):
        at_once.insert(count("warm", 1))
        row = count("a", 3)

        with django_assert_num_queries(1):
            at_once.insert(row)

        assert not row._state.adding
        assert AttemptCount.objects.get(pk=row.pk).ends_at == NOON

    def test_refuses_as_the_database_does(self):
        at_once.insert(count("a", 1))

        with pytest.raises(IntegrityError), transaction.atomic():
            at_once.insert(count("a", 1))
