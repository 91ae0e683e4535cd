"""Each guard of the harness is shown the fault it is there for."""

import datetime
import os
import socket
import subprocess
import sys
import tempfile
import threading
from pathlib import Path

import pytest
from django.apps import apps
from django.contrib.contenttypes.models import ContentType
from django.core.cache import cache
from django.core.management import call_command
from django.core.management.color import no_style
from django.db import DatabaseError, connection, transaction
from django.db.models import Count
from django.template import engines
from django.utils import translation
from procrastinate.contrib.django.models import ProcrastinateJob

from tandem.foundation import clock as house_clock
from tandem.foundation import queue
from tandem.foundation.testing import faults, outside, pages

ROOT = Path(__file__).resolve().parents[3]


def render(source: str, **context: object) -> str:
    return engines["django"].from_string(source).render(context)


class Proof:
    number = None
    month = "2026-03"


class TestUndefinedVariables:
    @pytest.mark.parametrize(
        ("source", "name"),
        [
            ("{{ nobody }}", "nobody"),
            ("{{ nobody|default:'' }}", "nobody"),
            ("{{ proof.mnth }}", "proof.mnth"),
            ("{{ proof.number.digits }}", "proof.number.digits"),
            ("{% if proof.is_flied %}x{% endif %}", "proof.is_flied"),
            ("{% if proof.is_flied == 1 %}x{% endif %}", "proof.is_flied"),
            ("{% for day in dayz %}{{ day }}{% endfor %}", "dayz"),
            ("{% with month=mnth %}{{ month }}{% endwith %}", "mnth"),
            ("{% blocktranslate %}Hello {{ nobody }}{% endblocktranslate %}", "nobody"),
        ],
    )
    def test_fail_the_test_with_their_name(self, source, name):
        with faults.expected(f"Undefined template variable {name} "):
            render(source, proof=Proof())

    @pytest.mark.parametrize(
        "source",
        [
            "{% if hint %}{{ hint }}{% endif %}",
            "{% if attributes.class %}x{% endif %}",
            "{% if proof.number.digits %}x{% endif %}",
            "{{ proof.number|default_if_none:'' }}",
        ],
    )
    def test_may_be_asked_for(self, source):
        assert render(source, proof=Proof(), attributes={}) == ""

    def test_of_djangos_own_templates_stay_quiet(self):
        template = engines["django"].get_template("django/forms/widgets/input.html")

        assert template.render({"widget": {"type": "text", "name": "place", "attrs": {}}}).startswith("<input")


class TestOrder:
    def test_of_an_unordered_query_is_random(self):
        assert str(ContentType.objects.all().query).endswith("ORDER BY RANDOM() ASC")

    @pytest.mark.parametrize(
        "query",
        [
            ContentType.objects.order_by("pk"),
            ContentType.objects.values("app_label").annotate(number=Count("pk")),
            ContentType.objects.values("app_label").distinct(),
            ContentType.objects.order_by(),
        ],
        ids=["ordered", "grouped", "distinct", "unordered on purpose"],
    )
    def test_is_left_alone_where_it_was_chosen_or_means_nothing(self, query):
        assert "RANDOM" not in str(query.query)
        assert len(list(query)) == len(set(map(str, query)))


class TestDatabase:
    def test_sorts_alike_on_every_machine(self):
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT datlocprovider, datlocale, datcollate FROM pg_database WHERE datname = current_database()"
            )

            assert cursor.fetchone() == ("b", "C.UTF-8", "C")

    @pytest.mark.without_database
    def test_is_closed_to_a_test_that_wants_none(self):
        with pytest.raises(RuntimeError, match="Database access not allowed"):
            ContentType.objects.count()

    @pytest.mark.django_db(transaction=True)
    def test_can_be_flushed_although_the_ledger_refuses_to_be_emptied(self):
        with connection.cursor() as cursor:
            cursor.execute("CREATE TABLE ledger (id int); INSERT INTO ledger VALUES (1)")
            cursor.execute(
                "CREATE FUNCTION refuse() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE 'append-only'; END $$"
            )
            cursor.execute("CREATE TRIGGER refused BEFORE DELETE ON ledger EXECUTE FUNCTION refuse()")
            try:
                with pytest.raises(DatabaseError, match="append-only"):
                    cursor.execute("DELETE FROM ledger")
                for statement in connection.ops.sql_flush(no_style(), ["ledger"]):
                    cursor.execute(statement)
                cursor.execute("SELECT count(*) FROM ledger")
                assert cursor.fetchone() == (0,)
            finally:
                cursor.execute("DROP TABLE ledger; DROP FUNCTION refuse")

    @pytest.mark.django_db(transaction=True)
    def test_keeps_no_job_and_no_count_for_the_next_test(self):
        queue.enqueue_on_commit("sending.catch_up")
        cache.set("how-often", 20)
        assert ProcrastinateJob.objects.exists()

        call_command("flush", verbosity=0, interactive=False, inhibit_post_migrate=True)

        assert not ProcrastinateJob.objects.exists()
        assert cache.get("how-often") is None


