from .told import known_as, people_of, reading_of, ways

HEADER = "EMAIL;LASTNAME;FIRSTNAME;SMS;WHATSAPP;COMPANY;EMAIL_BLACKLISTED;SMS_BLACKLISTED;OPT_IN;ADDED_TIME;MODIFIED_TIME\n"
DANA = (
    "dana@example.com;Whitfield;Dana;15550100101;;Hill School;No;Yes;Yes;12-04-2022 09:30;13-04-2022 10:00\n"
)
ELI = "eli@example.com;Ortiz;Eli;;33612345678;;Yes;No;;12-04-2022 09:30;13-04-2022 10:00\n"
ANN = "ann@example.com;Hill;Ann;;;;No;No;No;12-04-2022 09:30;13-04-2022 10:00\n"


def test_contacts_are_read_and_nobody_is_opted_in():
    assert known_as(HEADER + DANA) == ("Brevo contacts", "brevo", "people")
    [dana] = people_of(HEADER + DANA)
    assert (dana.given_name, dana.family_name, dana.organisation) == ("Dana", "Whitfield", "Hill School")
    assert ways(dana) == [("email", "dana@example.com"), ("phone", "+15550100101")]
    assert dana.may_mail is None  # blocked for texts only, and an import never says yes


def test_whoever_is_blocked_or_did_not_opt_in_must_not_be_mailed():
    eli, ann = people_of(HEADER + ELI + ANN)
    assert (eli.may_mail, ann.may_mail) == (False, False)
    assert ways(eli) == [("email", "eli@example.com"), ("whatsapp", "+33612345678")]


def test_numbers_of_the_owner_s_own_columns_stay_as_they_are():
    text = "EMAIL,FIRSTNAME,SMS,TELEPHONE,ADDED_TIME\nd@x.example,Dana,0612345678,5550100102,01-01-2024\n"
    [dana] = people_of(text)
    assert ways(dana)[1:] == [("phone", "5550100102"), ("phone", "0612345678")]


def test_the_columns_of_an_account_in_another_language_are_read():
    text = "CONTACT ID,EMAIL,PRENOM,NOM,SMS,VILLE\n77,d@x.example,Dana,Petit,33612345678,Lyon\n"
    assert reading_of(text).format == "Brevo contacts"
    [dana] = people_of(text)
    assert (dana.given_name, dana.family_name, dana.city, dana.vendor_id) == ("Dana", "Petit", "Lyon", "77")
