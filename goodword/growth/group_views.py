"""Groups: who belongs together, what came of each, and whom to tell first."""

from typing import Any
from urllib.parse import urlencode

from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from goodword.accounts.access import MemberRequest, member_required, row_for, rows_for
from goodword.lib.codes import tidy_code
from goodword.people.finding import search
from goodword.people.models import Person
from goodword.web.flash import say, warn

from . import grouping
from .group_chart import brought_picture
from .group_forms import GroupForm, RenameForm
from .group_pages import SORTED, Shown, groups_of, groups_with, people_of, shown
from .group_words import called, figure_rows, kind_words, people_words, sure_words, verdict_label
from .models import Figure, Group

FIRST = 8  # of each kind, on the page of all
PAGE = 50
FOUND = 12


@member_required("look")
def groups(request: MemberRequest) -> HttpResponse:
    """All of them, kind by kind, what brought most first; `kind` in the address shows one kind, page by page."""
    found = shown(request.member, groups_of(request.member))
    by_kind = {kind: [one for one in found if one.group.kind == kind] for kind in Group.Kind.values}
    only = request.GET.get("kind", "")
    told: dict[str, Any] = {
        "chart": brought_picture(found),
        "figure": Figure.newest(request.business.pk, "groups"),
        "told": by_kind["told"],
        "ties": by_kind["ties"][:FIRST],
        "places": by_kind["place"][:FIRST],
        "n_ties": len(by_kind["ties"]),
        "n_places": len(by_kind["place"]),
        "ended": shown(request.member, groups_of(request.member, ended=True).order_by("-ended_at")[:PAGE]),
        "tab": "goal",
    }
    if only in by_kind:
        page = Paginator(by_kind[only], PAGE).get_page(request.GET.get("page"))
        return render(
            request, "growth/groups_of_kind.html", {"page": page, "kind": kind_words(only), "tab": "goal"}
        )
    return render(request, "growth/groups.html", told)


@member_required("change")
def group_new(request: MemberRequest) -> HttpResponse:
    """A group by its name; `person` is put in at once. A name that there is already is the same group."""
    if request.method != "POST":
        return _form(request, GroupForm(initial={"person": request.GET.get("person", "")[:12]}))
    form = GroupForm(request.POST)
    if not form.is_valid():
        return _form(request, form)
    person = _person(request, form.cleaned_data["person"]) if form.cleaned_data["person"] else None
    who = (request.member, request.now)
    try:
        group, is_new = grouping.make_group(request.business, form.cleaned_data["name"], *who)
    except grouping.Full:
        form.add_error(
            "name", _("You have 200 groups, the most there can be. End one that you need no more.")
        )
        return _form(request, form)
    if person and person.kind in SORTED:
        grouping.put_in(group, person, *who)
    if is_new:
        say(request, _("The group is there. Now put people in."), _to(group, "group-end"))
    else:
        warn(request, _("You have a group of this name already: here it is."))
    return redirect(_to(group, "group" if group.people.exists() else "group-add"))


def _form(request: MemberRequest, form: GroupForm) -> HttpResponse:
    told = {"form": form, "tab": "goal"}
    return render(request, "growth/group_new.html", told, status=422 if form.errors else 200)


def _person(request: MemberRequest, code: str) -> Person:
    return row_for(request.member, Person, tidy_code(code)[:12], to="change")


def _to(group: Group, page: str, *more: str) -> str:
    return reverse(page, args=[group.business.code, group.code, *more])


@member_required("look")
def group(request: MemberRequest, code: str) -> HttpResponse:
    one = _shown(request, row_for(request.member, Group, code))
    page = Paginator(people_of(request.member, one.group), PAGE).get_page(request.GET.get("page"))
    told = {
        "one": one,
        "group": one.group,
        "is_told": one.group.kind == Group.Kind.TOLD,
        "how": kind_words(one.group.kind),
        "n_people": people_words(page.paginator.count),
        "verdict": verdict_label(one.verdict),
        "sure": sure_words(one.verdict, one.came) if one.came else "",
        "rows": figure_rows(one.came, request.business) if one.came else [],
        "page": page,
        "tab": "goal",
    }
    return render(request, "growth/group.html", told)


def _shown(request: MemberRequest, group: Group) -> Shown:
    """A group that was found, and has nobody any more, is shown all the same to who has its address."""
    group.business = request.business
    group.n = 0  # type: ignore[attr-defined]  # the page counts its people itself
    return shown(request.member, [group])[0]


@member_required("change")
def group_rename(request: MemberRequest, code: str) -> HttpResponse:
    group = row_for(request.member, Group, code, to="change")
    group.business = request.business
    name = _shown(request, group).name
    form = RenameForm(request.POST or None, group=group, initial={"name": group.name})
    if request.method == "POST" and form.is_valid():
        before = urlencode({"name": group.name if group.is_named else ""})
        grouping.name_group(group, form.cleaned_data["name"], request.member, request.now)
        say(request, _("The group has its name."), f"{_to(group, 'group-rename-back')}?{before}")
        return redirect(_to(group, "group"))
    told = {"form": form, "group": group, "name": name, "tab": "goal"}
    return render(request, "growth/group_rename.html", told, status=422 if form.errors else 200)


