"""What holds for the whole house, whoever furnished the room. Each failure names file and line."""

import ast
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest
from django.apps import apps
from django.core.management import call_command
from importlinter.cli import lint_imports

from goodword.accounts.models.row import Rules
from tests.templates import bare_words, inline_code

ROOT = Path(__file__).parent.parent
PACKAGE = ROOT / "goodword"


@cache
def modules() -> dict[Path, ast.Module]:
    """Every module of the house, read once; what Django writes itself (migrations) aside."""
    found = [
        path for folder in (PACKAGE, ROOT / "tests", ROOT / "bench") for path in sorted(folder.rglob("*.py"))
    ]
    return {
        path: ast.parse(path.read_text(encoding="utf-8")) for path in found if "migrations" not in path.parts
    }


def rooms_code() -> dict[Path, ast.Module]:
    """Without tests."""
    return {
        path: tree
        for path, tree in modules().items()
        if path.is_relative_to(PACKAGE) and "tests" not in path.parts and path.name != "conftest.py"
    }


def templates() -> list[Path]:
    return sorted(
        [path for path in PACKAGE.rglob("templates/**/*") if path.suffix in (".html", ".txt", ".svg")]
    )


def nothing(found: list[str]) -> None:
    assert not found, "\n  ".join(["", *found])


def where(path: Path, line: int, what: str) -> str:
    return f"{path.relative_to(ROOT)}:{line} {what}"


def imports(tree: ast.Module) -> Iterator[tuple[int, str]]:
    """(line, full dotted name) of all that is imported, inside functions too."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from ((node.lineno, name.name) for name in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            yield from ((node.lineno, f"{node.module}.{name.name}") for name in node.names)


def test_a_room_imports_only_from_the_floors_below(capsys, monkeypatch):
    monkeypatch.chdir(ROOT)
    assert lint_imports(config_filename="pyproject.toml") == 0, capsys.readouterr().out


def test_every_room_has_a_floor():
    listed = set(
        re.findall(
            r"[a-z]+", re.search(r"layers = \[(.*?)\]", (ROOT / "pyproject.toml").read_text(), re.S)[1]
        )
    )
    rooms = {path.parent.name for path in PACKAGE.glob("*/__init__.py")}
    assert rooms <= listed


def is_measure(path: Path) -> bool:
    """A room's measure.py, or a module of its folder `measure`."""
    return path.name == "measure.py" or "measure" in path.relative_to(PACKAGE).parts


def test_only_measure_imports_analysis():
    found = [
        where(path, line, name)
        for path, tree in rooms_code().items()
        for line, name in imports(tree)
        if name.startswith("goodword.analysis")
        and not is_measure(path)
        and path.relative_to(PACKAGE).parts[0] not in ("analysis", "fleet")
    ]
    nothing(found)


@pytest.mark.parametrize(
    ("folder", "allowed"),
    [
        ("analysis", ()),
        ("lib", ("django.utils.translation",)),
        ("imports/formats", ("django.utils.translation",)),
    ],
)
def test_plain_arithmetic_and_reading_know_no_django(folder, allowed):
    found = [
        where(path, line, name)
        for path, tree in rooms_code().items()
        if path.is_relative_to(PACKAGE / folder)
        for line, name in imports(tree)
        if name.split(".")[0] == "django" and not name.startswith(allowed or "-")
    ]
    nothing(found)


def test_no_file_is_longer_than_400_lines():
    files = [*modules(), *templates(), *PACKAGE.rglob("static/**/*.css"), *PACKAGE.rglob("static/**/*.js")]
    sizes = {
        path: len(path.read_text(encoding="utf-8").splitlines()) for path in files if ".min." not in path.name
    }
    nothing([where(path, size, "lines") for path, size in sizes.items() if size > 400])


def test_no_function_is_longer_than_60_lines():
    found = [
        where(path, node.lineno, f"{node.name}: {size} lines")
        for path, tree in modules().items()
        for node in ast.walk(tree)
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
        and (size := (node.end_lineno or 0) - node.lineno + 1) > 60
    ]
    nothing(found)


