"""What the helper sees of her page, what he points at and says beside it."""

import datetime

import pytest
from django.db import connection
from django.urls import reverse

from tandem.assistance.sessions import middleware
from tandem.assistance.sessions.enums import Hands, MarkKind
from tandem.assistance.sessions.models import Mark
from tandem.assistance.sessions.tests.browsers import (
    ask,
    browser_of,
    mark,
    meet,
    pause,
    queries,
    session_of,
    step_url,
    words,
)
from tandem.eservices.efforts.models import Effort
from tandem.eservices.efforts.tests.factories import ANSWERS, EffortFactory
from tandem.eservices.procedures.models import Answer, Filing
from tandem.eservices.procedures.registry import get
from tandem.foundation import clock
from tandem.foundation.pages import bare
from tandem.identity.access.enums import Presence
from tandem.identity.mandates.tests.factories import a_person


class TestWatch:
    def test_shows_the_page_she_has_open_with_her_answers_and_their_author(self, hers, his, person, draft):
        meet(hers, his, person)
        hers.post(step_url(draft), {"worked": "yes", "wage": "120.50", "seen-worked": "0"})
        hers.get(step_url(draft))

        page = his.get(reverse("sessions:watch"))

        assert page.context["page"]["page"] == bare(step_url(draft))
        assert "Together" in words(page)
        assert 'data-live-field="worked"' in words(page)
        assert Answer.objects.filter(draft=draft)[0].presence == Presence.TOGETHER_OWN_HANDS

    def test_shows_nothing_of_a_form_that_is_not_part_of_it(self, hers, his, person, draft):
        meet(hers, his, person, areas=["search"])
        hers.get(step_url(draft))

        assert "no page open that is part of this session" in words(his.get(reverse("sessions:watch")))
        assert his.get(step_url(draft)).status_code == 404

    def test_his_typing_waits_for_the_hands(self, hers, his, person, draft):
        meet(hers, his, person)
        hers.get(step_url(draft))
        assert his.post(step_url(draft), {"worked": "yes"}).status_code == 404

        hers.post(reverse("sessions:hands"), {"to": "helper"})
        his.post(step_url(draft), {"worked": "no", "seen-worked": "0"})

        answer = Answer.objects.get(draft=draft, field="worked")
        assert answer.presence == Presence.TOGETHER_HELPER_HANDS
        assert answer.capacity == "helper"

    def test_he_never_takes_the_hands_nor_files(self, hers, his, person, draft):
        meet(hers, his, person)
        his.post(reverse("sessions:hands"), {"to": "helper"})
        assert session_of(person).hands == Hands.PERSON

        hers.post(reverse("sessions:hands"), {"to": "helper"})
        his.post(reverse("procedures:check", args=[draft.pk]), {"seen": "x"})
        assert not Filing.objects.filter(person=person).exists()


