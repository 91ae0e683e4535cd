"""The work-effort API: what a program sends, what it gets, what it is refused."""

import json
from pathlib import Path

import pytest

from tandem.eservices.efforts.models import Effort, LaterResult, Proof
from tandem.eservices.efforts.tests.factories import EffortFactory, filed
from tandem.identity.access.tests.factories import NOON, acting_as
from tandem.identity.organisations.tests.factories import MembershipFactory
from tandem.identity.people.tests.factories import PersonFactory
from tandem.identity.tokens.enums import Lifetime, Scope
from tandem.identity.tokens.services import make_token

BASE = "/onlineform-service/api/npa"
SAMPLE = json.loads((Path(__file__).parent / "samples" / "workEffort.json").read_text())


def effort(**changes):
    sent = {**SAMPLE, "id": None, "applyDate": "2026-03-17"}
    return {**sent, **changes}


class Program:
    """A program with a key of the person."""

    def __init__(self, client, key):
        self.client, self.key = client, key

    def __call__(self, verb, address, body=None, **more):
        return getattr(self.client, verb)(
            BASE + address,
            data=None if body is None else json.dumps(body),
            content_type="application/json",
            headers={"Authorization": f"Bearer {self.key}", "Accept-Language": "en"},
            **more,
        )


@pytest.fixture
def person(clock):
    clock.freeze(NOON)
    return PersonFactory(with_account=True, canton="ZH")


def key_of(person, *scopes):
    made = make_token(acting_as(person), name="list", scopes=scopes or list(Scope), lifetime=Lifetime.MONTH, now=NOON)
    return made[1]


@pytest.fixture
def program(client, person):
    return Program(client, key_of(person))


class TestSearching:
    def test_gives_the_months_that_hold_what_is_looked_for(self, program, person):
        EffortFactory(person=person, company="Hotel Post")
        EffortFactory(person=person, company="Beck am Bach", applied_on="2026-04-01")

        page = program("post", "/_search", {"query": "hotel"}).json()

        assert ([proof["id"] for proof in page["content"]], page["totalElements"]) == (["2026-03"], 1)
        assert program("post", "/_search", {}).json()["totalElements"] == 2

    def test_gives_the_efforts_of_a_month_that_are_looked_for(self, program, person):
        EffortFactory(person=person, company="Hotel Post")
        EffortFactory(person=person, company="Beck am Bach", outcome="rejected", rejection_reason="No post left")

        proof = program("post", "/2026-03/_search", {"applyStatus": ["REJECTED"]}).json()

        assert [one["applyChannel"]["address"]["name"] for one in proof["workEfforts"]] == ["Beck am Bach"]

    @pytest.mark.parametrize("body", [{"status": ["DONE"]}, {"words": "x"}, {"applyStatus": "PENDING"}])
    def test_refuses_what_it_does_not_know(self, program, body):
        assert program("post", "/_search", body).status_code == 400

    def test_is_the_owners_alone(self, program):
        assert program("post", "/_search", {"ownerUserId": "999999"}).status_code == 404


