import pytest
from django.contrib.auth.models import Group

from tandem.foundation.prepared import Prepared


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

        assert built == [{"name": "example", "pk": 101}]

    def test_refuses_a_query_whose_places_are_not_clear(self):
        with pytest.raises(ValueError, match="a value of its own"):
            Prepared(lambda *, pk: Group.objects.filter(name="fixed", pk=pk), pk=101).holds(pk=1)
        with pytest.raises(ValueError, match="does not stand"):
            Prepared(lambda *, pk, **_: Group.objects.filter(pk=pk), pk=101, name="x").holds(pk=1, name="y")
