"""Days, ways, asks and talks as people say them, for the sentences of this room and those above."""

from datetime import date

from django.utils.translation import gettext as _

from goodword.lib.days import month_day_words, month_words, weekday_words

from .models import Ask, Talk


def day_words(day: date, today: date) -> str:
    """`day` as one says it on the day `today`: today, yesterday, on Thursday, on October 12, in May 2024."""
    ago = (today - day).days
    if ago == 0:
        return _("today")
    if ago == 1:
        return _("yesterday")
    if 1 < ago < 7:
        return _("on %(weekday)s") % {"weekday": weekday_words(day)}
    if abs(ago) < 300:
        return _("on %(day)s") % {"day": month_day_words(day)}
    return _("in %(month)s") % {"month": month_words(day)}


def way_words(way: str) -> str:
    """How it was said; "" if it is not known."""
    return {
        "text": _("by text"),
        "whatsapp": _("on WhatsApp"),
        "mail": _("by mail"),
        "smtp": _("by mail"),
        "call": _("on the phone"),
        "visit": _("in person"),
        "linkedin": _("on LinkedIn"),
        "card": _("with a card"),
        "gift": _("with a gift"),
        "public": _("in public"),
        "reward": _("with what they get"),
    }.get(way, "")


def with_way(words: str, way: str) -> str:
    """ "You thanked them" and "by text" is "You thanked them, by text." """
    how = way_words(way)
    return f"{words}, {how}." if how else f"{words}."


def ask_words(ask: Ask) -> str:
    """An ask and what came of it."""
    if not ask.sent_on and not ask.answer:
        return _("You opened the words for an ask. Did you send it?")
    words = with_way(_("You asked for a good word"), ask.way)
    came = {
        Ask.Answer.YES: _("Said yes"),
        Ask.Answer.MAYBE: _("Said maybe"),
        Ask.Answer.NO: _("Said no"),
    }
    if ask.answer:
        words = f"{words} {_quoted(came[Ask.Answer(ask.answer)], ask.said)}"
    if ask.answer == Ask.Answer.NO and ask.no_lifted_at:
        words = f"{words} {_('You lifted that.')}"
    return words


def talk_words(talk: Talk) -> str:
    said = {
        "ask": _("You asked for a good word"),
        "thank": _("You said thanks"),
        "hear_back": _("You asked whether anyone came to mind"),
        "listen": _("You asked and listened"),
        "touch": _("You said hello"),
        "know": _("You asked a question"),
    }
    words = with_way(said.get(talk.kind, _("You talked")), talk.way)
    return f"{words} {_quoted(_('They said'), talk.said)}" if talk.said else words


def _quoted(words: str, said: str) -> str:
    return f"{words}: “{said}”" if said else f"{words}."