class TestNoting:
    def test_takes_the_sample_of_the_original_portal(self, program, person):
        answer = program("post", f"/_action/add-work-effort?userId={person.user_id}&_ng=xyz", effort())

        assert answer.status_code == 201
        proof = answer.json()
        noted = Effort.objects.get()
        assert (noted.company, noted.form_url, noted.outcome) == (
            "SRF - Schweizer Radio und Fernsehen",
            "https://www.example-company.com",
            "rejected",
        )
        assert (proof["id"], proof["status"], proof["ownerUserId"]) == ("2026-03", "OPEN", str(person.user_id))
        assert proof["controlPeriod"] == {"type": "DURING_UNEMPLOYMENT", "value": "2026-03"}
        assert proof["workEfforts"][0]["applyChannel"]["types"] == ["PHONE"]
        assert (proof["workEfforts"][0]["id"], proof["workEfforts"][0]["submittedAt"]) == (str(noted.pk), None)

    def test_what_it_answers_can_be_sent_again(self, program):
        sent = program("post", "/_action/add-work-effort", effort()).json()["workEfforts"][0]

        answer = program("post", "/_action/update-work-effort", {**sent, "occupation": "Cook"})

        assert answer.status_code == 200
        assert Effort.objects.get().job_title == "Cook"

    @pytest.mark.parametrize(
        ("changes", "field", "code"),
        [
            ({"applyDate": "2020-01-01"}, "applied_on", "NO_MATCHING_PROOF_OF_WORK_EFFORT_FOUND"),
            ({"applyStatus": ["PENDING", "REJECTED"]}, "applyStatus", "VALIDATION"),
            ({"applyStatus": ["REJECTED"], "rejectionReason": ""}, "rejection_reason", "VALIDATION"),
            ({"applyStatus": []}, "effort.applyStatus", "VALIDATION"),
            ({"fullTimeJob": "true"}, "effort.fullTimeJob", "VALIDATION"),
            ({"occupation": 7}, "effort.occupation", "VALIDATION"),
            ({"occupation": "x" * 101}, "effort.occupation", "VALIDATION"),
            ({"occupation": "a\x00b"}, "effort.occupation", "VALIDATION"),
            ({"mood": "fine"}, "effort.mood", "VALIDATION"),
            ({"applyChannel": {**SAMPLE["applyChannel"], "email": "nobody"}}, "applyChannel.email", "VALIDATION"),
        ],
        ids=str,
    )
    def test_names_each_member_that_is_wrong_and_changes_nothing(self, program, changes, field, code):
        answer = program("post", "/_action/add-work-effort", effort(**changes))

        problem = answer.json()
        assert (answer.status_code, answer["Content-Type"]) == (400, "application/problem+json")
        assert (problem["code"], field in {error["field"] for error in problem["errors"]}) == (code, True)
        assert not Effort.objects.exists()

    @pytest.mark.parametrize("body", ['"AAA"', "[]", "null", "{", ""])
    def test_refuses_what_is_no_effort(self, program, body):
        answer = program.client.post(
            f"{BASE}/_action/add-work-effort",
            data=body,
            content_type="application/json",
            headers={"Authorization": f"Bearer {program.key}"},
        )

        assert answer.status_code == 400


class TestChanging:
    def test_notes_a_status_before_and_after_filing(self, program, person):
        first = EffortFactory(person=person)
        filed(person)
        second = EffortFactory(person=person)

        for one in (first, second):
            change = {"workEffortId": str(one.pk), "applyStatus": ["REJECTED", "INTERVIEW"], "rejectionReason": "Full"}
            answer = program("patch", "/2026-03/work-efforts", change)
            assert answer.status_code == 200

        statuses = [sent["applyStatus"] for sent in answer.json()["workEfforts"]]
        assert statuses == [["REJECTED", "INTERVIEW"]] * 2
        assert LaterResult.objects.count() == 1
        assert answer.json()["status"] == "RE_OPENED"

    def test_removes_what_is_not_filed_only(self, program, person):
        open_one = EffortFactory(person=person, applied_on=NOON.date())
        done = EffortFactory(person=person)
        filed(person)

        assert program("delete", f"/2026-04/work-efforts/{open_one.pk}").status_code == 204
        refused = program("delete", f"/2026-03/work-efforts/{done.pk}")

        assert (refused.status_code, refused.json()["code"]) == (400, "EffortFiled")

    def test_finds_nothing_at_the_address_of_another_period(self, program, person):
        one = EffortFactory(person=person)
        change = {"workEffortId": str(one.pk), "applyStatus": ["PENDING"]}

        assert program("patch", "/2026-04/work-efforts", change).status_code == 404
        assert program("delete", f"/2026-04/work-efforts/{one.pk}").status_code == 404

    def test_files_the_month(self, program, person):
        EffortFactory(person=person)

        answer = program("get", "/2026-03/submit")

        proof = Proof.objects.get()
        assert (answer.json()["status"], answer.json()["documentId"]) == ("SUBMITTED", proof.receipt.number)
        assert proof.filed_by == person.user
        assert program("get", "/2026-03/pdf-document").content.startswith(b"%PDF")
        again = program("post", "/2026-03/submit")
        assert (again.status_code, again.json()["code"]) == (400, "AlreadyFiled")


