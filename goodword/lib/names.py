"""Names as people write them, taken apart; and when two of them may be one person's.

Names are kept as written. Taking them apart serves greeting, sorting and comparing, and is a reading, not
a truth: the commonest orders of the countries we know, with the doubt on the side of leaving things alone.
"""

import re
from dataclasses import dataclass
from functools import lru_cache

from .name_kinds import name_kind
from .nicknames import is_given_name, may_be_one
from .text import fold, squeezed, word_set

__all__ = [
    "Name",
    "as_said",
    "compatible",
    "first_for_greeting",
    "given_agree",
    "given_conflict",
    "name_kind",
    "names_agree",
    "parse",
    "sort_key",
]


@dataclass(frozen=True, slots=True)
class Name:
    given: str = ""
    family: str = ""
    middle: str = ""
    title: str = ""
    suffix: str = ""
    nickname: str = ""


_TITLES = word_set("""
    mr mrs ms miss mx dr prof professor rev reverend fr father sir dame lord lady rabbi imam pastor capt captain
    col lt sgt maj hon judge madam mister doctor herr frau fräulein hr fr dipl ing dipl-ing mag univ-prof
    monsieur madame mademoiselle mme mlle mm me maître señor señora señorita sr sra srta don doña dn dña d
    signor signora signorina sig sig.ra dott dott.ssa avv dhr mevr mevrouw meneer drs ir mw dona
    pan pani inż
    """)
# Titles that are also names or initials count only with a dot behind them (Don Quixote is a Don).
_ONLY_WITH_DOT = frozenset(
    {"d", "fr", "me", "mm", "mag", "hon", "col", "maj", "ir", "hr", "ing", "lt", "sr", "sig"}
)
_RARELY_TITLES = frozenset({"don", "dona", "pan", "miss", "sir", "lord", "lady", "dame", "judge", "father"})
_SUFFIXES = word_set("""
    jr sr jnr snr ii iii iv vi phd ph.d md m.d dds dvm esq esquire cpa mba msc m.sc bsc b.sc ma m.a ba b.a llm
    rn obe mbe cbe qc kc jd j.d do pe dphil dipl mag dr med junior senior filho neto júnior
    """)
_PLAIN_SUFFIXES = frozenset(
    {"ii", "iii", "iv", "jr", "sr", "jnr", "snr", "phd", "md", "esq", "mba", "msc", "cpa"}
)
# One is called by both words: Aunt Lucy.
_KIN = word_set("""
    aunt auntie aunty uncle grandma grandpa grandmother grandfather granny grandad granddad
    tante onkel oncle tía tío oom ciocia wujek
    """)
_PARTICLES = word_set("""
    de del della dello dei degli da dal dalla das do dos di du des der den dem van von vom zu zum zur la le las
    los lo ten ter te op 't bin ibn bint ben el af av st st. mac san santa
    """)
# With these a family name may begin: "van Gogh", "de la Cruz". Others may be given names (Di, Ben, San).
_BEGINNERS = frozenset(
    {"van", "von", "vom", "de", "del", "della", "der", "den", "ten", "ter", "zu", "zum", "zur"}
)
_JOINERS = frozenset({"y", "e", "i", "und", "von"})
_NICKNAME = re.compile(r"\s*[(\"“„«]\s*([^()\"“”„«»]{1,30}?)\s*[)\"”“»]\s*")
_ASIDE = re.compile(r"[(\"“„«][^()\"“”„«»]*[)\"”“»]")
_HAN = "\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff々"
_HANGUL = "\uac00-\ud7a3"
_KANA = "\u3040-\u30ffー"
_EAST_ASIAN = re.compile(rf"[{_HAN}{_HANGUL}{_KANA}]")
_ONE_PIECE = re.compile(rf"[{_HAN}]{{2,4}}|[{_HANGUL}]{{2,4}}")
_TWO_PART_FAMILIES = word_set(
    "欧阳 歐陽 司马 司馬 诸葛 諸葛 上官 司徒 夏侯 皇甫 尉迟 公孙 令狐 慕容 端木 남궁 황보 선우 제갈 독고 사공"
)
_PLAIN = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*")


