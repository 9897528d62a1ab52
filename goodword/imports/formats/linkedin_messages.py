"""LinkedIn's messages.csv, of which only this is read: when the owner and somebody last wrote to each other.

Nothing in it says who the owner is: it is the one who takes part in most conversations. So the whole file is gone
through once before its first row is read. Each person is told by one row, the newest between the two. Before 2023
the receivers had no profile beside their name.
"""

import re
from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import UTC, datetime, time
from functools import cache

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from goodword.imports.fields import Fields
from goodword.imports.formats import RowReader, not_counted
from goodword.imports.formats.linkedin import member, profile_of
from goodword.imports.records import ReadAs, Record
from goodword.imports.text import Broken, Row
from goodword.lib.text import fold

NAME = "LinkedIn messages"
VENDOR = "linkedin"
BRINGS = "people"
NEEDS = (("CONVERSATION ID", "FROM", "TO", "DATE", "CONTENT|SENDER PROFILE URL"),)
KNOWS = ("CONVERSATION TITLE", "SENDER PROFILE URL", "RECIPIENT PROFILE URLS", "SUBJECT", "CONTENT", "FOLDER")
ALONE_IN_ARCHIVE = True

Party = tuple[str, str]  # name and profile, as far as the row tells them
_NEVER = datetime(1, 1, 1, tzinfo=UTC)
_NO_PROFILE = gettext_noop("a message with nobody who has a profile")


@dataclass(slots=True)
class _Message:
    conversation: str
    parties: list[Party]  # whoever wrote it first
    nothing: str = ""  # why it is no word between two people, if it is none


@dataclass(slots=True)
class _Conversation:
    parties: set[str] = field(default_factory=set)
    newest: datetime = _NEVER
    line: int = 0  # of the newest


@dataclass(slots=True)
class _Talks:
    """What the whole file tells: with whom the row of a line is the newest, and which conversations tell of nobody."""

    told: dict[int, Party] = field(default_factory=dict)
    why_not: dict[str, str] = field(default_factory=dict)


def reader(fields: Fields) -> RowReader:
    message, when = _message(fields), fields.when("DATE", zone="UTC")

    @cache
    def talks() -> _Talks:
        return _gone_through(fields)

    def read(row: Row) -> Record:
        told, on = message(row), when(row)[0]
        if why := told.nothing or talks().why_not.get(told.conversation, ""):
            return not_counted(fields.line, why)
        if not on:
            return Record(fields.line, ReadAs.KEPT)  # nothing but a mistake, so it is refused
        if fields.line not in talks().told:
            return not_counted(fields.line, _("an older message between the same two"))
        person = member(*talks().told[fields.line])
        if person is None:
            return not_counted(fields.line, "names nobody")
        person.talked_on = on
        return Record(fields.line, ReadAs.KEPT, person)

    return read


def _message(fields: Fields) -> Callable[[Row], _Message]:
    conversation, sender, receivers = fields.text("CONVERSATION ID"), fields.text("FROM"), fields.text("TO")
    profile, profiles = fields.text("SENDER PROFILE URL"), fields.text("RECIPIENT PROFILE URLS")
    content, folder = fields.text("CONTENT"), fields.word("FOLDER")
    drafts = [fields.says_yes(header) for header in ("IS MESSAGE DRAFT", "IS CONVERSATION DRAFT")]
    has_profiles = fields.has("SENDER PROFILE URL")

    def read(row: Row) -> _Message:
        url, urls = profile(row), profiles(row).replace(",", " ").split()
        parties = [(_still_there(receivers(row)) if len(urls) < 2 else "", one) for one in urls or [""]]
        told = _Message(conversation(row), list(filter(_is_somebody, [(sender(row), url), *parties])))
        if "spinmail" in content(row):
            told.nothing = _("an advertisement")
        elif folder(row).upper() == "SPAM":
            told.nothing = _("a message that LinkedIn took for spam")
        elif any(draft(row) for draft in drafts):
            told.nothing = _("a message that was never sent")
        elif has_profiles and not url:
            told.nothing = _(_NO_PROFILE)
        return told

    return read


def _still_there(names: str) -> str:
    """Whoever closed their account is called LinkedIn Member, and has no profile."""
    return ", ".join(one for one in re.split(r",\s*", names) if fold(one) != "linkedin member")


def _is_somebody(party: Party) -> bool:
    name, url = party
    return bool(profile_of(url)) or (not url and bool(_still_there(name)))


def _gone_through(fields: Fields) -> _Talks:
    again = Fields(fields.table, fields.ground)  # whose mistakes are told when the row is read
    message, when = _message(again), again.when("DATE", zone="UTC")
    conversations: dict[str, _Conversation] = {}
    known: dict[str, set[Party]] = {}  # those with a profile, by their name
    for line, row in fields.table.rows():
        if isinstance(row, Broken) or not any(row):
            continue
        told, (on, at) = message(row), when(row)
        talk = conversations.setdefault(told.conversation, _Conversation())
        for name, url in told.parties:
            talk.parties.add(profile_of(url) or name)
            if url:
                known.setdefault(name, set()).add((name, url))
        moment = at or (datetime.combine(on, time(), UTC) if on else None)
        if moment and not told.nothing and moment > talk.newest:
            talk.newest, talk.line = moment, line
    return _sorted_out(conversations, known)


def _sorted_out(conversations: dict[str, _Conversation], known: dict[str, set[Party]]) -> _Talks:
    # Sorted, so that one who is somewhere without a name has it from elsewhere.
    faces = {profile_of(url): (name, url) for _, told in sorted(known.items()) for name, url in sorted(told)}
    for talk in conversations.values():  # whom one row tells by name, another may tell with the profile
        talk.parties = {_same(party, known) for party in talk.parties}
    owner = _in_most(talk.parties for talk in conversations.values())
    talks, newest = _Talks(), dict[str, _Conversation]()
    for number, talk in conversations.items():
        others = talk.parties - {owner}
        if len(talk.parties) > 2 or any("," in one for one in others - faces.keys()):
            talks.why_not[number] = _("a message to several people")
        elif not owner:
            talks.why_not[number] = _("nothing tells who of the two is you")
        elif len(others) != 1 or owner not in talk.parties or not others <= faces.keys():
            talks.why_not[number] = _(_NO_PROFILE)
        elif talk.line:
            [other] = others
            newest[other] = max(newest.get(other, talk), talk, key=lambda one: one.newest)
    talks.told = {talk.line: faces[other] for other, talk in newest.items()}
    return talks


def _same(party: str, known: dict[str, set[Party]]) -> str:
    told = {profile_of(url) for _name, url in known.get(party, ())}
    return told.pop() if len(told) == 1 else party


def _in_most(conversations: Iterable[set[str]]) -> str:
    """Who takes part in more of them than anybody else; "" if two do."""
    most = Counter(party for parties in conversations for party in parties).most_common(2)
    return "" if not most or (len(most) == 2 and most[0][1] == most[1][1]) else most[0][0]
