"""Headers as owners and programs write them, in English, German, French, Spanish, Italian, Dutch, Portuguese and
Polish: without accents, in small letters, apart by semicolons. The first meaning that lists a header has it.
"""

import re
from functools import cache

from goodword.lib.text import squeezed

from .cells import header_key

HEADERS: dict[str, str] = {
    "name": """
        name; full name; fullname; contact name; contactname; customer name; customer; client; client
        name; buyer; buyer name; donor; donor name; member; member name; guest; guest name; contact;
        person; display name; attendee; patient; supporter; who; names; billing name; recipient; payer;
        invitee; invitee name; customer full name; legal name; volunteer; student; parent; vollstandiger
        name; kunde; kundenname; kundin; ansprechpartner; kontakt; anzeigename; kaufer; spender; gast;
        mitglied; rechnungsname; nom complet; nom et prenom; nom prenom; prenom nom; cliente; nom du
        client; acheteur; donateur; contacto; nombre completo; nombre y apellidos; nombre y apellido;
        comprador; nombre del cliente; donante; nome completo; nome e cognome; nominativo; acquirente;
        nome cliente; nome do cliente; klant; klantnaam; volledige naam; naam; koper; imie i nazwisko;
        klient; nabywca; nazwa klienta; kontrahent; nombre; nome""",
    "given_name": """
        first name; firstname; given name; givenname; forename; fname; first; billing first name;
        christian name; preferred name; vorname; rufname; prenom; primer nombre; nombre de pila; primo
        nome; voornaam; primeiro nome; nome proprio; imie""",
    "family_name": """
        last name; lastname; surname; family name; familyname; lname; last; second name; billing last
        name; nachname; familienname; zuname; nom de famille; nom; apellido; apellidos; primer apellido;
        cognome; achternaam; familienaam; apelido; sobrenome; ultimo nome; nazwisko""",
    "name_infix": "tussenvoegsel; tussenvoegsels; voorvoegsel; voorvoegsels; infix; namensvorsatz",
    "nickname": """
        nickname; nick; alias; goes by; known as; spitzname; surnom; apodo; soprannome; bijnaam; apelido
        carinhoso; pseudonim""",
    "organisation": """
        company; company name; organization; organisation; organization name; organisation name;
        business; business name; employer; firm; account name; shop; store name; retailer name; school;
        billing company; firma; unternehmen; organisation firma; betrieb; verein; societe; entreprise;
        organisme; raison sociale; empresa; compania; organizacion; razon social; azienda; societa;
        ragione sociale; ditta; organizzazione; bedrijf; bedrijfsnaam; organisatie; organizacao; razao
        social; przedsiebiorstwo; organizacja; nazwa firmy""",
    "job": """
        job title; job; title; position; role; occupation; profession; beruf; stellung; funktion;
        fonction; poste; profession metier; metier; cargo; puesto; profesion; ruolo; professione;
        mansione; qualifica; functie; beroep; profissao; stanowisko; zawod""",
    "email": """
        email; email address; emailaddress; email 1; email 2; email 3; email 2 address; email 3 address;
        primary email; secondary email; mail; emails; customer email; billing email; buyer email;
        contact email; work email; home email; personal email; other email; donor email; user email;
        purchase email; from email address; person1email; invitee email; email adresse; emailadresse;
        mailadresse; email privat; email geschaftlich; courriel; adresse email; adresse mail; adresse de
        messagerie; adresse electronique; adresse courriel; correo; correo electronico; direccion de
        correo; direccion de correo electronico; direccion de email; email cliente; posta elettronica;
        indirizzo email; indirizzo di posta elettronica; emailadres; endereco de email; correio
        eletronico; correio electronico; adres email; poczta; poczta elektroniczna; mejl""",
    "phone": """
        phone; phone number; phonenumber; telephone; telephone number; tel; mobile; mobile phone; mobile
        number; mobilenumber; cell; cell phone; cellphone; home phone; work phone; business phone;
        business phone 2; home phone 2; other phone; primary phone; main phone; company main phone;
        phone 1; phone 2; phone 3; customer phone; billing phone; contact number; contact phone;
        whatsapp; whatsapp number; daytime phone; evening phone; sms; handy; handynummer; telefon;
        telefonnummer; mobil; mobiltelefon; mobilnummer; rufnummer; festnetz; telefon geschaftlich;
        telefon privat; telefon 1; telefon 2; telephone portable; portable; tel mobile; tel portable;
        telephone mobile; numero de telephone; telephone professionnel; telephone domicile; tel fixe;
        telephone fixe; telefono; telefono movil; movil; celular; numero de telefono; telefono
        particular; telefono del trabajo; telefono fijo; cellulare; numero di telefono; telefono
        cellulare; telefono ufficio; telefono abitazione; telefoon; telefoonnummer; mobiel; mobiele
        telefoon; gsm; telefone; telemovel; telefone celular; numero de telefone; telefone movel;
        telefon komorkowy; komorka; numer telefonu; tel kom; telefon domowy; telefon sluzbowy""",
    "street": """
        ship address1; ship address; work address; address street;
        street; street address; address; address 1; address1; address line 1; street 1; home street;
        home address; mailing address; billing address; billing address 1; billing address1; billing
        street; billing address line 1; shipping address; business street; postal address; full address;
        addressline1; poaddressline1; strasse; anschrift; adresse; strasse und hausnummer; strasse
        hausnummer; strasse nr; rue; adresse postale; adresse 1; direccion; calle; domicilio; indirizzo;
        via; adres; straat; straatnaam; endereco; rua; morada; ulica""",
    "city": """
        ship city; work city;
        city; town; suburb; city town; home city; business city; billing city; shipping city; locality;
        pocity; ort; stadt; wohnort; ville; commune; localite; ciudad; localidad; poblacion; municipio;
        citta; comune; localita; plaats; woonplaats; stad; gemeente; cidade; localidade; municipality;
        miasto; miejscowosc""",
    "postcode": """
        home zipcode; home zip; ship zipcode; ship zip; business postal code; work zipcode;
        postcode; postal code; postalcode; zip; zip code; zipcode; home postal code; billing zip;
        billing postcode; shipping zip; popostalcode; plz; postleitzahl; code postal; codigo postal; cp;
        cap; codice postale; codice avviamento postale; cep; kod pocztowy""",
    "country": """
        ship country; work country; business country region; home country region;
        country; country region; country code; home country; billing country; shipping country;
        pocountry; land; staat; land region; pays; pais; paese; nazione; stato; kraj""",
    "birthday": """
        birthday; birth date; birthdate; date of birth; dob; born; geburtstag; geburtsdatum; geboren;
        anniversaire; date de naissance; naissance; cumpleanos; fecha de nacimiento; compleanno; data di
        nascita; verjaardag; geboortedatum; aniversario; data de nascimento; data urodzenia; urodziny""",
    "note": """
        note; notes; comment; comments; memo; remarks; customer note; about; notiz; notizen; bemerkung;
        bemerkungen; kommentar; anmerkung; anmerkungen; remarque; remarques; commentaire; commentaires;
        nota; notas; observaciones; comentarios; commenti; annotazioni; osservazioni; opmerking;
        opmerkingen; notitie; notities; observacoes; comentario; uwagi; notatka; notatki; komentarz""",
    "tags": """
        tags; tag; labels; label; group; groups; categories; category; segment; segments; list; lists;
        gruppe; gruppen; kategorie; kategorien; schlagworte; etiquettes; groupes; categorie; etiquetas;
        grupos; categorias; etichette; gruppi; groep; groepen; etykiety; grupa; grupy; kategoria""",
    "person_id": """
        customer id; client id; contact id; member id; person id; donor id; customer number; customer
        no; client number; client no; member number; user id; userid; customerid; accountnumber; patient
        id; customer reference id; constituent id; kundennummer; kundennr; kunden nr; kunden id;
        mitgliedsnummer; numero client; numero de client; id client; numero de cliente; id cliente;
        codice cliente; numero cliente; klantnummer; klant id; id do cliente; codigo do cliente; numer
        klienta; id klienta""",
    "referred_by": """
        referred by; referrer; referral; referral source name; referral name; who referred you;
        recommended by; introduced by; sent by; referred from; who sent you; empfohlen von; empfehlung
        von; geworben von; empfehlung durch; recommande par; parraine par; parrain; recomendado por;
        referido por; segnalato da; consigliato da; presentato da; aanbevolen door; doorverwezen door;
        indicado por; polecony przez; polecil; z polecenia""",
    "spouse": """
        spouse; partner; wife; husband; spouse name; partner name; ehepartner; ehepartner partner;
        ehefrau; ehemann; partnerin; conjoint; conjointe; epoux; epouse; conyuge; esposa; esposo;
        pareja; coniuge; moglie; marito; echtgenoot; echtgenote; conjuge; marido; malzonek; maz; zona;
        wspolmalzonek""",
    "linkedin": """
        linkedin; linkedin url; linkedin profile; profile url; linkedin profil""",
    "web": """
        web page 1; web page 2; personal web page;
        website; web site; web page; webpage; homepage; url; site; site web; web; internetseite;
        webseite; page web; pagina web; sitio web; sito; sito web; strona; strona www; strona
        internetowa""",
    "may_mail": """
        accepts marketing; accepts email marketing; email marketing; marketing; subscription status; subscriber
        status; email status; email marketing status; abonne; email opt in; marketing consent; opt in; optin;
        newsletter; mailing consent; email consent; gdpr consent; subscribed; newsletter ja nein;
        einwilligung; werbung erlaubt; consentement; consentimiento; consenso; toestemming;
        consentimento; zgoda; zgoda marketingowa""",
    "opted_out": """
        bounced; hard bounced; email bounced; complained; marked as spam;
        unsubscribed; opted out; opt out; optout; unsub time; unsubscribe date; unsubscribed at; email
        opt out; do not email; do not mail; do not contact; no email; dont contact; blacklisted; email
        blacklisted; abgemeldet; werbesperre; desabonne; desinscrit; dado de baja; baja; disiscritto;
        afgemeld; uitgeschreven; descadastrado; wypisany; wypisano""",
    "sale_id": """
        purchase id; purchase number; sale no; receipt id;
        order id; order; order number; order no; ordernumber; orderid; invoice; invoice number; invoice
        no; invoicenumber; invoice id; receipt; receipt number; receipt no; transaction id; transaction
        number; transaction; payment id; sale id; booking id; sale number; contribution id; donation id;
        gift id; reference number; charge id; ticket number; bestellnummer; bestellung; bestell nr;
        rechnungsnummer; rechnungsnr; rechnung; rechnung nr; belegnummer; beleg; transaktionsnummer;
        auftragsnummer; vorgangsnummer; numero de commande; commande; n commande; numero de facture;
        facture; n facture; recu; numero de pedido; pedido; numero de factura; factura; n factura;
        recibo; numero ordine; ordine; numero fattura; fattura; n fattura; ricevuta; bestelnummer;
        bestelling; ordernummer; factuur; factuurnummer; bon; bonnummer; fatura; encomenda; numero do
        pedido; numero da encomenda; numero da fatura; n fatura;
        numer zamowienia; zamowienie; numer faktury; faktura; nr faktury; nr zamowienia; paragon""",
    "date": """
        date; order date; sale date; invoice date; invoicedate; purchase date; transaction date; payment
        date; paid at; created at; date created; created; paid on; date paid; day; timestamp; datetime;
        date time; date received; donation date; gift date; contribution date; booking date; visit date;
        service date; appointment date; when; completed at; processed at; order created time; ordered
        at; sold at; sold on; datum; bestelldatum; rechnungsdatum; kaufdatum; verkaufsdatum;
        buchungsdatum; buchungstag; belegdatum; zahlungsdatum; bezahlt am; gekauft am; tag;
        spendendatum; date de commande; date de facture; date d achat; date achat; date de paiement;
        date dachat; date du don; date de vente; date commande; date facture; fecha; fecha de compra; fecha de
        pedido; fecha de factura; fecha de pago; fecha del pedido; fecha de venta; data; data ordine;
        data acquisto; data fattura; data vendita; data pagamento; besteldatum; factuurdatum;
        aankoopdatum; verkoopdatum; betaaldatum; data da compra; data do pedido; data da fatura; data da
        venda; data do pagamento; data zamowienia; data zakupu; data faktury; data sprzedazy; data
        platnosci; data wystawienia;
        start time; start; starts at; start date; appointment; appointment time; appointment start;
        appointment day; scheduled date; scheduled at; scheduled for; scheduled start; visit; visited on;
        visited; session date; class date; treatment date; date of service; date of visit; date of sale;
        termin; termindatum; terminbeginn; beginn; startzeit; startdatum; besuchsdatum; leistungsdatum;
        behandlungsdatum; behandlungstag; rendez vous; rdv; date du rendez vous; date du rdv; date rdv;
        date de visite; date de la visite; date de prestation; heure de debut; debut; date de debut;
        cita; fecha de la cita; fecha cita; fecha de visita; fecha de servicio; fecha del servicio; hora
        de inicio; inicio; fecha de inicio; appuntamento; data appuntamento; data visita; data della
        visita; data servizio; ora inizio; inizio; data inizio; afspraak; afspraakdatum; datum afspraak;
        bezoekdatum; starttijd; begintijd; begindatum; data da visita; data do servico; data da
        consulta; data da marcacao; data de inicio; wizyta; data wizyty; data uslugi; data wykonania
        uslugi; godzina rozpoczecia; data rozpoczecia""",
    "total": """
        total; amount; order total; total amount; grand total; sale amount; total paid; amount paid;
        paid; payment; payment amount; gross; gross amount; total price; value; order
        value; sale total; invoice total; total collected; revenue; price paid; sum; donation amount;
        donation; gift amount; gift; contribution amount; invoice amount; order amount; sale; sales;
        total sale; transaction amount; charge; charged; amount charged; amount donated; total incl tax;
        total sales; item total; line total; betrag; gesamt; gesamtbetrag; summe; bruttobetrag; brutto;
        gesamtpreis; rechnungsbetrag; umsatz; bezahlt; endbetrag; preis gesamt; spende; spendenbetrag;
        bestellwert; gesamtsumme; zahlbetrag; montant; montant total; total ttc; montant ttc; ttc;
        somme; don; montant paye; montant du don; prix total; importe; importe total; monto; total
        pagado; monto total; donacion; cantidad pagada; precio total; importo; totale; importo totale;
        prezzo totale; incasso; totale ordine; totale fattura; donazione; bedrag; totaal; totaalbedrag;
        bedrag incl btw; betaald; omzet; valor; valor total; quantia; total pago; montante; doacao;
        valor pago; kwota; razem; suma; kwota brutto; wartosc; wartosc brutto; do zaplaty; zaplacono;
        darowizna; cena brutto; total general""",
    "goods": """
        subtotal; sub total; net; net amount; net sales; net total; amount excl tax; nettobetrag; netto;
        zwischensumme; sous total; montant ht; total ht; ht; neto; base imponible; subtotale;
        imponibile; importo netto; subtotaal; bedrag excl btw; valor liquido; kwota netto; wartosc netto""",
    "tax": """
        tax; taxes; sales tax; vat; gst; hst; tax amount; vat amount; total tax; order tax; mwst; ust;
        umsatzsteuer; mehrwertsteuer; steuer; mwst betrag; tva; montant tva; taxe; iva; impuesto;
        impuestos; importo iva; imposta; btw; belasting; btw bedrag; imposto; podatek; vat kwota; kwota
        vat""",
    "shipping": """
        shipping; shipping cost; shipping amount; shipping total; delivery; delivery fee; postage;
        freight; order shipping; shipping fee; versand; versandkosten; porto; lieferkosten; frais de
        port; livraison; frais de livraison; envio; gastos de envio; spedizione; spese di spedizione;
        verzendkosten; verzending; frete; portes; koszt wysylki; wysylka; dostawa; koszt dostawy""",
    "tip": """
        tip; tips; gratuity; tip amount; trinkgeld; pourboire; propina; mancia; fooi; gorjeta; napiwek""",
    "refund": """
        refund; refunded; refunded amount; amount refunded; refund amount; refunds; ruckerstattung;
        erstattet; erstattung; ruckerstattungsbetrag; remboursement; montant rembourse; rembourse;
        reembolso; importe reembolsado; rimborso; importo rimborsato; terugbetaling; terugbetaald; valor
        reembolsado; zwrot; kwota zwrotu""",
    "currency": """
        currency; currency code; order currency; waehrung; wahrung; devise; monnaie; moneda; divisa;
        valuta; munt; moeda; waluta""",
    "status": """
        status; state; order status; payment status; financial status; transaction status; invoice
        status; order state; bestellstatus; zahlungsstatus; statut; etat; estado; stato ordine; stato
        pagamento; estado del pedido; orderstatus; betaalstatus; estado do pedido; situacao; stan;
        status zamowienia; status platnosci""",
    "document": """
        document type; type of document; invoice type; belegart; belegtyp; dokumenttyp; dokumentart;
        rechnungsart; rechnungstyp; type de document; type de piece; type de facture; tipo de documento;
        tipo documento; tipo de factura; tipo di documento; documenttype; soort document; factuursoort;
        tipo de fatura; typ dokumentu; rodzaj dokumentu""",
    "item": """
        item; items; product; product name; products; item name; description; service; service name;
        item description; lineitem name; line item; products ordered; what; event; campaign; fund;
        artikel; produkt; bezeichnung; beschreibung; leistung; ware; artikelname; dienstleistung;
        produit; article; prestation; designation; libelle; producto; articulo; descripcion; servicio;
        concepto; prodotto; articolo; descrizione; servizio; causale; dienst; omschrijving; produto;
        artigo; descricao; servico; towar; usluga; opis; nazwa produktu; nazwa towaru""",
    "quantity": """
        quantity; qty; count; how many; units; number of items; items sold; menge; anzahl; stuck;
        stuckzahl; quantite; qte; nombre d articles; cantidad; cant; unidades; quantita; qta; pezzi;
        aantal; hoeveelheid; quantidade; qtd; ilosc; liczba; sztuk""",
    "price": """
        price; unit price; item price; lineitem price; rate; price each; unitprice; sale price; preis;
        einzelpreis; stuckpreis; preis pro stuck; prix; prix unitaire; precio; precio unitario; prezzo;
        prezzo unitario; prijs; stukprijs; preco; preco unitario; cena; cena jednostkowa""",
}

