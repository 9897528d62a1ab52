"""Several things said in one breath."""

from collections.abc import Sequence

from django.utils.translation import gettext as _


def and_words(said: Sequence[str]) -> str:
    """ "Lin", "Lin and Tomas", "Lin, Tomas and Sam"; "" for none."""
    if len(said) < 2:
        return "".join(said)
    return _("%(first)s and %(last)s") % {"first": ", ".join(said[:-1]), "last": said[-1]}