def test_only_commands_print():
    # A command's words go through its own `say`; these three run before there is a command to ask.
    early = {
        PACKAGE / "site" / "command.py",
        PACKAGE / "site" / "running.py",
        PACKAGE / "analysis" / "standing_tables.py",
    }
    found = [
        where(path, node.lineno, "print(")
        for path, tree in rooms_code().items()
        if "commands" not in path.parts and path not in early
        for node in ast.walk(tree)
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "print"
    ]
    nothing(found)


def test_nothing_is_left_for_later():
    words = re.compile(r"\b(" + "|".join(["TO" + "DO", "FIX" + "ME", "HA" + "CK"]) + r")\b")
    texts = [*modules(), *templates(), *PACKAGE.rglob("static/**/*.css"), *(ROOT / "docs").rglob("*.md")]
    found = [
        where(path, n, line.strip())
        for path in texts
        for n, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1)
        if words.search(line)
    ]
    nothing(found)


def test_every_name_is_of_the_trade():
    # words.md: what has no noun of its own has no class of its own.
    vague = re.compile(r"(Manager|Helper|Handler|Service|Util|Utils|Processor)$")
    django_says_so = {"LoginManager", "BaseUserManager"}
    found = [
        where(path, node.lineno, node.name)
        for path, tree in rooms_code().items()
        for node in ast.walk(tree)
        if isinstance(node, ast.ClassDef) and vague.search(node.name) and node.name not in django_says_so
    ]
    nothing(found)


# Templates ----------------------------------------------------------------------------------------


def test_templates_hold_no_code_of_their_own():
    found = [where(path, line, what) for path in templates() for line, what in inline_code(path.read_text())]
    nothing(found)


def test_every_visible_word_passes_through_gettext():
    found = [
        where(path, line, f"“{words}”")
        for path in templates()
        if not path.name.startswith("style")  # the gallery of components, with people made up for its looks
        for line, words in bare_words(path.read_text(), is_html=path.suffix != ".txt")
    ]
    nothing(found)


# Models -------------------------------------------------------------------------------------------


def our_models():
    return [model for model in apps.get_models() if model.__module__.startswith("goodword.")]


def test_every_model_says_what_becomes_of_it():
    silent = [
        model._meta.label for model in our_models() if not isinstance(getattr(model, "rules", None), Rules)
    ]
    assert our_models()
    nothing(silent)


def test_what_a_model_exports_and_blanks_are_its_own_fields():
    wrong = []
    for model in our_models():
        fields = {field.name for field in model._meta.get_fields()}
        wrong += [
            f"{model._meta.label}.{name}"
            for name in (*model.rules.exported, *model.rules.blanks)
            if name not in fields
        ]
    nothing(wrong)


def test_a_row_about_a_person_does_not_stay_when_the_person_is_forgotten():
    kept = [
        f"{model._meta.label}.{field.name}"
        for model in our_models()
        for field in model._meta.concrete_fields
        if field.is_relation
        and field.related_model._meta.label == "people.Person"
        and model.rules.on_forget == "keep"
    ]
    nothing(kept)


def test_a_row_about_a_person_says_how_it_is_merged():
    # A join is the merge itself; a standing, a referral and its place in the tree are made anew for whoever is kept.
    stay = {"people.Join", "people.Person", "advocates.Standing", "referrals.Referral", "referrals.TreePlace"}
    stay |= {"growth.Worth", "growth.FunnelPlace"}
    silent = [
        f"{model._meta.label}.{field.name}"
        for model in our_models()
        if model._meta.label not in stay and model.rules.on_merge == "stay"
        for field in model._meta.concrete_fields
        if field.is_relation and field.related_model._meta.label == "people.Person"
    ]
    nothing(silent)


@pytest.mark.django_db
def test_no_model_waits_for_its_migration():
    call_command("makemigrations", check_changes=True, dry_run=True, verbosity=0)  # exits if one does


def test_locks_name_no_host():
    for name in ("requirements.lock", "requirements-dev.lock"):
        assert "://" not in (ROOT / name).read_text()


@pytest.mark.parametrize("installed", [".venv/installed", ".venv/checks"])
def test_a_new_version_is_installed_anew(installed):
    # What `goodword --version` says is read from pyproject.toml at that moment, and never again.
    # (make itself is not asked: in answering it would take the file away.)
    needed = re.search(rf"^{re.escape(installed)}: (.+)$", (ROOT / "Makefile").read_text(), re.M)
    assert needed and "pyproject.toml" in needed[1].split()
