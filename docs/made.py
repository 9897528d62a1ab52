"""Writes the pages that are made from the code: `make docs`. A stale one fails tests/test_docs.py."""

import os
import re
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

DOCS = Path(__file__).parent
MADE = "<!-- Made from the code by `make docs`: change it there. -->\n"


def commands_page() -> str:
    from goodword.site.command import COMMANDS

    sections = [part for name, line in COMMANDS.items() for part in command_section(name, line)]
    return "\n".join(["# The `goodword` command", "", *sections])


def command_section(name: str, line: str) -> Iterator[str]:
    from django.core.management import get_commands, load_command_class

    key = name.replace("-", "_")
    parser = load_command_class(get_commands()[key], key).create_parser("goodword", name)
    yield from (
        f"## goodword {name}",
        "",
        f"{line[0].upper()}{line[1:]}.",
        "",
        " ".join(parser.description.split()),
        "",
    )
    yield from [f"- {option}" for action in parser._actions if (option := option_line(action))]
    examples = [one.strip() for one in (parser.epilog or "").splitlines()[1:]]
    if examples:
        yield from ("", "```", *examples, "```")
    yield ""


def option_line(action: Any) -> str:
    # Django's own options keep working, and nobody needs to read about them here.
    if action.help in (None, "==SUPPRESS==") or "--help" in action.option_strings:
        return ""
    value = "" if action.nargs == 0 else f" {action.metavar or action.dest.upper()}"
    names = (
        ", ".join([f"`{name}{value}`" for name in action.option_strings])
        or f"`{action.metavar or action.dest}`"
    )
    return f"{names}: {action.help}"


def formats_page() -> str:
    from goodword.imports import formats

    told = (
        "What a file is, is told by what is in it: never by its name, and never by the order of its columns. "
        "Headers in any letter case, with other columns beside them. [Add one](../add-a-format.md) in an hour."
    )
    sections = [part for one in formats_found(formats) for part in format_section(one)]
    return "\n".join(["# Files that Goodword knows", "", told, "", *sections])


def formats_found(package: Any) -> list[Any]:
    from importlib import import_module
    from pkgutil import iter_modules

    found = [import_module(f"{package.__name__}.{one.name}") for one in iter_modules(package.__path__)]
    return sorted([one for one in found if format_name(one)], key=lambda one: format_name(one).lower())


def format_name(one: Any) -> str:
    return str(getattr(one, "NAME", "") or getattr(one, "FORMAT_NAME", ""))


BRINGS = {"people": "people", "sales": "sales", "both": "people and sales"}


def format_section(one: Any) -> Iterator[str]:
    yield from (f"## {format_name(one)}", "", *(one.__doc__ or "").strip().splitlines(), "")
    yield f"- Brings: {BRINGS[getattr(one, 'BRINGS', 'people')]}"
    if hasattr(one, "NEEDS"):
        yield f"- Known by: {headers_needed(one)}"
    yield ""


def headers_needed(one: Any) -> str:
    ways = [", ".join([header.replace("|", " or ") for header in way]) for way in one.NEEDS]
    return "; else ".join(ways)


def settings_page() -> str:
    from goodword.site import settings

    what, _, names = (settings.__doc__ or "").partition("\n\n")
    # "NAME   what it is": one setting a line, as the module's own first lines tell them.
    rows = re.findall(r"^([A-Z_]+) {2,}(.+)$", names, re.M)
    return "\n".join(["# Settings", "", what, "", *[f"- `{name}`: {told}" for name, told in rows], ""])


