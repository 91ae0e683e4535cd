import gzip
import json

import pytest
from django.core.management import CommandError, call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tandem.facilities.search.models import SearchChange
from tandem.market.ads import services
from tandem.market.ads.enums import AdStatus, CancellationCode
from tandem.market.ads.import_ import readers, run, translating
from tandem.market.ads.models import Ad, AdOccupation, AdStatusChange, AdText
from tandem.market.ads.tests.small_lists import small_lists  # noqa: F401
from tandem.market.ads.tests.test_import_formats import AD, POSTING
from tandem.market.ads.tests.test_services import NOW, PLATFORM

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("small_lists")]

OSTE = """<?xml version="1.0" encoding="UTF-8"?>{doctype}
<osteList xmlns="http://jobroom.seco.admin.ch/oste/1.4" timestamp="2026-03-02T23:30:00+01:00">
  <oste>
    <bezeichnung>Koch</bezeichnung>
    <beschreibung>Sie kochen für unsere Gäste{entity}.</beschreibung>
    <arbeitsortText>Bern</arbeitsortText><arbeitsortKanton>BE</arbeitsortKanton><arbeitsortPlz>3004</arbeitsortPlz>
    <unbefristet>true</unbefristet><pensumVon>80</pensumVon><pensumBis>100</pensumBis>
    <anmeldeDatum>2026-03-02-21.40.58.000000</anmeldeDatum><gueltigkeit>9999-12-31-00.00.00.000000</gueltigkeit>
    <untName>Gasthof Muster</untName><bewerbungElektronisch>true</bewerbungElektronisch>
    <kpEMail>jobs@example.ch</kpEMail><kpAnredeCode>2</kpAnredeCode><kpName>Muster</kpName>
    <bq1AvamBerufNr>47210</bq1AvamBerufNr><bq1ErfahrungCode>10</bq1ErfahrungCode>
    <sk1SpracheCode>1</sk1SpracheCode><sk1MuendlichCode>2</sk1MuendlichCode>
    <fingerprint>abc1</fingerprint>
  </oste>
  <oste><fingerprint>abc2</fingerprint></oste>
</osteList>"""

OPEN_AD = {**AD, "status": None, "publication": {**AD["publication"], "endDate": None}}


@pytest.fixture
def take(tmp_path, capsys):
    """Import texts as files; answers what was said and what was rejected."""

    def take(*contents, name="jobs.jsonl", **options):
        paths = []
        for number, content in enumerate(contents):
            path = tmp_path / (f"{number}-{name}" if number else name)
            data = content if isinstance(content, bytes) else content.encode()
            path.write_bytes(data)
            paths.append(str(path))
        rejects = tmp_path / "rejects.jsonl"
        call_command("import_ads", *paths, rejects=rejects, **options)
        written = rejects.read_text().splitlines() if rejects.exists() else []
        return capsys.readouterr().out, [json.loads(line) for line in written]

    return take


def lines(*records):
    return "\n".join(json.dumps(record) for record in records)


def numbered(count, **members):
    return [{**POSTING, "identifier": f"A-{number}", **members} for number in range(count)]


def open_ads(count):
    return numbered(count, validThrough=None)


