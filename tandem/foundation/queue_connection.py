"""How a worker reaches the queue.

Procrastinate's own way has each question checked for a live connection and put into a transaction of its own: four
round trips in place of one, some dozen for each job. And what a job asks the queue for, it asks on that connection:
committed before the job's own transaction is, so that the next worker looks for a row that nobody sees yet.
"""

from typing import Any

from procrastinate.app import App
from procrastinate.connector import BaseConnector
from procrastinate.contrib.django.django_connector import DjangoConnector
from procrastinate.contrib.django.utils import connector_params
from procrastinate.psycopg_connector import PsycopgConnector
from psycopg import AsyncConnection
from psycopg_pool import AsyncConnectionPool

AT_ONCE = 4  # a worker fetches, finishes and gives signs of life


def install(app: App) -> None:
    """`settings.PROCRASTINATE_ON_APP_READY`."""
    app.connector = app.job_manager.connector = QueueConnector()


class QueueConnector(DjangoConnector):
    """In a web process: Django's own connection, and so the caller's transaction."""

    def get_worker_connector(self) -> "WorkerConnector":
        return WorkerConnector(
            kwargs=connector_params(self.alias),
            pool_factory=_pool,
            configure=_without_transactions,
            min_size=1,  # another one would have all plans to make anew
            max_size=AT_ONCE,
        )


class WorkerConnector(PsycopgConnector):
    """In a worker: a connection of its own for the queue, and Django's for what a job asks of the queue."""

    def get_sync_connector(self) -> BaseConnector:
        return DjangoConnector()


def _pool(*, check: object, **options: Any) -> AsyncConnectionPool:
    """Connections that nobody checks: a worker whose connection broke ends, as it does when PostgreSQL restarts."""
    return AsyncConnectionPool(**options)


async def _without_transactions(connection: AsyncConnection[Any]) -> None:
    await connection.set_autocommit(True)
