import threading

import pytest

from tandem.foundation.once import once, reading

asked = []


@once
def answer(number, *, doubled=False):
    asked.append(number)
    return number * (2 if doubled else 1)


class TestOnce:
    def setup_method(self):
        asked.clear()

    def test_asks_each_time_outside_of_a_page(self):
        assert [answer(1), answer(1)] == [1, 1]
        assert asked == [1, 1]

    def test_asks_once_for_the_same_within_a_page_and_anew_for_the_next(self):
        for _page in range(2):
            with reading():
                assert [answer(1), answer(1), answer(1, doubled=True), answer(2)] == [1, 1, 2, 2]

        assert asked == [1, 1, 2] * 2

    def test_keeps_an_empty_answer_too(self):
        with reading():
            assert [answer(0), answer(0)] == [0, 0]

        assert asked == [0]

    def test_keeps_nothing_of_what_failed(self):
        broken = once(lambda: asked.append("x") or 1 / 0)
        with reading():
            for _time in range(2):
                with pytest.raises(ZeroDivisionError):
                    broken()

        assert asked == ["x", "x"]

    def test_hands_nothing_to_another_thread(self):
        with reading():
            answer(1)
            other = threading.Thread(target=answer, args=[1])
            other.start()
            other.join()

        assert asked == [1, 1]
