"""The parts of a person's page, each asked of the room that knows."""

from dataclasses import dataclass, field
from datetime import date
from urllib.parse import urlsplit

from django.urls import NoReverseMatch, reverse
from django.utils.text import Truncator
from django.utils.translation import gettext as _

from goodword.accounts.access import rows_for
from goodword.accounts.models import Member, Source
from goodword.advocates.models import Level, Standing
from goodword.advocates.words import reason_words
from goodword.lib.codes import new_code
from goodword.lib.days import month_words
from goodword.lib.mailto import mailto
from goodword.lib.phones import can_text, shown
from goodword.lib.several import and_words
from goodword.people.hand import OTHER_END
from goodword.people.kinds import kind_words
from goodword.people.models import Claim, Kind, Person, Tie, Way
from goodword.people.questions import Question, questions
from goodword.referrals.models import Evidence, How, Newcomer
from goodword.talks.limits import may_ask
from goodword.talks.ways import has_slip, ways_of

from .facts import visits_of
from .said import day_words


def headline(person: Person, member: Member) -> str:
    """ "Customer since March 2024. Came by themselves. Sent Lin Wei and Tomas Grau." """
    said = [_who(person), _came_by(person, member), _sent(person, member)]
    return " ".join(sentence for sentence in said if sentence)


def belongs(person: Person) -> str:
    """What they do, where, and the town, as far as it is known: "Head of the parents' group, Hill School"."""
    job = next(
        (claim.job for claim in person.claims.exclude(job="").order_by("-by_hand", "-at", "-id")[:1]), ""
    )
    firm = person.organisation if person.organisation != person.name else ""
    return ", ".join(filter(None, (job, firm, person.city)))


def _who(person: Person) -> str:
    business = person.business
    what = _("left out") if person.left_out else kind_words(person.kind, business.kind)
    came = visits_of([person.pk]).get(person.pk)
    if came and person.kind == Kind.CUSTOMER:
        since = month_words(came.first)
        words = _("%(kind)s since %(month)s.") % {"kind": what, "month": since}
    else:
        since = month_words(business.day_of(person.since))
        words = _("%(kind)s, in your books since %(month)s.") % {"kind": what, "month": since}
    return words[:1].upper() + words[1:]


def _came_by(person: Person, member: Member) -> str:
    evidence = Evidence.objects.filter(referred=person, withdrawn_at=None).order_by("-at", "-id")
    for one in evidence.select_related("referrer"):
        name = _name_seen(one.referrer, member) if one.referrer else one.referrer_typed
        if name:
            return _("Sent by %(name)s.") % {"name": name}
    newcomer = Newcomer.objects.filter(person=person).order_by("-at", "-id").first()
    said = {
        How.PERSON: _("Came because someone sent them."),
        How.AD: _("Came by an ad."),
        How.SEARCH: _("Came by search."),
        How.WALKED: _("Walked past and came in."),
        How.ARTICLE: _("Read about you."),
    }
    return said.get(How(newcomer.how), "") if newcomer else ""


def _sent(person: Person, member: Member) -> str:
    sent = rows_for(member, Person).filter(sent_by__referrer=person, sent_by__withdrawn_at=None)
    names = [str(one) for one in sent.distinct().order_by("sort_name", "id")[:6]]
    if len(names) > 5:
        return _("Sent %(names)s and others.") % {"names": ", ".join(names[:5])}
    return _("Sent %(names)s.") % {"names": and_words(names)} if names else ""


def _name_seen(person: Person, member: Member) -> str:
    """Who is not sorted is seen by the owner alone, by name too."""
    return str(person) if rows_for(member, Person).filter(pk=person.pk).exists() else ""


@dataclass(frozen=True, slots=True)
class Motive:
    key: str
    label: str
    level: str
    facts: list[str]
    question: Question | None = None
    form_key: str = ""


def motive_titles() -> dict[str, str]:
    return {
        "loyalty": _("Loyal"),
        "story": _("Has a story"),
        "access": _("Knows people like your customers"),
        "name": _("Likes to be known for good tips"),
    }


