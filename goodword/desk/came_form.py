"""“Someone came. Who sent them?”: what a member types, and whom a typed name may mean.

Nobody is guessed. A name that exactly one person bears is that person; else the form comes back with those it
may mean, “someone new”, and the name alone, and the member says which.
"""

from collections import Counter
from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from goodword.accounts.access import rows_for
from goodword.accounts.models import Member
from goodword.lib.text import squeezed
from goodword.people.finding import by_name, first_of, near
from goodword.people.kinds import kind_words
from goodword.people.models import Person
from goodword.referrals.models import Evidence, How
from goodword.referrals.noting import Came
from goodword.referrals.sharing import find_link, is_like_a_code
from goodword.sales.forms import AmountField, told_in_money_of
from goodword.sales.measure import n_sales
from goodword.web.forms import PlainForm

NEW, ONLY_NAME = "new", "name"
MOST, LOOKED_AT = 12, 60  # shown at once; and looked through, to tell whether there are more


def seen(member: Member, people: Sequence[Person]) -> list[Person]:
    """Those whom this member may see, in the same order."""
    mine = set(
        rows_for(member, Person).filter(pk__in=[person.pk for person in people]).values_list("pk", flat=True)
    )
    return [person for person in people if person.pk in mine]


def there_are_more() -> str:
    return _("There are more. Write more of the name to see them.")


def labelled(member: Member, people: Sequence[Person]) -> list[tuple[str, str]]:
    """(code, "Priya Natarajan, 21 visits"), so that two of one name can be told apart."""
    came = n_sales([person.pk for person in people])
    kind = member.business.kind
    told = [(person, ", ".join(filter(None, (str(person), _fact(person, came, kind))))) for person in people]
    # How often each came does not tell two of one name apart: nobody at a counter knows the number.
    times = Counter(str(person) for person in people)
    return [
        (person.code, words if times[str(person)] == 1 else f"{words}, {_own(person)}")
        for person, words in told
    ]


def _own(person: Person) -> str:
    """What another of the same name hardly has."""
    told = (one for one in (person.email, person.phone, person.city) if one and one != person.name)
    return next(told, "") or person.number


def _fact(person: Person, came: dict[int, int], kind: str) -> str:
    if n := came.get(person.pk):
        return ngettext("%(n)d visit", "%(n)d visits", n) % {"n": n}
    return person.organisation if person.organisation != person.name else kind_words(person.kind, kind)


def how_choices() -> list[tuple[str, str]]:
    return [(value, capfirst(str(label))) for value, label in How.choices]


