"""How old one must be to read a text with ease, and which words and sentences stand in the way.

Two measures, each a school grade: Flesch-Kincaid (long sentences, long words) and one after Dale and
Chall (long sentences, words that are not on a list of easy ones; the list, `easy_words.txt`, is our own).
The grade is their mean. Under a hundred words a grade is noise, so there is none: only hard words and
long sentences are shown. English only; of other languages only the long sentences are told.
docs/how-we-count/reading.md has the rules in words.
"""

import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path
from typing import NamedTuple

from goodword.lib.syllables import LONGEST, count_syllables

GRADE_AT_MOST = 7.5  # read with ease at thirteen
WORDS_FOR_A_GRADE = 100
WORDS_IN_A_SENTENCE = 20  # a longer one is marked


class Span(NamedTuple):
    """A piece of the text: `text[start:end]`, in characters."""

    start: int
    end: int
    text: str


@dataclass(frozen=True, slots=True)
class Reading:
    """What was found in a text. `grade` is a school grade, None under a hundred words."""

    n_words: int
    n_sentences: int
    grade: float | None
    flesch_kincaid: float | None
    dale_chall: float | None
    hard_words: tuple[Span, ...]
    long_sentences: tuple[Span, ...]

    @property
    def age(self) -> int | None:
        """The age that goes with the grade: grade 7.5 is read at thirteen."""
        return None if self.grade is None else max(6, round(self.grade + 5.5))

    @property
    def is_plain(self) -> bool:
        """Whether a thirteen-year-old reads it with ease."""
        if self.grade is None:
            return not self.hard_words and not self.long_sentences
        return self.grade <= GRADE_AT_MOST


class _Word(NamedTuple):
    start: int
    text: str
    syllables: int
    is_easy: bool  # on the list, a name, a number
    is_hard: bool  # worth marking


def check(text: str, known: Collection[str] = (), language: str = "en") -> Reading:
    """Read `text`. `known` words (names, the owner's own trade) are never hard. O(length)."""
    english = language.split("-")[0].lower() == "en"
    plain = _without_addresses(text)
    familiar = {word.lower() for phrase in known for word in _WORD.findall(phrase)}
    familiar |= _names(plain)
    words: list[_Word] = []
    sentences: list[tuple[Span, int]] = []
    for start, end in sentence_spans(plain):
        mark = _LIST_MARK.match(plain, start, end)
        first = mark.end() if mark else start
        here = [_weighed(match, familiar) for match in _TOKEN.finditer(plain, first, end)]
        if here:
            words += here
            sentences.append((Span(start, end, text[start:end]), len(here)))
    kincaid, dale = _grades(words, len(sentences)) if english else (None, None)
    return Reading(
        n_words=len(words),
        n_sentences=len(sentences),
        grade=None if kincaid is None or dale is None else (kincaid + dale) / 2,
        flesch_kincaid=kincaid,
        dale_chall=dale,
        hard_words=tuple(
            Span(w.start, w.start + len(w.text), w.text) for w in words if w.is_hard and english
        ),
        long_sentences=tuple(span for span, n in sentences if n > WORDS_IN_A_SENTENCE),
    )


def _grades(words: list[_Word], n_sentences: int) -> tuple[float | None, float | None]:
    """Flesch-Kincaid (Kincaid et al. 1975) and the Dale-Chall score (1948) turned into a grade.

    Dale and Chall's table runs 5.5 -> grade 5.5, 6.5 -> 7.5, 7.5 -> 9.5: a line of slope two.
    """
    n = len(words)
    if n < WORDS_FOR_A_GRADE:
        return None, None
    length = n / n_sentences
    kincaid = 0.39 * length + 11.8 * sum(word.syllables for word in words) / n - 15.59
    strange = 100 * sum(not word.is_easy for word in words) / n
    score = 0.1579 * strange + 0.0496 * length + (3.6365 if strange > 5 else 0)
    return max(0.0, kincaid), max(0.0, 2 * score - 5.5)


# --- addresses and places to fill in ----------------------------------------------------------------

_ADDRESS = re.compile(
    r"https?://\S+|www\.\S+|[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63})+|(?<!\w)[@#]\w+"
    r"|(?<![\w.])[\w-]{2,63}\.(?:com|org|net|de|co\.uk|example|info|io|eu|fr|nl|shop)(?:/\S*)?(?!\w)"
    r"|\+?\d[\d ()/-]{6,}\d"
)
_PLACE = re.compile(r"\{[a-z_]*\}")


