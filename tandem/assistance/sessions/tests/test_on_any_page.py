"""What the helper puts on pages that are no form of the engine: beside each field, or about the page as a whole."""

import datetime

import pytest
from django.db import connection
from django.urls import reverse

from tandem.assistance.sessions import places
from tandem.assistance.sessions.models import Mark
from tandem.assistance.sessions.tests.browsers import mark, meet, queries, session_of, words
from tandem.eservices.efforts.models import Effort
from tandem.eservices.efforts.tests.factories import ANSWERS, EffortFactory
from tandem.facilities.notifications.services import tell
from tandem.foundation import clock, shared_pages
from tandem.foundation.pages import bare
from tandem.identity.access.models import LedgerEntry
from tandem.identity.access.types import system
from tandem.market.ads.tests.factories import AdFactory

ALL = ["efforts", "search", "dossier", "messages", "monthly_form"]
MONTH = datetime.date(2026, 3, 1)
DAY = datetime.timedelta(days=1)
WATCH = "sessions:watch"


@pytest.fixture
def together(hers, his, person):
    return meet(hers, his, person, areas=ALL)


@pytest.fixture
def new(together) -> str:
    return reverse("efforts:new")


def a_letter(person) -> int:
    """That something has arrived."""
    facts = {"title": "form", "name": "form", "number": "TDM-2026-000001"}
    acting = system("LPGA 27 al. 1")
    return tell(acting, person_id=person.pk, kind="deadlines.received", facts=facts, now=clock.now())


class TestAHint:
    def test_stands_beside_the_field_and_is_put_away_without_losing_what_was_typed(self, hers, his, new):
        hers.get(new)
        assert mark(his, new, "hint", "company", "As it stands in the ad.").status_code == 302

        page = words(hers.get(new))
        put = Mark.objects.get()
        assert "has left a hint" in page
        before, beside = page.split('data-question="company"')
        assert "As it stands in the ad." in beside.split("data-question=")[0]
        assert "As it stands in the ad." not in before

        shown = hers.post(new, {"company": "Beck am Bach", "aside": f"mark-{put.pk}"})
        assert 'value="Beck am Bach"' in words(shown)
        assert "Error:" not in words(shown)
        assert "As it stands in the ad." not in words(shown)
        assert not Effort.objects.exists()

    def test_is_read_beside_the_field_by_the_one_who_put_it(self, hers, his, new):
        hers.get(new)
        mark(his, new, "hint", "company", "As it stands in the ad.")

        assert "As it stands in the ad." in words(his.get(reverse(WATCH)))

    def test_about_the_page_stands_above_its_fields(self, hers, his, new):
        hers.get(new)
        mark(his, new, "hint", "", "Take your time.")

        page = words(hers.get(new))
        assert page.index("Take your time.") < page.index('data-question="job_title"')
        assert page.count("Take your time.") == 1

    def test_stays_on_the_page_for_which_it_was_meant(self, hers, his, person, together):
        first, second = (EffortFactory(person=person, applied_on=clock.today()) for _number in range(2))
        here = reverse("efforts:change", args=[first.pk])
        hers.get(here)
        mark(his, here, "hint", "company", "Two words.")

        assert "Two words." in words(hers.get(here))
        other = words(hers.get(reverse("efforts:change", args=[second.pk])))
        assert "Two words." not in other
        assert "has left something on another page" in other

    def test_on_a_page_without_fields_stands_on_top_and_is_put_away(self, hers, his, together):
        month = reverse("efforts:month", args=[MONTH])
        hers.get(month)
        mark(his, month, "question", "", "Was that all?")
        put = Mark.objects.get()
        assert "Was that all?" in words(hers.get(month))

        close = reverse("sessions:close_mark", args=[put.pk])
        done = hers.post(close, {f"answer-{put.pk}": "Yes, all.", "aside": f"mark-{put.pk}", "next": month})

        assert done["Location"] == month
        assert "Yes, all." in words(his.get(reverse(WATCH)))

    def test_on_the_search_names_its_field(self, hers, his, together):
        search = reverse("ads:search")
        hers.get(search)
        mark(his, search, "hint", "place", "The postal code is enough.")

        page = words(hers.get(search))
        assert "<strong>Place, postal code or canton</strong>" in page
        assert "The postal code is enough." in page

    def test_leaves_a_row_of_hers_and_a_finger_does_not(self, hers, his, person, new):
        hers.get(new)
        rows = LedgerEntry.objects.filter(person=person, verb="sessions.mark")
        mark(his, new, "point", "company")
        assert not rows.exists()

        mark(his, new, "hint", "company", "As it stands in the ad.")
        assert rows.count() == 1

    def test_leaves_the_field_as_it_is_drawn_everywhere(self, hers, new):
        label = '<label class="govuk-label" for="id_company">Company</label>'
        assert label in words(hers.get(new))
        hers.post(reverse("sessions:end"))
        assert label in words(hers.get(new))


class TestAFinger:
    def test_lights_up_and_a_newer_one_takes_its_place_wherever_it_was(self, hers, his, person, new):
        mark(his, new, "point", "company")
        mark(his, reverse("efforts:results"), "point", "outcome")

        assert "session-mark--point" not in words(hers.get(new))
        assert Mark.objects.get(closed_at=None).page == bare(reverse("efforts:results"))