class TestFiles:
    @pytest.mark.parametrize(
        "content",
        [
            lines(*numbered(2)),
            "\n\n" + lines(*numbered(2)) + "\n",
            "\ufeff" + lines(*numbered(2)),
            json.dumps(numbered(2)),
            json.dumps(numbered(2), indent=2),
            json.dumps({"@graph": [*numbered(2), {"@type": "WebPage"}]}, indent=1),
            json.dumps({"itemListElement": [{"item": one} for one in numbered(2)]}),
            gzip.compress(lines(*numbered(2)).encode()),
        ],
    )
    def test_of_each_shape_are_read(self, take, content):
        _out, rejected = take(content)

        assert rejected == []
        assert Ad.objects.count() == 2

    @pytest.mark.parametrize(
        "content",
        [
            AD,
            [AD],
            {"content": [AD], "totalElements": "1", "currentPage": "0"},
            [{"jobAdvertisement": AD, "favouriteItem": None}],
            {"_http": {"method": "GET"}, "body": AD},
        ],
    )
    def test_of_job_room_are_read_in_each_envelope(self, take, content):
        _out, rejected = take(json.dumps(content, indent=2))

        assert rejected == []
        assert Ad.objects.get().stellennummer_egov == "300002290"

    def test_an_array_is_read_in_pieces(self, take, monkeypatch):
        monkeypatch.setattr(readers, "CHUNK", 97)

        take(json.dumps(numbered(5), indent=1))

        assert Ad.objects.count() == 5

    def test_the_xml_feed_is_read(self, take):
        _out, rejected = take(OSTE.format(doctype="", entity=""), name="oste.xml")

        ad = Ad.objects.get()
        assert (ad.source, ad.external_id, ad.canton, ad.workload_min) == ("EXTERN", "abc1", "BE", 80)
        assert ad.publication_ends_before is None
        assert ad.apply_channel.email == "jobs@example.ch"
        assert ad.occupations.get().work_experience == "MORE_THAN_1_YEAR"
        assert ad.language_skills.get().spoken_level == "INTERMEDIATE"
        assert [(one["line"], one["field"]) for one in rejected] == [(15, "bezeichnung")]

    @pytest.mark.parametrize(
        ("content", "sentence"),
        [
            (OSTE.format(doctype='<!DOCTYPE x [<!ENTITY y "boom">]>', entity="&y;"), "refused for safety"),
            (OSTE.format(doctype='<!DOCTYPE x SYSTEM "file:///etc/passwd">', entity=""), "refused for safety"),
            ("<html></html>", "only the osteList feed is known"),
            ('<osteList xmlns="http://jobroom.seco.admin.ch/oste/9"/>', "only 1.4 is known"),
            (OSTE.format(doctype="", entity="")[:900], "The XML is broken"),
            ("title;place\nKoch;Bern", "neither JSON nor XML"),
            ("[{]", "breaks off"),
            ('{"@graph": [', "not JSON"),
            (gzip.compress(b"x" * 1000, mtime=0)[:-4], r"damaged \.gz"),
        ],
    )
    def test_that_cannot_be_read_get_a_sentence(self, take, content, sentence):
        with pytest.raises(CommandError, match=sentence):
            take(content)

    def test_that_do_not_exist_get_a_sentence(self, tmp_path):
        with pytest.raises(CommandError, match="cannot be opened"):
            call_command("import_ads", str(tmp_path / "none.jsonl"), rejects=tmp_path / "r")

    def test_what_comes_before_a_break_is_safe(self, take):
        with pytest.raises(CommandError, match="2 ads before that are safe"):
            take(json.dumps(numbered(2))[:-1])

        assert Ad.objects.count() == 2


class TestRejects:
    def test_name_line_and_reason_and_stop_nothing(self, take):
        bad = [
            "{broken",
            '"text"',
            "[" * 100_000,
            '{"@type": "JobPosting", "title": "\\ud800", "identifier": "x"}',
            lines({**POSTING, "title": "", "identifier": "empty"}),
            lines({**POSTING, "identifier": "A-0"}),
        ]

        out, rejected = take("\n".join([lines(*numbered(1)), *bad, lines({**POSTING, "identifier": "last"})]))

        assert set(Ad.objects.values_list("external_id", flat=True).order_by("pk")) == {"A-0", "last"}
        assert [one["line"] for one in rejected] == [2, 3, 4, 5, 6, 7]
        assert rejected[0]["reason"].startswith("The line is not JSON")
        assert (rejected[4]["identifier"], rejected[4]["reason"]) == ("empty", "The title is missing.")
        assert rejected[5]["reason"] == "Line 1 of this file has an ad with the same identifier."
        assert "6 rejected" in out

    def test_the_only_line_of_a_file_is_line_1(self, take):
        assert take(lines({**POSTING, "title": ""}))[1][0]["line"] == 1

    def test_a_line_without_end_costs_only_itself(self, take, monkeypatch):
        monkeypatch.setattr(readers, "LONGEST_LINE", 3_000)
        huge = lines({**POSTING, "identifier": "huge", "description": "x" * 20_000})

        _out, rejected = take("\n".join([lines(*numbered(1)), huge, lines({**POSTING, "identifier": "last"})]))

        assert Ad.objects.count() == 2
        assert [one["line"] for one in rejected] == [2]

    def test_what_only_the_database_refuses_costs_only_itself(self, take, monkeypatch):
        monkeypatch.setattr(translating, "check", lambda record: record)
        backwards = {**POSTING, "identifier": "bad", "validThrough": "2026-01-01"}

        _out, rejected = take(lines(*numbered(3), backwards, {**POSTING, "identifier": "last"}))

        assert Ad.objects.count() == 4
        assert rejected[0]["line"] == 4
        assert rejected[0]["reason"].endswith("this does not hold: a publication ends after it starts.")
        assert "Gasthof" not in rejected[0]["reason"]

    def test_a_number_that_another_ad_has_is_named(self, take):
        take(json.dumps(AD), source="one")

        _out, rejected = take(json.dumps(AD), source="two")

        assert "each number belongs to one ad" in rejected[0]["reason"]

    def test_an_old_rejects_file_goes_when_nothing_is_rejected(self, take):
        take("{broken\n{}")

        assert take(lines(*numbered(1)))[1] == []

    def test_nul_bytes_do_not_reach_the_database(self, take):
        take(lines({**POSTING, "title": "Ko\x00ch", "description": "Wir\x00 suchen\x07"}))

        text = AdText.objects.get()
        assert (text.title, text.description) == ("Koch", "Wir suchen")


