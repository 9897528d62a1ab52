import pytest

from .told import GERMANY, known_as, mistakes_of, people_of, reading_of, ways

HEADER = (
    "First Name,Last Name,Display Name,Nickname,Primary Email,Secondary Email,Screen Name,Work Phone,Home Phone,Fax Number,"
    "Pager Number,Mobile Number,Home Address,Home Address 2,Home City,Home State,Home ZipCode,Home Country,Work Address,"
    "Work Address 2,Work City,Work State,Work ZipCode,Work Country,Job Title,Department,Organization,Web Page 1,Web Page 2,"
    "Birth Year,Birth Month,Birth Day,Custom 1,Custom 2,Custom 3,Custom 4,Notes,"
)
# In the same order, as Thunderbird says it in each language.
SPOKEN = {
    "de": "Vorname,Nachname,Anzeigename,Spitzname,Primäre E-Mail-Adresse,Sekundäre E-Mail-Adresse,Tel. dienstlich,Tel. privat,Mobil-Tel.-Nr.,Privat: Adresse,Privat: Ort,Privat: PLZ,Dienstlich: Ort,Arbeitstitel,Organisation,Geburtsjahr,Geburtsmonat,Geburtstag,Notizen,",
    "fr": "Prénom,Nom de famille,Nom à afficher,Surnom,Adresse e-mail principale,Adresse e-mail secondaire,Tél. professionnel ,Tél. personnel,Portable,Adresse privée,Ville,Code postal,Ville,Profession,Société,Année de naissance,Mois,Jour,Notes,",
    "es": "Nombre,Apellidos,Nombre mostrado,Apodo,Dirección de correo electrónico principal,Dirección de correo electrónico secundaria,Teléfono (Trabajo),Teléfono particular,Teléfono móvil,Dirección personal,Ciudad donde vive,Código postal,Ciudad (Trabajo),Puesto,Organización,Año de nacimiento,Mes de nacimiento,Día de nacimiento,Notas,",
    "it": "Nome,Cognome,Nome visualizzato,Soprannome,Email primaria,Email secondaria,Telefono lavoro,Telefono casa,Numero cellulare,Indirizzo di casa,Città di residenza,CAP di residenza,Città di lavoro,Qualifica,Organizzazione,Anno di nascita,Mese di nascita,Giorno di nascita,Note,",
    "nl": "Voornaam,Achternaam,Weergavenaam,Bijnaam,Primair e-mailadres,Secundair e-mailadres,Telefoon werk,Telefoon thuis,Mobiel nummer,Adres,Woonplaats,Postcode,Werklocatie,Werkfunctie,Organisatie,Geboortejaar,Geboortemaand,Geboortedag,Aantekeningen,",
    "pt-BR": "Primeiro nome,Sobrenome,Nome de exibição,Apelido,Email principal,Email secundário,Telefone comercial,Telefone residencial,Número do celular,Endereço,Cidade,CEP,Cidade de trabalho,Cargo,Organização,Ano de nascimento,Mês de nascimento,Data de nascimento,Notas,",
    "pl": "Imię,Nazwisko,Wyświetlana nazwa,Pseudonim,Podstawowy e-mail,Dodatkowy e-mail,Telefonu służbowy,Telefon domowy,Numer telefonu komórkowego,Adres domowy,Miasto (dom),Kod pocztowy (dom),Miasto (praca),Stanowisko,Firma/Organizacja,Urodziny – Rok,Urodziny – Miesiąc,Urodziny – Dzień,Notatki,",
}
DANA = "Dana,Whitfield,Dana W,Dee,dana@example.com,d@example.org,555 010 0101,555 010 0102,555 010 0103,1 Main St,Springfield,01101,Boston,Teacher,Hill School,1980,6,15,likes rye,\n"


def row(**cells):
    names = {name.replace(" ", ""): name for name in HEADER.split(",")}
    told = {names[name]: cell for name, cell in cells.items()}
    return (
        f"{HEADER}\n"
        + ",".join(f'"{told.get(name, "")}"' if name else "" for name in HEADER.split(","))
        + "\n"
    )


