"""Mail, where an installation has a mail server: one mail to one person, sent once, with a way to end it.

It is offered only when GOODWORD_SMTP is set and the world reaches us under GOODWORD_URL: each mail carries a link
that ends all mail, which mail programs press by themselves (RFC 8058, one click).
"""

from dataclasses import dataclass
from datetime import datetime
from email.headerregistry import Address
from email.utils import make_msgid
from smtplib import SMTPException

from django.conf import settings
from django.core.mail import EmailMessage
from django.db import transaction
from django.urls import reverse
from django.utils.encoding import punycode
from django.utils.translation import gettext as _

from goodword.accounts.links import link_to
from goodword.accounts.models import Business, Link, Member
from goodword.accounts.models.change import log
from goodword.accounts.public_address import public_url_ready
from goodword.people.hand import say_consent
from goodword.people.models import Consent, Person

from .models import Mail

UNSUBSCRIBED = "unsubscribed"  # why a Consent says never: their own word, not the owner's


@dataclass(frozen=True, slots=True)
class Sent:
    """What came of it; `problem` is for the page, empty if the mail server took the mail."""

    problem: str = ""


def is_ready() -> bool:
    """Whether mail may be offered. Cheap enough for every page."""
    return bool(getattr(settings, "MAIL_SET", False) and settings.DEFAULT_FROM_EMAIL) and public_url_ready()


def wants_no_mail(person: Person) -> bool:
    """They ended it themselves. “Fine to ask” does not begin it again; taking their word back does."""
    said = Consent.objects.filter(
        person=person, says=Consent.Says.NEVER, why=UNSUBSCRIBED, taken_back_at=None
    )
    return said.exists()


def send(
    person: Person, member: Member, at: datetime, *, to: str, subject: str, words: str, key: str
) -> Sent:
    """Send `words`, once for this `key`: two presses, or a press after a crash, send no second mail."""
    if not is_ready():
        return Sent(
            _(
                "Mail is not set up here, or this site cannot be reached from outside. `goodword doctor` tells more."
            )
        )
    if wants_no_mail(person):
        return Sent(_("%(name)s wants no mail from here.") % {"name": person})
    mail, mine = _claim(person, key, at)
    if not mine:
        return Sent("" if mail.sent_at else mail.problem or _unknown(person))
    # Outside every transaction: a slow mail server must not hold up the books.
    problem = _hand_over(_message(person, member, at, to, subject, words))
    mail.sent_at = None if problem else at
    mail.problem = problem
    with transaction.atomic():
        mail.save(update_fields=["sent_at", "problem"])
        log(mail, "mail.refused" if problem else "mail.sent", at, member)
    return Sent(problem)


def _claim(person: Person, key: str, at: datetime) -> tuple[Mail, bool]:
    """The mail of this key, and whether it is ours to send: a new one, or one that was refused before."""
    mail, made = Mail.objects.get_or_create(
        business_id=person.business_id, key=key, defaults={"person": person, "at": at}
    )
    if not made and mail.problem:
        made = bool(
            Mail.objects.filter(pk=mail.pk, sent_at=None).exclude(problem="").update(problem="", at=at)
        )
    return mail, made


def _unknown(person: Person) -> str:
    return _(
        "It was begun, and nobody knows whether it arrived: look into your mail before you write to %(name)s again."
    ) % {"name": person}


def _message(person: Person, member: Member, at: datetime, to: str, subject: str, words: str) -> EmailMessage:
    business = person.business
    link = unsubscribe_link(person, at)
    end = _("You get this because you know %(business)s. No more mail from here: %(link)s")
    body = f"{words}\n\n-- \n{end % {'business': business.name, 'link': link}}\n"
    return EmailMessage(
        subject=" ".join(subject.split()),
        body=body,
        from_email=_from(business),
        to=[to],
        reply_to=[member.login.email] if member.login.email else None,
        headers={
            # Django would take the machine's own name, which is often "localhost": filters mistrust that.
            "Message-ID": make_msgid(domain=punycode(settings.DEFAULT_FROM_EMAIL.rpartition("@")[2])),
            "List-Unsubscribe": f"<{link}>",
            "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",
        },
    )


def _from(business: Business) -> str:
    """The business's name before the installation's address."""
    return str(Address(display_name=" ".join(business.name.split()), addr_spec=settings.DEFAULT_FROM_EMAIL))


def _hand_over(message: EmailMessage) -> str:
    """ "" if the mail server took it, else why not, in words."""
    try:
        message.send()
    except SMTPException as error:
        return _("The mail server refused it: %(why)s") % {"why": _its_words(error)}
    except OSError:
        return _("The mail server does not answer. Nothing was sent.")
    except ValueError as error:
        return _("This cannot be sent: %(why)s") % {"why": error}
    return ""


def _its_words(error: SMTPException) -> str:
    refused = getattr(error, "recipients", None)
    if refused:
        code, why = next(iter(refused.values()))
    else:
        code, why = getattr(error, "smtp_code", ""), getattr(error, "smtp_error", str(error))
    text = why.decode(errors="replace") if isinstance(why, bytes) else str(why)
    return f"{code} {text}".strip()[:200]


def unsubscribe_link(person: Person, at: datetime) -> str:
    """A new one for each mail: they are kept as hashes, so an old one cannot be told again."""
    _link, token = Link.make(Link.Purpose.UNSUBSCRIBE, at, business=person.business, row=person.code)
    return link_to(reverse("unsubscribe", args=[token]))


def find_who(link: Link) -> Person | None:
    """Whom the link is for; who was found to be the same as another since is that other one."""
    person = Person.every.filter(business=link.business, code=link.row).first()
    while person is not None and person.joined_into is not None:
        person = person.joined_into
    return person


@transaction.atomic
def unsubscribe(person: Person, at: datetime) -> None:
    """No mail and no asks from here on, by their own word. Safe to repeat."""
    if not wants_no_mail(person):
        say_consent(person, Consent.Says.NEVER, None, at, why=UNSUBSCRIBED)