class TestComplete:
    """A file that holds every open ad of its source."""

    def test_closes_what_it_no_longer_names(self, take):
        take(lines(*open_ads(3)))
        SearchChange.objects.all().delete()

        out, _ = take(lines(*open_ads(2)), complete=True)

        closed = Ad.objects.get(external_id="A-2")
        assert "1 closed, because their source no longer names them." in out
        assert closed.status == AdStatus.ARCHIVED
        assert Ad.objects.filter(status=AdStatus.PUBLISHED_PUBLIC).count() == 2
        assert [one.object_id for one in SearchChange.objects.order_by("pk")] == [str(closed.pk)]

    def test_opens_again_what_comes_back_unchanged(self, take):
        take(lines(*open_ads(3)))
        take(lines(*open_ads(2)), complete=True)

        out, _ = take(lines(*open_ads(3)), complete=True)

        assert "0 new, 1 changed, 2 unchanged" in out
        assert Ad.objects.get(external_id="A-2").status == AdStatus.PUBLISHED_PUBLIC

    def test_leaves_alone_what_another_source_names(self, take):
        take(lines(*open_ads(3)), source="theirs")

        take(lines(*open_ads(1)), source="ours", complete=True)

        assert Ad.objects.filter(status=AdStatus.PUBLISHED_PUBLIC).count() == 4

    def test_of_two_files_of_one_source_is_both_together(self, take):
        take(lines(*open_ads(4)), source="theirs")

        out, _ = take(lines(*open_ads(2)), lines(*open_ads(4)[2:]), source="theirs", complete=True)

        assert "closed" not in out

    @pytest.mark.parametrize("record", [open_ads(2)[1], OPEN_AD])
    def test_keeps_open_what_it_names_but_says_badly(self, take, record):
        take(lines(open_ads(1)[0], record))
        content = record.get("jobContent", record)
        bad = {**record, "title": ""} if content is record else {**record, "jobContent": {**content, "company": 7}}

        out, rejected = take(lines(open_ads(1)[0], bad), complete=True)

        assert len(rejected) == 1
        assert "closed" not in out
        assert Ad.objects.filter(status=AdStatus.PUBLISHED_PUBLIC).count() == 2

    def test_that_breaks_off_closes_nothing(self, take):
        take(lines(*open_ads(3)))

        with pytest.raises(CommandError, match="No ad was closed"):
            take(json.dumps(open_ads(2))[:-1], complete=True)

        assert Ad.objects.filter(status=AdStatus.PUBLISHED_PUBLIC).count() == 3

    def test_that_misses_more_than_half_closes_nothing_unless_told(self, take):
        take(lines(*open_ads(30)))

        with pytest.raises(CommandError, match="20 of the 30 open ads of jobs are missing"):
            take(lines(*open_ads(10)), complete=True)
        assert Ad.objects.filter(status=AdStatus.PUBLISHED_PUBLIC).count() == 30

        take(lines(*open_ads(10)), complete=True, however_many=True)
        assert Ad.objects.filter(status=AdStatus.PUBLISHED_PUBLIC).count() == 10

    def test_forgets_no_ad_that_is_over_anyway(self, take):
        over = numbered(1, validThrough="2026-01-31", datePosted="2026-01-01")
        take(lines(*over))

        out, _ = take(lines(*over), complete=True)

        assert "0 new, 0 changed, 1 unchanged" in out


