"""What one does next about a person: one thing, at the top of their page."""

from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _

from goodword.accounts.models import Member
from goodword.advocates.models import Standing
from goodword.gratitude.models import ThankYou
from goodword.gratitude.owed import Owed, owed
from goodword.gratitude.panels import due_words
from goodword.people.models import Kind, Person

from .page import AskFor, Motive

SORT = "#who"


@dataclass(frozen=True, slots=True)
class NextStep:
    """`label` and `address` are the one button; none where there is nothing to press, or only to be read."""

    words: str
    label: str = ""
    address: str = ""
    is_post: bool = False


def next_step(person: Person, member: Member, ask: AskFor, motives: list[Motive], waits: bool) -> NextStep:
    """Who they are comes first, then what waits for an answer, then thanks, then an ask; else getting to know them."""
    first = person.first_name or str(person)
    if person.left_out:
        return NextStep(ask.why_not)
    if person.kind == Kind.UNSORTED:
        words = _("Say who %(name)s is to you. Until then nobody is thanked or asked.") % {"name": first}
        return NextStep(words, _("Say who this is"), SORT)
    if waits:
        address = reverse("own-page-of", args=[person.business.code, person.code])
        return NextStep(
            _("A device asks to see what is %(name)s's own.") % {"name": first}, _("Look at it"), address
        )
    due = ThankYou.open_ones(person.business_id).filter(person=person).select_related("person", "newcomer")
    if told := owed(due.order_by("pk")):
        return _thank(told[0], member, first)
    stands_by_you = Standing.objects.filter(person=person, may_be_asked=True)
    if ask.address and stands_by_you.exists():
        words = _("%(name)s stands by you, and nothing speaks against asking today.")
        label = _("Ask %(name)s for a good word") % {"name": first}
        return NextStep(words % {"name": first}, label, ask.address, is_post=True)
    return _get_to_know(ask, motives if member.may_change else [], first)


def _thank(told: Owed, member: Member, first: str) -> NextStep:
    address = reverse("thanks-one", args=[member.business.code, told.lead.code])
    return NextStep(due_words(told, member), _("Thank %(name)s") % {"name": first}, address)


def _get_to_know(ask: AskFor, motives: list[Motive], first: str) -> NextStep:
    """Nothing is to be asked today; what is not known yet may be found out at their next visit."""
    wanted = next((one for one in motives if one.question), None)
    if wanted is None or wanted.question is None:
        return NextStep(ask.why_not)
    words = _("Next time you talk, find out: “%(question)s”") % {"question": wanted.question.words}
    return NextStep(
        f"{ask.why_not} {words}".strip(), _("Note what %(name)s said") % {"name": first}, f"#{wanted.key}"
    )
