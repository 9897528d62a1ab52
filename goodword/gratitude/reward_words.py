"""The words that go with a code for the counter."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from goodword.talks.play import HI, Play

from .rewards import Reward

# Not one of talks' plays: nobody is asked for anything.
CODE_WORDS = Play("reward_code", "touch", gettext_lazy("A gift"), (), greeting=HI)


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