def motives(person: Person, today: date) -> list[Motive]:
    """The four motives with their facts. What is not known comes with the question that finds out."""
    standing = Standing.objects.filter(person=person).first()
    reasons = standing.facts.get("reasons", {}) if standing else {}
    asked = {question.motive: question for question in questions()}
    noted: dict[str, list[str]] = {}
    for note in person.notes.exclude(about="").order_by("-at", "-id"):
        noted.setdefault(note.about, []).append(_noted(note.text, says_no=note.says_no))
    found = []
    for key, title in motive_titles().items():
        level = Level(getattr(standing, key)) if standing else Level.UNKNOWN
        # What was noted a moment ago is not weighed yet; that it was noted is so already.
        unknown = "noted" if noted.get(asked[key].about) else "unknown"
        kind = person.business.kind
        facts = [reason_words(signal, values, today, kind) for signal, values in reasons.get(key, [])]
        own = noted.get(asked[key].about, [])
        open_question = level == Level.UNKNOWN and not own
        facts = [fact for fact in facts if fact] or own[:2]
        found.append(
            Motive(
                key,
                title,
                {Level.CLEAR: "clear", Level.SOME: "some"}.get(level, unknown),
                [fact if fact[-1:] in ".!?”)" else f"{fact}." for fact in facts],
                asked[key] if open_question else None,
                new_code() if open_question else "",
            )
        )
    return found


def _noted(text: str, *, says_no: bool) -> str:
    if says_no and not text:
        return _("You asked: no (your note)")
    return _("“%(text)s” (your note)") % {"text": text}


@dataclass(frozen=True, slots=True)
class Reach:
    """One way to reach a person, with what can be pressed: nothing, if there is a slip in it."""

    way: Way
    shown: str
    label: str
    links: list[tuple[str, str]] = field(default_factory=list)
    has_slip: bool = False


def reaches(person: Person) -> list[Reach]:
    """Each way once, the best first; only addresses that are what they seem become links."""
    found: dict[tuple[str, str], Reach] = {}
    for way in ways_of(person):
        assert isinstance(way, Way)
        found.setdefault((way.kind, way.key or way.value), _reach(way, person.business.country))
    return list(found.values())


def quick(found: list[Reach]) -> list[tuple[str, str, str]]:
    """What reaches them now: of the best number and the best mail, each way once."""
    links: dict[str, tuple[str, str, str]] = {}
    for reach in found:
        if reach.way.kind in (Way.Kind.PHONE, Way.Kind.WHATSAPP, Way.Kind.EMAIL):
            for label, address in reach.links:
                links.setdefault(label, (label, address, reach.shown))
    return list(links.values())


def wrong_ways(person: Person) -> list[Way]:
    """What the owner said is not theirs, each once."""
    rows = person.ways.filter(is_wrong=True, claim__source__state=Source.State.HERE).order_by("-pk")
    return list({(way.kind, way.key or way.value): way for way in rows}.values())


def _reach(way: Way, country: str) -> Reach:
    usual = {Way.Kind.EMAIL: _("mail"), Way.Kind.PHONE: _("phone"), Way.Kind.WHATSAPP: _("phone")}
    label = way.label or usual.get(Way.Kind(way.kind), _("web"))
    if has_slip(way, country):
        return Reach(way, way.value, label, has_slip=True)
    if way.kind == Way.Kind.EMAIL:
        address = way.key or way.value
        return Reach(way, address, label, [(_("Write"), mailto(address, _("Hello")))])
    if way.kind in (Way.Kind.PHONE, Way.Kind.WHATSAPP):
        return Reach(way, shown(way.value, country), label, _phone_links(way))
    return Reach(way, way.value, label, [(_("Open"), web)] if (web := _web(way.value)) else [])