class TestMarks:
    def test_a_point_lights_up_on_her_page_and_a_newer_one_takes_its_place(self, hers, his, person, draft):
        meet(hers, his, person)
        hers.get(step_url(draft))
        for _number in range(2):
            mark(his, step_url(draft), "point", "worked")

        page = words(hers.get(step_url(draft)))

        assert "session-mark--point" in page
        assert "points at a question on this page" in page
        put = Mark.objects.get(closed_at=None)
        for _press in range(2):
            assert hers.post(step_url(draft), {"aside": f"mark-{put.pk}"}).status_code == 200
        assert "session-mark--point" not in words(hers.get(step_url(draft)))

    def test_marks_stand_at_her_own_fields_and_at_nobody_else_s(self, hers, his, person, draft):
        """What is put to a form's fields while it is drawn must not be there for the next one who fills it in."""
        meet(hers, his, person)
        hers.get(step_url(draft))
        mark(his, step_url(draft), "hint", "worked", "The first week counts")
        assert "The first week counts" in words(hers.get(step_url(draft)))
        hers.post(step_url(draft), {"aside": "nothing"})

        declared = get(draft.key, draft.version).fields.values()
        assert [one for one in declared if {"beside", "draw", "is_framed"} & set(vars(one))] == []

    def test_a_question_is_answered_beside_the_field(self, hers, his, person, draft):
        meet(hers, his, person)
        hers.get(step_url(draft))
        mark(his, step_url(draft), "question", "worked", "Also in the first week?")
        assert "Also in the first week?" in words(hers.get(step_url(draft)))

        put = Mark.objects.get(kind=MarkKind.QUESTION)
        asked = {"aside": f"mark-{put.pk}", f"answer-{put.pk}": "Yes, two days."}
        half = {"worked": "yes", "employers-rows": "1", "employers-0-name": "Beck am Bach", "seen-worked": "0"}
        shown = hers.post(step_url(draft), {**asked, **half})

        assert "Error:" not in words(shown)
        assert 'value="Beck am Bach"' in words(shown)
        assert Answer.objects.filter(draft=draft, field="worked").exists()
        assert "Yes, two days." in words(his.get(reverse("sessions:watch")))

    def test_an_answer_sent_by_the_script_takes_its_own_field_along(self, hers, his, person, draft):
        meet(hers, his, person)
        hers.get(step_url(draft))
        mark(his, step_url(draft), "question", "worked", "Every week?")
        put = Mark.objects.get()
        close = reverse("sessions:close_mark", args=[put.pk])
        assert f'data-live-posts="{close}"' in words(hers.get(step_url(draft)))

        hers.post(close, {"answer": "Yes.", "next": step_url(draft)})

        put.refresh_from_db()
        assert put.answer == "Yes."

    def test_a_button_without_sense_keeps_what_was_typed(self, hers, his, person, draft):
        meet(hers, his, person)
        for value in ("mark-x", "nothing", "mark-1"):
            assert hers.post(step_url(draft), {"aside": value, "worked": "no"}).status_code == 200
        assert Answer.objects.filter(draft=draft, field="worked").exists()

    def test_words_lie_encrypted(self, hers, his, person, draft):
        meet(hers, his, person)
        hers.get(step_url(draft))
        mark(his, step_url(draft), "hint", "worked", "Look at your pay slip.")

        with connection.cursor() as cursor:
            cursor.execute("SELECT words FROM assisted_mark")
            assert "pay slip" not in cursor.fetchone()[0]
        assert Mark.objects.get().words == "Look at your pay slip."

    def test_a_hint_needs_words(self, hers, his, person, draft):
        meet(hers, his, person)
        hers.get(step_url(draft))
        shown = mark(his, step_url(draft), "hint", "worked", " ", follow=True)

        assert "Write a few words" in words(shown)
        assert not Mark.objects.exists()

    @pytest.mark.parametrize(("kind", "field"), [("point", "nothing"), ("point", ""), ("shout", "worked")])
    def test_an_unknown_field_or_kind_is_not_found(self, hers, his, draft, kind, field):
        meet(hers, his, draft.person)
        hers.get(step_url(draft))

        assert mark(his, step_url(draft), kind, field).status_code == 404

    def test_what_is_put_while_she_goes_on_waits_on_its_page(self, hers, his, person, draft):
        meet(hers, his, person)
        hers.get(step_url(draft))
        mark(his, step_url(draft), "hint", "worked", "Look at your pay slip.")

        page = words(hers.get(reverse("efforts:new")))

        assert "has left something on another page" in page
        assert f'href="{step_url(draft)}#mark-{Mark.objects.get().pk}"' in page

    def test_on_the_last_look_all_questions_stand_together(self, hers, his, person, draft):
        meet(hers, his, person)
        check = reverse("procedures:check", args=[draft.pk])
        hers.get(check)
        assert 'data-live-field="worked"' in words(his.get(reverse("sessions:watch")))

        mark(his, check, "hint", "worked", "Is it so?")
        mark(his, check, "question", "", "Shall we send it?")

        assert Mark.objects.get(field="worked").page == bare(step_url(draft))
        page = words(hers.get(check))
        assert "Shall we send it?" in page
        assert "has left something on another page" in page

    def test_somebody_else_s_mark_is_not_found(self, hers, his, person, draft):
        meet(hers, his, person)
        hers.get(step_url(draft))
        mark(his, step_url(draft), "point", "worked")
        other = a_person()
        others = browser_of(other.user_id)
        ask(others, other)

        assert others.post(reverse("sessions:close_mark", args=[Mark.objects.get().pk])).status_code == 404

    def test_pages_with_many_cost_as_much_as_with_one(self, hers, his, person, draft):
        """Hers with the form, and his to watch."""
        meet(hers, his, person)
        pages = ((hers, step_url(draft)), (his, reverse("sessions:watch")))
        hers.get(step_url(draft))
        mark(his, step_url(draft), "hint", "worked", "One.")
        one = [queries(browser, page) for browser, page in pages]
        for number in range(5):
            mark(his, step_url(draft), "hint", "worked", f"Hint {number}.")

        assert [queries(browser, page) for browser, page in pages] == one


