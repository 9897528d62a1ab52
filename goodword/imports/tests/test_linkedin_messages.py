from datetime import date, timedelta

from goodword.people.models import Person

from .books import bring
from .told import known_as, outcomes, people_of, records_of, tell, ways

HEADER = (
    "CONVERSATION ID,CONVERSATION TITLE,FROM,SENDER PROFILE URL,TO,RECIPIENT PROFILE URLS,DATE,SUBJECT,CONTENT,FOLDER,"
    "ATTACHMENTS,IS MESSAGE DRAFT\n"
)
BEFORE_2023 = "CONVERSATION ID,CONVERSATION TITLE,FROM,SENDER PROFILE URL,TO,DATE,SUBJECT,CONTENT,FOLDER\n"


def url(name):
    return f"https://www.linkedin.com/in/{name.partition(',')[0].lower().replace(' ', '-')}" if name else ""


def message(conversation, sender, receivers, when, content="hello", folder="INBOX", draft="No", profile=True):
    names = receivers.split("+")
    urls = ",".join(map(url, names))
    return (
        f'{conversation},,"{sender}",{url(sender) if profile else ""},"{", ".join(names)}","{urls}",{when},,'
        f'"{content}",{folder},,{draft}\n'
    )


ALICE_TO_ELI = message("c9", "Alice Baker", "Eli Ortiz", "2025-01-05 10:00:00 UTC")


def told(text):
    return {person.name: person.talked_on for person in people_of(HEADER + text)}


def test_each_person_is_told_once_with_the_day_of_the_newest_message():
    text = (
        message("c1", "Dana Whitfield", "Alice Baker", "2026-02-01 09:00:00 UTC")
        + message("c1", "Alice Baker", "Dana Whitfield", "2026-02-03 09:00:00 UTC", "two\nlines, and more")
        + message("c1", "Dana Whitfield", "Alice Baker", "2025-12-24 09:00:00 UTC")
        + ALICE_TO_ELI
    )
    assert known_as(HEADER + text) == ("LinkedIn messages", "linkedin", "people")
    assert told(text) == {"Dana Whitfield": date(2026, 2, 3), "Eli Ortiz": date(2025, 1, 5)}
    assert outcomes(HEADER + text) == {"kept": 2, "not counted": 2}
    dana = people_of(HEADER + text)[0]
    assert (dana.vendor_id, ways(dana)) == ("dana-whitfield", [("linkedin", url("Dana Whitfield"))])
    assert (dana.note, dana.connected_on) == ("", None)


def test_two_conversations_with_one_person_are_of_one_person():
    text = (
        message("c1", "Dana Whitfield", "Alice Baker", "2026-02-01 09:00:00 UTC")
        + message("c2", "Alice Baker", "Dana Whitfield", "2026-02-20 09:00:00 UTC")
        + ALICE_TO_ELI
    )
    assert told(text) == {"Dana Whitfield": date(2026, 2, 20), "Eli Ortiz": date(2025, 1, 5)}


def test_the_day_is_the_business_s_day():
    text = message("c1", "Dana Whitfield", "Alice Baker", "2026-02-02 03:00:00 UTC") + ALICE_TO_ELI
    assert told(text)["Dana Whitfield"] == date(2026, 2, 1)  # ten in the evening in New York


def test_the_owner_is_who_takes_part_in_most_of_them_and_is_nobody_s_contact():
    text = "".join(
        message(f"c{n}", name, "Alice Baker", f"2026-01-0{n} 09:00:00 UTC")
        for n, name in enumerate(("Dana Whitfield", "Eli Ortiz", "Ann Hill"), 1)
    )
    assert set(told(text)) == {"Dana Whitfield", "Eli Ortiz", "Ann Hill"}


def test_one_conversation_does_not_tell_who_of_the_two_is_the_owner():
    [record] = records_of(HEADER + message("c1", "Dana Whitfield", "Alice Baker", "2026-02-01 09:00:00 UTC"))
    assert (str(record.read_as), record.why) == ("not counted", "nothing tells who of the two is you")


def test_a_message_to_several_is_nobody_s():
    text = (
        message("c1", "Dana Whitfield", "Alice Baker+Ann Hill", "2026-02-01 09:00:00 UTC")
        + message("c1", "Alice Baker", "Dana Whitfield+Ann Hill", "2026-02-02 09:00:00 UTC")
        + ALICE_TO_ELI
    )
    assert set(told(text)) == {"Eli Ortiz"}
    assert records_of(HEADER + text)[0].why == "a message to several people"


def test_whoever_is_named_in_one_message_and_not_in_another_has_the_name():
    text = (
        message("c1", "Dana Whitfield", "Alice Baker+Eli Ortiz", "2026-02-01 09:00:00 UTC")
        + message("c2", "Ann Hill", "Alice Baker", "2026-02-01 09:00:00 UTC")
        + ALICE_TO_ELI
    )
    assert set(told(text)) == {"Ann Hill", "Eli Ortiz"}


