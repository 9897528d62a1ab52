"""Cards as Apple's Contacts writes them, on Macs, phones and icloud.com."""

from .cards import person


def test_a_card_as_apple_s_contacts_writes_it_is_read():
    found = person(
        "PRODID:-//Apple Inc.//macOS 14.5//EN",
        "N:Whitfield;Dana;;;",
        "FN:Dana Whitfield",
        "NICKNAME:Dee",
        "X-PHONETIC-FIRST-NAME:Dayna",
        "ORG:Hill School;Music",
        "TITLE:Teacher",
        "EMAIL;type=INTERNET;type=HOME;type=pref:dana@example.org",
        "item1.EMAIL;type=INTERNET:choir@example.org",
        "item1.X-ABLabel:Choir",
        "TEL;type=IPHONE;type=CELL;type=VOICE;type=pref:07700 900123",
        "item2.ADR;type=HOME;type=pref:;;1 Mill Lane\\nFlat 2;Ware;;SG12 1AA;UK",
        "item2.X-ABADR:gb",
        "item3.URL;type=pref:http\\://example.org",
        "item3.X-ABLabel:_$!<HomePage>!$_",
        "BDAY;X-APPLE-OMIT-YEAR=1604:1604-02-29",
        "item4.X-ABDATE;type=pref:1999-07-03",
        "item4.X-ABLabel:_$!<Anniversary>!$_",
        "item5.X-ABRELATEDNAMES;type=pref:Sam",
        "item5.X-ABLabel:_$!<Partner>!$_",
        "IMPP;X-SERVICE-TYPE=WhatsApp;type=pref:x-apple:%2B447700900123",
        "X-SOCIALPROFILE;type=linkedin;x-user=danaw:http://www.linkedin.com/in/danaw",
        "NOTE:plays the viola\\nand the flute",
        "UID:6F2C7C9A-9E2B-4D0B-8D55-1B7C0C6A7A11:ABPerson",
    )
    assert (found.name, found.given_name, found.family_name, found.nickname) == (
        "Dana Whitfield",
        "Dana",
        "Whitfield",
        "Dee",
    )
    assert [(way.kind, way.value, way.label) for way in found.ways] == [
        ("email", "dana@example.org", "home"),
        ("email", "choir@example.org", "choir"),
        ("phone", "07700 900123", "mobile"),
        ("web", "http://example.org", "homepage"),
        ("whatsapp", "+447700900123", ""),
        ("linkedin", "http://www.linkedin.com/in/danaw", ""),
    ]
    assert (found.street, found.city, found.postcode) == ("1 Mill Lane, Flat 2", "Ware", "SG12 1AA")
    assert (found.birthday, found.note) == ("--02-29", "plays the viola\nand the flute\nHill School, Music")
    assert (found.organisation, found.job, found.relations) == (
        "Hill School",
        "Teacher",
        [("partner", "Sam")],
    )
    assert found.vendor_id == "6F2C7C9A-9E2B-4D0B-8D55-1B7C0C6A7A11"


def test_a_company_with_somebody_s_name_on_its_card_is_still_the_company():
    found = person(
        "N:Bell;Dana;;;", "FN:Bright Ltd", "ORG:Bright Ltd;", "X-ABShowAs:COMPANY", "EMAIL:d@bright.example"
    )
    assert (found.name, found.given_name, found.family_name, found.is_company) == ("Bright Ltd", "", "", True)
    assert found.relations == [("contact", "Dana Bell")]


def test_apple_says_itself_which_year_is_none():
    assert person("FN:D", "BDAY;X-APPLE-OMIT-YEAR=1900:1900-06-15").birthday == "--06-15"
