"""The words that go with a code for the counter: for whoever gets it, and for whoever hands it over."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from goodword.lib.days import date_words
from goodword.talks.play import HI, Play

from .rewards import Reward

# Not one of talks' plays: nobody is asked for anything.
CODE_WORDS = Play(
    "reward_code",
    "touch",
    gettext_lazy("A gift"),
    (),
    greeting=HI,
    subject=pgettext_lazy("subject of a mail", "Something for you"),
)


def code_words(reward: Reward) -> str:
    """For whoever gets it, in the owner's voice: what, and how. Never who came, nor what was bought."""
    assert reward.person is not None
    facts = {
        "name": reward.person.first_name or reward.person,
        "what": reward.promise.words(reward.business.locale),
        "code": reward.said_code,
        "business": reward.business.name,
    }
    hello = _("Hi %(name)s, here is something from %(business)s for you: %(what)s.") % facts
    return f"{hello} {_('Say this code when you come: %(code)s') % facts}"


def counter_words(found: Reward | None) -> str:
    """What a code stands for, for whoever is at the counter: no name is in it."""
    if found is None:
        return _("No gift has this code. Look at the letters again: there is no O, I, L or U in them.")
    if found.used_at:
        return _("This code was used on %(day)s.") % {"day": date_words(found.business.day_of(found.used_at))}
    if not found.is_usable:
        return _("This code was stopped. Ask the owner.")
    return _("This code is good: %(what)s.") % {"what": found.promise.words(found.business.locale)}