def api_page() -> str:
    from goodword.api.events import EVENTS
    from goodword.api.scopes import Scope
    from goodword.api.v1 import TOLD, WRONG, api

    schema = api.get_openapi_schema()
    shapes = schema["components"]["schemas"]
    scopes = [f"- `{scope.value}`: {scope.label}" for scope in Scope]
    events = [
        f"- `{name}`: {event.words} (what a key with `{event.scope}` may read)"
        for name, event in EVENTS.items()
    ]
    wrong = [f"- {status}: {words}" for status, words in WRONG.items()]
    head = ["# The API", "", " ".join(TOLD.split()), "", "[How to use it](../guide/api.md).", ""]
    parts = [
        part
        for path, methods in schema["paths"].items()
        for method, operation in methods.items()
        for part in operation_section(f"{method.upper()} {path}", operation, shapes)
    ]
    told = ["## Events", "", "[How they are told](../guide/other-programs.md).", "", *events, ""]
    lists = ["## Scopes", "", *scopes, "", "## What may be wrong", "", *wrong, "", *told]
    return "\n".join([*head, *lists, *parts])


def operation_section(title: str, operation: Any, shapes: Any) -> Iterator[str]:
    needs = [f"Needs `{need['Key'][0]}`." for need in operation["security"]]
    yield from (f"## {title}", "", " ".join(operation.get("description", "").split()), "")
    yield (needs or ["Needs no key: it is signed."])[0]
    asked = [
        f"- `{one['name']}`{shape_words(one['schema'], shapes, needed=one['required'])}"
        for one in operation.get("parameters", [])
    ]
    if asked:
        yield from ("", *asked)
    if body := operation.get("requestBody"):
        yield from ("", "Comes in:", "", *field_lines(body["content"]["application/json"]["schema"], shapes))
    for status, answer in operation["responses"].items():
        if int(status) < 300 and "content" in answer:
            yield from ("", f"Answers {status}:", "")
            yield from field_lines(answer["content"]["application/json"]["schema"], shapes)
            break
    yield ""


def field_lines(schema: Any, shapes: Any, depth: int = 0) -> Iterator[str]:
    """One line for each field, those of what is inside beneath it."""
    shape = shapes[schema["$ref"].rpartition("/")[2]] if "$ref" in schema else schema
    if shape.get("description") and not depth:
        yield from (" ".join(shape["description"].split()), "")
    for name, told in shape.get("properties", {}).items():
        yield f"{'  ' * depth}- `{name}`{shape_words(told, shapes, needed=name in shape.get('required', []))}"
        for inner in (told.get("items", told), *told.get("anyOf", [])):
            if "$ref" in inner:
                yield from field_lines(inner, shapes, depth + 1)


def shape_words(told: Any, shapes: Any, *, needed: bool) -> str:
    kinds = [one.get("type", "object") for one in told.get("anyOf", [told])]
    words = " or ".join("list" if kind == "array" else kind for kind in kinds)
    if told.get("enum"):
        words = "one of " + ", ".join(f"`{one}`" for one in told["enum"] if one)
    limits = {"maxLength": "at most {} characters", "maximum": "at most {}", "maxItems": "at most {}"}
    more = [say.format(told[name]) for name, say in limits.items() if name in told]
    more += [told["format"]] if "format" in told else []
    more += ["needed"] if needed else []
    return ": " + ", ".join([words, *more])


PAGES: dict[str, Callable[[], str]] = {
    "reference/api.md": api_page,
    "reference/commands.md": commands_page,
    "reference/formats.md": formats_page,
    "reference/settings.md": settings_page,
}


def pages() -> dict[Path, str]:
    """Every made page as it should be now."""
    from django.utils import translation

    from goodword.analysis.standing_tables import refreshed

    standing = DOCS / "how-we-count" / "standing.md"
    with translation.override("en"):
        made = {DOCS / name: f"{MADE}{page()}" for name, page in PAGES.items()}
    return made | {standing: refreshed(standing.read_text(encoding="utf-8"))}


def main() -> None:
    with tempfile.TemporaryDirectory() as home:
        os.environ.update(GOODWORD_HOME=home, DJANGO_SETTINGS_MODULE="goodword.site.settings")
        import django

        django.setup()
        for path, text in pages().items():
            path.parent.mkdir(exist_ok=True)
            path.write_text(text, encoding="utf-8")
            print(path.relative_to(DOCS.parent))


if __name__ == "__main__":
    main()
