"""Files from before Unicode: which alphabet it was is known by the country and by the letters, and is told."""

import time

import pytest

from goodword.imports.old_letters import usual_letters
from goodword.imports.records import Ground

from .cards import card
from .told import GERMANY, HERE, people_of, reading_of

NAMES = {
    "FR": "Hélène Lefèvre,François Béranger,Loïc Rivière,Anaïs Benoît,Zoé Châtelain,Noël Guérin,Aïcha Cœur",
    "DE": "Jörg Müller,Günther Weiß,Käthe Schäfer,Jürgen Größmann,Bärbel Köhler,Änne Özdemir",
    "ES": "José Núñez,María Muñoz,Íñigo Peña,Begoña Ibáñez,Ángel Jiménez,Raúl Cañas,Mª José Pérez",
    "PT": "João Simões,Conceição Guimarães,Inês Gonçalves,Luís Magalhães,Antônio Brandão,Vânia Araújo",
    "IT": "Nicolò Forlì,Mosè Salomè,Niccolò Cantù,Josuè Scirè,Libertà Virtù",
    "DK": "Søren Kjær,Jørgen Sørensen,Åse Bjørn,Mads Nørgård,Søe Bøgh,Lærke Højgaard",
    "NO": "Øyvind Bjørnstad,Åshild Næss,Torbjørn Strømmen,Pål Gjøvik,Sølvi Ødegård",
    "SE": "Åsa Öberg,Björn Sjögren,Märta Hägglund,Göran Ångström,Örjan Åkesson",
    "FI": "Päivi Mäkelä,Jyrki Hämäläinen,Äijö Väinölä,Yrjö Töölö",
    "IS": "Þór Guðmundsson,Guðrún Jónsdóttir,Æsa Björnsdóttir,Hjördís Ýr",
    "PL": "Łukasz Żółć,Michał Wąs,Małgorzata Wałęsa,Józef Kępa,Bożena Śliwa,Kazimierz Kamiński,Jerzy Wójcik",
    "CZ": "Zdeněk Šťastný,Jiří Dvořák,Tomáš Růžička,Věra Nováková,Přemysl Čapek,Bohuslav Martinů,Žofie Hořejší",
    "SK": "Ľubica Ďurišová,Ján Kováč,Štefan Hruška,Anežka Černáková,Miloš Žilka,Zuzana Baňasová",
    "SI": "Janez Čuk,Žiga Kovač,Matjaž Zupančič,Urška Kranjčič,Tomaž Škof,Špela Jerič",
    "HR": "Ivan Kovačić,Željka Jurić,Marko Đurđević,Ante Šarić,Mirjana Čović,Nikša Vuković",
    "HU": "Árvíztűrő Tükörfúrógép,László Erdős,Gergő Szőke,Zsófia Győri,Béla Fűzfa,Erzsébet Szűcs",
    "RO": "Mihăiţă Bălan,Ştefan Ionaş,Ruxandra Păun,Constanţa Ţurcanu,Cătălin Brătianu",
    "RU": "Иван Петров,Анна Щукина,Юрий Ёлкин,Мария Соловьёва",
    "BG": "Георги Димитров,Мария Стоянова",
    "GR": "Γιώργος Παπαδόπουλος,Ελένη Αγγέλου,Ιωάννης Οικονόμου",
    "TR": "Şükrü Öztürk,Işıl Çağlar,Doğan Yıldız,Gülşah İnci",
    "LT": "Žydrūnas Šapoka,Rūta Kęstutytė,Jūratė Čiurlionienė",
}
WRITTEN = dict.fromkeys("PL CZ SK SI HR HU RO".split(), "cp1250")
WRITTEN |= {"RU": "cp1251", "BG": "cp1251", "GR": "cp1253", "TR": "cp1254", "LT": "cp1257"}


def read_back(names: str, encoding: str, country: str) -> str:
    data = names.encode(encoding)
    return data.decode(usual_letters([data], country), "replace")


@pytest.mark.parametrize("country", NAMES)
def test_names_are_read_as_they_were_written_at_home(country):
    assert read_back(NAMES[country], WRITTEN.get(country, "cp1252"), country) == NAMES[country]


