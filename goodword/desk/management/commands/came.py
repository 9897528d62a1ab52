"""goodword came NAME --who NAME"""

import hashlib
from typing import Any

from django.core.exceptions import ValidationError
from django.core.management.base import CommandParser
from django.db import transaction
from django.utils.translation import gettext as _

from goodword.accounts.command import BooksCommand
from goodword.desk.came import kept_words, open_thanks_for
from goodword.lib.text import squeezed
from goodword.people.finding import by_name, near
from goodword.people.models import Person
from goodword.referrals.models import Evidence, How, Newcomer
from goodword.referrals.noting import Came, SentThemselves, evidence_of, note_newcomer, sale_key
from goodword.sales.forms import read_typed
from goodword.sales.models import Sale


class Command(BooksCommand):
    help = _(
        "Someone came: keeps who, how they found the business, and who sent them. Whoever sent somebody is on the "
        "next list, to be thanked. A name is matched as it is typed and never guessed: if nobody bears it, only "
        "the name is kept. The same words on the same day are kept once."
    )
    examples = (
        'goodword came "Eli Brandt" --who "Dana Okafor" --amount 12.50',
        'goodword came "Noor Haddad" --how ad --detail "the local paper"',
        'goodword came "Lin Wei" --who "Marek Wolny" --new-who',
    )

    def options(self, parser: CommandParser) -> None:
        parser.add_argument("name", metavar="NAME", help=_("who came"))
        parser.add_argument(
            "--new", action="store_true", help=_("somebody else than the one in the books of that name")
        )
        parser.add_argument(
            "--how", choices=How.values, help=_("how they found you (person, if --who is given)")
        )
        parser.add_argument("--detail", default="", metavar="WORDS", help=_("which ad, or whose article"))
        parser.add_argument(
            "--who", default="", metavar="NAME", help=_("who sent them: a name, or a person's code")
        )
        parser.add_argument(
            "--new-who", action="store_true", help=_("who sent them is new: comes into the books too")
        )
        parser.add_argument(
            "--by",
            choices=[Evidence.Kind.INTRODUCTION.value, Evidence.Kind.SLIP.value],
            default="",
            help=_("how you know, if by more than a word: who sent them introduced you, or gave them a slip"),
        )
        parser.add_argument(
            "--may-name", action="store_true", help=_("they said that you may tell who sent them")
        )
        parser.add_argument("--amount", metavar="12.50", help=_("what they bought"))

    def run(self, **options: Any) -> int | None:
        told = self._told(**options)
        try:
            with transaction.atomic():
                newcomer = note_newcomer(self.business, self.member, self.at, told, self._key(options))
                open_thanks_for(newcomer, self.at)
        except SentThemselves as error:
            self.wrong_use(error)
        self._restand(newcomer)
        self.say(f"{self.business}: {kept_words(newcomer)}")
        self.facts(_facts(newcomer))
        return None

    def _restand(self, newcomer: Newcomer) -> None:
        """At once: in a terminal no worker may be running."""
        from goodword.advocates.measure import restand

        senders = [one.referrer_id for one in evidence_of(newcomer) if one.referrer_id]
        restand(self.business, self.on, [newcomer.person_id, *senders])

    def _told(
        self,
        name: str,
        new: bool,
        how: str | None,
        detail: str,
        who: str,
        new_who: bool,
        by: str,
        may_name: bool,
        **more: Any,
    ) -> Came:
        name, who = squeezed(name)[:200], squeezed(who)[:200]
        if not name:
            self.wrong_use(_("Write a name. A first name is enough."))
        if who and how not in (None, How.PERSON):
            self.wrong_use(_("--who goes with --how person, or without --how."))
        cents, currency = self._amount(more.get("amount"))
        return Came(
            how=how or (How.PERSON if who else How.UNKNOWN),
            name=name,
            person=None if new else self._known(name),
            detail=detail,
            referrer=None if new_who else self._sender(who),
            referrer_typed=who,
            is_new_referrer=new_who,
            proof=by,
            may_name=may_name,
            amount_cents=cents,
            currency=currency,
            on=self.on,
        )

    def _known(self, name: str) -> Person | None:
        """Whoever bears exactly this name, if it is one person."""
        found = by_name(self.business.pk, name)
        if len(found) > 1:
            self.fail(
                _("%(n)d people in your books are called %(name)s. Note it on the page, or add --new.")
                % {"n": len(found), "name": name}
            )
        return found[0] if found else None

    def _sender(self, who: str) -> Person | None:
        if not who:
            return None
        coded = Person.objects.filter(business=self.business, code=who.upper()[:12]).first()
        found = [coded] if coded else by_name(self.business.pk, who)
        if len(found) == 1:
            return found[0]
        may_be = found or near(self.business.pk, who)
        if may_be:
            lines = "\n".join(f"  --who {person.code}   {person}" for person in may_be)
            self.fail(
                _("“%(who)s” may be one of these. Say which one, or add --new-who:") % {"who": who}
                + "\n"
                + lines
            )
        return None

    def _amount(self, typed: str | None) -> tuple[int | None, str]:
        if not typed:
            return None, ""
        try:
            return read_typed(typed, self.business)
        except ValidationError as error:
            self.wrong_use(" ".join(error.messages))

    def _key(self, options: dict[str, Any]) -> str:
        """The same words on the same day are the same telling."""
        said = [
            str(options.get(name) or "")
            for name in ("name", "new", "how", "detail", "who", "new_who", "amount")
        ]
        text = "\x1f".join([self.on.isoformat(), *(squeezed(word).casefold() for word in said)])
        return f"terminal:{hashlib.blake2b(text.encode(), digest_size=16).hexdigest()}"


def _facts(newcomer: Newcomer) -> dict[str, Any]:
    evidence = next(iter(evidence_of(newcomer)), None)
    sale = Sale.objects.filter(
        business_id=newcomer.business_id, vendor_id=sale_key(newcomer), state=Sale.State.COUNTED
    ).first()
    return {
        "newcomer": {
            "code": newcomer.person.code,
            "name": str(newcomer.person),
            "how": newcomer.how,
            "detail": newcomer.detail,
            "on": newcomer.on,
        },
        "sent_by": evidence
        and {
            "code": evidence.referrer.code if evidence.referrer else None,
            "name": str(evidence.referrer) if evidence.referrer else evidence.referrer_typed,
        },
        "sale": sale and {"cents": sale.goods_cents, "currency": sale.currency},
    }
