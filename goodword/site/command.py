"""The one command, `goodword`. This file imports nothing heavy: plain help must be there at once."""

import os
import sys
from collections.abc import Sequence

COMMANDS = {
    "import": "bring in files: an address book, a shop's orders, a pasted list",
    "undo-import": "take a file out again, whole",
    "today": "whom to thank, ask or talk to today, and in which words",
    "people": "who is in the books, and who might speak for you",
    "came": "someone came: keep how they found you, and who sent them",
    "serve": "open Goodword in a browser, here or on your phone",
    "work": "do the slow work for a server whose pages run without it",
    "demo": "look around in an example business, Corner Bakery",
    "backup": "put everything into one file, also while serving",
    "restore": "make the books again from a backup",
    "export": "take all the books of a business with you, as one zip",
    "import-business": "read such a zip back, here or on another computer",
    "fleet": "many businesses at once, or a huge one: what each customer is likely to buy",
    "doctor": "look for what is wrong, and say how to mend it",
}

# These have nothing to say of books that are not there, and must not make them by a slip of the pen.
READS = ("backup", "came", "doctor", "export", "people", "today", "undo-import")

HELP = """Goodword puts word of mouth to work: whom to ask, thank or hear today, and in which words.

Begin with one of these:
  goodword serve                   then open the link that it prints
  goodword import contacts.vcf     then: goodword today
  goodword demo                    to look around first

All commands; each tells more: goodword COMMAND --help
{commands}

The books are in one folder, {home}; another one: --home DIR, or GOODWORD_HOME."""


def main(argv: Sequence[str] | None = None) -> int:
    words, home, complaint = without_home(list(sys.argv[1:] if argv is None else argv))
    if complaint:
        return wrong(complaint)
    if home:
        os.environ["GOODWORD_HOME"] = home
    if not words or words[0] in ("--help", "-h", "help"):
        return about(words[1:])
    if words[0] in ("--version", "version"):
        from importlib.metadata import version

        print(f"goodword {version('goodword')}")
        return 0
    name, rest = words[0], words[1:]
    if name not in COMMANDS:
        return wrong(unknown(name))
    if "-h" in rest or "--help" in rest:
        return explain(name)
    if unreadable := [word for word in words if any("\udc80" <= letter <= "\udcff" for letter in word)]:
        return wrong(f"{unreadable[0]!a} has letters that cannot be read. Rename the file, or type it anew.")
    named = os.environ.get("GOODWORD_HOME")
    if name in READS and named and not os.path.isdir(os.path.expanduser(named)):
        return wrong(
            f"There is no folder {named}. Look how it is spelled: books are opened by import or serve."
        )
    if name == "demo" and not os.environ.get("GOODWORD_HOME"):
        # The example must never land in the owner's own books.
        os.environ["GOODWORD_HOME"] = os.path.expanduser("~/goodword-demo")
    from .running import main_run

    return main_run(name, rest)


def without_home(words: list[str]) -> tuple[list[str], str, str]:
    """The words without --home, the folder it names, and what is wrong with it. It may stand anywhere."""
    left: list[str] = []
    home = ""
    while words:
        word = words.pop(0)
        if word == "--":
            return [*left, word, *words], home, ""
        if word == "--home":
            home = words.pop(0) if words and not words[0].startswith("--") else ""
        elif word.startswith("--home="):
            home = word.removeprefix("--home=")
        else:
            left.append(word)
            continue
        if not home:  # an empty variable in a script, say: never the owner's own books instead
            return left, "", "--home needs a folder after it, like: --home ~/goodword"
    return left, home, ""


def about(words: Sequence[str]) -> int:
    if words and words[0] in COMMANDS:
        return explain(words[0])
    home = os.environ.get("GOODWORD_HOME") or "~/goodword"
    lines = "\n".join(f"  {name:<15} {line}" for name, line in COMMANDS.items())
    print(HELP.format(commands=lines, home=home))
    return 0


def explain(name: str) -> int:
    """The help of one command. It starts Django, but in a folder that is gone afterwards: asking leaves no trace."""
    import tempfile

    from .running import main_run

    with tempfile.TemporaryDirectory() as folder:
        os.environ["GOODWORD_HOME"] = folder
        return main_run(name, ["--help"])


def unknown(name: str) -> str:
    from difflib import get_close_matches

    close = get_close_matches(name, COMMANDS, n=1)
    hint = f"Did you mean: goodword {close[0]}" if close else "See what there is: goodword --help"
    return f"There is no command “{name}”. {hint}"


def wrong(text: str) -> int:
    sys.stderr.write(text + "\n")
    return 2


if __name__ == "__main__":
    sys.exit(main())
