import gc

import pytest

from tandem.foundation.garbage import rarely_collected


class TestRarelyCollected:
    def test_looks_seldom_until_the_work_is_done(self):
        before = gc.get_threshold()

        with rarely_collected():
            during = gc.get_threshold()

        assert during[0] > before[0]
        assert gc.get_threshold() == before

    def test_goes_back_when_the_work_fails(self):
        before = gc.get_threshold()

        with pytest.raises(ValueError, match="broken"), rarely_collected():
            raise ValueError("broken")

        assert gc.get_threshold() == before