class TestReading:
    def test_gives_the_periods_page_by_page(self, program, person):
        EffortFactory(person=person)

        page = program("get", f"/_search/by-owner-user-id?userId={person.user_id}&page=0&size=1").json()

        assert [proof["id"] for proof in page["content"]] == ["2026-04"]
        assert (page["totalElements"], page["totalPages"], page["last"]) == (2, 2, False)
        assert program("get", "/_search/by-owner-user-id?page=99").json()["content"] == []

    @pytest.mark.parametrize("query", ["page=-1", "page=1001", "size=0", "size=25", "page=9" + "9" * 30, "page=x"])
    def test_bounds_its_pages(self, program, query):
        assert program("get", f"/_search/by-owner-user-id?{query}").status_code == 400

    def test_gives_one(self, program, person):
        EffortFactory(person=person)

        assert len(program("get", "/2026-03").json()["workEfforts"]) == 1
        assert program("get", "/2026-13").status_code == 400


class TestKeys:
    @pytest.mark.parametrize(
        ("verb", "address", "body"),
        [
            ("post", "/_action/add-work-effort", effort()),
            ("delete", "/2026-03/work-efforts/1", None),
            ("post", "/2026-03/submit", None),
            ("get", "/2026-03/submit", None),
        ],
    )
    def test_open_only_what_they_are_for(self, client, person, verb, address, body):
        reader = Program(client, key_of(person, Scope.READ_EFFORTS))

        answer = reader(verb, address, body)

        assert (answer.status_code, answer.json()["code"]) == (403, "SCOPE_MISSING")
        assert reader("get", "/2026-03").status_code == 200

    def test_hide_what_is_somebody_elses(self, program):
        other = EffortFactory()

        assert program("delete", f"/2026-03/work-efforts/{other.pk}").status_code == 404
        assert program("get", f"/_search/by-owner-user-id?userId={other.person.user_id}").status_code == 404
        change = {"workEffortId": str(other.pk), "applyStatus": ["PENDING"]}
        assert program("patch", "/2026-03/work-efforts", change).status_code == 404

    def test_never_reach_what_the_account_does_at_work(self, client, person):
        member = MembershipFactory()
        key = make_token(acting_as(person), name="x", scopes=list(Scope), lifetime=Lifetime.MONTH, now=NOON)
        assert Program(client, key[1])("get", "/2026-03").status_code == 200
        client.force_login(member.user)
        assert client.get(f"{BASE}/2026-03").status_code == 404

    @pytest.mark.parametrize("header", [{}, {"Authorization": "Bearer wrong"}, {"Authorization": "Bearer "}])
    def test_are_asked_for(self, client, person, header):
        answer = client.get(f"{BASE}/2026-03", headers=header)

        assert (answer.status_code, answer["WWW-Authenticate"]) == (401, "Bearer")
        assert answer.json()["code"] == "KEY_MISSING"

    def test_count_on_these_addresses_only(self, client, person):
        key = key_of(person)

        answer = client.get("/en/efforts/", headers={"Authorization": f"Bearer {key}"})

        assert answer.status_code == 302

    def test_are_slowed_down(self, program, monkeypatch):
        from tandem.eservices.efforts import api  # noqa: PLC0415

        monkeypatch.setattr(api, "USE", api.USE.__class__("test", 1, api.USE.window))
        assert program("get", "/2026-03").status_code == 200

        assert program("get", "/2026-03").status_code == 429


class TestSessions:
    def test_may_read_and_need_the_sign_to_write(self, person, client):
        client.force_login(person.user)
        assert client.get(f"{BASE}/2026-03").status_code == 200

        strict = client.__class__(enforce_csrf_checks=True)
        strict.force_login(person.user)
        answer = strict.post(f"{BASE}/_action/add-work-effort", effort(), content_type="application/json")

        assert answer.status_code in {401, 403}
        assert not Effort.objects.exists()

    def test_never_file_by_a_link(self, person, client):
        EffortFactory(person=person)
        client.force_login(person.user)

        assert client.get(f"{BASE}/2026-03/submit").status_code == 401
        assert not Proof.objects.exists()


class TestSchema:
    def test_says_every_address_and_forbids_what_it_does_not_name(self, client):
        schema = client.get(f"{BASE}/openapi.json").json()

        assert schema["components"]["schemas"]["WorkEffort"]["additionalProperties"] is False
        assert len(schema["paths"]) == 10
        assert set(schema["components"]["securitySchemes"]) == {"KeyAuth", "OwnSession"}

    def test_is_written_once(self, client, monkeypatch):
        first = client.get(f"{BASE}/openapi.json").content
        monkeypatch.setattr("ninja.main.get_schema", None)

        assert client.get(f"{BASE}/openapi.json").content == first
