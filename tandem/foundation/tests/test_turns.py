import pytest
from django.db import connection, transaction

from tandem.foundation.turns import wait_for_turn


def held():
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM pg_locks WHERE locktype = 'advisory' AND pid = pg_backend_pid()")
        return cursor.fetchone()[0]


@pytest.mark.django_db(transaction=True)
class TestWaitForTurn:
    def test_holds_it_until_the_transaction_ends(self):
        with transaction.atomic():
            wait_for_turn("bread", 17)
            wait_for_turn("bread", 17)
            assert held() == 1
            wait_for_turn("bread", 18)
            assert held() == 2
        assert held() == 0
