"""The tree: who brought whom as a picture and as a list, how far it has come, and what to do next."""

import csv
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from io import StringIO
from typing import Any

from django.http import HttpResponse, StreamingHttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import ngettext, override
from django.views.decorators.http import require_safe

from goodword.accounts.access import MemberRequest, member_required, row_for
from goodword.lib.days import date_words
from goodword.lib.numbers import number_words
from goodword.lib.sheets import safe_cell
from goodword.people.closed import chunks
from goodword.people.models import Person
from goodword.referrals.forest import CODE, Forest, Seen, seen_by
from goodword.referrals.models import TreeCount
from goodword.referrals.places import Place
from goodword.referrals.printing import png
from goodword.referrals.stages import Stage

from .tree_markup import arms, dots, twigs
from .tree_picture import Drawing, Picture, draw
from .tree_words import few_words, generation_words, hollow_words, median_words, never_title, stage_told

GENERATIONS = 8
OPEN = 30  # lines of the list, up to which it stands open


@dataclass(frozen=True, slots=True)
class Branch:
    """One who came by themselves, with all who hang by them."""

    top: Seen
    told: str  # how many these are
    colour: int
    first: Seen | None  # None if nobody knows who of several followed first
    when: str  # "" if nobody knows
    has_dayless: bool  # whether there are others of whom no day is known, any of whom may have been the first


@dataclass(frozen=True, slots=True)
class Asked:
    """What of the tree is looked at: all of it, or one branch; from which one on, if they are too many."""

    forest: Forest
    person: Person | None
    place: Place | None  # where that person hangs
    drawing: Drawing

    @property
    def centre(self) -> str:
        return self.person.code if self.person else ""


def _asked(request: MemberRequest) -> Asked:
    code, start = request.GET.get("branch", "").replace("\0", "")[:12], request.GET.get("from", "")
    person = row_for(request.member, Person, code) if code else None
    forest = Forest(request.business, request.now)
    place = forest.places.find(person.pk) if person else None
    whole = (place.below if place else 0) if person else forest.n_people
    sender = person.pk if person else None
    begin = int(start) if start.isascii() and start.isdigit() and len(start) < 9 else 0
    if begin and not forest.places.own(sender, 1, begin):
        begin = 0
    return Asked(forest, person, place, Drawing(request.business, forest, sender, whole, begin))


def _drawn(request: MemberRequest, asked: Asked, also: Iterable[int] = ()) -> tuple[Picture, dict[int, Seen]]:
    """The picture, and whom it and the page name, as this member may see them."""
    nodes = asked.drawing.nodes()
    page = reverse("person", args=[request.business.code, CODE])
    seen = seen_by(request.member, {*(node.person for node in nodes), *also}, page)
    return draw(asked.drawing, nodes, seen, asked.centre), seen


@require_safe
@member_required("look")
def tree(request: MemberRequest) -> HttpResponse:
    asked = _asked(request)
    told = _branch(request, asked) if asked.person else _whole(request, asked)
    page = {
        "tab": "tree",
        "branch": asked.person,
        "start": asked.drawing.start,
        "kept": asked.forest.kept,
        "arms": arms(told["picture"]),
        "dots": dots(told["picture"]),
        "twigs": twigs(told["picture"].items),
        "is_open": len(told["picture"].items) <= OPEN,
        "hollow": hollow_words(request.business.kind),
        "query": request.GET.urlencode(),
    }
    return render(request, "desk/tree.html", page | told)


def _branch(request: MemberRequest, asked: Asked) -> dict[str, Any]:
    sender = asked.place.sender if asked.place else None
    picture, seen = _drawn(request, asked, [] if sender is None else [sender])
    return {
        "picture": picture,
        "n": asked.drawing.whole,
        "sender": seen.get(sender) if sender is not None else None,
    }


