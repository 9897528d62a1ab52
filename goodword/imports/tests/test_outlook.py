import pytest

from .told import GERMANY, people_of, reading_of, ways

DESKTOP = (
    "Title,First Name,Middle Name,Last Name,Suffix,Company,Department,Job Title,Business Street,Business City,"
    "Business Postal Code,"
    "Business Country/Region,Home Street,Home City,Home Postal Code,Home Country/Region,Assistant's Phone,Business Fax,"
    "Business Phone,Home Phone,Mobile Phone,Pager,Primary Phone,Anniversary,Assistant's Name,Birthday,"
    "Categories,Children,"
    "E-mail Address,E-mail Type,E-mail Display Name,E-mail 2 Address,Manager's Name,Notes,Referred By,Spouse,Web Page"
)
ONLINE = (
    "First Name,Middle Name,Last Name,Title,Suffix,Nickname,Given Yomi,Surname Yomi,E-mail Address,E-mail 2 "
    "Address,Home Phone,"
    "Business Phone,Mobile Phone,Primary Phone,Job Title,Department,Company,Business Street,Home Street,Spouse,"
    "Birthday,Notes"
)
GOOGLE = (
    "First Name,Middle Name,Last Name,Title,Suffix,Web Page,Birthday,Anniversary,Notes,E-mail Address,E-mail 2 Address,"
    "E-mail 3 Address,Primary Phone,Home Phone,Mobile Phone,Home Address,Home Street,Home City,Company,Referred "
    "By,Categories"
)


def table(header: str, **cells: str) -> str:
    names = {"".join(letter for letter in name if letter.isalnum()): name for name in header.split(",")}
    told = {names[name]: cell for name, cell in cells.items()}
    return f"{header}\n" + ",".join(f'"{told.get(name, "")}"' for name in header.split(",")) + "\n"


def test_the_desktop_s_columns_are_read():
    text = table(
        DESKTOP, FirstName="Dana", LastName="Whitfield", Company="Hill School", JobTitle="Teacher",
        HomeStreet="1 Main St",
        HomeCity="Springfield", BusinessCity="Boston", BusinessPhone="555 010 0101", MobilePhone="555 010 0102",
        BusinessFax="555 010 0103", AssistantsPhone="555 010 0104", Birthday="6/15/1980", Categories="Fair;VIP",
        EmailAddress="dana@example.com", EmailType="SMTP", ReferredBy="Eli Ortiz", Spouse="Sam", Children="Ann;Ben",
    )  # fmt: skip
    [dana] = people_of(text)
    assert (dana.given_name, dana.family_name, dana.organisation, dana.job) == (
        "Dana",
        "Whitfield",
        "Hill School",
        "Teacher",
    )
    assert ways(dana) == [("email", "dana@example.com"), ("phone", "555 010 0102"), ("phone", "555 010 0101")]
    assert (dana.street, dana.city, dana.birthday, dana.tags) == (
        "1 Main St",
        "Springfield",
        "1980-06-15",
        ["Fair", "VIP"],
    )
    assert dana.referred_by == "Eli Ortiz"
    assert dana.relations == [("spouse", "Sam"), ("child", "Ann"), ("child", "Ben")]


@pytest.mark.parametrize("header", [DESKTOP, ONLINE, GOOGLE])
def test_each_of_its_three_exports_is_known(header):
    reading = reading_of(table(header, FirstName="Dana", MobilePhone="555 010 0102"))
    assert (reading.format, reading.brings) == ("Outlook contacts", "people")


def test_an_empty_date_as_outlook_writes_it_is_no_mistake():
    [dana] = people_of(table(DESKTOP, FirstName="Dana", Birthday="0/0/00"))
    assert dana.birthday == ""


def test_the_display_name_helps_where_there_is_no_other():
    [eli] = people_of(
        table(DESKTOP, EmailAddress="eli@example.com", EmailDisplayName="Eli Ortiz (eli@example.com)")
    )
    assert eli.name == "Eli Ortiz"


def test_the_work_address_is_taken_where_there_is_none_at_home():
    [dana] = people_of(table(DESKTOP, FirstName="Dana", BusinessStreet="2 Hill Rd", BusinessCity="Boston"))
    assert (dana.street, dana.city) == ("2 Hill Rd", "Boston")


def test_google_s_own_groups_say_nothing_of_the_person():
    [dana] = people_of(table(GOOGLE, FirstName="Dana", Categories="My Contacts;Fair", ReferredBy="Eli"))
    assert (dana.tags, dana.referred_by) == (["Fair"], "Eli")


SPOKEN = {
    "de": "Vorname;Nachname;Firma;E-Mail-Adresse;Mobiltelefon;Telefon geschäftlich;Straße privat;Ort privat;Geburtstag;Notizen",
    "fr": "Prénom;Nom;Société;Adresse de messagerie;Tél. mobile;Téléphone (bureau);Rue (domicile);Ville (domicile);Anniversaire;Notes",
    "es": "Nombre;Apellidos;Organización;E-mail Address;Mobile Phone;Teléfono del trabajo;Home Street;Home City;Birthday;Notes",
    "it": "Nome;Cognome;Società;Indirizzo posta elettronica;Cellulare;Ufficio;Via (ab.);Città (ab.);Compleanno;Notes",
    "nl": "Voornaam;Achternaam;Bedrijf;E-mailadres;Mobiele telefoon;Telefoon op werk;Huisadres, straat;Huisadres, plaats;Verjaardag;Notities",
    "pt": "Primeiro nome;Apelido;Empresa;Endereço de correio electrónico;Telemóvel;Telefone da empresa;Rua da residência;Localidade da residência;Data de nascimento;Notas",
    "pt-BR": "Primeiro nome;Sobrenome;Empresa;E-mail Address;Telefone celular;Telefone comercial;Endereço residencial;Cidade do endereço residencial;Birthday;Anotações",
    "pl": "Imię;Nazwisko;Firma;Adres e-mail;Telefon komórkowy;Telefon służbowy;Adres domowy - ulica;Adres domowy - miejscowość;Urodziny;Notatki",
}
DANA = "Dana;Whitfield;Hill School;dana@example.com;555 010 0102;555 010 0103;1 Main St;Springfield;15.6.1980;likes rye\n"