def _without_addresses(text: str) -> str:
    """`text` at its own length, with mail, web and phone addresses blanked: nobody reads them aloud.

    A sentence's end after an address is kept. A {fact} to be filled in is one easy word.
    """

    def blank(match: re.Match[str]) -> str:
        found = match.group()
        kept = found[len(found.rstrip(".,;:!?)")) :]
        return " " * (len(found) - len(kept)) + kept

    return _PLACE.sub(lambda m: "a" * len(m.group()), _ADDRESS.sub(blank, text))


# --- sentences --------------------------------------------------------------------------------------

_END = re.compile(r"(?<![.!?…])[.!?…]+[\"”’')\]]*(?=\s)|\n")
# What is written short, with a full stop, and how many syllables it has when it is said in full.
_TITLES = {"Mr": 2, "Mrs": 2, "Ms": 1, "Dr": 2, "Prof": 3}
_SHORT = _TITLES | {
    "St": 1, "Ave": 3, "Rd": 1, "Jr": 2, "Sr": 2, "Inc": 1, "Ltd": 3, "Co": 3, "Nos": 2, "vs": 2, "etc": 4,
    "approx": 5, "lbs": 1, "oz": 2, "Jan": 4, "Feb": 4, "Mar": 1, "Apr": 2, "Aug": 2, "Sep": 3, "Sept": 3,
    "Oct": 3, "Nov": 3, "Dec": 3, "Mon": 2, "Tue": 2, "Tues": 2, "Wed": 2, "Thu": 2, "Thur": 2, "Thurs": 2,
    "Fri": 2, "Sat": 3, "Sun": 2,
}  # fmt: skip
_TITLE = re.compile(rf"(?<!\w)(?:{'|'.join(_TITLES)})\.$")  # a name follows
_SHORT_FORM = re.compile(rf"(?<!\w)(?:{'|'.join(_SHORT)}|[A-Za-z]\.[A-Za-z]|[A-HJ-Z])\.$")
# After a short form these, with a capital, begin a sentence: "at 5 p.m. We", but "at 5 p.m. Friday".
_BEGINS = re.compile(
    r"\s+[\"“‘'(]*(?:The|This|That|These|Those|There|Here|We|I|You|He|She|It|They|Our|Your|My|His|Her|Their|And|But"
    r"|If|When|While|As|At|In|On|For|From|With|After|Before|What|Where|Why|How|Please|Thank|Thanks|Can|Could|Would"
    r"|All|Each|Every|Some|Most|Many|One|No|Not|Now|Then|Today|Tomorrow|Let|Come|Bring|Call|Ask|Tell|See|Join|Write)\b"
)
_NUMBER_OF = re.compile(r"(?<!\w)No\.$")  # No. 7; but "No. We can't."
_NUMBERED = re.compile(r"\s{0,20}\d{1,3}\.")
_LIST_MARK = re.compile(r"[ \t]*(?:[-*•–]|\d{1,3}[.)])[ \t]")
_LINE = 50  # a line shorter than this was ended on purpose; a longer one was perhaps only wrapped


def sentence_spans(text: str) -> Iterator[tuple[int, int]]:
    """(start, end) of each sentence, without the white space around it."""
    start = line = 0
    for match in _END.finditer(text):
        end = match.end()
        if match.group() == "\n":
            ends = _line_ends(text, line, match.start(), end)
            line = end
        else:
            ends = _stop_ends(text, start, match)
        if ends:
            yield from _trimmed(text, start, end)
            start = end
    yield from _trimmed(text, start, len(text))


def _line_ends(text: str, line: int, end: int, after: int) -> bool:
    following = text[after : after + 1]
    return end - line < _LINE or following in ("", "\n", "\r") or bool(_LIST_MARK.match(text, after))


def _stop_ends(text: str, start: int, match: re.Match[str]) -> bool:
    stop = match.group()
    following = text[match.end() : match.end() + 40].lstrip()[:1]
    if stop == ".":
        return not _goes_on(text, start, match.end(), following)
    # "Stop!" he said; wait ... what: the sentence goes on in small letters.
    return not (following.islower() and (stop[-1] not in ".!?" or stop.startswith("..")))