class TestNetwork:
    def test_outside_this_machine_is_refused(self):
        with socket.socket() as line, faults.expected(r"called 192\.0\.2\.1:80 on the network"):
            line.connect(("192.0.2.1", 80))

    def test_names_are_not_looked_up(self):
        with faults.expected(r"address of www\.example\.ch"):
            socket.create_connection(("www.example.ch", 443))

    def test_datagrams_are_refused_too(self):
        with socket.socket(type=socket.SOCK_DGRAM) as line, faults.expected(r"called 192\.0\.2\.1:53"):
            line.sendto(b"?", ("192.0.2.1", 53))

    def test_this_machine_answers(self):
        with socket.create_server(("127.0.0.1", 0)) as server:
            socket.create_connection(("localhost", server.getsockname()[1])).close()

    def test_a_fault_in_another_thread_is_remembered(self):
        def call():
            with pytest.raises(pytest.fail.Exception), socket.socket() as line:
                line.connect(("192.0.2.1", 80))

        def test_body():
            with faults.collected():
                thread = threading.Thread(target=call)
                thread.start()
                thread.join()

        with pytest.raises(pytest.fail.Exception, match=r"192\.0\.2\.1"):
            test_body()


class TestFiles:
    def test_may_not_be_written_into_the_checkout(self):
        with faults.expected("wrote into the checkout: left-behind.txt"):
            (ROOT / "left-behind.txt").write_text("")
        assert not (ROOT / "left-behind.txt").exists()

    def test_may_not_be_moved_into_the_checkout(self, tmp_path):
        (tmp_path / "moved").touch()

        with faults.expected("wrote into the checkout: tandem/moved"):
            (tmp_path / "moved").rename(ROOT / "tandem" / "moved")

    def test_may_not_stay_in_the_temporary_folder(self):
        with pytest.raises(pytest.fail.Exception, match="left temporary files behind: forgotten-"), outside.watched():
            os.close(tempfile.mkstemp(prefix="forgotten-")[0])


class TestPages:
    @pytest.mark.parametrize(
        ("html", "fault"),
        [
            ("<p>Hello {{ name }}</p>", "stray template syntax: '{{ name }}'"),
            ('<a href="{% url %}">x</a>', "stray template syntax in href='{% url %}'"),
            ("<script>alert(1)</script>", "inline <script>"),
            ("<style>p {color: red}</style>", "inline <style>"),
            ('<p style="color: red">x</p>', "inline style= on <p>"),
            ('<button onclick="go()">x</button>', "inline onclick= on <button>"),
            ('<form method="post"></form>', "a form posts to 'itself' without CSRF token"),
            (
                '<form method="post" action="//example.com"><input name="csrfmiddlewaretoken"></form>',
                "a form hands its CSRF token to '//example.com'",
            ),
            ('<p id="a">x</p><p id="a">y</p>', "the id 'a' stands twice"),
        ],
    )
    def test_are_refused_with_the_fault(self, html, fault):
        assert pages.faults(html) == [fault]

    def test_are_accepted_when_they_are_good(self):
        assert not pages.faults(
            '<script src="/static/a.js"></script><script type="application/ld+json">{"a": {"b": 1}}</script>'
            '<form method="post"><input name="csrfmiddlewaretoken"></form><form><input name="q"></form>'
        )

    def test_are_looked_over_whoever_fetches_them(self, client, settings):
        settings.ROOT_URLCONF = __name__

        with faults.expected("/bad: inline <script>"):
            client.get("/bad")