def _whole(request: MemberRequest, asked: Asked) -> dict[str, Any]:
    told = asked.forest.figures
    named = [person for top, _n, first, *_day in told.branches for person in (top, first) if person]
    picture, seen = _drawn(request, asked, [*named, *(one for one, _n in told.never_bought)])
    counts, now = told.generations, told.progress
    return {
        "picture": picture,
        "n_people": _n_people(told.n_people),
        "stage": stage_told(now),
        "is_alone": now.stage == Stage.ALONE,
        "generations": [
            (n, generation_words(n), number_words(count)) for n, count in enumerate(counts[:GENERATIONS], 1)
        ],
        "further": (len(counts), number_words(sum(counts[GENERATIONS:])))
        if len(counts) > GENERATIONS
        else None,
        "branches": _branches(told, picture, seen),
        "n_branches": number_words(told.n_branches),
        "has_more_branches": told.n_branches > len(told.branches),
        "never": [
            (seen[one], _n_people(n))
            for one, n in told.never_bought
            if one in seen and not seen[one].has_bought
        ],
        "never_title": never_title(request.business.kind),
        "median": median_words(told.median_days, told.n_known) or few_words(told.few_days),
    }


def _branches(told: TreeCount, picture: Picture, seen: Mapping[int, Seen]) -> list[Branch]:
    return [
        Branch(
            seen[top],
            _n_in_motion(n),
            picture.colours.get(top, 0),
            seen[first] if first else None,
            date_words(on and date.fromisoformat(on)),
            has_dayless=bool(n_dayless and (on or not first)),
        )
        for top, n, first, on, n_dayless in told.branches
        if top in seen and (not first or first in seen)  # else forgotten since
    ]


def _n_in_motion(n: int) -> str:
    words = ngettext("%(n)s person set in motion", "%(n)s people set in motion", n)
    return words % {"n": number_words(n)}


def _n_people(n: int) -> str:
    return ngettext("%(n)s person", "%(n)s people", n) % {"n": number_words(n)}


@require_safe
@member_required("look")
def tree_svg(request: MemberRequest) -> HttpResponse:
    """The picture as a file; `names=no` leaves the names away, for a wall or a talk."""
    return _file(request, "svg", "image/svg+xml; charset=utf-8", _svg(request).encode())


@require_safe
@member_required("look")
def tree_png(request: MemberRequest) -> HttpResponse:
    """The same in dots, for a message or a slide. A browser with scripts draws it itself (web/picture.js)."""
    return _file(request, "png", "image/png", png(_svg(request)))


def _svg(request: MemberRequest) -> str:
    asked = _asked(request)
    picture, _seen = _drawn(request, asked)
    page = {
        "picture": picture,
        "has_names": request.GET.get("names") != "no",
        "caption": _caption(request, asked),
    }
    return render_to_string("desk/tree.svg", page, request)


def _file(request: MemberRequest, kind: str, content_type: str, content: bytes) -> HttpResponse:
    answer = HttpResponse(content, content_type=content_type)
    answer["Content-Disposition"] = f'attachment; filename="{request.business.code}-tree.{kind}"'
    return answer


def _caption(request: MemberRequest, asked: Asked) -> str:
    n = asked.drawing.whole + (1 if asked.person else 0)
    words = ngettext("%(business)s: %(n)s person", "%(business)s: %(n)s people", n)
    told = words % {"business": request.business.name, "n": number_words(n)}
    on = asked.forest.kept.on if asked.forest.kept else request.today
    return f"{told}, {date_words(on)}"


@require_safe
@member_required("own")
def tree_csv(request: MemberRequest) -> StreamingHttpResponse:
    headers = {"Content-Disposition": f'attachment; filename="{request.business.code}-tree.csv"'}
    return StreamingHttpResponse(_lines(request), content_type="text/csv; charset=utf-8", headers=headers)


def _lines(request: MemberRequest) -> Iterator[str]:
    """Line by line, senders before those they sent. Begins with the mark by which Excel knows that it is UTF-8."""
    # In English in every language, as every table that leaves the house.
    yield "\ufeff" + _csv(["Name", "Sent By", "Generation", "Day", "Set In Motion"])
    for part in chunks(Forest(request.business, request.now).places.everybody()):
        # The view's language has gone by the time a stream is read.
        with override(request.business.language):
            people = [one.person for one in part]
            seen = seen_by(request.member, [*people, *(one.sender for one in part if one.sender)])
        yield "".join(_csv(_cells(place, seen)) for place in part)


def _cells(place: Place, seen: Mapping[int, Seen]) -> list[str]:
    def name(one: int | None) -> str:
        return seen[one].name if one is not None and one in seen else ""

    return [
        name(place.person),
        name(place.sender),
        str(place.generation),
        place.on.isoformat() if place.on else "",
        str(place.below),
    ]


def _csv(cells: list[str]) -> str:
    out = StringIO()
    csv.writer(out).writerow(safe_cell(cell) for cell in cells)
    return out.getvalue()
