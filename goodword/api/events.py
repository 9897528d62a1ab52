"""What other programs can be told of. The change log has more types than these, and other names for some."""

from typing import Any, NamedTuple

from django.utils.translation import gettext_lazy as _

from .scopes import Scope


class Event(NamedTuple):
    words: Any
    scope: str  # what a key would need to read as much
    logged: tuple[str, ...] = ()  # its types in the change log; none: of the same name


EVENTS = {
    "person.created": Event(_("somebody is new in your books"), Scope.READ_PEOPLE),
    "person.updated": Event(_("something about a person was changed by hand"), Scope.READ_PEOPLE),
    "person.merged": Event(_("two entries turned out to be one person"), Scope.READ_PEOPLE),
    "person.forgotten": Event(_("somebody was forgotten"), Scope.READ_PEOPLE),
    "sale.created": Event(_("a sale came in"), Scope.READ_SALES),
    "sale.refunded": Event(_("money was given back"), Scope.READ_SALES),
    "newcomer.noted": Event(_("someone came"), Scope.READ_EVIDENCE),
    "ask.sent": Event(_("somebody was asked for a good word"), Scope.READ_LIST),
    "ask.answered": Event(_("somebody answered an ask"), Scope.READ_LIST),
    "share_link.created": Event(_("somebody got a link to pass on"), Scope.READ_EVIDENCE),
    "referral.reassigned": Event(
        _("you decided who sent somebody"), Scope.READ_REFERRALS, ("referral.decided", "referral.undecided")
    ),
    "introduction.agreed": Event(_("two people both want to meet"), Scope.READ_REFERRALS),
    "introduction.made": Event(_("two people were introduced"), Scope.READ_REFERRALS),
    "thank_you.sent": Event(_("thanks were said"), Scope.READ_THANKS),
    "testimonial.submitted": Event(_("somebody said a few words about you"), Scope.READ_PEOPLE),
    "testimonial.published": Event(_("somebody's words may be shown"), Scope.READ_PEOPLE),
    "testimonial.withdrawn": Event(_("somebody's words were taken back"), Scope.READ_PEOPLE),
}
PUBLIC = {logged: name for name, event in EVENTS.items() for logged in event.logged or (name,)}
CHOICES = [(name, event.words) for name, event in EVENTS.items()]