# The day on which a row was made or changed: taken for the day of the sale only where no better day is told.
ROW_MADE = """
    created at; created on; date created; created; created date; creation date; created time; date added; added on;
    booking date; booked on; booked at; booked; date booked; modified; modified at; modified on; modified date; date
    modified; last modified; updated; updated at; updated on; updated date; date updated; last updated; timestamp;
    submitted at; submitted on; submission date; date submitted; erstellt; erstellt am; erstellungsdatum; angelegt;
    angelegt am; anlagedatum; erfasst am; buchungsdatum; buchungstag; gebucht am; geandert; geandert am; letzte
    anderung; aktualisiert am; zeitstempel; cree le; creee le; date de creation; date de reservation; reserve le;
    modifie le; date de modification; mis a jour le; horodateur; creado; creado el; creada el; fecha de creacion;
    fecha de reserva; reservado el; modificado; modificado el; fecha de modificacion; actualizado; actualizado el;
    marca temporal; creato il; data creazione; data di creazione; data prenotazione; data di prenotazione; prenotato
    il; modificato il; data modifica; aggiornato il; informazioni cronologiche; aangemaakt; aangemaakt op;
    aanmaakdatum; boekingsdatum; geboekt op; gewijzigd; gewijzigd op; wijzigingsdatum; bijgewerkt op; tijdstempel;
    criado em; criada em; data de criacao; data da criacao; data da reserva; data de reserva; reservado em;
    modificado em; data de modificacao; atualizado em; carimbo de data hora; utworzono; data utworzenia; data
    rezerwacji; zarezerwowano; zmodyfikowano; data modyfikacji; zaktualizowano; data aktualizacji; sygnatura
    czasowa"""
