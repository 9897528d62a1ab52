"""The change log in words: who did what, when."""

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

from django.apps import apps
from django.urls import NoReverseMatch, reverse
from django.utils.formats import time_format
from django.utils.translation import gettext_lazy as _

from goodword.lib.days import date_words

from .access import rows_for
from .models import Change, Member
from .models.row import CodedRow

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise

# What is said of each type that any room logs; a test looks for one that is missing.
SENTENCES: dict[str, "_StrPromise"] = {
    "api_key.created": _("made a key for other software"),
    "api_key.revoked": _("revoked a key for other software"),
    "ask.answered": _("noted an answer to an ask"),
    "ask.closed": _("closed an ask"),
    "ask.discarded": _("dropped an ask that was not sent"),
    "ask.drafted": _("prepared an ask"),
    "ask.no_lifted": _("lifted a no"),
    "ask.no_restored": _("let a no stand again"),
    "ask.not_sent": _("noted that an ask was not sent"),
    "ask.opened": _("opened the words of an ask to send them"),
    "ask.reopened": _("opened an ask again"),
    "ask.reworded": _("changed the words of an ask"),
    "ask.sent": _("noted that an ask was sent"),
    "ask.unanswered": _("took back the answer to an ask"),
    "business.opened": _("opened the business"),
    "business.updated": _("changed the settings"),
    "circle.updated": _("added people to the circle"),
    "device.asked": _("somebody asked to see their own page on a further device"),
    "device.ended": _("ended a device's way to somebody's own page"),
    "device.kept": _("somebody kept their own page on a device"),
    "device.let_in": _("let a further device see somebody's own page"),
    "evidence.kept": _("kept who sent whom"),
    "evidence.named": _("told who it was that sent somebody"),
    "evidence.restored": _("let it count again who sent whom"),
    "evidence.taken_back": _("took back who sent whom"),
    "evidence.withdrawn": _("said that it does not count who sent whom"),
    "file.kept": _("brought in a file"),
    "file.undone": _("took a file out again"),
    "goal.set": _("set the goal"),
    "group.created": _("made a group of people"),
    "group.ended": _("ended a group of people"),
    "group.joined": _("put somebody into a group"),
    "group.left": _("took somebody out of a group"),
    "group.renamed": _("gave a group another name"),
    "group.reopened": _("took up a group of people again"),
    "hook.created": _("had another program told of what happens here"),
    "hook.paused": _("stopped telling another program"),
    "hook.removed": _("removed an address that was told of what happens here"),
    "hook.started": _("began again to tell another program"),
    "inlet.closed": _("closed an address that another program tells of sales at"),
    "inlet.created": _("made an address for another program to tell of sales"),
    "inlet.updated": _("changed the secret that another program signs with"),
    "introduction.agreed": _("noted that two people both want to meet"),
    "introduction.answered": _("noted what somebody said to being introduced"),
    "introduction.asked": _("asked somebody whether they want to be introduced"),
    "introduction.bore_fruit": _("noted that something came of an introduction"),
    "introduction.came_to_nothing": _("noted that nothing came of an introduction"),
    "introduction.dropped": _("said that two people need not be introduced"),
    "introduction.made": _("introduced two people"),
    "introduction.removed": _("took back that two people should meet"),
    "introduction.taken_up": _("took up again that two people should meet"),
    "introduction.unanswered": _("took back what somebody said to being introduced"),
    "introduction.unasked": _("took back that somebody was asked about being introduced"),
    "introduction.unmade": _("took back that two people were introduced"),
    "introduction.untold": _("took back what came of an introduction"),
    "introduction.wished": _("thought of two people who should meet"),
    "list.grown": _("added to the day's list after a file came in"),
    "list.made": _("made the day's list"),
    "mail.refused": _("tried to send a mail, which the mail server refused"),
    "mail.sent": _("sent a mail"),
    "member.helped": _("made a link to sign in by for a member"),
    "member.invited": _("made a link to join by"),
    "member.joined": _("joined"),
    "member.removed": _("sent a member away"),
    "member.updated": _("gave a member another role"),
    "mention.noted": _("noted that somebody spoke well of you"),
    "mention.removed": _("took back that somebody spoke well of you"),
    "move.done": _("did a line of the list"),
    "move.never": _("said that a line of the list need never come again"),
    "move.reopened": _("opened a line of the list again"),
    "move.reworded": _("changed the words on the list"),
    "move.said": _("noted what was said"),
    "move.skipped": _("skipped a line of the list"),
    "move.struck": _("struck a line of the list that was no longer needed"),
    "move.tomorrow": _("put a line of the list off until tomorrow"),
    "program.changed": _("changed what both sides get for a good word"),
    "program.ended": _("ended what both sides get for a good word"),
    "program.removed": _("took back what both sides get for a good word"),
    "program.reopened": _("let it hold again what both sides get for a good word"),
    "program.set": _("set what both sides get for a good word"),
    "public_thanks.agreed": _("noted that somebody may be thanked in public"),
    "public_thanks.taken_back": _("took somebody's name from the public thanks"),
    "referral.decided": _("decided who sent somebody"),
    "referral.undecided": _("let the traces decide who sent somebody"),
    "need.closed": _("noted that somebody is not looking for something any more"),
    "need.noted": _("noted what somebody is looking for"),
    "need.removed": _("took back what somebody is looking for"),
    "need.reopened": _("noted that somebody is looking for something again"),
    "newcomer.noted": _("noted that someone came"),
    "newcomer.removed": _("took back that someone came"),
    "newcomer.taken_back": _("took back that someone came"),
    "note.created": _("noted something"),
    "note.removed": _("removed a note"),
    "offer.closed": _("noted that somebody does not help with something any more"),
    "offer.noted": _("noted what somebody can help with"),
    "offer.removed": _("took back what somebody can help with"),
    "offer.reopened": _("noted that somebody helps with something again"),
    "own_model.said": _("said how the business lives"),
    "own_page.ended": _("ended the link to somebody's own page"),
    "own_page.made": _("made the link to somebody's own page"),
    "person.asked_to_stop": _("somebody said on their own page: please don't ask me"),
    "person.created": _("added a person"),
    "person.forgotten": _("forgot a person"),
    "person.merged": _("joined two entries of one person"),
    "person.removed": _("removed a person"),
    "person.split": _("took two persons apart again"),
    "person.stop_lifted": _("lifted somebody's word not to be asked"),
    "person.stop_restored": _("let somebody's word not to be asked hold again"),
    "person.updated": _("changed a person"),
    "person.word_taken_back": _("took back who is the same person"),
    "reward.approved": _("a gift for a good word is to be given"),
    "reward.created": _("a gift for a good word was earned"),
    "reward.given": _("gave a gift for a good word"),
    "reward.restored": _("let a gift for a good word hold again"),
    "reward.reversed": _("took back a gift for a good word"),
    "reward.unapproved": _("let a gift for a good word wait again"),
    "reward.ungiven": _("noted that a gift for a good word was not given"),
    "reward.unused": _("noted that the code of a gift was not used"),
    "reward.updated": _("a gift for a good word goes to another, or waits longer"),
    "reward.used": _("noted that the code of a gift was used"),
    "share_link.created": _("made a link to pass on"),
    "share_link.started": _("let a link count again"),
    "share_link.stopped": _("stopped a link"),
    "share_link.updated": _("said whether a link may bear a name"),
    "sale.created": _("added a sale"),
    "sale.mended": _("mended a sale"),
    "sale.refunded": _("noted a refund"),
    "sale.twins_told": _("said whether two sales are one"),
    "sale.twins_untold": _("took back whether two sales are one"),
    "sale.untold": _("took back a change to a sale"),
    "sale.updated": _("changed a sale"),
    "sale.voided": _("took a sale away"),
    "spending.brought": _("brought in what was spent on ads"),
    "spending.noted": _("noted what was spent on ads"),
    "spending.restored": _("let spending on ads count again"),
    "spending.taken_back": _("took back spending on ads"),
    "talk.kept": _("noted a talk"),
    "talk.taken_back": _("took back a talk"),
    "trial.judged": _("what asking adds was judged"),
    "trial.left_again": _("left somebody unasked again, as the lot says"),
    "trial.let_ask": _("let somebody be asked whom the lot leaves unasked"),
    "trial.started": _("began to find out what asking adds"),
    "trial.stopped": _("stopped finding out what asking adds"),
    "trial.went_on": _("went on finding out what asking adds"),
    "testimonial.allowed": _("noted that others may read somebody's words"),
    "testimonial.asked": _("asked for somebody's words about you"),
    "testimonial.published": _("let somebody's words be shown"),
    "testimonial.submitted": _("somebody said a few words about you"),
    "testimonial.unpublished": _("let somebody's words not be shown"),
    "testimonial.withdrawn": _("somebody's words about you were taken back"),
    "thank_you.closed": _("closed thanks that are no longer due"),
    "thank_you.dropped": _("dropped thanks that were due"),
    "thank_you.opened": _("noted that thanks are due"),
    "thank_you.reopened": _("opened thanks again"),
    "thank_you.sent": _("said thanks"),
    "thank_you.taken_back": _("took back that thanks were said"),
}
PAGES = {"people.person": "person", "accounts.business": "settings", "accounts.member": "members"}