class TestRunningAgain:
    def test_changes_nothing_twice(self, take):
        content = lines(*numbered(3), {**POSTING, "identifier": None, "datePosted": None})

        first, _ = take(content)
        SearchChange.objects.all().delete()
        second, _ = take(content)

        assert "4 new, 0 changed, 0 unchanged" in first
        assert "0 new, 0 changed, 4 unchanged" in second
        assert not SearchChange.objects.exists()
        assert AdStatusChange.objects.count() == 4

    def test_replaces_what_changed_and_tells_the_index(self, take):
        take(lines(*numbered(2)))
        before = {ad.external_id: ad for ad in Ad.objects.order_by("pk")}
        SearchChange.objects.all().delete()

        out, _ = take(lines(*numbered(1), *numbered(2, title="Pflegefachfrau")[1:]))

        after = Ad.objects.get(external_id="A-1")
        assert "0 new, 1 changed, 1 unchanged" in out
        assert (after.pk, after.created_at) == (before["A-1"].pk, before["A-1"].created_at)
        assert after.updated_at > before["A-1"].updated_at
        assert after.texts.get().title == "Pflegefachfrau"
        assert after.occupations.get().concept_id == "nurse"
        assert Ad.objects.get(external_id="A-0").updated_at == before["A-0"].updated_at
        assert [one.object_id for one in SearchChange.objects.order_by("pk")] == [str(after.pk)]

    def test_keeps_the_day_on_which_an_undated_ad_came_first(self, take):
        take(lines({**POSTING, "datePosted": None, "validThrough": None}))
        Ad.objects.update(publication_starts_on="2026-01-05")

        take(lines({**POSTING, "datePosted": None, "validThrough": None, "title": "Pflegefachfrau"}))

        assert str(Ad.objects.get().publication_starts_on) == "2026-01-05"

    def test_after_a_kill_goes_on_where_the_last_batch_ended(self, take, monkeypatch):
        monkeypatch.setattr(run, "BATCH", 2)
        real, calls = run.upsert_ready_ads, []

        def killed(*arguments, **options):
            calls.append(1)
            if len(calls) == 2:
                raise SystemError("killed")
            return real(*arguments, **options)

        monkeypatch.setattr(run, "upsert_ready_ads", killed)
        with pytest.raises(SystemError):
            take(lines(*numbered(4)))
        after_the_kill = Ad.objects.count()
        monkeypatch.setattr(run, "upsert_ready_ads", real)
        out, _ = take(lines(*numbered(4)))

        assert after_the_kill in {2, 4}
        assert Ad.objects.count() == AdText.objects.count() == AdOccupation.objects.count() == 4
        assert f"{4 - after_the_kill} new, 0 changed, {after_the_kill} unchanged" in out

    def test_an_ad_withdrawn_here_stays_withdrawn(self, take):
        take(lines(*numbered(1)))
        services.cancel(PLATFORM, ad_id=Ad.objects.get().pk, code=CancellationCode.NOT_OCCUPIED, now=NOW)

        out, _ = take(lines(*numbered(1, title="Pflegefachfrau")))

        assert "1 unchanged" in out
        assert Ad.objects.get().status == "CANCELLED"

    def test_the_same_identifier_of_another_source_is_another_ad(self, take):
        take(lines(*numbered(1)), source="one")
        take(lines(*numbered(1)), source="two")

        assert set(Ad.objects.values_list("feed", flat=True).order_by("pk")) == {"one", "two"}


class TestSummary:
    def test_counts_languages_places_and_occupations(self, take):
        french = {
            "title": "Cuisinier",
            "description": "Nous cherchons pour notre équipe une personne avec nous et pour vous.",
            "jobLocation": {"address": {"addressLocality": "Atlantis", "addressCountry": "CH"}},
        }

        out, _ = take(
            lines(
                *numbered(3),
                {**POSTING, "identifier": "fr", **french},
                {**POSTING, "identifier": "?", "title": "Held"},
            )
        )

        assert "Languages: Deutsch 4, Français 1." in out
        assert "Place in Switzerland resolved: 4 of 5 (80.0%)." in out
        assert "Occupation resolved: 4 of 5 (80.0%)." in out

    def test_a_batch_of_a_hundred_costs_the_queries_of_a_batch_of_one(self, take):
        def cost(count, source):
            with CaptureQueriesContext(connection) as queries:
                take(lines(*numbered(count)), source=source)
            return len(queries)

        assert cost(1, "warm") >= cost(100, "many")
