"""What an installation is told before it starts, in words if it cannot be so. Nothing here needs Django."""

from urllib.parse import SplitResult, urlsplit


def address_told(name: str, url: str, schemes: tuple[str, ...], ways: str) -> SplitResult:
    """The parts of an address with a user and a password in it. `ways` names the schemes, with what they do.

    Ends with a sentence if it is none. The sentence never repeats the address: it may hold the password.
    """
    scheme = url.partition("://")[0].lower() if "://" in url else ""
    if scheme not in schemes:
        seen = f"begins with {scheme}://. It " if scheme else ""
        raise SystemExit(f"{name} {seen}should begin with {ways}")
    try:
        parts = urlsplit(url)
        if parts.port != 0 and _is_whole(parts):
            return parts
    except ValueError:  # no port, no address of IPv6
        pass
    raise SystemExit(
        f"{name} cannot be read: it should look like {schemes[0]}://user:password@host:port\n"
        "In a user or password write %23 for #, %2F for /, %3F for ?, %40 for @, %5B for [ and %25 for %."
    )


def _is_whole(parts: SplitResult) -> bool:
    """Whether it leads somewhere, and no letter of a password has ended it too early: # / ? do."""
    names = [pair.partition("=")[0] for pair in parts.query.split("&") if pair]
    is_cut = bool(parts.fragment) or "@" in parts.path or not all(map(str.isidentifier, names))
    return bool(parts.hostname or parts.path.strip("/")) and not is_cut
