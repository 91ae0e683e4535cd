import datetime
import threading

import pytest
from django.db import connection

from tandem.foundation.limits.attempts import Limit, claim, count, forget_ended
from tandem.foundation.limits.models import AttemptCount

NOW = datetime.datetime(2026, 10, 25, 0, 55, tzinfo=datetime.UTC)
LIMIT = Limit("tests", attempts=3, window=datetime.timedelta(minutes=15))


class TestLimit:
    def test_says_how_long_to_wait_once_the_attempts_are_used(self):
        waits = [LIMIT.claim("mila", now=NOW + datetime.timedelta(minutes=minute)) for minute in range(4)]

        assert waits == [datetime.timedelta()] * 3 + [datetime.timedelta(minutes=12)]

    def test_counts_each_key_and_each_limit_apart(self):
        other = Limit("other", attempts=1, window=LIMIT.window)
        for _ in range(3):
            LIMIT.claim("mila", now=NOW)

        assert not LIMIT.claim("mila", "192.0.2.1", now=NOW)
        assert not LIMIT.claim("mil", "a", now=NOW)
        assert not other.claim("mila", now=NOW)

    def test_is_not_prolonged_by_further_attempts_nor_by_the_hour_that_comes_twice(self):
        for minute in range(14):
            LIMIT.claim("mila", now=NOW + datetime.timedelta(minutes=minute))

        assert not LIMIT.claim("mila", now=NOW + LIMIT.window)

    def test_drops_what_is_over_and_nothing_else(self):
        LIMIT.claim("old", now=NOW - LIMIT.window)
        LIMIT.claim("new", now=NOW)

        assert forget_ended(NOW) == 1
        assert AttemptCount.objects.count() == 1

    @pytest.mark.django_db(transaction=True)
    def test_is_not_outrun_by_attempts_at_the_same_moment(self):
        free, start = [], threading.Barrier(4)

        def attempts():
            try:
                start.wait()
                free.extend(not LIMIT.claim("mila", now=NOW) for _ in range(5))
            finally:
                connection.close()

        threads = [threading.Thread(target=attempts) for _ in range(4)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()

        assert (len(free), sum(free)) == (20, 3)


class TestCount:
    def test_says_which_is_the_first_of_its_window(self):
        minutes = (0, 1, 15)

        counted = [LIMIT.count("mila", now=NOW + datetime.timedelta(minutes=minute)) for minute in minutes]

        assert [one.is_first for one in counted] == [True, False, True]
        assert not any(one.wait for one in counted)

    def test_means_the_first_of_several_limits(self):
        wide = Limit("wide", attempts=5, window=LIMIT.window)
        wide.claim("192.0.2.1", now=NOW)

        assert count((LIMIT, ("mila",)), (wide, ("192.0.2.1",)), now=NOW).is_first
        assert not count((wide, ("192.0.2.1",)), (LIMIT, ("nobody",)), now=NOW).is_first


class TestClaim:
    def test_counts_at_several_limits_in_one_statement_and_says_the_longest_wait(self, django_assert_num_queries):
        wide = Limit("wide", attempts=5, window=datetime.timedelta(hours=1))
        wanted = ((LIMIT, ("mila",)), (wide, ("192.0.2.1",)))

        with django_assert_num_queries(7):
            waits = [claim(*wanted, now=NOW) for _time in range(7)]

        assert waits == [datetime.timedelta()] * 3 + [LIMIT.window] * 2 + [wide.window] * 2

    def test_counts_the_same_once(self):
        claim((LIMIT, ("mila",)), (LIMIT, ("mila",)), now=NOW)

        assert AttemptCount.objects.get().number == 1

    @pytest.mark.django_db(transaction=True)
    def test_never_waits_crosswise(self):
        pair = ((LIMIT, ("a",)), (LIMIT, ("b",)))
        start, failed = threading.Barrier(2), []

        def attempts(wanted):
            try:
                start.wait()
                for _time in range(25):
                    claim(*wanted, now=NOW)
            except Exception as error:
                failed.append(error)
            finally:
                connection.close()

        threads = [threading.Thread(target=attempts, args=[wanted]) for wanted in (pair, pair[::-1])]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()

        assert not failed
        assert set(AttemptCount.objects.values_list("number", flat=True)) == {50}