def test_its_table_is_read():
    text = row(
        FirstName="Dana", LastName="Whitfield", DisplayName="Dana W", Nickname="Dee", PrimaryEmail="dana@example.com",
        WorkPhone="555 010 0101", FaxNumber="555 010 0109", PagerNumber="7", MobileNumber="555 010 0103",
        HomeAddress="1 Main St", HomeAddress2="Flat 2", HomeCity="Springfield", HomeZipCode="01101", HomeCountry="US",
        WorkCity="Boston", JobTitle="Teacher", Organization="Hill School", WebPage1="https://hill.example",
        BirthYear="1980", BirthMonth="6", BirthDay="15", Custom1="size 9", Notes="likes rye",
    )  # fmt: skip
    assert known_as(text) == (
        "Thunderbird contacts",
        "thunderbird",
        "people",
    )
    [dana] = people_of(text)
    assert (dana.given_name, dana.family_name, dana.nickname) == ("Dana", "Whitfield", "Dee")
    assert (dana.organisation, dana.job) == ("Hill School", "Teacher")
    assert ways(dana) == [
        ("email", "dana@example.com"), ("phone", "555 010 0103"), ("phone", "555 010 0101"), ("web", "https://hill.example"),
    ]  # fmt: skip
    assert (dana.street, dana.city, dana.postcode, dana.country) == (
        "1 Main St, Flat 2",
        "Springfield",
        "01101",
        "US",
    )
    assert (dana.birthday, dana.note) == ("1980-06-15", "likes rye\nsize 9")


@pytest.mark.parametrize("language", SPOKEN)
def test_it_is_read_in_the_owner_s_language(language):
    text = f"{SPOKEN[language]}\n{DANA}"
    assert reading_of(text, GERMANY).format == "Thunderbird contacts"
    [dana] = people_of(text, GERMANY)
    assert (dana.given_name, dana.family_name, dana.nickname) == ("Dana", "Whitfield", "Dee")
    assert (dana.organisation, dana.job, dana.note) == ("Hill School", "Teacher", "likes rye")
    assert [value for _kind, value in ways(dana)] == [
        "dana@example.com", "d@example.org", "555 010 0103", "555 010 0102", "555 010 0101",
    ]  # fmt: skip
    assert (dana.street, dana.city, dana.postcode) == ("1 Main St", "Springfield", "01101")
    assert dana.birthday == "1980-06-15"


def test_in_lisbon_apelido_is_the_last_name():
    text = "Nome,Apelido,Nome exibido,Email primário,E-mail secundário\nDana,Pires,,d@x.example,\n"
    [dana] = people_of(text)
    assert (dana.given_name, dana.family_name, dana.nickname) == ("Dana", "Pires", "")


def test_in_french_the_town_of_work_is_not_the_one_of_home():
    header = "Prénom,Nom de famille,Nom à afficher,Adresse e-mail principale,Adresse e-mail secondaire,Adresse privée,Ville,Adresse professionnelle,Ville"
    at_home, at_work = people_of(f"{header}\nDana,P,,,,1 rue A,,2 rue B,Lyon\nEli,P,,,,,,2 rue B,Lyon\n")
    assert (at_home.street, at_home.city) == ("1 rue A", "")
    assert (at_work.street, at_work.city) == ("2 rue B", "Lyon")


@pytest.mark.parametrize(
    ("year", "month", "day", "birthday"),
    [
        ("", "6", "15", "--06-15"),
        ("1980", "06", "5", "1980-06-05"),
        ("1980", "", "", ""),
        ("", "2", "29", "--02-29"),
    ],
)
def test_the_birthday_is_put_together_from_three_columns(year, month, day, birthday):
    [dana] = people_of(row(FirstName="Dana", BirthYear=year, BirthMonth=month, BirthDay=day))
    assert dana.birthday == birthday


def test_a_birthday_that_is_none_is_told_and_the_person_kept():
    text = row(FirstName="Dana", BirthYear="1980", BirthMonth="13", BirthDay="40")
    assert [one.column for one in mistakes_of(text)] == ["Birth Day"]
    assert people_of(text)[0].given_name == "Dana"


def test_the_display_name_helps_where_there_is_no_other_and_an_address_is_none():
    [eli, nobody] = people_of(
        row(DisplayName="Eli Ortiz", PrimaryEmail="e@x.example")
        + row(DisplayName="x@x.example", PrimaryEmail="x@x.example").splitlines()[1]
    )
    assert (eli.name, nobody.name) == ("Eli Ortiz", "")