# May be the start of a visit or of a membership: before the day on which the row was made, after all others.
STARTS = """
    start; start date; beginn; startdatum; debut; date de debut; inicio; fecha de inicio; inizio; data inizio;
    begindatum; data de inicio; data rozpoczecia"""
# Headers that say too little: only the values tell whether it is so (and no row of values is a header by them).
KIND_OF_DOCUMENT = """
    type; kind; doc type; doc; document; document kind; transaction type; typ; art; vorgang; vorgangsart; dokument;
    nature; piece; type piece; genre; tipo; tipo doc; documento; tipologia; soort; documentsoort; rodzaj; dokument"""
BARE_NUMBER = "no; nr; nro; n; num; number; nummer; numero; numer"

_TAXES = (
    "(?:mwst|ust|mehrwertsteuer|umsatzsteuer|steuern?|vat|gst|hst|tax|taxes|taxe|tva|iva|impuestos|btw"
    "|podatk(?:iem|u))"
)
# With tax and without it, as a part of a header: "Betrag (brutto)", "Total sin IVA".
WITH_TAX = re.compile(
    rf"""\bbrutt?o | \bttc\b | \btoutes\ taxes\ comprises\b | \blord[oa]\b | \bivat[oa]\b
    | \b(?:incl?|inkl|including|inclusive|inklusive|inclusief|mit|with|avec|con|com|z)(?:\ \d+)?\ {_TAXES}\b
    | \b{_TAXES}\ (?:incl?|included|inclusive|incluid[oa]s?|inclus[oae]|inkl|compres[oa]|comprises?)\b""",
    re.X,
)
WITHOUT_TAX = re.compile(
    rf"""\bnett?o | \bht\b | \bhors\ taxes?\b | \bhors\ tva\b
    | \b(?:excl?|exkl|excluding|exclusive|exclusief|ex|ohne|zzgl|without|before|sans|sin|senza|sem|zonder|bez
        |antes\ de)(?:\ \d+)?\ {_TAXES}\b
    | \b{_TAXES}\ (?:excl?|excluded|exclusive|excluid[oa]s?|esclus[oa]|exkl)\b""",
    re.X,
)
# What is told without tax, though its name has neither word in it.
TAXABLE = frozenset({"imponibile", "base imponible", "base imponibile"})
# Of such a table "net" is what is left after the fee, and its difference is no tax.
FEES = re.compile(
    r"\bfees?\b|gebuhr|provision|\bfrais\b|commission|comision|comissao|\btaxas?\b|\bkosten\b|oplat|prowizj"
)
# Visits that are booked before they are: a status "confirmed" says there that it is still to come.
VISITS = re.compile(
    r"appointment|booking|visit|treatment|\bstaff\b|stylist|therapist|practitioner|barber|start time|check in"
    r"|^services?$|^service name$|\btermin(?!\w*al| platnosci| zaplaty)|behandlung|^(?:dienst)?leistung$"
    r"|\bre[nz]dez vous\b|\brdv\b|^prestation$|reservation|\bcita\b|\breserva\b|^servicio$|appuntament|prenotazion"
    r"|^servizio$|afspraak|boeking|^dienst$|marcacao|agendamento|consulta|^servico$|wizyt|rezerwac|^usluga$"
)