@require_POST
@member_required("change")
def group_rename_back(request: MemberRequest, code: str) -> HttpResponse:
    group = row_for(request.member, Group, code, to="change")
    form = RenameForm({"name": request.GET.get("name", "")}, group=group)
    if not form.is_valid():
        raise Http404
    grouping.name_group(group, form.cleaned_data["name"], request.member, request.now)
    say(request, _("It is undone."))
    return redirect("group", request.business.code, group.code)


@member_required("change")
def group_add(request: MemberRequest, code: str) -> HttpResponse:
    """Look for people by name, and put them in one by one."""
    group = _told(request, code)
    if request.method == "POST":
        person = _person(request, request.POST.get("person", ""))
        _put(request, group, person)
        back = urlencode({"q": request.POST.get("q", "")[:200]})
        return redirect(f"{_to(group, 'group-add')}?{back}")
    typed = request.GET.get("q", "")[:200].replace("\0", "").strip()
    people = rows_for(request.member, Person).filter(kind__in=SORTED, left_out=False)
    found = list(search(people, typed).order_by("sort_name", "id")[:FOUND]) if typed else []
    inside = set(group.people.filter(person__in=found).values_list("person_id", flat=True))
    told = {
        "group": group,
        "name": called(group),
        "typed": typed,
        "found": [(person, person.pk in inside) for person in found],
        "n": people_words(people_of(request.member, group).count()),
        "tab": "goal",
    }
    return render(request, "growth/group_add.html", told)


def _told(request: MemberRequest, code: str) -> Group:
    """Who is in a group that was found is not for a member to say: 404."""
    group = row_for(request.member, Group, code, to="change")
    if group.kind != Group.Kind.TOLD:
        raise Http404
    group.business = request.business
    return group


def _put(request: MemberRequest, group: Group, person: Person) -> None:
    names = {"name": person, "group": called(group)}
    if person.kind not in SORTED or person.left_out:
        warn(request, _("Say first who %(name)s is to you: who is not sorted is in no group.") % names)
    elif grouping.put_in(group, person, request.member, request.now):
        undo = f"{_to(group, 'group-take-out', person.code)}?undo=1"
        say(request, _("%(name)s is in “%(group)s” now.") % names, undo)
    else:
        warn(request, _("%(name)s is in “%(group)s” already.") % names)


@require_POST
@member_required("change")
def group_put_in(request: MemberRequest, code: str, person: str) -> HttpResponse:
    group = _told(request, code)
    _put(request, group, _person(request, person))
    return redirect(_back(request, group, person))


@require_POST
@member_required("change")
def group_take_out(request: MemberRequest, code: str, person: str) -> HttpResponse:
    group, one = _told(request, code), _person(request, person)
    grouping.take_out(group, one, request.member, request.now)
    names = {"name": one, "group": called(group)}
    if "undo" in request.GET:
        say(request, _("It is undone."))
    else:
        undo = _to(group, "group-put-in", one.code)
        say(request, _("%(name)s is not in “%(group)s” any more.") % names, undo)
    return redirect(_back(request, group, person))


def _back(request: MemberRequest, group: Group, person: str) -> str:
    """To the page it was pressed on: the group's, or the person's groups."""
    if request.POST.get("from") == "person":
        return reverse("person-groups", args=[request.business.code, person])
    return _to(group, "group")


@require_POST
@member_required("change")
def group_end(request: MemberRequest, code: str) -> HttpResponse:
    group = row_for(request.member, Group, code, to="change")
    name = _shown(request, group).name
    grouping.end_group(group, request.member, request.now)
    say(request, _("“%(name)s” is ended.") % {"name": name}, _to(group, "group-reopen"))
    return redirect("groups", request.business.code)


@require_POST
@member_required("change")
def group_reopen(request: MemberRequest, code: str) -> HttpResponse:
    group = row_for(request.member, Group, code, to="change")
    grouping.reopen_group(group, request.member, request.now)
    say(
        request,
        _("The group is there again."),
        reverse("group-end", args=[request.business.code, group.code]),
    )
    return redirect("group", request.business.code, group.code)


@member_required("change")
def person_groups(request: MemberRequest, code: str) -> HttpResponse:
    """From a person's page: which of the owner's groups they are in, and a new one with them in it."""
    person = _person(request, code)
    told = shown(request.member, groups_of(request.member).filter(kind=Group.Kind.TOLD))
    inside = {one.group.pk for one in groups_with(request.member, person)}
    found = {
        "person": person,
        "groups": [
            (one, one.group.pk in inside) for one in sorted(told, key=lambda one: one.name.casefold())
        ],
        "form": GroupForm(initial={"person": person.code}),
        "is_sorted": person.kind in SORTED and not person.left_out,
        "tab": "people",
    }
    return render(request, "growth/person_groups.html", found)
