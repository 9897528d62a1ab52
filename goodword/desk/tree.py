"""The tree: who brought whom as a picture and as a list, how far it has come, and what to do next."""

import csv
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from io import StringIO
from typing import Any

from django.http import HttpResponse, StreamingHttpResponse
from django.shortcuts import render
from django.utils.translation import ngettext, override
from django.views.decorators.http import require_safe

from goodword.accounts.access import MemberRequest, member_required, row_for
from goodword.lib.days import date_words
from goodword.lib.sheets import safe_cell
from goodword.people.closed import chunks
from goodword.people.models import Person
from goodword.referrals.branches import Stage, Tree, days_to_first, median_days, progress, undated_senders
from goodword.referrals.forest import Seen, joined_on, never_bought, seen_by, tree_of

from .tree_picture import Drawing, Picture, draw
from .tree_words import generation_words, hollow_words, never_title, stage_told

SHOWN = 5  # of those who never bought
ASKED = 2000  # of those who set most in motion: whether they bought
BRANCHES = 10
GENERATIONS = 8
OPEN = 30  # lines of the list, up to which it stands open


@dataclass(frozen=True, slots=True)
class Branch:
    """One who came by themselves, with all who hang by them."""

    top: Seen
    n: int
    colour: int
    first: Seen
    when: str  # "" if nobody knows


@dataclass(frozen=True, slots=True)
class Asked:
    """What of the tree is looked at: all of it, or one branch; from which one on, if they are too many."""

    tree: Tree
    person: Person | None
    drawing: Drawing

    @property
    def centre(self) -> str:
        return self.person.code if self.person else ""


def _asked(request: MemberRequest) -> Asked:
    code, start = request.GET.get("branch", "").replace("\0", "")[:12], request.GET.get("from", "")
    person = row_for(request.member, Person, code) if code else None
    tree = tree_of(request.business)
    tops = tree.down.get(person.pk, []) if person else tree.tops
    begin = int(start) if start.isascii() and start.isdigit() and len(start) < 9 else 0
    return Asked(tree, person, Drawing(request.business, tree, tops, begin if begin < len(tops) else 0))


def _drawn(request: MemberRequest, asked: Asked, also: Iterable[int] = ()) -> tuple[Picture, dict[int, Seen]]:
    """The picture, and whom it and the page name, as this member may see them."""
    nodes = asked.drawing.nodes()
    seen = seen_by(request.member, {*(node.person for node in nodes), *also})
    return draw(asked.drawing, nodes, seen, asked.centre), seen


@require_safe
@member_required("look")
def tree(request: MemberRequest) -> HttpResponse:
    asked = _asked(request)
    told = _branch(request, asked, asked.person) if asked.person else _whole(request, asked.tree, asked)
    page = {
        "tab": "tree",
        "branch": asked.person,
        "start": asked.drawing.start,
        "is_open": len(told["picture"].items) <= OPEN,
        "hollow": hollow_words(request.business.kind),
        "query": request.GET.urlencode(),
    }
    return render(request, "desk/tree.html", page | told)


def _branch(request: MemberRequest, asked: Asked, person: Person) -> dict[str, Any]:
    sender = asked.tree.up.get(person.pk)
    picture, seen = _drawn(request, asked, [] if sender is None else [sender])
    n = asked.tree.below.get(person.pk, 0)
    return {"picture": picture, "n": n, "sender": seen.get(sender) if sender is not None else None}


