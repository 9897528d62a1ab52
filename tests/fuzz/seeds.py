"""Where guided fuzzing begins: the cards and tables of our own tests, of the example business, and real ones
where they stand beside the project."""

import ast
import csv
import io
import re
from collections.abc import Iterator
from datetime import date
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

from goodword.imports.card_heads import WANTED
from goodword.imports.formats import table_formats
from goodword.imports.tests.cards import SAMPLES, card
from goodword.site.example import write

TESTS = Path(__file__).parents[2] / "goodword" / "imports" / "tests"
LINE_OF_A_CARD = re.compile(r"[A-Za-z][\w.-]*[;:]")
MOST = 2_000  # bytes of one seed: longer ones are slow, and say the same again


def seeds(door: str) -> list[bytes]:
    return list(dict.fromkeys(seed[:MOST] for seed in {"cards": _cards, "tables": _tables}[door]()))


def words(door: str) -> list[str]:
    """What the fuzzer may put in by itself, as it would not find it letter by letter."""
    if door == "cards":
        return ["BEGIN:VCARD\n", "END:VCARD\n", "VERSION:2.1\n", "AGENT:\n", *(f"\n{name}:" for name in WANTED),
                ";ENCODING=QUOTED-PRINTABLE", ";CHARSET=", "=\n", "\n ", "item1.", ";TYPE=", ";ENCODING=b"]  # fmt: skip
    return sorted({name for module in table_formats() for name in _header(module)})


def _cards() -> Iterator[bytes]:
    for path in sorted(TESTS.glob("test_vcard*.py")):
        for test in ast.walk(_tree(path)):
            if isinstance(test, ast.FunctionDef):
                lines = [text for text in _constants(test) if LINE_OF_A_CARD.match(text)]
                for version in ("2.1", "3.0", "4.0") if lines else ():
                    yield card(*lines, version=version).encode("utf-8", "replace")
    for path in sorted(SAMPLES.glob("*.vcf")):
        yield path.read_bytes()
    yield from (data for name, data in _example() if name.endswith(".vcf"))


def _tables() -> Iterator[bytes]:
    for path in sorted(TESTS.glob("test_*.py")):
        for text in _constants(_tree(path)):
            if "\n" in text.strip() and "VCARD" not in text and not text.startswith(" "):
                yield text.encode("utf-8", "replace")
    for module in table_formats():
        out = io.StringIO()
        header = _header(module)
        row = ["Dana Whitfield", "dana@example.com", "paid", "2026-01-02", "USD", "12.50", "1", "#1001"]
        csv.writer(out).writerows([header, (row * len(header))[: len(header)]])
        yield out.getvalue().encode()
    yield from (data for name, data in _example() if name.endswith(".csv"))


def _header(module: object) -> list[str]:
    needs = module.NEEDS  # type: ignore[attr-defined]
    return [*(need.split("|")[0] for need in needs[0]), *getattr(module, "KNOWS", ())]


@cache
def _tree(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"))


def _constants(tree: ast.AST) -> list[str]:
    return [
        node.value
        for node in ast.walk(tree)
        if isinstance(node, ast.Constant) and isinstance(node.value, str)
    ]


@cache
def _example() -> list[tuple[str, bytes]]:
    with TemporaryDirectory() as folder:
        return [(path.name, path.read_bytes()) for path in write(Path(folder), date(2026, 3, 2))]
