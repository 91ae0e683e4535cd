"""The strict harness, loaded by pytest for every test of the house.

Whole classes of faults fail any test that commits them: an undefined template variable, an order the database never
promised, a form without CSRF token, an inline script, a call to the network, a file left behind. Each guard is shown
its fault in `tandem/foundation/tests/test_harness.py`.
"""

import fcntl
import os
import shutil
from collections.abc import Generator, Iterator
from pathlib import Path
from typing import IO, Any

import hypothesis
import pytest
import structlog
from django.conf import settings
from django.utils import translation

from tandem.foundation import catalogues, snapshots
from tandem.foundation.testing import database, faults, outside, pages, templates, worlds
from tandem.foundation.testing.time import clock

__all__ = ["clock"]

_lock: IO[str] | None = None


@pytest.hookimpl(trylast=True)
def pytest_configure(config: pytest.Config) -> None:
    config.addinivalue_line("markers", "without_database: touches no table")
    _refuse_a_second_run()
    _take_time_for_examples()
    for folder in (outside.ROOT / "tandem").rglob("locale"):
        for language in catalogues.LANGUAGES:
            catalogues.compile_catalogue(folder.parent, language)
    database.install()
    templates.install()
    pages.install()
    outside.install()


@pytest.hookimpl(wrapper=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> Generator[None, None, None]:
    """Every test may use the database unless it says `without_database`; marking each one is noise."""
    for item in items:
        if not item.get_closest_marker("without_database") and not item.get_closest_marker("django_db"):
            item.add_marker(pytest.mark.django_db)
    return (yield)  # after us, pytest-django puts the tests in order by their marks


@pytest.hookimpl(tryfirst=True, optionalhook=True)
def pytest_xdist_auto_num_workers() -> int | None:
    """One more than there are processors: while one process waits for a browser, a code or the disk, another works."""
    if "PYTEST_XDIST_AUTO_NUM_WORKERS" in os.environ:
        return None  # xdist reads it
    return len(os.sched_getaffinity(0)) + 1


@pytest.hookimpl(tryfirst=True, optionalhook=True)
def pytest_xdist_make_scheduler(config: pytest.Config, log: Any) -> Any:
    """`--dist=loadfile` in our own order."""
    if config.getvalue("dist") != "loadfile":
        return None
    from tandem.foundation.testing.shares import Shares  # noqa: PLC0415 - without xdist nobody asks

    return Shares(config, log)


def pytest_unconfigure() -> None:
    if _lock:
        _lock.close()


def _take_time_for_examples() -> None:
    """A machine that is busy today is no fault of what is tested; and examples share the test's own fixtures."""
    unharmed = [hypothesis.HealthCheck.too_slow, hypothesis.HealthCheck.function_scoped_fixture]
    present = hypothesis.settings()
    hypothesis.settings.register_profile("house", present, deadline=None, suppress_health_check=unharmed)
    hypothesis.settings.load_profile("house")


def _refuse_a_second_run() -> None:
    """Two runs on one database would destroy each other's tables."""
    global _lock  # noqa: PLW0603
    name = settings.DATABASES["default"]["NAME"] + os.environ.get("PYTEST_XDIST_WORKER", "")
    folder = outside.ROOT / ".local"
    folder.mkdir(exist_ok=True)
    _lock = (folder / f"tests-{name}.lock").open("a")
    try:
        fcntl.flock(_lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        pytest.exit(f"Another test run uses the database {name!r}. Wait for it, or set TANDEM_TEST_NAME.", 2)


@pytest.fixture(autouse=True)
def _guards(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    tmp_path_factory.getbasetemp()  # made now, so that it does not lie in the folder that one test may write into
    with faults.collected(), outside.watched():
        yield


@pytest.fixture(autouse=True)
def _own_context() -> Iterator[None]:
    """Every test begins in the language of the source, and takes nothing over from the request before."""
    structlog.contextvars.clear_contextvars()
    with translation.override("en"):
        yield


@pytest.fixture(autouse=True)
def _own_tables() -> None:
    """Tables are as this test finds them, whatever an index in memory was built from."""
    snapshots.doubt_all()


@pytest.fixture(autouse=True)
def _own_data() -> Iterator[None]:
    """What the platform writes into its data folder is undone, as the database's rows are."""
    worlds.put_files()
    yield
    for path in Path(settings.DATA_DIR).glob("*"):
        shutil.rmtree(path) if path.is_dir() else path.unlink()