def parse(whole: str, given: str = "", family: str = "") -> Name:
    """A name taken apart. `given` and `family` are what a file says in fields of their own, if it does:
    they are taken as they are, unless one of them plainly holds the whole name."""
    given, family = squeezed(given), squeezed(family)
    if given and family:
        return _from_fields(whole, given, family)
    alone = given or family
    if not alone:
        return _take_apart(squeezed(whole))
    if whole and fold(whole) != fold(alone):
        name = _take_apart(squeezed(whole))
        if fold(alone) == fold(name.given if given else name.family):
            return name
    if " " in alone:
        return _take_apart(alone)
    return Name(given=given, family=family)


def _from_fields(whole: str, given: str, family: str) -> Name:
    if whole == f"{given} {family}" and _is_plain_pair(given, family):
        return Name(given, family)
    name = _take_apart(squeezed(whole)) if whole else Name()
    if fold(name.given) == fold(given) and fold(name.family) == fold(family):
        return name
    title, words = _without_titles(given.split())
    words_of_family, suffix = _without_suffixes(family.split())
    return Name(" ".join(words) or given, " ".join(words_of_family) or family, title=title, suffix=suffix)


@lru_cache(maxsize=1 << 14)
def _take_apart(text: str) -> Name:
    words = text.split(" ", 2)
    if len(words) == 2 and _is_plain_pair(*words):
        return Name(words[0], words[1])
    if _EAST_ASIAN.search(text):
        return _east_asian(text)
    nickname = ""
    if found := _NICKNAME.search(text):
        nickname = found.group(1)
        text = squeezed(text[: found.start()] + " " + text[found.end() :])
        if not text:  # nothing but a name in brackets: it is the name
            text, nickname = nickname, ""
    if "," in text:
        name = _with_comma(text)
    else:
        name = _in_order(text.split())
    return Name(name.given, name.family, name.middle, name.title, name.suffix, nickname) if nickname else name


def _is_plain_pair(first: str, last: str) -> bool:
    """The plain case, most of all names: two words that are nothing but words."""
    if not (first.isalnum() and last.isalnum() and first.isascii() and last.isascii()) or first.isupper():
        return False
    one, other = first.lower(), last.lower()
    return (
        one not in _TITLES
        and one not in _KIN
        and one not in _BEGINNERS
        and other not in _SUFFIXES
        and not last.isupper()
    )


def _east_asian(text: str) -> Name:
    """Family first, with or without a space: 山田 太郎, 王小明, 김철수. Foreign names with a dot between
    (ジョン・スミス) keep their own order."""
    if "・" in text:
        given, _, family = text.partition("・")
        return Name(given, family.replace("・", " "))
    words = text.replace("\u3000", " ").split()
    if len(words) > 1:
        if _EAST_ASIAN.search(words[0]):
            return Name(given=" ".join(words[1:]), family=words[0])
        return Name(given=" ".join(words[:-1]), family=words[-1])
    if not _ONE_PIECE.fullmatch(text):
        return Name(given=text)
    # Four characters in one piece are most often Japanese, two and two.
    cut = 2 if len(text) > 2 and (text[:2] in _TWO_PART_FAMILIES or len(text) == 4) else 1
    return Name(given=text[cut:], family=text[:cut])


def _around_commas(text: str) -> tuple[str, list[str], list[str]]:
    """Before the first comma, the names behind it, and the degrees."""
    head, *rest = [part.strip() for part in text.split(",")]
    rest = [part for part in rest if part]
    degrees = [part for part in rest if all(_bare(word) in _SUFFIXES for word in part.split())]
    return head, [part for part in rest if part not in degrees], degrees


def _with_comma(text: str) -> Name:
    """ "SMITH, JOHN", "Smith, John, Jr.", and "Jane Doe, MD, PhD"."""
    head, names, degrees = _around_commas(text)
    if not names or not head:
        name = _in_order((head or " ".join(names)).split())
        suffix = " ".join(filter(None, [name.suffix, *degrees]))
        return Name(name.given, name.family, name.middle, name.title, suffix)
    title, words = _without_titles(" ".join(names).split())
    words, suffix = _without_suffixes(words)
    title_of_head, family = _without_titles(head.split())
    family, suffix_of_head = _without_suffixes(family)
    return Name(
        given=words[0] if words else "",
        family=" ".join(family) or head,
        middle=" ".join(words[1:]),
        title=title or title_of_head,
        suffix=" ".join(filter(None, [suffix_of_head, suffix, *degrees])),
    )


