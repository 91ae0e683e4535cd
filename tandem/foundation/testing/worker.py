"""The queue's worker, for tests that want to see jobs done as they are done in earnest."""

from concurrent.futures import ThreadPoolExecutor

from procrastinate.contrib.django import app


def do_waiting_jobs() -> None:
    """All jobs that wait, by a worker that then ends.

    In a thread without a loop: where a browser was started, its loop runs in this one, and a worker wants its own.
    """
    connector = app.connector.get_worker_connector()  # type: ignore[attr-defined]
    with app.replace_connector(connector), ThreadPoolExecutor(max_workers=1) as thread:
        thread.submit(app.run_worker, wait=False, install_signal_handlers=False, listen_notify=False).result()
