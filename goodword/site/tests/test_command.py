"""The one command, as it is called from a terminal."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from goodword.site import command
from goodword.site.command import COMMANDS, READS, main, without_home
from goodword.site.home import home_folder
from goodword.site.running import explained


def in_a_process(*words: str, **environment: str) -> subprocess.CompletedProcess[str]:
    clean = {
        name: value
        for name, value in os.environ.items()
        if not name.startswith(("GOODWORD", "DJANGO", "DATABASE"))
    }
    return subprocess.run(
        [sys.executable, "-m", "goodword", *words],
        env={**clean, **environment},
        capture_output=True,
        text=True,
        check=False,
    )


@pytest.mark.parametrize("words", [[], ["--help"], ["help"], ["-h"]])
def test_help_tells_what_to_do_first_and_names_every_command(words, capsys):
    assert main(words) == 0
    said = capsys.readouterr().out
    assert said.index("Begin with") < said.index("All commands")
    assert all(name in said for name in COMMANDS)


def test_plain_help_starts_no_django_and_makes_no_folder(tmp_path):
    script = "import sys; from goodword.site.command import main; main(['--help']); sys.exit('django' in sys.modules)"
    home = tmp_path / "home"
    done = subprocess.run(
        [sys.executable, "-c", script],
        env={**os.environ, "GOODWORD_HOME": str(home)},
        check=False,
        capture_output=True,
    )
    assert done.returncode == 0 and not home.exists()


@pytest.mark.slow
def test_the_help_of_a_command_makes_no_folder(tmp_path):
    done = in_a_process("backup", "--help", "--home", str(tmp_path / "home"))
    assert done.returncode == 0 and "for example:" in done.stdout and "--settings" not in done.stdout
    assert not (tmp_path / "home").exists()


@pytest.mark.parametrize(
    ("typed", "hint"),
    [("improt", "goodword import"), ("xyzzy", "goodword --help"), ("works", "goodword work")],
)
def test_a_command_that_there_is_not_is_wrong_use_with_a_hint(typed, hint, capsys):
    assert main([typed]) == 2
    assert hint in capsys.readouterr().err


@pytest.mark.parametrize(
    ("words", "left", "home"),
    [
        (["--home", "x", "today"], ["today"], "x"),
        (["today", "--home", "x", "--json"], ["today", "--json"], "x"),
        (["today", "--home=x y"], ["today"], "x y"),
        (["today"], ["today"], ""),
        (["import", "--", "--home", "x"], ["import", "--", "--home", "x"], ""),
    ],
)
def test_the_home_may_stand_anywhere(words, left, home):
    assert without_home(words) == (left, home, "")


@pytest.mark.parametrize("words", [["--home"], ["today", "--home", "--json"]])
def test_a_home_without_a_folder_is_wrong_use(words, capsys):
    assert main(words) == 2
    assert "--home needs a folder" in capsys.readouterr().err


def test_the_version_is_that_of_the_package(capsys):
    from importlib.metadata import version

    assert main(["--version"]) == 0
    assert capsys.readouterr().out == f"goodword {version('goodword')}\n"


@pytest.mark.parametrize(
    ("words", "said"), [(["backup", "a", "b"], "unrecognized"), (["serve", "--port", "x"], "invalid int")]
)
def test_wrong_use_ends_with_two_and_says_where_help_is(words, said, terminal):
    ran = terminal(*words)
    assert ran.code == 2 and said in ran.err and f"goodword {words[0]} --help" in ran.err


@pytest.mark.slow
def test_a_home_is_made_by_import_and_by_nothing_that_only_reads(tmp_path):
    home, file = tmp_path / "home", tmp_path / "names.csv"
    file.write_text("Name,Email\nAnn Lee,ann@lee.example\n")
    for name in READS:
        done = in_a_process(name, "--home", str(home))
        assert done.returncode == 2 and "There is no folder" in done.stderr, name
    assert not home.exists()
    done = in_a_process("import", str(file), "--home", str(home))
    assert done.returncode == 0, done.stderr
    assert home.stat().st_mode & 0o077 == 0 and (home / "goodword.db").exists()


@pytest.mark.slow
def test_nothing_is_put_away_where_no_books_are(tmp_path):
    (tmp_path / "home").mkdir()
    done = in_a_process("backup", str(tmp_path / "b.zip"), "--home", str(tmp_path / "home"))
    assert done.returncode == 1 and "There are no books" in done.stderr
    assert not (tmp_path / "b.zip").exists()


@pytest.mark.slow
def test_books_without_their_secret_get_no_new_one(tmp_path):
    (tmp_path / "goodword.db").write_bytes(b"SQLite format 3\x00")
    done = in_a_process("doctor", "--home", str(tmp_path))
    assert done.returncode == 1 and "secret is missing beside the books" in done.stderr
    assert not (tmp_path / "secret").exists()
    (tmp_path / "secret").write_bytes(b"\xff\xfe\x00")
    done = in_a_process("today", "--home", str(tmp_path))
    assert done.returncode == 1 and "secret is damaged" in done.stderr


@pytest.mark.parametrize("words", [["today", "--home", ""], ["today", "--home="], ["--home=", "backup"]])
def test_an_empty_home_is_never_the_owners_own(words, capsys):
    assert main(words) == 2
    assert "--home needs a folder" in capsys.readouterr().err


def test_letters_that_are_none_are_refused_in_words(capsys):
    assert main(["came", "A\udcff"]) == 2
    assert "cannot be read" in capsys.readouterr().err


@pytest.mark.parametrize("day", ["0001-01-01", "1969-12-31", "2200-01-01", "9999-12-31"])
def test_a_day_too_far_away_is_wrong_use(day, terminal, cast):
    ran = terminal("today", "--on", day)
    assert ran.code == 2 and "too far away" in ran.err


def test_a_file_is_no_home(tmp_path, monkeypatch):
    (tmp_path / "file").touch()
    monkeypatch.setenv("GOODWORD_HOME", str(tmp_path / "file"))
    with pytest.raises(SystemExit, match="want a folder"):
        home_folder()


@pytest.mark.slow
@pytest.mark.parametrize(
    ("environment", "said"),
    [
        ({"DATABASE_URL": "mysql://x"}, "postgresql://"),
        ({"DATABASE_URL": "postgresql://nobody@127.0.0.1:1/x"}, "PostgreSQL does not answer"),
        ({"GOODWORD_PROXIES": "one"}, "GOODWORD_PROXIES"),
    ],
)
def test_what_is_wrong_with_the_environment_is_said_without_a_traceback(tmp_path, environment, said):
    (tmp_path / "home").mkdir()
    done = in_a_process("backup", str(tmp_path), GOODWORD_HOME=str(tmp_path / "home"), **environment)
    assert done.returncode == 1
    assert said in done.stderr and "Traceback" not in done.stderr


@pytest.mark.slow
def test_a_damaged_database_is_said_without_a_traceback(tmp_path):
    (tmp_path / "goodword.db").write_bytes(b"this is no database" * 100)
    (tmp_path / "secret").write_text("secret")
    done = in_a_process("backup", str(tmp_path / "x.zip"), "--home", str(tmp_path))
    assert done.returncode == 1 and "damaged" in done.stderr and "Traceback" not in done.stderr
    done = in_a_process("doctor", "--json", "--home", str(tmp_path))
    [finding] = json.loads(done.stdout)["findings"]
    assert done.returncode == 1 and "damaged" in finding["what"] and "goodword restore" in finding["mend"]


def test_a_fault_of_ours_is_one_sentence_and_how_to_see_more():
    said = explained(ZeroDivisionError("division by zero"))
    assert "ZeroDivisionError" in said and "GOODWORD_DEBUG=1" in said


def test_every_command_that_is_told_of_is_there(terminal):
    for name in COMMANDS:
        ran = terminal(name, "--help")
        assert ran.code == 0 and "usage: goodword " + name in ran.out, name
        assert "--json" in ran.out and "--home" in ran.out, name


def test_the_help_is_no_longer_than_a_screen(capsys, monkeypatch):
    monkeypatch.delenv("GOODWORD_HOME", raising=False)
    command.main([])
    lines = capsys.readouterr().out.splitlines()
    assert len(lines) <= 24 and max(map(len, lines)) <= 100


def test_the_command_stands_beside_python():
    assert (Path(sys.executable).parent / "goodword").exists()