def bad(request):
    from django.http import HttpResponse  # noqa: PLC0415

    return HttpResponse("<script>alert(1)</script>")


bad.login_required = False


def __getattr__(name: str) -> object:
    """The addresses of the planted page, made when `ROOT_URLCONF` asks for them."""
    if name == "urlpatterns":
        from django.urls import path  # noqa: PLC0415

        return [path("bad", bad, name="bad")]
    raise AttributeError(name)


class TestClock:
    def test_stands_still_in_swiss_time(self, clock):
        clock.freeze("2026-03-31 23:30")

        assert house_clock.now() == datetime.datetime(2026, 3, 31, 21, 30, tzinfo=datetime.UTC)
        assert house_clock.today() == datetime.date(2026, 3, 31)

    def test_can_be_set_twice(self, clock):
        clock.freeze("2026-03-31 23:30")

        assert clock.freeze("2026-04-01 00:00") == house_clock.now()


class TestLanguage:
    def test_is_left_foreign(self):
        translation.activate("fr")

    def test_begins_with_the_source(self):
        assert translation.get_language() == "en"


PLANTED = """
import pathlib, tempfile, warnings
import pytest
from django.template import engines

def test_good(client, tmp_path):
    (tmp_path / "note").write_text("")

def test_undefined():
    try:
        engines["django"].from_string("{{ nobody }}").render({})
    except BaseException:
        pass  # swallowed, and still seen

def test_left():
    tempfile.mkdtemp(prefix="forgotten-")

def test_warning():
    warnings.warn("old", DeprecationWarning)
"""


class TestPlugin:
    def test_fails_each_planted_test_and_only_those(self, tmp_path):
        (tmp_path / "test_planted.py").write_text(PLANTED)

        said = a_run(tmp_path, TANDEM_TEST_NAME=f"inner_{os.getpid()}").stdout

        assert "Undefined template variable nobody" in said
        assert "The test left temporary files behind: forgotten-" in said
        assert "DeprecationWarning: old" in said
        assert "1 failed, 3 passed, 2 errors" in said

    def test_refuses_to_share_its_database_with_another_run(self, tmp_path, settings):
        (tmp_path / "test_planted.py").write_text(PLANTED)
        name = os.environ.get("TANDEM_TEST_NAME", "tandem") + os.environ.get("PYTEST_XDIST_WORKER", "")

        run = a_run(tmp_path, TANDEM_TEST_NAME=name)

        assert run.returncode == 2
        assert f"Another test run uses the database '{name}'. Wait for it, or set TANDEM_TEST_NAME." in run.stdout


def a_run(folder: Path, **environment: str) -> subprocess.CompletedProcess[str]:
    """A pytest of its own, in another process."""
    kept = {key: value for key, value in os.environ.items() if not key.startswith(("PYTEST_", "TANDEM_", "DJANGO_"))}
    configuration = [f"--rootdir={ROOT}", f"--config-file={ROOT / 'pyproject.toml'}", "-pno:cacheprovider"]
    return subprocess.run(  # noqa: S603
        [sys.executable, "-m", "pytest", *configuration, "."],
        cwd=folder,
        env=kept | environment | {"PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        check=False,
    )


def test_a_guard_that_was_expected_and_did_not_bite_is_seen():
    with pytest.raises(pytest.fail.Exception, match="DID NOT RAISE"), faults.expected("anything"):
        pass


class TestLocks:
    """Tests own all tables; the application may only add to some, and can lock no row of theirs."""

    def test_on_rows_that_may_only_be_added_to_fail_the_test(self):
        ledger = apps.get_model("access", "LedgerEntry")._base_manager.order_by("pk")
        with transaction.atomic(), pytest.raises(AssertionError, match="no row of access_ledgerentry can be locked"):
            list(ledger.select_for_update())

    def test_on_others_are_taken_beside_them(self):
        entries = apps.get_model("access", "LedgerEntry")._base_manager.select_related("person").order_by("pk")
        with transaction.atomic():
            list(entries.select_for_update(of=("person",)))
