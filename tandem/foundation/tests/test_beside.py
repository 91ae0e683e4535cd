import datetime

import pytest
from django.contrib.auth.models import Group, Permission
from django.contrib.contenttypes.models import ContentType
from django.contrib.sessions.models import Session
from django.db.models import OuterRef

from tandem.foundation.beside import listed, read
from tandem.foundation.sending.models import Outgoing

pytestmark = pytest.mark.django_db


class TestListed:
    def test_gives_whole_rows_in_their_order_in_one_query(self, django_assert_num_queries):
        thing = ContentType.objects.create(app_label="tests", model="x")
        made = [Permission.objects.create(name=name, codename=name, content_type=thing) for name in ("b", "a")]
        rows = Permission.objects.filter(content_type_id=OuterRef("pk")).order_by("codename")

        with django_assert_num_queries(1):
            found = ContentType.objects.annotate(listed=listed(rows)).get(pk=thing.pk)
            hers = read(Permission, found.listed)

        assert hers == made[::-1]
        assert [(row.name, row.content_type_id) for row in hers] == [("a", thing.pk), ("b", thing.pk)]

    def test_gives_moments_as_the_query_itself(self):
        until = datetime.datetime(2026, 10, 25, 0, 30, 0, 123456, tzinfo=datetime.UTC)
        Session.objects.create(session_key="k", session_data="d", expire_date=until)
        rows = Session.objects.filter(pk=OuterRef("pk"))

        (session,) = read(Session, Session.objects.annotate(listed=listed(rows)).get().listed)

        assert (session.session_data, session.expire_date) == ("d", until)

    def test_refuses_what_json_does_not_hold(self):
        with pytest.raises(TypeError, match="does not hold"):
            listed(Outgoing.objects.all())

    def test_of_nothing_is_nothing(self):
        group = Group.objects.create(name="g")
        rows = Permission.objects.filter(group=OuterRef("pk"))

        assert Group.objects.annotate(listed=listed(rows)).get(pk=group.pk).listed == []