@cache
def vocabulary() -> dict[str, str]:
    """Header, made comparable -> meaning. The first meaning that lists a header has it."""
    known: dict[str, str] = {}
    for meaning, words in HEADERS.items():
        for word in words.split(";"):
            known.setdefault(header_key(word.strip()), meaning)
    return known


def meaning_of(key: str) -> str:
    """What a header means by itself; an amount's may say beside its name whether the tax is in it."""
    if known := vocabulary().get(key):
        return known
    bare = without_tax_words(key)
    meaning = vocabulary().get(bare, "") if bare not in ("", key) else ""
    if WITHOUT_TAX.search(key):
        return "goods" if meaning in ("total", "goods") else ""
    return meaning if meaning in ("total", "price") else ""


def without_tax_words(key: str) -> str:
    return squeezed(WITH_TAX.sub(" ", WITHOUT_TAX.sub(" ", key)))


def known_headers(keys: list[str]) -> int:
    """How many of these are headers we have seen: tells a header row from a row of values."""
    return sum(bool(meaning_of(key)) for key in keys)


@cache
def _keys(words: str) -> frozenset[str]:
    return frozenset(header_key(word.strip()) for word in words.split(";"))


def is_of_the_row(key: str) -> bool:
    """Is it the day on which somebody wrote the row, and not the day of what it tells?"""
    return key in _keys(ROW_MADE)


def is_start(key: str) -> bool:
    return key in _keys(STARTS)


def may_tell_documents(key: str) -> bool:
    return key in _keys(KIND_OF_DOCUMENT)


def is_bare_number(header: str) -> bool:
    return header.strip() == "#" or header_key(header) in _keys(BARE_NUMBER)


def tells_visits(keys: list[str]) -> bool:
    return any(VISITS.search(key) for key in keys)
