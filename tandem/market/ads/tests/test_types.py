import uuid

from hypothesis import given
from hypothesis import strategies as st

from tandem.market.ads.types import NAMESPACE, ad_id_of

names = st.text(st.characters(exclude_categories=["Cs"]))


class TestIdOfAnAd:
    @given(names, names)
    def test_is_a_uuid_of_version_five(self, feed, external_id):
        assert ad_id_of(feed, external_id) == str(uuid.uuid5(NAMESPACE, f"{feed}\n{external_id}"))
