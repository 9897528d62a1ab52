"""The words: why two should meet, what to say to each, and the one message to both.

They are written to be sent by the owner, so they speak as the owner does. Nobody is named to the other one before they
have agreed: the first is asked about somebody; a yes is a yes to being named to the second. The owner may choose to
name the second at once; a practice may not, and names neither before both have agreed.
"""

from collections.abc import Mapping, Sequence
from urllib.parse import quote

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from goodword.accounts.models import Business
from goodword.lib.mails import mail_key
from goodword.lib.mailto import mailto
from goodword.people.models import Person
from goodword.talks.play import HI, Play
from goodword.talks.ways import OnFile, Way, has_slip, ways_for

from .matching import WhyNot
from .models import Introduction, Need, Offer

# Not one of talks' plays: its words need two people.
INTRODUCE = Play(
    "introduce",
    "touch",
    gettext_lazy("Introduce two people"),
    (),
    greeting=HI,
    subject=pgettext_lazy("subject of a mail", "May I introduce you to somebody?"),
)


def called(person: Person) -> str:
    return person.first_name or str(person)


def need_words(need: Need) -> str:
    return _("%(name)s is looking for %(need)s.") % {"name": need.person, "need": _bare(need.text)}


def offer_words(offer: Offer) -> str:
    return _("%(name)s can help with %(offer)s.") % {"name": offer.person, "offer": _bare(offer.text)}


def _bare(text: str) -> str:
    """Without the full stop that somebody typed: it stands inside a sentence."""
    return text.rstrip(" .;,")


def reason(need: Need, offer: Offer) -> str:
    return f"{need_words(need)} {offer_words(offer)}"


def why_not_words(why: WhyNot) -> str:
    return {
        WhyNot.SAME: _("Nobody is introduced to themselves."),
        WhyNot.LEFT: _("One of them is not to be asked, or is not sorted yet."),
        WhyNot.HOME: _("They live together."),
        WhyNot.RIVALS: _("They offer the same, so they are rivals."),
        WhyNot.KNOWN: _("They know each other already."),
        WhyNot.INTRODUCED: _("You have thought of these two before."),
    }[why]


def _facts(told: Introduction) -> dict[str, str]:
    one, other = called(told.one), called(told.other)
    if one == other:  # two Danas: by their whole names
        one, other = str(told.one), str(told.other)
    return {
        "one": one,
        "one_whole": str(told.one),
        "other": other,
        "other_whole": str(told.other),
        "need": _bare(told.need.text),
        "offer": _bare(told.offer.text),
    }


def asking_words(told: Introduction, side: str, business: Business, *, names: bool = False) -> str:
    """To one side alone, before anything else happens. `names`: the first is told who the second is."""
    if business.is_discreet:
        return _discreet(told, side)
    if side == "one" and names:
        words = _(
            "Hi %(one)s, you are looking for %(need)s. I know %(other_whole)s, who can help with %(offer)s. "
            "May I give %(other)s your name?"
        )
    elif side == "one":
        words = _(
            "Hi %(one)s, you are looking for %(need)s. I know somebody who can help with %(offer)s. "
            "May I give them your name?"
        )
    elif told.is_named:
        words = _(
            "Hi %(other)s, %(one_whole)s is looking for %(need)s. I thought of you at once, and said so. "
            "May I introduce you two?"
        )
    else:
        words = _(
            "Hi %(other)s, %(one_whole)s is looking for %(need)s. I thought of you at once. "
            "May I give %(one)s your name?"
        )
    return words % _facts(told)


def _discreet(told: Introduction, side: str) -> str:
    if side == "one":
        words = _(
            "Hi %(one)s, you are looking for %(need)s. I know someone who can help with %(offer)s. "
            "May I introduce you two? I say no name before you have both said yes."
        )
    else:
        words = _(
            "Hi %(other)s, someone I know is looking for %(need)s. I thought of you at once. "
            "May I introduce you two? I say no name before you have both said yes."
        )
    return words % _facts(told)


def message_words(told: Introduction) -> str:
    """The one message to both, when both have agreed."""
    words = _(
        "%(one)s, meet %(other)s. %(other)s, meet %(one)s. %(one)s is looking for %(need)s, and %(other)s can "
        "help with %(offer)s. You both said yes, so here you are. I leave you to it!"
    )
    return words % _facts(told)


def after_words(told: Introduction) -> str:
    """To ask the one who was looking, later."""
    words = _("Hi %(one)s, did you and %(other)s find each other? I would love to hear how it went.")
    return words % _facts(told)


Book = Mapping[int, Sequence[OnFile]]  # person -> how to reach them, read for all of a page at once


def ways_to(person: Person, words: str, book: Book, play: Play = INTRODUCE) -> list[Way]:
    """What opens the owner's own phone or mail with the words in it."""
    ways = ways_for(book.get(person.pk, ()), person.business.country, play, words, called(person))
    return [way for way in ways if way.carries_words]


def ways_to_both(told: Introduction, words: str, book: Book) -> list[Way]:
    """One message to two: a mail to both if both have one; in WhatsApp the owner chooses the two, or a group."""
    body = quote(words)
    mails = [_mail(told.one, book), _mail(told.other, book)]
    to = mails if all(mails) else ""
    label = _("Mail to both") if to else _("Mail")
    subject = _("%(one)s, meet %(other)s") % _facts(told)
    return [
        Way("whatsapp", _("WhatsApp"), f"https://wa.me/?text={body}", True),
        Way("text", _("Text message"), f"sms:?&body={body}", True),
        Way("mail", label, mailto(to, subject, words), True),
    ]


def _mail(person: Person, book: Book) -> str:
    country = person.business.country
    mails = [way for way in book.get(person.pk, ()) if way.kind == "email" and not has_slip(way, country)]
    return (mails[0].key or mail_key(mails[0].value)) if mails else ""
