"""One line at the top of the next page that says what was done, with a way back."""

from django.contrib import messages
from django.http import HttpRequest


def say(request: HttpRequest, text: str, undo: str = "") -> None:
    """Say `text` on the next page; `undo` is the address that a press of Undo posts to."""
    # Django keeps extra_tags with the message for us: it is the one field that travels with it.
    messages.success(request, text, extra_tags=undo)


def warn(request: HttpRequest, text: str) -> None:
    messages.warning(request, text)
