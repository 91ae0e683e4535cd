"""What one visit of the filing day asks the database stays as little as it is."""

import pytest

from tandem.project.bench.filers import people
from tandem.project.bench.visits import HOME, LONG, MOST, asked, asked_at_home


@pytest.mark.django_db(transaction=True)
def test_a_visit_of_the_filing_day_asks_no_more_than_it_may():
    people(2)
    asked(0)  # what is built at the first use, and asks of its own

    found = asked(1)

    assert {name: number for name, number in found.items() if number > MOST[name]} == {}


@pytest.mark.django_db(transaction=True)
def test_the_long_way_asks_no_more_than_it_may():
    people(2)
    asked(0, short=False)

    found = asked(1, short=False)

    assert {name: number for name, number in found.items() if number > LONG[name]} == {}


@pytest.mark.django_db(transaction=True)
def test_the_home_asks_no_more_than_it_may():
    people(2)
    asked_at_home(0)  # what is built at the first use, and asks of its own

    assert asked_at_home(1) <= HOME