class TestHerEfforts:
    """A page that is no form of the engine: what is noted is shown by the server, what she types by the script."""

    def test_are_shown_as_soon_as_she_has_them_open(self, hers, his, person):
        meet(hers, his, person)
        EffortFactory(person=person, applied_on=clock.today(), company="Muster AG", written_by=person.user)
        hers.get(reverse("efforts:new"))

        page = words(his.get(reverse("sessions:watch")))

        assert "Her efforts in" in page
        assert "Muster AG" in page
        assert "data-live-mirror" in page

    def test_follow_her_to_the_month_that_she_opens(self, hers, his, person):
        meet(hers, his, person)
        hers.get(reverse("efforts:month", args=[datetime.date(2026, 3, 1)]))

        assert session_of(person).at_page == "efforts/2026-03/"
        assert "March 2026" in words(his.get(reverse("sessions:watch")))

    def test_give_way_to_a_form_that_she_opens(self, hers, his, person, draft):
        meet(hers, his, person)
        hers.get(reverse("efforts:new"))
        hers.get(step_url(draft))

        assert session_of(person).at_page == bare(step_url(draft))

    def test_are_not_shown_where_they_are_not_part_of_it(self, hers, his, person):
        meet(hers, his, person, areas=["monthly_form"])
        hers.get(reverse("efforts:new"))

        assert "no page open that is part of this session" in words(his.get(reverse("sessions:watch")))

    def test_are_covered_once_she_is_away(self, hers, his, person):
        meet(hers, his, person)
        hers.get(reverse("efforts:new"))
        pause(session_of(person))

        assert "Her efforts in" not in words(his.get(reverse("sessions:watch")))

    def test_his_hands_note_one_with_her(self, hers, his, person):
        meet(hers, his, person)
        hers.get(reverse("efforts:new"))
        new = reverse("efforts:new_for", args=[person.pk])
        assert his.get(new).status_code == 404

        hers.post(reverse("sessions:hands"), {"to": "helper"})
        assert new in words(his.get(reverse("sessions:watch")))
        his.post(new, {**ANSWERS, "applied_on": clock.today().isoformat()})

        effort = Effort.objects.get(person=person)
        assert effort.presence == Presence.TOGETHER_HELPER_HANDS
        assert effort.written_by_id == session_of(person).helper_id

    def test_a_month_with_many_costs_as_much_as_with_one(self, hers, his, person):
        meet(hers, his, person)
        hers.get(reverse("efforts:new"))
        watch = reverse("sessions:watch")
        EffortFactory(person=person, applied_on=clock.today(), written_by=person.user)
        queries(his, watch)
        one = queries(his, watch)
        for _number in range(5):
            EffortFactory(person=person, applied_on=clock.today(), written_by=person.user)

        assert queries(his, watch) == one


class TestTold:
    """Each side hears of what the other has written, and hers alone costs nothing outside of a session."""

    @pytest.fixture
    def told(self, monkeypatch):
        said = []
        monkeypatch.setattr(middleware, "publish", lambda *facts: said.append(facts))
        return said

    def test_when_an_answer_is_written(self, hers, his, person, draft, told):
        session = meet(hers, his, person)
        hers.post(step_url(draft), {"worked": "no", "seen-worked": "0"})

        assert told == [(session.topic, "saved", {"by": "person"})]

    def test_not_by_who_is_in_no_session_nor_by_a_page_that_is_read(self, hers, his, person, draft, told):
        hers.post(step_url(draft), {"worked": "no", "seen-worked": "0"})
        meet(hers, his, person)
        hers.get(step_url(draft))

        assert told == []


class TestLesson:
    def test_of_the_page_is_one_tap_away(self, hers, his, person):
        meet(hers, his, person)
        hers.get(reverse("efforts:new"))

        assert reverse("lessons:lesson", args=["note-an-application"]) in words(his.get(reverse("sessions:watch")))