def _goes_on(text: str, start: int, end: int, following: str) -> bool:
    """Whether the full stop before `end` only shortens a word, or follows the number of a list's item."""
    near = max(start, end - 12)
    if _NUMBER_OF.search(text, near, end):
        return following.isdigit()
    if _TITLE.search(text, near, end) or _NUMBERED.fullmatch(text, start, end):
        return True
    return bool(_SHORT_FORM.search(text, near, end)) and not _BEGINS.match(text, end, end + 40)


def _trimmed(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    piece = text[start:end]
    start += len(piece) - len(piece.lstrip())
    end = start + len(piece.strip())
    if end > start:
        yield start, end


# --- words ------------------------------------------------------------------------------------------

_WORD = re.compile(r"[^\W\d_]+(?:['’\-‑][^\W\d_]+)*")
_LETTERS = r"(?<!\w)[A-Za-z](?:\.[A-Za-z])+(?!\w)"  # p.m., e.g., U.S.
_TOKEN = re.compile(rf"\d+(?:[.,:/]\d+)*(?:%|[^\W\d_]+)?|{_LETTERS}|{_WORD.pattern}")
_CAPITAL = re.compile(r"(?<=[^\s.!?…:\"“‘(\[\n] )[A-ZÀ-Þ][^\W\d_]*(?:['’\-][^\W\d_]+)*")


def _names(text: str) -> set[str]:
    """Words written with a capital inside a sentence, in small letters: names, wherever they stand."""
    if text.isupper():
        return set()
    return {match.group().lower() for match in _CAPITAL.finditer(text)}


def _weighed(match: re.Match[str], familiar: set[str]) -> _Word:
    text = match.group()
    if text[0].isdigit():
        return _Word(match.start(), text, 1, True, False)
    if "." in text:
        return _Word(match.start(), text, text.count(".") + 1, True, False)
    if len(text) <= 5 and text.isupper() and len(text) > 1 and not is_easy(text):
        return _Word(match.start(), text, len(text), True, False)  # letters said one by one: BBC
    if text in _SHORT and match.string.startswith(".", match.end()):
        return _Word(match.start(), text, _SHORT[text], True, False)
    small = text.lower().replace("’", "'")
    n = count_syllables(text)
    easy = small in familiar or small.removesuffix("'s") in familiar or is_easy(small)
    return _Word(match.start(), text, n, easy, not easy and (n > 2 or (n == 2 and len(text) > 6)))


@cache
def easy_words() -> frozenset[str]:
    """The words of easy_words.txt, as they are."""
    lines = Path(__file__).with_name("easy_words.txt").read_text("utf-8").splitlines()
    return frozenset(word for line in lines if not line.startswith("#") for word in line.split())


def is_easy(word: str) -> bool:
    """Whether `word` is on the list, or is made from one on it by an everyday ending."""
    return len(word) <= LONGEST and _is_easy(word.lower().replace("’", "'").replace("‑", "-"))


@lru_cache(maxsize=8192)
def _is_easy(word: str) -> bool:
    easy = easy_words()
    if any(stem in easy for stem in _stems(word)):
        return True
    if "-" in word:
        return all(_is_easy(part) for part in word.split("-") if part)
    short, mark, ending = word.rpartition("'")
    return bool(mark) and ending in ("s", "re", "ve", "ll", "d", "m", "") and _is_easy(short)


# Ending taken off, and what stood there before: tries -> try, baking -> bake, bigger -> big.
_ENDINGS = (
    ("ies", "y"), ("ves", "f"), ("ves", "fe"), ("es", ""), ("s", ""),
    ("ied", "y"), ("ed", ""), ("ed", "e"), ("ing", ""), ("ing", "e"), ("ying", "ie"), ("ings", ""), ("ings", "e"),
    ("ier", "y"), ("er", ""), ("er", "e"), ("ers", ""), ("ers", "e"), ("iest", "y"), ("est", ""), ("est", "e"),
    ("ily", "y"), ("ly", ""), ("ly", "le"), ("y", ""), ("y", "e"),
)  # fmt: skip
_DOUBLED = re.compile(r"([bdglmnprt])\1$")


def _stems(word: str) -> Iterator[str]:
    yield word
    for ending, instead in _ENDINGS:
        stem = word.removesuffix(ending)
        if stem != word and len(stem) > 1:
            yield stem + instead
            if not instead and _DOUBLED.search(stem):
                yield stem[:-1]
