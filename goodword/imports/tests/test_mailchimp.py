import io
import zipfile

from goodword.people.models import Person
from goodword.talks.ways import ways_of

from .books import bring
from .told import GERMANY, known_as, people_of, records_of, tell, ways

OWN = "MEMBER_RATING,OPTIN_TIME,OPTIN_IP,CONFIRM_TIME,CONFIRM_IP,LATITUDE,LONGITUDE,GMTOFF,DSTOFF,TIMEZONE,CC,REGION,"
END = "LEID,EUID,NOTES,TAGS\n"
SUBSCRIBED = f"Email Address,First Name,Last Name,Address,Phone Number,Birthday,{OWN}LAST_CHANGED,{END}"
UNSUBSCRIBED = f"Email Address,First Name,Last Name,{OWN}UNSUB_TIME,UNSUB_CAMPAIGN_TITLE,UNSUB_CAMPAIGN_ID,UNSUB_REASON,UNSUB_REASON_OTHER,{END}"
CLEANED = f"Email Address,First Name,Last Name,{OWN}CLEAN_TIME,CLEAN_CAMPAIGN_TITLE,CLEAN_CAMPAIGN_ID,{END}"
SIGNED_UP = (
    "2024-01-05 10:00:00,192.0.2.1,2024-01-05 10:01:00,192.0.2.1,42.1,-72.5,-5,-4,America/New_York,US,ma,"
)
DANA = f'dana@example.com,Dana,Whitfield,"1 Main St  Springfield  MA  01101",555 010 0101,06/15,4,{SIGNED_UP}2025-02-02 10:00:00,101,aa11bb22cc,likes rye,"""VIP"",""Blog, weekly"""\n'
ELI = f'eli@example.com,Eli,Ortiz,2,{SIGNED_UP}2025-03-03 10:00:00,March news,abc,NORMAL,,102,dd33,,"""Blog"""\n'
ANN = f"ann@example.com,Ann,Hill,1,{SIGNED_UP}2025-04-04 10:00:00,April news,abd,103,ee44,,\n"


def test_who_is_subscribed_is_read_with_tags_and_rating_and_is_not_opted_in():
    assert known_as(SUBSCRIBED + DANA) == ("Mailchimp audience", "mailchimp", "people")
    [dana] = people_of(SUBSCRIBED + DANA)
    assert (dana.given_name, dana.family_name, dana.vendor_id) == ("Dana", "Whitfield", "aa11bb22cc")
    assert ways(dana) == [("email", "dana@example.com"), ("phone", "555 010 0101")]
    assert (dana.street, dana.birthday, dana.note) == (
        "1 Main St  Springfield  MA  01101",
        "--06-15",
        "likes rye",
    )
    assert (dana.tags, dana.interest, dana.may_mail) == (["VIP", "Blog, weekly"], 4, None)
    assert dana.country == ""  # where a mail was opened is not where they live


def test_who_unsubscribed_must_not_be_mailed():
    [eli] = people_of(UNSUBSCRIBED + ELI)
    assert (ways(eli), eli.may_mail, eli.interest) == ([("email", "eli@example.com")], False, 2)


def test_a_cleaned_address_says_who_it_is_and_reaches_nobody(cast, at):
    [ann] = people_of(CLEANED + ANN)
    assert (ann.given_name, ann.may_mail) == ("Ann", None)
    [way] = ann.ways
    bring(cast.business, f"Name,Email\nAnn Hill,{way.value}\n", at)
    assert ways_of(Person.objects.get())
    bring(cast.business, CLEANED + ANN, at, "cleaned.csv")
    assert ways_of(Person.objects.get()) == []


def test_a_cleaned_address_without_a_name_is_nobody():
    [record] = records_of(CLEANED + ANN.replace("Ann,Hill", ","))
    assert (str(record.read_as), record.why) == ("not counted", "a dead address without a name")


def test_a_column_of_unsubscribing_that_is_empty_says_nothing():
    [eli] = people_of(UNSUBSCRIBED + ELI.replace("2025-03-03 10:00:00,March news,abc,NORMAL", ",,,"))
    assert eli.may_mail is None


def test_the_owner_s_columns_may_be_in_their_language():
    text = f"E-Mail-Adresse,Vorname,Nachname,Firma,Empfohlen von,{OWN}LAST_CHANGED,{END}"
    text += f"d@x.example,Dana,Groß,Bäckerei,Eli,3,{SIGNED_UP}2025-02-02 10:00:00,101,aa,,\n"
    [dana] = people_of(text, GERMANY)
    assert (dana.given_name, dana.family_name, dana.organisation) == ("Dana", "Groß", "Bäckerei")
    assert (dana.referred_by, ways(dana)) == ("Eli", [("email", "d@x.example")])


def test_the_three_files_of_its_zip_are_read_each_for_itself():
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("subscribed_x.csv", SUBSCRIBED + DANA)
        archive.writestr("unsubscribed_x.csv", UNSUBSCRIBED + ELI)
        archive.writestr("cleaned_x.csv", CLEANED + ANN)
    people = [
        record.person for _reading, records in tell(out.getvalue(), name="audience.zip") for record in records
    ]
    assert [(person.given_name, person.may_mail, len(person.ways)) for person in people] == [
        ("Dana", None, 2),
        ("Eli", False, 1),
        ("Ann", None, 1),
    ]