class CameForm(PlainForm):
    name = forms.CharField(
        label=gettext_lazy("Their name"),
        max_length=200,
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    person = forms.ChoiceField(
        label=gettext_lazy("Is it one of these?"), required=False, widget=forms.RadioSelect
    )
    how = forms.ChoiceField(
        label=gettext_lazy("How did they find you?"), choices=how_choices, widget=forms.RadioSelect
    )
    detail = forms.CharField(
        label=gettext_lazy("Which ad, or whose article?"), required=False, max_length=200
    )
    who = forms.CharField(
        label=gettext_lazy("Who sent them?"),
        required=False,
        max_length=200,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    sender = forms.ChoiceField(
        label=gettext_lazy("Is it one of these?"), required=False, widget=forms.RadioSelect
    )
    proof = forms.ChoiceField(
        label=gettext_lazy("How do you know?"),
        choices=[
            ("", gettext_lazy("I was told")),
            (Evidence.Kind.INTRODUCTION, gettext_lazy("Who sent them made us known to each other")),
            (Evidence.Kind.SLIP, gettext_lazy("They brought a slip or a card")),
        ],
        required=False,
        widget=forms.RadioSelect,
    )
    may_name = forms.BooleanField(label=gettext_lazy("Whoever sent them may hear who came"), required=False)
    amount = AmountField(label=gettext_lazy("How much they paid, if you like"), required=False)
    key = forms.CharField(required=False, max_length=40, widget=forms.HiddenInput)

    def __init__(self, *args: Any, member: Member, **more: Any) -> None:
        super().__init__(*args, **more)
        self.member = member
        self.business = member.business
        told_in_money_of(self, self.business)
        if self.business.is_discreet:
            # At a practice nobody is named to anybody.
            del self.fields["may_name"]
        self.newcomers = self._near("name", exact=True)
        self.by_code = find_link(self.business.pk, self._typed("who"))
        self.senders = [self.by_code.person] if self.by_code else self._near("who")
        self.exact = self.senders if self.by_code else self._exact_senders(self._typed("who"))
        if len(self.exact) == 1:
            # Shown as chosen while one types, for so it will be taken.
            self.initial.setdefault("sender", self.exact[0].code)
        if self.exact and {one.pk for one in self.exact} <= {one.pk for one in self.senders}:
            # The name is whole, so nobody can write more of it to see others that are only like it.
            self.fields["sender"].help_text = ""
        self._offer("person", self.newcomers, [(NEW, _("No, somebody new"))])
        others = [] if self.by_code else [(NEW, _("Someone new")), (ONLY_NAME, _("Keep only the name"))]
        if not self.senders:
            self.fields["sender"].label = _("Nobody in your books bears this name. Is it someone new?")
            others = [(NEW, _("Yes, put them into your books")), (ONLY_NAME, _("No, keep only the name"))]
        if self.by_code and not seen(member, self.senders):
            # The code is known, but not to this member whose it is.
            self._offer("sender", [], [(self.by_code.person.code, self.by_code.spoken)])
        else:
            self._offer("sender", self.senders, others)

    def _typed(self, field: str) -> str:
        return squeezed(str(self.data.get(field) or self.initial.get(field) or "").replace("\x00", ""))[:200]

    def _near(self, field: str, *, exact: bool = False) -> list[Person]:
        """Whom a typed name may mean. Who comes new is only compared with those who bear exactly the name."""
        typed = self._typed(field)
        if not typed:
            return []
        found = by_name(self.business.pk, typed) if exact else near(self.business.pk, typed, LOOKED_AT)
        people = seen(self.member, found[:LOOKED_AT])
        shown = first_of(people, MOST)
        if len(shown) < len(people) or len(found) >= LOOKED_AT:
            self.fields["person" if exact else "sender"].help_text = there_are_more()
        return shown

    def _offer(self, name: str, people: list[Person], others: list[tuple[str, str]]) -> None:
        field = self.fields[name]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [*labelled(self.member, people), *others]

    @property
    def asks_person(self) -> bool:
        """Whether the page shows "Is it one of these?" under the newcomer's name."""
        return bool(self.newcomers)

    @property
    def asks_sender(self) -> bool:
        return bool(self._typed("who"))

    def sender_offers(self) -> tuple[list[forms.boundfield.BoundWidget], list[forms.boundfield.BoundWidget]]:
        """Who bears exactly the name, with "someone new"; and, folded away, those who are only like it. Where nobody
        bears it, all of them at once."""
        exact = {person.code for person in self.exact}
        like = {person.code for person in self.senders} - exact if exact else set()
        offered = list(self["sender"])
        return (
            [one for one in offered if one.data["value"] not in like],
            [one for one in offered if one.data["value"] in like],
        )

    @property
    def is_like_chosen(self) -> bool:
        return any(one.data["selected"] for one in self.sender_offers()[1])

    def clean_name(self) -> str:
        return squeezed(self.cleaned_data["name"])

    def clean_who(self) -> str:
        return squeezed(self.cleaned_data["who"])

    def clean(self) -> dict[str, Any]:
        told = super().clean() or {}
        if not told.get("name"):
            self.add_error("name", _("Write a name. A first name is enough."))
        elif self.newcomers and not told.get("person") and "person" not in self.errors:
            self.add_error("person", _("Somebody of this name is in your books. Say which one it is."))
        if told.get("how") == How.PERSON and told.get("who"):
            self._check_sender(told)
        elif told.get("how") and told.get("who"):
            # Else a name that was typed would be lost without a word.
            self.add_error(
                "how", _("You wrote who sent them. Choose “someone sent them”, or empty the name.")
            )
        return told

    def _check_sender(self, told: dict[str, Any]) -> None:
        exact = self.exact
        if not told.get("sender") and "sender" not in self.errors:
            if len(exact) == 1:
                told["sender"] = exact[0].code
            elif exact or self.senders:
                self.add_error("sender", _("More than one person may be meant. Say which one it is."))
            elif is_like_a_code(told["who"]):
                self.add_error("who", _("Nobody has this code. Look again, or write the name."))
            else:
                self.add_error("sender", _("Choose one of the two."))
        if told.get("sender") and told["sender"] == told.get("person"):
            self.add_error("who", _("Nobody sends themselves. Choose who told them about you."))

    def came(self) -> Came:
        """What the member told, ready to be kept."""
        told = self.cleaned_data
        senders = [*self.senders, *self._exact_senders(told["who"])]
        people = {person.code: person for person in [*self.newcomers, *senders]}
        cents, currency = told["amount"] or (None, "")
        return Came(
            how=told["how"],
            name=told["name"],
            person=people.get(told["person"]),
            detail=told["detail"] if told["how"] in (How.AD, How.ARTICLE) else "",
            referrer=people.get(told["sender"]),
            referrer_typed=told["who"],
            is_new_referrer=told["sender"] == NEW,
            code=self.by_code.spoken if self.by_code and told["sender"] == self.by_code.person.code else "",
            proof=told["proof"],
            may_name=told.get("may_name", False),
            amount_cents=cents,
            currency=currency,
        )

    def _exact_senders(self, typed: str) -> list[Person]:
        return seen(self.member, by_name(self.business.pk, typed))