class TestRefused:
    @pytest.mark.parametrize(
        ("page", "field"),
        [
            ("/en/efforts/new/", "salary"),
            ("/en/jobs/", "literal"),
            ("/en/my-data/", ""),
            ("/en/nothing/", ""),
            ("", ""),
        ],
    )
    def test_is_what_the_page_does_not_have(self, his, together, page, field):
        assert mark(his, page, "hint", field, "Here.").status_code == 404
        assert not Mark.objects.exists()

    def test_is_a_page_that_is_not_part_of_it(self, hers, his, person):
        meet(hers, his, person, areas=["search"])
        assert mark(his, reverse("efforts:new"), "hint", "company", "Here.").status_code == 404

    def test_is_her_own_side(self, hers, new):
        assert mark(hers, new, "hint", "company", "Here.").status_code == 404

    def test_are_fields_that_nobody_else_may_know(self):
        for page in shared_pages.everything():
            assert not {"code", "password", "credential", "seen"} & set(page.fields), page.view


class TestEveryPageWithAPlace:
    @pytest.fixture
    def addresses(self, person):
        effort = EffortFactory(person=person, applied_on=clock.today())
        return {
            "efforts:new": reverse("efforts:new"),
            "efforts:new_from": reverse("efforts:new_from", args=["ad", AdFactory().pk]),
            "efforts:change": reverse("efforts:change", args=[effort.pk]),
            "efforts:results": reverse("efforts:results"),
            "efforts:entry": reverse("efforts:entry"),
            "dossier:new": reverse("dossier:new"),
            "certificates:ask": reverse("certificates:ask", args=[MONTH]),
        }

    def test_draws_one_beside_each_field(self, hers, together, addresses):
        for view, address in addresses.items():
            page = words(hers.get(address))
            for field in shared_pages.page(view).fields:
                assert f'data-question="{field}"' in page, (view, field)
                assert f'data-live-region="marks-{field}"' in page, (view, field)
            assert places.match_of(session_of(together.person).at_page).view_name == view

    def test_draws_nothing_for_whoever_is_in_no_session(self, hers, person, addresses):
        for address in addresses.values():
            assert "data-question" not in words(hers.get(address))

    def test_is_one_of_them(self, addresses):
        told = {page.view for page in shared_pages.everything() if page.has_place}
        assert told - {"dossier:send"} == set(addresses)


class TestCost:
    def test_is_the_same_with_many_as_with_one(self, hers, his, new):
        """Of her page and of his."""
        pages = ((hers, new), (his, reverse(WATCH)))
        hers.get(new)
        mark(his, new, "hint", "company", "One.")
        for browser, page in pages:
            browser.get(page)
        one = [queries(browser, page) for browser, page in pages]
        for number in range(5):
            mark(his, new, "hint", "job_title", f"Hint {number}.")

        assert [queries(browser, page) for browser, page in pages] == one


class TestTheSamePage:
    def look(self, his) -> str:
        return his.get(reverse(WATCH)).context["page"]["looks_at"]

    def test_of_a_search_comes_with_its_words(self, hers, his, together):
        hers.get(reverse("ads:search"), {"q": "baker", "v": "1"})

        assert self.look(his) == f"{reverse('ads:search')}?q=baker&v=1"
        with connection.cursor() as cursor:
            cursor.execute("SELECT at_page FROM assisted_assistedsession")
            assert "baker" not in cursor.fetchone()[0]

    def test_of_an_ad_is_the_ad_where_he_may_read_it(self, hers, his, together):
        runs = {"publication_starts_on": clock.today(), "publication_ends_before": clock.today() + DAY}
        for ad, is_his, status in [(AdFactory(**runs), True, 200), (AdFactory(restricted=True, **runs), False, 404)]:
            address = reverse("ads:detail", args=[ad.pk])
            assert hers.get(address).status_code == 200
            assert self.look(his) == (address if is_his else "")
            assert his.get(address).status_code == status

    def test_of_a_letter_opens_while_it_is_part_of_it(self, hers, his, person, together):
        letter = a_letter(person)
        hers.get(reverse("notifications:message", args=[letter]))

        address = self.look(his)
        assert address == reverse("notifications:message_of", args=[person.pk, letter])
        assert his.get(address).status_code == 200
        hers.post(reverse("sessions:end"))
        assert his.get(address).status_code == 404

    def test_of_a_letter_is_not_offered_where_it_is_not_part_of_it(self, hers, his, person):
        meet(hers, his, person, areas=["search"])
        hers.get(reverse("notifications:message", args=[a_letter(person)]))

        assert his.get(reverse(WATCH)).context["page"] is None

    def test_to_fill_in_is_for_whose_hands_type(self, hers, his, person, new):
        hers.get(new)
        page = reverse("efforts:new_for", args=[person.pk])
        assert page not in words(his.get(reverse(WATCH)))

        hers.post(reverse("sessions:hands"), {"to": "helper"})
        assert page in words(his.get(reverse(WATCH)))


class TestTheEnd:
    def test_forgets_where_she_was(self, hers, person, new):
        hers.get(new)
        hers.post(reverse("sessions:end"))

        assert session_of(person).at_page == ""


def test_an_effort_is_noted_all_the_same_in_a_session(hers, person, new):
    hers.post(new, {**ANSWERS, "applied_on": clock.today().isoformat()})

    assert Effort.objects.filter(person=person).exists()
