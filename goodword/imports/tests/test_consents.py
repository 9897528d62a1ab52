"""Whoever unsubscribed somewhere is not written to from here, whatever the column and the word are called."""

import pytest

from .told import people_of, reading_of, sales_of, total


def may_mail(header, *cells):
    rows = "".join(f"Person {n},p{n}@x.example,{cell}\n" for n, cell in enumerate(cells))
    return [one.may_mail for one in people_of(f"Name,Email,{header}\n{rows}")]


@pytest.mark.parametrize(
    ("header", "cells"),
    [
        ("Status", ("Unsubscribed", "Subscribed")),
        ("Subscription Status", ("unsubscribed", "subscribed")),
        ("Email status", ("Opted out", "Opted in")),
        ("Email Marketing", ("unsubscribed", "subscribed")),
        ("State", ("bounced", "active")),
        ("Whatever", ("complained", "active")),
        ("email_opt_in", ("f", "t")),
        ("GDPR consent", ("withdrawn", "given")),
        ("Marketing", ("declined", "accepted")),
        ("Newsletter", ("abgemeldet", "angemeldet")),
        ("Status", ("Abgemeldet", "Angemeldet")),
        ("Statut", ("Désabonné", "Abonné")),
        ("Abonné", ("non", "oui")),
        ("Bounced", ("yes", "no")),
    ],
)
def test_a_word_for_stop_is_heard(header, cells):
    assert may_mail(header, *cells) == [False, None]


@pytest.mark.parametrize(
    "cells", [("active", "inactive"), ("Lead", "Customer"), ("cancelled", "active"), ("cleaned", "booked")]
)
def test_a_status_of_something_else_stops_nobody(cells):
    assert may_mail("Status", *cells) == [None, None]


def test_a_list_of_subscribers_with_last_names_stops_whom_it_should():
    text = (
        "id,first_name,email,created_at,status,tags,last_name\n"
        "1,Ann,a@x.example,2026-02-12 09:14:02 UTC,active,,Lee\n"
        "2,Bo,b@x.example,2026-02-12 09:14:02 UTC,cancelled,,Ray\n"
        "3,Cy,c@x.example,2026-02-12 09:14:02 UTC,bounced,,\n"
    )
    assert [one.may_mail for one in people_of(text)] == [None, False, False]
    assert reading_of(text).left_out == []


def test_stato_is_a_country_or_a_word_for_paid():
    head = "Numero fattura;Data;Cliente;Totale;Stato\n"
    paid = head + "1;13/02/2026;Giulia Rossi;122,00;Pagata\n2;13/02/2026;Giulia Rossi;122,00;Annullata\n"
    assert [total(sale) for sale in sales_of(paid)] == [12200]
    [person] = people_of("Nome;Cognome;Email;Stato\nGiulia;Rossi;g@rossi.example;Italia\n")
    assert person.country == "Italia"


def test_what_stands_before_a_dutch_last_name_belongs_to_it():
    [jan] = people_of("Voornaam;Tussenvoegsel;Achternaam;E-mail\nJan;van der;Berg;j@x.example\n")
    assert (jan.given_name, jan.family_name) == ("Jan", "van der Berg")
