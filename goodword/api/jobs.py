"""What this room leaves to the worker."""

from goodword.accounts.jobs import Running, job, often

from .outbox import JOB, look, send_due

often(look)


@job(JOB)
def send(running: Running, hook: str) -> None:
    send_due(hook, running.business.pk, running.at)