def as_said(whole: str, given: str, family: str) -> str:
    """“Smith, Dr. John, Jr.” as he is called: Dr. John Smith, Jr. Nothing of it is lost. What is no person's, or
    may not be written so ("Anna Gross, Berlin"), stays as it is."""
    head, names, degrees = _around_commas(whole)
    if not (given and family and head and names):
        return whole
    if _EAST_ASIAN.search(whole) or any("," in aside for aside in _ASIDE.findall(whole)):
        return whole
    said = " ".join(names)
    if fold(family) not in fold(head) or fold(given) not in fold(said):
        return whole
    title, words = _without_titles(head.split())
    if len(words) > 1 and is_given_name(fold(words[0])) and not is_given_name(fold(given)):
        return whole
    name = " ".join(filter(None, [title, said, *words]))
    return ", ".join([name, *degrees]) if name_kind(name) == "person" else whole


def _in_order(words: list[str]) -> Name:
    """Titles, given name, middle names, family name (with its "van der"), suffixes."""
    title, words = _without_titles(words)
    words, suffix = _without_suffixes(words)
    if not words:
        return Name(title=title, suffix=suffix)
    if len(words) == 1:
        # "Mr. Grant" is a family's name, "Grant" alone is what someone is called.
        alone = {"family": words[0]} if title else {"given": words[0]}
        return Name(**alone, title=title, suffix=suffix)
    if words[0].lower() in _KIN:
        return Name(" ".join(words[:2]), " ".join(words[2:]), title=title, suffix=suffix)
    start = _family_starts(words)
    if start < 0:
        return Name(given=words[-1], family=" ".join(words[:-1]), title=title, suffix=suffix)
    given = words[0] if start else ""
    return Name(given, " ".join(words[start:]), " ".join(words[1:start]), title, suffix)


def _family_starts(words: list[str]) -> int:
    """The index of the family name's first word; -1 if it stands first, in capitals (DUPONT Jean)."""
    loud = [len(word) > 1 and word.isupper() and word[-1] != "." and "." not in word for word in words]
    if any(loud) and not all(loud):
        first, last = loud.index(True), len(loud) - 1 - loud[::-1].index(True)
        if first > 0 and last == len(words) - 1 and len(words[first]) > 2:
            return first
        if first == 0 and last == len(words) - 2 and all(loud[: last + 1]) and len(words[0]) > 2:
            return -1
    low = [word.lower() for word in words]
    if low[0] in _BEGINNERS and (len(words) == 2 or low[1] in _PARTICLES):
        return 0
    for index in range(1, len(words) - 1):
        if low[index] in _PARTICLES:
            return index
    if len(words) >= 4 and low[-2] in _JOINERS:
        return len(words) - 3  # José Ortega y Gasset
    return len(words) - 1


def _bare(word: str) -> str:
    return word.lower().rstrip(".,")


def _without_titles(words: list[str]) -> tuple[str, list[str]]:
    count = 0
    while count < len(words) and _is_title(words[count], len(words) - count):
        count += 1
    if count == len(words) and count:
        count -= 1
    return " ".join(words[:count]), words[count:]


def _is_title(word: str, left: int) -> bool:
    bare = _bare(word)
    if bare not in _TITLES:
        return False
    if bare in _ONLY_WITH_DOT:
        return word.endswith(".") and bare != "d"
    return left > 2 if bare in _RARELY_TITLES else True


def _without_suffixes(words: list[str]) -> tuple[list[str], str]:
    """Only what is plainly no name: "Ma" and "Do" at the end are families, "M.A." is not."""
    count = len(words)
    while count > 1 and _is_suffix(words[count - 1], count):
        count -= 1
    return words[:count], " ".join(words[count:])


