"""The pages and the commands by which all the books leave and come back."""

import io
import zipfile

import pytest

from goodword.accounts.first_run import find_link, login_by, sign_in_link
from goodword.accounts.models import Business, Login, Member, Source
from goodword.books import views
from goodword.books.canonical import canonical
from goodword.imports.tests.books import bring
from goodword.imports.tests.test_order import FILES
from goodword.people import hand


@pytest.fixture
def people(cast, at):
    bring(cast.business, FILES["google.csv"], at, "google.csv", cast.alice)


def taken(as_):
    answer = as_("alice").get("/b/corner/everything/books.zip")
    assert answer["Content-Disposition"] == 'attachment; filename="corner-books-2026-03-02.zip"'
    return b"".join(answer.streaming_content)


def posted(browser, data, **more):
    file = io.BytesIO(data)
    file.name = "books.zip"
    return browser.post("/new/from-file/", {"file": file, **more})


def test_the_page_says_what_is_in_it_and_what_stays(as_, people):
    page = as_("alice").get("/b/corner/everything/").content.decode()
    assert "Who asked to be forgotten" in page and "passwords of your team" in page and "not locked" in page
    assert "/b/corner/everything/books.zip" in page
    for part in "sales/table.csv", "people/table.csv", "people/cards.vcf", "people/people.json":
        assert f"/b/corner/{part}" in page and as_("alice").get(f"/b/corner/{part}").status_code == 200
    assert "/b/corner/everything/" in as_("alice").get("/b/corner/settings/").content.decode()
    assert "/b/corner/everything/" not in as_("bob").get("/b/corner/settings/").content.decode()


def test_it_leaves_by_the_page_and_comes_back_by_the_page(as_, cast, people):
    data = taken(as_)
    assert zipfile.ZipFile(io.BytesIO(data)).testzip() is None
    refused = posted(as_("alice"), data)
    assert refused.status_code == 422
    assert "is here already" in refused.content.decode() and "tick the box below" in refused.content.decode()
    answer = posted(as_("alice"), data, again="on")
    here = Business.objects.exclude(code__in=["corner", "florist"]).get()
    assert answer.status_code == 302 and answer["Location"] == f"/b/{here.code}/"
    assert canonical(here) == canonical(cast.business)
    assert Member.objects.get(business=here).login == cast.alice.login
    for page in ("", "people/", "files/", "settings/", "changes/", "members/", "who-sent-who/"):
        assert as_("alice").get(f"/b/{here.code}/{page}").status_code == 200, page


@pytest.mark.parametrize(("who", "status"), [("hugo", 403), ("bob", 403), ("charlie", 404), (None, 302)])
def test_only_the_owner_takes_everything(as_, people, who, status):
    for page in ("everything/", "everything/books.zip"):
        assert as_(who).get(f"/b/corner/{page}").status_code == status


@pytest.mark.parametrize(("who", "status"), [("hugo", 403), ("bob", 403), ("charlie", 200), (None, 302)])
def test_only_an_owner_reads_books_back(as_, people, who, status):
    assert as_(who).get("/new/from-file/").status_code == status
    assert posted(as_(who), b"x").status_code == (422 if status == 200 else status)


def test_while_a_file_comes_in_the_page_says_so(as_, cast, at):
    Source.objects.create(business=cast.business, kind="file", label="x", at=at, state="coming")
    for page in ("everything/", "everything/books.zip"):
        answer = as_("alice").get(f"/b/corner/{page}")
        assert answer.status_code == 409 and "coming into your books just now" in answer.content.decode()


def test_nonsense_is_refused_in_words(as_, cast, monkeypatch):
    assert "This is no zip" in posted(as_("alice"), b"not a zip").content.decode()
    assert "The file is empty. Choose another." in posted(as_("alice"), b"").content.decode()
    empty = as_("alice").post("/new/from-file/", {})
    assert empty.status_code == 422 and "This is needed" in empty.content.decode()
    monkeypatch.setattr(views, "MOST_BYTES", 5)
    large = posted(as_("alice"), b"not a zip").content.decode()
    assert "goodword import-business books.zip" in large
    assert Business.objects.count() == 2


def test_it_leaves_by_a_command_and_comes_back_by_one(cast, people, terminal, tmp_path):
    told = terminal("export", tmp_path / "bakery.zip", "--business", "corner")
    assert told.code == 0 and f"are in {tmp_path / 'bakery.zip'}" in told.out
    assert (tmp_path / "bakery.zip").stat().st_mode & 0o777 == 0o600
    assert [path.name for path in tmp_path.iterdir()] == ["bakery.zip"]
    again = terminal("export", tmp_path / "bakery.zip", "--business", "corner")
    assert again.code == 1 and "is there already" in again.err
    here = terminal("import-business", tmp_path / "bakery.zip")
    assert here.code == 1 and "Corner Bakery (corner) is here already" in here.err
    here = terminal("import-business", tmp_path / "bakery.zip", "--again")
    code = Business.objects.order_by("pk").last().code
    assert (
        f"The books of Corner Bakery are here, under the address {code}" in here.out and "Alice" in here.out
    )
    (tmp_path / "a").write_text(terminal("export", "--canonical", "--business", "corner").out)
    assert terminal("export", "--canonical", "--business", code).out == (tmp_path / "a").read_text() != ""


def test_into_a_folder_that_is_not_there(cast, people, terminal, tmp_path):
    told = terminal("export", tmp_path / "no" / "x.zip", "--business", "corner")
    assert told.code == 1 and "There is no folder" in told.err


def test_on_an_empty_home_whoever_opens_the_link_is_the_owner(cast, people, at, terminal, tmp_path):
    hand.add_person(cast.business, cast.alice, at, name="Dana", kind="customer")
    terminal("export", tmp_path / "bakery.zip", "--business", "corner")
    Business.objects.all().delete()
    Login.objects.all().delete()
    told = terminal("import-business", tmp_path / "bakery.zip")
    assert "Whoever opens the link" in told.out
    here = Business.objects.get()
    link = find_link(sign_in_link(at).rstrip("/").rpartition("/")[2], at)
    login = login_by(link, at)
    assert login.is_active and Member.objects.get(business=here).login == login
    assert here.code == "corner" and Login.objects.filter(is_active=False).count() == 1