@pytest.mark.parametrize("country", sorted(NAMES.keys() - {"TR", "LT", "HU", "HR"}))
@pytest.mark.parametrize("business", ["", "US"])
def test_names_from_elsewhere_are_known_by_their_letters(country, business):
    assert read_back(NAMES[country], WRITTEN.get(country, "cp1252"), business) == NAMES[country]


@pytest.mark.parametrize("country", ["PL", "CZ", "SK", "HU", "RO"])
def test_what_iso_wrote_is_told_from_what_windows_wrote(country):
    assert read_back(NAMES[country], "iso8859_2", country) == NAMES[country]


@pytest.mark.parametrize("country", ["", "US", "DE", "PL"])
def test_quotes_and_dashes_of_windows_stay_what_they_are(country):
    ground = Ground(country, "USD", "UTC", HERE.today)
    [jose] = people_of(b"Name,E-mail\nJos\xe9 O\x92Brien \x96 baker,j@example.com\n", ground)
    assert jose.name == "José O’Brien – baker"


@pytest.mark.parametrize("said", ["5 m³ of rye", "© Acme", "Nº 5", "1ª planta", "20 °C", "½ a pound", "«Ja»"])
def test_signs_make_no_letters_of_another_alphabet(said):
    assert read_back(said, "cp1252", "") == said


POLISH = "Name,E-mail\nŁukasz Żółć,l@example.com\nZdeněk Šťastný,z@example.com\nBożena Śliwa,b@example.com\n"


@pytest.mark.parametrize(
    ("encoding", "told"), [("cp1250", "Central European (Windows-1250)"), ("iso8859_2", "(ISO 8859-2)")]
)
def test_the_note_says_what_it_was_read_as(encoding, told):
    data = POLISH.encode(encoding)
    assert [one.name for one in people_of(data)] == ["Łukasz Żółć", "Zdeněk Šťastný", "Bożena Śliwa"]
    [note] = reading_of(data).notes
    assert told in note and "CSV UTF-8" in note


@pytest.mark.parametrize("encoding", ["cp1250", "iso8859_2"])
def test_a_few_names_of_several_languages_are_enough(encoding):
    names = "Łukasz Żółć,Árvíztűrő Tükörfúrógép,Zdeněk Šťastný"
    assert read_back(names, encoding, "US") == names


def test_a_list_of_names_and_western_letters_are_told_too():
    assert (
        "Western European (Windows-1252)" in reading_of("José Núñez\nEli Ortiz\n".encode("cp1252")).notes[0]
    )


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_unicode_needs_no_note(encoding):
    assert reading_of(POLISH.encode(encoding)).notes == []


def test_cards_are_read_by_the_same_rule_and_it_is_told_once():
    data = (card("FN:Michał Wąs") + card("FN:Jerzy Wójcik") + card("FN:Bożena Śliwa")).encode("iso8859_2")
    assert [one.name for one in people_of(data)] == ["Michał Wąs", "Jerzy Wójcik", "Bożena Śliwa"]
    reading = reading_of(data)
    assert ["ISO 8859-2" in note for note in reading.notes] == [True]
    assert reading_of(card("FN:Michał").encode()).notes == []


def test_a_card_in_hexadecimal_letters_is_known_by_the_others():
    words = "FN;ENCODING=QUOTED-PRINTABLE:"
    data = card(f"{words}Micha=B3", version="2.1") + card(f"{words}=A3ukasz", version="2.1")
    assert [one.name for one in people_of(data, GERMANY)] == ["Michał", "Łukasz"]


@pytest.mark.parametrize("line", [b"x" * 1_000_000 + b"\xe9", b"\xe9" * 1_000_000, b"\xe9x" * 500_000])
def test_a_long_line_is_no_reason_to_wait(line):
    begun = time.perf_counter()
    usual_letters([line], "")
    assert time.perf_counter() - begun < 5


@pytest.mark.parametrize("country", ["DE", "FR", "ES", "PT", "IT", "DK", "SE"])
def test_a_table_of_an_old_mac_is_read_by_its_own_letters(country):
    table = "Name,Town\r" + "".join(f"{name},X\r" for name in NAMES[country].split(","))
    found = usual_letters([table.encode("mac_roman")], country)
    assert found == "mac_roman"
    assert usual_letters([table.replace("\r", "\r\n").encode("cp1252")], country) == "cp1252"
    assert usual_letters([table.encode("cp1252")], country) == "cp1252"