@pytest.mark.parametrize("language", SPOKEN)
def test_it_is_read_in_the_owner_s_language(language):
    reading = reading_of(f"{SPOKEN[language]}\n{DANA}", GERMANY)
    assert reading.format == "Outlook contacts"
    [dana] = people_of(f"{SPOKEN[language]}\n{DANA}", GERMANY)
    assert (dana.given_name, dana.family_name, dana.organisation) == ("Dana", "Whitfield", "Hill School")
    assert ways(dana) == [
        ("email", "dana@example.com"),
        ("phone", "555 010 0102"),
        ("phone", "555 010 0103"),
    ]
    assert (dana.street, dana.city, dana.birthday, dana.note) == (
        "1 Main St",
        "Springfield",
        "1980-06-15",
        "likes rye",
    )


def test_in_french_a_person_has_a_title_and_a_job_has_one_too():
    header = "Titre;Prénom;Nom;Société;Titre;Adresse de messagerie;Tél. mobile;Catégories;Anniversaire de mariage ou fête;Recommandé par"
    [dana] = people_of(
        f"{header}\nMme;Dana;Petit;;Boulangère;d@example.com;;Foire;14/02/2001;Eli Ortiz\n", GERMANY
    )
    assert (dana.job, dana.tags, dana.referred_by) == ("Boulangère", ["Foire"], "Eli Ortiz")
    assert dana.birthday == ""


def test_who_sent_them_and_who_belongs_to_them_is_found_in_german_too():
    header = "Vorname;Nachname;E-Mail-Adresse;E-Mail 2: Adresse;Telefon privat;Telefon geschäftlich;Fax privat;Empfohlen von;Partner;Kinder"
    [dana] = people_of(
        f"{header}\nDana;Groß;a@x.example;b@x.example;030 1;030 2;030 3;Eli;Sam;Ann\n", GERMANY
    )
    assert (dana.referred_by, dana.relations) == ("Eli", [("spouse", "Sam"), ("child", "Ann")])
    assert [way.label for way in dana.ways] == ["", "", "home", "work"]


def test_a_list_of_a_club_s_own_in_german_is_not_taken_for_outlook_s():
    text = "Vorname;Nachname;E-Mail-Adresse;Beitrag;Eingang\nDana;Groß;a@x.example;12,00 €;2.2.2026\n"
    assert reading_of(text, GERMANY).format == "Table"


def test_outlook_s_table_as_google_writes_it_is_read():
    header = (
        "First Name,Middle Name,Last Name,Title,Suffix,Initials,Web Page,Gender,Birthday,Anniversary,Location,Language,"
        "Internet Free Busy,Notes,E-mail Address,E-mail 2 Address,E-mail 3 Address,Primary Phone,Home Phone,Home Phone 2,"
        "Mobile Phone,Pager,Home Fax,Home Address,Home Street,Home Street 2,Home City,Home Postal Code,Home Country,"
        "Company Main Phone,Business Phone,Company,Job Title,Business Address,Referred By,Categories"
    )
    text = table(
        header, FirstName="Dana", LastName="Whitfield", Birthday="--06-15", Notes="two\nlines",
        EmailAddress="dana@example.com", Email2Address="d@example.org", PrimaryPhone="555 010 0101",
        MobilePhone="555 010 0102", HomeFax="555 010 0109", HomeAddress="1 Main St\nSpringfield 01101\nUSA",
        HomeStreet="1 Main St", HomeCity="Springfield", HomePostalCode="01101", HomeCountry="USA",
        Company="Hill School", JobTitle="Teacher", ReferredBy="Eli Ortiz", Categories="myContacts;Fair",
    )  # fmt: skip
    assert reading_of(text).format == "Outlook contacts"
    [dana] = people_of(text)
    assert (dana.given_name, dana.family_name, dana.organisation, dana.job) == (
        "Dana",
        "Whitfield",
        "Hill School",
        "Teacher",
    )
    assert ways(dana) == [
        ("email", "dana@example.com"), ("email", "d@example.org"), ("phone", "555 010 0102"), ("phone", "555 010 0101"),
    ]  # fmt: skip
    assert (dana.street, dana.city, dana.postcode, dana.country) == (
        "1 Main St",
        "Springfield",
        "01101",
        "USA",
    )
    assert (dana.birthday, dana.note, dana.tags) == ("--06-15", "two\nlines", ["Fair"])
    assert dana.referred_by == "Eli Ortiz"


def test_google_s_address_in_one_piece_is_kept_where_it_is_all_there_is():
    [dana] = people_of(table(GOOGLE, FirstName="Dana", MobilePhone="555 010 0102", HomeAddress="1 Main St"))
    assert dana.street == "1 Main St"
