"""The queue's own housekeeping."""

import structlog
from procrastinate.contrib.django import app

from tandem.foundation import clock
from tandem.foundation.queue import task

log = structlog.get_logger()

STALLED_AFTER = 60  # seconds without a sign of life from the worker that took the job
KEEP_FINISHED = 72  # hours


@task("foundation.rescue_stalled_jobs", every="* * * * *")
async def rescue_stalled_jobs(*, timestamp: int) -> None:
    """Give the jobs of a killed worker to another one; every task may therefore run twice."""
    for job in await app.job_manager.get_stalled_jobs(seconds_since_heartbeat=STALLED_AFTER):
        log.warning("job_rescued", job_id=job.id, task=job.task_name)
        await app.job_manager.retry_job(job, retry_at=clock.now())


@task("foundation.delete_finished_jobs", every="17 2 * * *")
async def delete_finished_jobs(*, timestamp: int) -> None:
    """Forget jobs that went well; failed ones stay until somebody has looked."""
    await app.job_manager.delete_old_jobs(nb_hours=KEEP_FINISHED, include_failed=False)