def _is_suffix(word: str, count: int) -> bool:
    bare = _bare(word)
    if bare in _PLAIN_SUFFIXES or ("." in bare and bare in _SUFFIXES):
        return True
    return count > 2 and bare in ("junior", "senior", "filho", "neto", "júnior")


def sort_key(name: Name) -> str:
    """By family name, then given name, folded; names without a family name by what there is."""
    return fold(f"{name.family} {name.given} {name.middle}")


def first_for_greeting(given: str, kind: str = "person") -> str:
    """The name in "Hi {first}", or "" if it is not known: an initial, a company, a title alone.

    Written all large or all small it is written as names are: JEAN-PIERRE is Jean-Pierre.
    """
    if kind != "person" or "@" in given:
        return ""
    _, words = _without_titles(given.replace(".", ". ").split())
    if len(words) > 1 and words[0].lower() in _KIN:
        return " ".join(map(_cased, words[:2]))
    for word in words:
        word = word.strip(".,;\"'()")
        if _EAST_ASIAN.search(word):
            return word
        if len(word) > 1 and _PLAIN.fullmatch(word) and _bare(word) not in _TITLES:
            return _cased(word)
    return ""


def _cased(word: str) -> str:
    if not (word.isupper() or word.islower()):
        return word
    return re.sub(r"[^\W\d_]+", lambda part: part.group().capitalize(), word)


# --- When two names may be one person's. All that follows takes folded text. ---

_BREAKS = re.compile(r"[\s.\-'’]+")


@lru_cache(maxsize=1 << 15)
def _parts(text: str) -> tuple[str, ...]:
    return tuple(part for part in _BREAKS.split(text) if part)


def _same_part(one: str, other: str) -> bool:
    if one == other or may_be_one(one, other):
        return True
    short, long = (one, other) if len(one) < len(other) else (other, one)
    return len(short) == 1 and long.startswith(short) and short.isascii()


@lru_cache(maxsize=1 << 15)
def given_agree(one: str, other: str) -> bool:
    """Whether two given names may be one person's: j. and jane, bob and robert, jane and jane mary."""
    if not one or not other or one == other:
        return True
    fewer, more = sorted((_parts(one), _parts(other)), key=len)
    if not fewer or "".join(fewer) == "".join(more):
        return True
    rest = iter(more)
    return all(any(_same_part(part, candidate) for candidate in rest) for part in fewer)


@lru_cache(maxsize=1 << 15)
def _family_agree(one: str, other: str) -> bool:
    """cruz and de la cruz, garcia and garcia lopez, d. and doe; but not smith and jones."""
    if not one or not other or one == other:
        return True
    fewer, more = sorted((_parts(one), _parts(other)), key=len)
    if not fewer or "".join(fewer) == "".join(more):
        return True
    if len(fewer) == len(more) == 1:
        short, long = sorted((fewer[0], more[0]), key=len)
        return len(short) == 1 and long.startswith(short) and short.isascii()
    return set(fewer) <= set(more) and not set(fewer) <= _PARTICLES


def names_agree(given: str, family: str, other_given: str, other_family: str) -> bool:
    """Whether two folded names may be one person's. A name of one piece may be either part of the other,
    and the same words in another order are the same name."""
    if given_agree(given, other_given) and _family_agree(family, other_family):
        return True
    if not (given and family):
        alone, parts = given or family, (other_given, other_family)
    elif not (other_given and other_family):
        alone, parts = other_given or other_family, (given, family)
    else:
        words = sorted(_parts(f"{given} {family}"))
        return words == sorted(_parts(f"{other_given} {other_family}"))
    return alone in parts or alone == " ".join(parts)


def given_conflict(given: str, family: str, other_given: str, other_family: str) -> bool:
    """Whether two folded names have given names that cannot be one person's (jane and john)."""
    return not given_agree(given, other_given) and not names_agree(given, family, other_given, other_family)


def compatible(one: Name, other: Name) -> bool:
    """Whether two names may be one person's. Nothing said is compatible with all."""
    given, other_given = fold(f"{one.given} {one.middle}"), fold(f"{other.given} {other.middle}")
    return names_agree(given, fold(one.family), other_given, fold(other.family))
