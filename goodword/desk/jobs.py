"""After a forgetting: what was deleted must not be read from the file either."""

from goodword.accounts.jobs import Running, job


@job("desk.wipe")
def wipe(running: Running) -> None:
    from .wiping import rewrite

    rewrite()