def _phone_links(way: Way) -> list[tuple[str, str]]:
    number = way.key or "".join(sign for sign in way.value if sign.isdigit() or sign == "+")
    links = [(_("Call"), f"tel:{number}")]
    if way.key and can_text(way.key):
        links.append((_("Text"), f"sms:{way.key}"))
    if way.key and way.kind == Way.Kind.WHATSAPP:
        links.append((_("WhatsApp"), f"https://wa.me/{way.key.removeprefix('+')}"))
    return links


def _web(value: str) -> str:
    """An address that a browser opens as a page, and nothing else (an address book may hold anything)."""
    address = value if "//" in value else f"https://{value}"
    try:
        parts = urlsplit(address)
    except ValueError:
        return ""
    return address if parts.scheme in ("http", "https") and "." in (parts.hostname or "") else ""


@dataclass(frozen=True, slots=True)
class TieShown:
    tie: Tie
    other: Person
    words: str


def ties(person: Person, member: Member) -> list[TieShown]:
    seen = rows_for(member, Person)
    found = [
        TieShown(tie, tie.other, str(tie.get_kind_display()))
        for tie in person.ties.filter(other__in=seen).select_related("other")
    ]
    for tie in person.ties_to.filter(person__in=seen).select_related("person"):
        kind = OTHER_END.get(Tie.Kind(tie.kind), Tie.Kind(tie.kind))
        found.append(TieShown(tie, tie.person, str(Tie.Kind(kind).label)))
    return sorted(found, key=lambda one: (one.other.sort_name, one.tie.pk))


def at_home(person: Person, member: Member) -> list[Person]:
    if not person.household_id:
        return []
    rows = rows_for(member, Person).filter(household=person.household_id).exclude(pk=person.pk)
    return list(rows.order_by("sort_name", "id")[:12])


@dataclass(frozen=True, slots=True)
class From:
    words: str
    said: str


def where_from(person: Person, today: date) -> list[From]:
    """Which file, or whose hand, said what of this person."""
    rows = person.claims.filter(source__state=Source.State.HERE).select_related("source")
    found: dict[str, dict[str, None]] = {}
    for claim in rows.prefetch_related("ways").order_by("-at", "-id"):
        told_at = claim.at if claim.by_hand else claim.source.at
        on = day_words(person.business.day_of(told_at), today)
        label = _("by hand: %(who)s") % {"who": claim.source.label} if claim.by_hand else claim.source.label
        # Five orders of one file say the same five times.
        said = found.setdefault(_("%(file)s, %(day)s") % {"file": label, "day": on}, {})
        said.update(dict.fromkeys(_said(claim)))
    return [From(words, and_words(list(said))) for words, said in found.items() if said]


def _said(claim: Claim) -> list[str]:
    words = {
        "name": _("the name"),
        "organisation": _("where they belong"),
        "job": _("what they do"),
        "city": _("the town"),
        "birthday": _("the birthday"),
        "referred_by": _("who sent them"),
    }
    kinds = {
        Way.Kind.EMAIL: _("an e-mail address"),
        Way.Kind.PHONE: _("a phone number"),
        Way.Kind.WHATSAPP: _("a WhatsApp number"),
        Way.Kind.LINKEDIN: _("a LinkedIn page"),
        Way.Kind.WEB: _("a web page"),
    }
    said = [label for name, label in words.items() if getattr(claim, name)]
    if claim.note:
        said.append(_("a note: “%(text)s”") % {"text": Truncator(claim.note).chars(300)})
    return said + list(dict.fromkeys(kinds[Way.Kind(way.kind)] for way in claim.ways.all()))


@dataclass(frozen=True, slots=True)
class AskFor:
    """The main button, or why it is not there today."""

    address: str = ""
    why_not: str = ""


def ask_for(person: Person, today: date) -> AskFor:
    verdict = may_ask(person, today)
    if not verdict.ok:
        return AskFor(why_not=verdict.words)
    try:
        return AskFor(reverse("draft-ask", args=[person.business.code, person.code]))
    except NoReverseMatch:
        return AskFor()