def test_advertisements_spam_drafts_and_closed_accounts_are_nobody_s():
    text = (
        message(
            "c1",
            "Casey Morgan",
            "Alice Baker",
            "2026-02-01 09:00:00 UTC",
            '<p class=""spinmail"">Hi',
            profile=False,
        )
        + message("c2", "Rex Dorn", "Alice Baker", "2026-02-01 09:00:00 UTC", folder="SPAM")
        + message("c3", "Alice Baker", "Ann Hill", "2026-02-01 09:00:00 UTC", draft="Yes")
        + message("c4", "LinkedIn Member", "Alice Baker", "2026-02-01 09:00:00 UTC", profile=False)
        + ALICE_TO_ELI
    )
    assert set(told(text)) == {"Eli Ortiz"}
    assert [record.why for record in records_of(HEADER + text)][:4] == [
        "an advertisement",
        "a message that LinkedIn took for spam",
        "a message that was never sent",
        "a message with nobody who has a profile",
    ]


def test_what_was_never_sent_does_not_make_a_talk_newer():
    text = (
        message("c1", "Dana Whitfield", "Alice Baker", "2026-02-01 09:00:00 UTC")
        + message("c1", "Alice Baker", "Dana Whitfield", "2026-02-09 09:00:00 UTC", draft="Yes")
        + ALICE_TO_ELI
    )
    assert told(text)["Dana Whitfield"] == date(2026, 2, 1)


def test_letters_behind_a_name_are_no_first_name():
    text = message("c1", "Wren Hale, PhD", "Alice Baker", "2026-02-01 09:00:00 UTC") + ALICE_TO_ELI
    assert "Wren Hale" in told(text)


def test_a_closed_account_among_the_receivers_gives_nobody_its_name():
    text = (
        f'c1,,Alice Baker,{url("Alice Baker")},"LinkedIn Member, Dana Whitfield",{url("Dana Whitfield")},'
        "2026-02-01 09:00:00 UTC,,hi,INBOX,,No\n"
    )
    assert set(told(text + ALICE_TO_ELI)) == {"Dana Whitfield", "Eli Ortiz"}


def test_a_day_that_is_none_is_refused_with_its_line():
    text = message("c1", "Dana Whitfield", "Alice Baker", "yesterday") + ALICE_TO_ELI
    refused, kept = records_of(HEADER + text)
    assert (str(refused.read_as), refused.mistakes[0].line, refused.mistakes[0].column) == (
        "refused",
        2,
        "DATE",
    )
    assert kept.person.name == "Eli Ortiz"


def test_before_2023_whoever_wrote_once_is_known_by_the_profile():
    text = (
        BEFORE_2023
        + f"c1,,Dana Whitfield,{url('Dana Whitfield')},Alice Baker,2021-04-02 09:15:00 UTC,,hi,INBOX\n"
        + f"c1,,Alice Baker,{url('Alice Baker')},Dana Whitfield,2021-04-03 09:15:00 UTC,,hi,INBOX\n"
        + f'c2,,Theo Grant,{url("Theo Grant")},"Alice Baker, Lena Vogt",2021-04-04 09:15:00 UTC,,hi,INBOX\n'
        + f"c3,,Alice Baker,{url('Alice Baker')},Ann Hill,2021-04-05 09:15:00 UTC,,hi,INBOX\n"
        + f'c4,,"Jane Doe, Ph.D.",{url("Jane Doe")},Alice Baker,2021-04-06 09:15:00 UTC,,hi,INBOX\n'
        + f'c4,,Alice Baker,{url("Alice Baker")},"Jane Doe, Ph.D.",2021-04-07 09:15:00 UTC,,hi,INBOX\n'
    )
    [(_reading, records)] = tell(text)
    assert {record.person.name: record.person.talked_on for record in records if record.person} == {
        "Dana Whitfield": date(2021, 4, 3),
        "Jane Doe": date(2021, 4, 7),
    }
    assert [record.why for record in records] == [
        "an older message between the same two",
        "",
        "a message to several people",
        "a message with nobody who has a profile",
        "an older message between the same two",
        "",
    ]


def test_whoever_is_connected_and_wrote_is_one_person_and_a_newer_file_makes_no_second(cast, at):
    connections = (
        "First Name,Last Name,URL,Email Address,Company,Position,Connected On\n"
        f"Dana,Whitfield,{url('Dana Whitfield')},,Hill School,Teacher,15 Mar 2023\n"
    )
    first = message("c1", "Dana Whitfield", "Alice Baker", "2026-02-01 09:00:00 UTC") + ALICE_TO_ELI
    newer = message("c1", "Alice Baker", "Dana Whitfield", "2026-02-20 09:00:00 UTC") + first
    for days, text in enumerate((connections, HEADER + first, HEADER + newer)):
        bring(cast.business, text, at + timedelta(days=days))
    [dana] = Person.every.filter(business=cast.business, family_name="Whitfield")
    told = [claim.more for claim in dana.claims.order_by("pk")]
    assert told == [{"connected_on": "2023-03-15"}, {"talked_on": "2026-02-01"}, {"talked_on": "2026-02-20"}]
    assert Person.every.filter(business=cast.business, family_name="Ortiz").count() == 1