def _whole(request: MemberRequest, grown: Tree, asked: Asked) -> dict[str, Any]:
    joined = joined_on(request.business, undated_senders(grown))
    biggest = grown.biggest(grown.tops, BRANCHES)
    firsts = {top: first for top in biggest if (first := grown.first_follower(top)) is not None}
    loud = grown.biggest(grown.down, ASKED)
    never = never_bought(request.business, loud)
    quiet = [one for one in loud if one in never][:SHOWN]
    picture, seen = _drawn(request, asked, [*firsts, *firsts.values(), *quiet])
    now, counts = progress(grown, request.today), grown.generations()
    return {
        "picture": picture,
        "n": len(grown.generation),
        "stage": stage_told(now),
        "is_alone": now.stage == Stage.ALONE,
        "generations": [(n, generation_words(n), count) for n, count in enumerate(counts[:GENERATIONS], 1)],
        "further": (len(counts), sum(counts[GENERATIONS:])) if len(counts) > GENERATIONS else None,
        "branches": [
            Branch(
                seen[top],
                grown.below[top],
                picture.colours.get(top, 0),
                seen[first],
                date_words(grown.on.get(first)),
            )
            for top, first in firsts.items()
            if top in seen and first in seen  # else forgotten in this moment
        ],
        "n_branches": len(grown.tops),
        "never": [(seen[one], grown.below[one]) for one in quiet if one in seen],
        "never_title": never_title(request.business.kind),
        "median": _median_words(days_to_first(grown, joined)),
    }


def _median_words(days: list[int]) -> str:
    half = median_days(days)
    if half is None:
        return ""
    if not half:
        words = ngettext("on the day they came", "half of them on the day they came", len(days))
    elif len(days) == 1:
        words = ngettext("%(days)d day after they came", "%(days)d days after they came", half)
    else:
        words = ngettext(
            "half of them within %(days)d day of coming", "half of them within %(days)d days of coming", half
        )
    of = ngettext("Known of %(n)d person", "Known of %(n)d people", len(days)) % {"n": len(days)}
    return f"{of}: {words % {'days': half}}."


@require_safe
@member_required("look")
def tree_svg(request: MemberRequest) -> HttpResponse:
    """The picture as a file; `names=no` leaves the names away, for a wall or a talk."""
    asked = _asked(request)
    picture, _seen = _drawn(request, asked)
    page = {
        "picture": picture,
        "has_names": request.GET.get("names") != "no",
        "caption": _caption(request, asked),
    }
    answer = render(request, "desk/tree.svg", page, content_type="image/svg+xml; charset=utf-8")
    answer["Content-Disposition"] = f'attachment; filename="{request.business.code}-tree.svg"'
    return answer


def _caption(request: MemberRequest, asked: Asked) -> str:
    n = asked.tree.below.get(asked.person.pk, 0) + 1 if asked.person else len(asked.tree.generation)
    words = ngettext("%(business)s: %(n)d person", "%(business)s: %(n)d people", n)
    told = words % {"business": request.business.name, "n": n}
    return f"{told}, {date_words(request.today)}"


@require_safe
@member_required("own")
def tree_csv(request: MemberRequest) -> StreamingHttpResponse:
    headers = {"Content-Disposition": f'attachment; filename="{request.business.code}-tree.csv"'}
    return StreamingHttpResponse(_lines(request), content_type="text/csv; charset=utf-8", headers=headers)


def _lines(request: MemberRequest) -> Iterator[str]:
    """Line by line, senders before those they sent. Begins with the mark by which Excel knows that it is UTF-8."""
    # In English in every language, as every table that leaves the house.
    yield "\ufeff" + _csv(["Name", "Sent By", "Generation", "Day", "Set In Motion"])
    tree = tree_of(request.business)
    for part in chunks(tree.generation):
        # The view's language has gone by the time a stream is read.
        with override(request.business.language):
            seen = seen_by(request.member, [*part, *(tree.up[one] for one in part if one in tree.up)])
        yield "".join(_csv(_cells(tree, person, seen)) for person in part)


def _cells(tree: Tree, person: int, seen: Mapping[int, Seen]) -> list[str]:
    def name(one: int | None) -> str:
        return seen[one].name if one is not None and one in seen else ""

    on = tree.on.get(person)
    return [
        name(person),
        name(tree.up.get(person)),
        str(tree.generation[person]),
        on.isoformat() if on else "",
        str(tree.below[person]),
    ]


def _csv(cells: list[str]) -> str:
    out = StringIO()
    csv.writer(out).writerow(safe_cell(cell) for cell in cells)
    return out.getvalue()
