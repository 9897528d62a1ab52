"""What an owner types into a browser: the public address if there is one, else this computer's."""

from django.conf import settings


def base_address(host: str, port: int) -> str:
    """The beginning of every link we print; never taken from what a browser says."""
    if settings.PUBLIC_URL:
        return settings.PUBLIC_URL
    # Browsers give passkeys to "localhost", never to an address in figures.
    host = "localhost" if host in ("127.0.0.1", "::1", "localhost") else host
    return f"http://[{host}]:{port}" if ":" in host else f"http://{host}:{port}"


def from_here(host: str) -> str:
    """Where this computer itself reaches what listens at `host`."""
    return {"0.0.0.0": "127.0.0.1", "::": "::1"}.get(host, host)  # noqa: S104


def is_loopback(host: str) -> bool:
    return host in ("127.0.0.1", "::1", "localhost")


def in_blocks(text: str) -> str:
    """A QR code for the terminal; two modules a character, so that it fits in 80 columns."""
    import io

    import segno

    out = io.StringIO()
    segno.make(text, error="l").terminal(out, compact=True, border=2)
    return out.getvalue()
