"""The words to say: a play's wording filled with stored facts, and nothing else."""

import hashlib
import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from goodword.lib.reading import sentence_spans

from .play import FACTS, PRIVATE, Play
from .tidy import small_start, tidy

OWN = "own"
_FACT = re.compile(r"\{([a-z_]+)\}")
_GREETED = re.compile(r"\s*[^\W\d_][^{}.!?\n]{0,30}?\s?\{first\}\s*[,!.:–-]*")


class UnfitPlay(LookupError):
    """The play is not one for this kind of business."""


@dataclass(frozen=True, slots=True)
class Words:
    """`text` to say. `wording_name` is kept with the talk, so that the next one differs; `uses` are the
    names of the facts in it, in the order in which they stand."""

    text: str
    wording_name: str
    uses: list[str]


@dataclass(frozen=True, slots=True)
class _Draft:
    name: str
    greeting: str
    sentences: tuple[str, ...]
    needs: tuple[str, ...] = ()


def write(
    play: Play,
    facts: Mapping[str, str],
    *,
    business: str,
    salt: str,
    seen: Collection[str] = (),
    own: Sequence[str] = (),
    greeting: str = "",
) -> Words:
    """Words for one person: the same for the same arguments, on every machine.

    `business` is the kind of business: a practice keeps names and details to itself, whatever the facts.
    `seen` names the wordings this person has had; one of them comes again only if there is no other.
    `own` are the owner's wordings of this play (templates), the one liked best first; they win. `salt`
    (the person's code) spreads the ready-made wordings over people. `greeting` (see `greeting_of`) is
    how the owner wrote last time.

    A sentence whose fact is missing is left out, never filled in; a greeting without a name is "Hello,".
    """
    private = PRIVATE.get(business, frozenset())
    said = tidy({key: value for key, value in facts.items() if key in FACTS and key not in private})
    drafts = [*map(_own, own), *_ready_made(play, business, salt, greeting)]
    filled = [words for draft in drafts if (words := _fill(draft, said)) is not None]
    if not filled:
        raise UnfitPlay(f"{play.name} has no words for this kind of business: {business}")
    return next((words for words in filled if words.wording_name not in seen), filled[0])


def _own(template: str) -> _Draft:
    name = f"{OWN}/{hashlib.blake2s(template.encode(), digest_size=6).hexdigest()}"
    greeted = _GREETED.match(template)
    greeting = greeted.group() if greeted else ""
    rest = template[len(greeting) :]
    pieces, reached = [], 0
    for _start, end in sentence_spans(rest):
        pieces.append(rest[reached:end])  # with the space or line break before it
        reached = end
    return _Draft(name, greeting, tuple(pieces))


def _ready_made(play: Play, business: str, salt: str, greeting: str) -> list[_Draft]:
    usual = str(play.greeting)
    hello = greeting if usual and "{first}" in greeting else usual
    drafts = [
        _Draft(w.name, hello, tuple(f" {sentence}" for sentence in w.sentences), w.needs)
        for w in play.wordings_for(business)
    ]
    # The ones that say most come first; among equals the salt decides who gets which.
    return sorted(drafts, key=lambda draft: (not draft.needs, _lot(salt, draft.name)))


def _lot(salt: str, name: str) -> bytes:
    return hashlib.blake2s(f"{salt}\n{name}".encode()).digest()


def _fill(draft: _Draft, said: Mapping[str, str]) -> Words | None:
    """The draft with its facts, or None if there is nothing left to say."""
    if not said.keys() >= set(draft.needs):
        return None
    uses: list[str] = []
    hello = text = _greeting(draft.greeting, said, uses)
    is_own = draft.name.startswith(OWN)
    for place, sentence in enumerate(draft.sentences):
        if all(fact in said for fact in _FACT.findall(sentence)):
            # What begins with a fact ("{gift} is here for you") the owner has not written large themselves.
            is_written = is_own and not sentence.lstrip().startswith("{")
            text += _fitted(text, _said(sentence, said, uses), place, is_written)
    if text == hello:
        return None
    return Words(re.sub(r"[^\S\n]{2,}", " ", text.translate(_NO_BRACES)).strip(), draft.name, uses)


_NO_BRACES = str.maketrans("", "", "{}")


def _greeting(template: str, said: Mapping[str, str], uses: list[str]) -> str:
    if "{first}" in template and "first" not in said:
        end = template.rpartition("}")[2].strip()
        return _("Hello") + (end or ",")
    return _said(template, said, uses).rstrip()


def _said(template: str, said: Mapping[str, str], uses: list[str]) -> str:
    def fact(match: re.Match[str]) -> str:
        value = said[match.group(1)]
        uses.extend([match.group(1)] if match.group(1) not in uses else [])
        # "at Brown & Co." at the end of a sentence has one dot.
        return value.rstrip(".") if template[match.end() : match.end() + 1] == "." else value

    return _FACT.sub(fact, template)


def _fitted(before: str, sentence: str, place: int, is_own: bool) -> str:
    """`sentence` with the first letter that its new place wants: others may have been left out."""
    gap = sentence[: len(sentence) - len(sentence.lstrip())]
    body = sentence.lstrip()
    if not before:
        return body[:1].upper() + body[1:]
    if before[-1] in ",–-":
        body = small_start(body) if place and is_own and "\n" not in gap else body
        return (gap or " ") + (body[:1].upper() + body[1:] if "\n" in gap else body)
    return (gap or " ") + (body if is_own else body[:1].upper() + body[1:])


# --- the owner's edits, remembered ------------------------------------------------------------------


def template_from(text: str, facts: Mapping[str, str]) -> str:
    """The owner's edited `text` as a wording of their own: each fact in it becomes its {place} again.

    Only facts as given are found, as whole words. What else the owner wrote stays, and would be said to
    others as well, so it is kept only if the owner says so.
    """
    text = text.translate(_NO_BRACES).strip()
    places: dict[str, list[str]] = {}
    said = tidy({key: value for key, value in facts.items() if key in FACTS})
    for key, value in sorted(said.items(), key=lambda fact: fact[0] != "first"):
        for shape in _shapes(value):
            places.setdefault(shape, []).append(key)
    if not places:
        return text

    def placed(match: re.Match[str]) -> str:
        keys = places[" ".join(match.group().split())]
        # Two people may share a name: the one written to is greeted first, then the other is meant.
        return f"{{{keys.pop(0) if len(keys) > 1 else keys[0]}}}"

    longest_first = sorted(places, key=len, reverse=True)
    pattern = "|".join(r"\s+".join(map(re.escape, shape.split())) for shape in longest_first)
    return re.sub(rf"(?<!\w)(?:{pattern})(?!\w)", placed, text)


def _shapes(value: str) -> set[str]:
    """How a fact may stand in a text: as it is, with a sentence's capital, with or without quotes."""
    if len(value) == 1 and value.isdigit():
        return set()  # it may count something else
    return {shape for bare in (value, value.strip("“”")) for shape in (bare, bare[:1].upper() + bare[1:])}


def greeting_of(text: str, first: str, name: str = "") -> str:
    """How the owner greeted somebody in `text`, by the first name or more of the `name`, as a template
    ("Hey {first}!"); "" if there is no such greeting with its mark behind it."""
    text = text.translate(_NO_BRACES)
    for called in sorted({first.strip(), name.strip(), *name.split()} - {""}, key=len, reverse=True):
        greeted = _GREETED.match(re.sub(rf"(?<!\w){re.escape(called)}(?!\w)", "{first}", text, count=1))
        if greeted and not greeted.group().rstrip().endswith("}"):
            return greeted.group().strip()
    return ""
