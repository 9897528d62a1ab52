"""Fuzzing that is led by what the code does: atheris keeps the inputs that reach new lines, and goes on from them.

    python -m tests.fuzz.guided cards -max_total_time=600

The doors are `cards` and `tables`. What follows is libFuzzer's own; an input that breaks a promise is written
down in the folder at hand, and can be given instead of a time to try it again.
"""

import os
import sys
import time
from pathlib import Path
from tempfile import TemporaryDirectory

import atheris

SECONDS, MEGABYTES, LETTERS = 5, 600, 12_000  # of one case, of the whole, of one input
HANGS = 120  # by the clock: a busy machine may well leave a process waiting for a while


def main(door: str, arguments: list[str]) -> None:
    with TemporaryDirectory(prefix="goodword-fuzz-") as folder:
        os.environ.setdefault("GOODWORD_HOME", folder)
        os.environ.setdefault("DJANGO_SETTINGS_MODULE", "goodword.site.settings")
        with atheris.instrument_imports(include=["goodword.imports", "goodword.lib"]):
            import django

            django.setup()
            from .promises import keeps_its_promises
            from .seeds import seeds, words
        corpus, told = Path(folder, "corpus"), Path(folder, "words")
        corpus.mkdir()
        for number, seed in enumerate(seeds(door)):
            (corpus / f"{number:04}").write_bytes(seed)
        told.write_text("".join(f'"{_quoted(word)}"\n' for word in words(door)), encoding="ascii")
        path = Path(folder, "book.vcf" if door == "cards" else "table.csv")
        bounds = [f"-timeout={HANGS}", f"-rss_limit_mb={MEGABYTES}", f"-max_len={LETTERS}", f"-dict={told}"]
        is_again = any(Path(one).is_file() for one in arguments)
        whole = [sys.argv[0], *bounds, *arguments, *([] if is_again else [str(corpus)])]

        def case(data: bytes) -> None:
            begun = time.process_time()
            keeps_its_promises(path, data)
            seconds = time.process_time() - begun
            assert seconds < SECONDS, f"{len(data)} bytes took {seconds:.1f} s"

        atheris.Setup(whole, case)
        atheris.Fuzz()


def _quoted(word: str) -> str:
    return "".join(
        chr(byte) if 32 <= byte < 127 and byte not in b'"\\' else f"\\x{byte:02X}" for byte in word.encode()
    )


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2:])