@dataclass(frozen=True, slots=True)
class Line:
    """As web/lines.html draws it."""

    on: date
    when: str
    text: str
    address: str = ""


def lines_of(member: Member, changes: list[Change]) -> list[Line]:
    """The changes as the member may see them: what is hidden from them is not named."""
    rows = _rows_of(member, changes)
    zone = ZoneInfo(member.business.zone)
    return [_line(change, rows.get((change.room, change.row)), zone) for change in changes]


def _rows_of(member: Member, changes: list[Change]) -> dict[tuple[str, str], Any]:
    """The rows that were changed, those that are still there: a query for each kind of row on the page."""
    found: dict[tuple[str, str], Any] = {}
    for room in {change.room for change in changes}:
        codes = {change.row for change in changes if change.room == room}
        for model in apps.get_app_config(room).get_models():
            if issubclass(model, CodedRow):
                found |= {(room, row.code): row for row in rows_for(member, model).filter(code__in=codes)}
    return found


def _line(change: Change, row: Any, zone: ZoneInfo) -> Line:
    here = change.at.astimezone(zone)
    what = str(row) if row is not None else ""
    who = str(change.member.login) if change.member else "Goodword"
    text = f"{who}: {_sentence(change.type)}"
    text += f" ({what})" if what and not what.startswith(type(row).__name__) else ""
    return Line(here.date(), f"{date_words(here)}, {time_format(here)}", text, _page(change, row))


def _sentence(type_: str) -> str:
    said = SENTENCES.get(type_)
    return str(said) if said else type_.replace(".", " ").replace("_", " ")


def _page(change: Change, row: Any) -> str:
    name = PAGES.get(row._meta.label_lower) if row is not None else None
    if name is None:
        return ""
    words = [row.business.code] + ([row.code] if name == "person" else [])
    try:
        return reverse(name, args=words)
    except NoReverseMatch:
        return ""
