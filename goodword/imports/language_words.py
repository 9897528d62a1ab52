"""The headers of Outlook and Thunderbird in other languages, as Exchange and Thunderbird themselves list them.

Ours = theirs; ways to say it apart by |. The Portuguese are two: `Apelido` is a last name in Lisbon and a nickname
in Rio. Nobody can tell what Outlook calls its "Referred By" in Spanish, Portuguese and Polish, so it is not here.
"""

OUTLOOK: dict[str, str] = {
    "de": """
        First Name = Vorname; Middle Name = Weitere Vornamen; Last Name = Nachname; Company = Firma;
        Job Title = Position; E-mail Address = E-Mail-Adresse; E-mail 2 Address = E-Mail 2: Adresse;
        E-mail 3 Address = E-Mail 3: Adresse; E-mail Display Name = E-Mail: Angezeigter Name;
        Mobile Phone = Mobiltelefon; Mobile Phone 2 = Mobiltelefon 2; Primary Phone = Haupttelefon;
        Home Phone = Telefon privat; Home Phone 2 = Telefon privat 2; Business Phone = Telefon geschäftlich;
        Business Phone 2 = Telefon geschäftlich 2; Other Phone = Weiteres Telefon; Car Phone = Autotelefon;
        Company Main Phone = Telefon Firma; Home Street = Straße privat; Home City = Ort privat;
        Home Postal Code = Postleitzahl privat; Home Country = Land/Region privat | Land privat;
        Business Street = Straße geschäftlich; Business City = Ort geschäftlich;
        Business Postal Code = Postleitzahl geschäftlich;
        Business Country = Land/Region geschäftlich | Land geschäftlich; Other Street = Weitere Straße;
        Other City = Weiterer Ort; Other Postal Code = Weitere Postleitzahl;
        Other Country = Weiteres/e Land/Region | Weiteres Land; Birthday = Geburtstag; Categories = Kategorien;
        Notes = Notizen; Referred By = Empfohlen von; Spouse = Partner; Children = Kinder; Web Page = Webseite;
        Manager's Name = Name des/der Vorgesetzten | Name des/r Vorgesetzten; Assistant's Name = Name Assistent""",
    "fr": """
        First Name = Prénom; Middle Name = Deuxième prénom; Last Name = Nom; Company = Société;
        Job Title = Titre | Fonction; E-mail Address = Adresse de messagerie;
        E-mail 2 Address = Adresse de messagerie 2; E-mail 3 Address = Adresse de messagerie 3;
        E-mail Display Name = Nom complet de l'adresse de messagerie; Mobile Phone = Tél. mobile;
        Primary Phone = Téléphone principal; Home Phone = Téléphone (domicile);
        Home Phone 2 = Téléphone 2 (domicile); Business Phone = Téléphone (bureau);
        Business Phone 2 = Téléphone 2 (bureau); Other Phone = Téléphone (autre); Car Phone = Téléphone (voiture);
        Company Main Phone = Téléphone société; Home Street = Rue (domicile); Home City = Ville (domicile);
        Home Postal Code = Code postal (domicile); Home Country = Pays/Région (domicile);
        Business Street = Rue (bureau); Business City = Ville (bureau); Business Postal Code = Code postal (bureau);
        Business Country = Pays/Région (bureau); Other Street = Rue (autre); Other City = Ville (autre);
        Other Postal Code = Code postal (autre); Other Country = Pays/Région (autre); Birthday = Anniversaire;
        Categories = Catégories; Notes = Notes; Referred By = Recommandé par; Spouse = Conjoint(e);
        Children = Enfants; Web Page = Page Web; Manager's Name = Responsable;
        Assistant's Name = Nom de l'assistant(e)""",
    "es": """
        First Name = Nombre; Middle Name = Segundo nombre; Last Name = Apellidos; Company = Organización;
        Job Title = Puesto; E-mail Address = Dirección de correo electrónico;
        E-mail 2 Address = Dirección de correo electrónico 2;
        E-mail 3 Address = Dirección del correo electrónico 3 | Dirección de correo electrónico 3;
        E-mail Display Name = Nombre de pantalla de correo electrónico; Mobile Phone = Teléfono móvil;
        Primary Phone = Teléfono principal; Home Phone = Particular; Business Phone = Teléfono del trabajo;
        Other Phone = Otro teléfono; Company Main Phone = Número de centralita de la organización;
        Home Country = País o región del domicilio; Business Street = Calle del trabajo;
        Business City = Ciudad de trabajo; Business Postal Code = Código postal del trabajo;
        Business Country = País o región del trabajo; Other Street = Otra calle; Other City = Otra ciudad;
        Other Postal Code = Otro código postal; Other Country = Otro país o región; Birthday = Cumpleaños;
        Categories = Categorías; Notes = Notas; Children = Hijos; Web Page = Página web;
        Manager's Name = Nombre del director""",
    "it": """
        First Name = Nome; Middle Name = Secondo nome; Last Name = Cognome; Company = Società;
        Job Title = Posizione; E-mail Address = Indirizzo posta elettronica | Indirizzo E-mail;
        E-mail 2 Address = Indirizzo posta elettronica 2 | Indirizzo E-mail 2;
        E-mail 3 Address = Indirizzo posta elettronica 3 | Indirizzo E-mail 3;
        E-mail Display Name = Nome visualizzato posta elettronica; Mobile Phone = Cellulare;
        Primary Phone = Telefono principale; Home Phone = Abitazione; Home Phone 2 = Abitazione 2;
        Business Phone = Ufficio; Business Phone 2 = Ufficio 2; Other Phone = Altro telefono;
        Car Phone = Telefono auto; Company Main Phone = Telefono principale società; Home Street = Via (ab.);
        Home City = Città (ab.); Home Postal Code = CAP (ab.);
        Home Country = Paese (ab.) | Paese/area geografica (ab.); Business Street = Via (uff.);
        Business City = Città (uff.); Business Postal Code = CAP (uff.);
        Business Country = Paese (uff.) | Paese/area geografica (uff.); Other Street = Altra via;
        Other City = Altra città; Other Postal Code = Altro CAP;
        Other Country = Altro paese | Altro paese/area geografica; Birthday = Compleanno; Categories = Categorie;
        Notes = Note; Referred By = Presentato da; Spouse = Nome coniuge | Nome coniuge/partner; Children = Figli;
        Web Page = Pagina Web; Manager's Name = Nome manager; Assistant's Name = Nome assistente""",
    "nl": """
        First Name = Voornaam; Middle Name = Middelste naam; Last Name = Achternaam; Company = Bedrijf;
        Job Title = Functie; E-mail Address = E-mailadres; E-mail 2 Address = E-mailadres 2;
        E-mail 3 Address = E-mailadres 3; E-mail Display Name = Weergavenaam voor e-mail;
        Mobile Phone = Mobiele telefoon; Primary Phone = Hoofdtelefoon; Home Phone = Telefoon thuis;
        Home Phone 2 = Telefoon thuis 2; Business Phone = Telefoon op werk; Business Phone 2 = Telefoon op werk 2;
        Other Phone = Andere telefoon; Car Phone = Autotelefoon; Company Main Phone = Hoofdtelefoon bedrijf;
        Home Street = Huisadres, straat; Home City = Huisadres, plaats; Home Postal Code = Huisadres, postcode;
        Home Country = Land/regio (thuis); Business Street = Werkadres, straat; Business City = Werkadres, plaats;
        Business Postal Code = Werkadres, postcode; Business Country = Land/regio (werk);
        Other Street = Ander adres, straat; Other City = Ander adres, plaats;
        Other Postal Code = Ander adres, postcode; Other Country = Land/regio (anders); Birthday = Verjaardag;
        Categories = Categorieën; Notes = Notities; Referred By = Referentie van; Spouse = Partner;
        Children = Kinderen; Web Page = Webpagina; Manager's Name = Naam manager; Assistant's Name = Naam assistent""",
    "pt": """
        First Name = Primeiro nome; Middle Name = Outros nomes/apelidos; Last Name = Apelido; Company = Empresa;
        Job Title = Cargo; E-mail Address = Endereço de correio electrónico;
        E-mail 2 Address = Endereço do correio electrónico 2; E-mail 3 Address = Endereço do correio electrónico 3;
        E-mail Display Name = Nome a apresentar para o correio electrónico; Mobile Phone = Telemóvel;
        Primary Phone = Telefone principal; Home Phone = Telefone da residência;
        Home Phone 2 = 2º telefone da residência; Business Phone = Telefone da empresa;
        Business Phone 2 = 2º telefone da empresa; Other Phone = Outro telefone; Car Phone = Telefone do carro;
        Company Main Phone = Telefone principal da empresa; Home Street = Rua da residência;
        Home City = Localidade da residência; Home Postal Code = Código postal da residência;
        Home Country = País da Residência/Região; Business Street = Rua da empresa;
        Business City = Localidade da empresa; Business Postal Code = Código postal da empresa;
        Business Country = País/Região da Empresa; Other Street = Rua do outro endereço;
        Other City = Localidade do outro endereço; Other Postal Code = Código postal do outro endereço;
        Other Country = Outro País/Região; Birthday = Data de nascimento; Categories = Categorias; Notes = Notas;
        Spouse = Cônjuge; Children = Filhos; Web Page = Página na Web; Manager's Name = Nome do gestor;
        Assistant's Name = Nome do assistente""",
    "pt-BR": """
        First Name = Primeiro nome; Middle Name = Segundo nome; Last Name = Sobrenome; Company = Empresa;
        Job Title = Cargo; E-mail Address = Endereço de email; E-mail 2 Address = Endereço de email 2;
        E-mail 3 Address = Endereço de email 3; E-mail Display Name = Nome para exibição do email;
        Mobile Phone = Telefone celular; Primary Phone = Telefone principal; Home Phone = Telefone residencial;
        Home Phone 2 = Telefone residencial 2; Business Phone = Telefone comercial;
        Business Phone 2 = Telefone comercial 2; Other Phone = Outro telefone; Car Phone = Telefone do carro;
        Company Main Phone = Telefone principal da empresa; Home Street = Endereço residencial;
        Home City = Cidade do endereço residencial; Home Postal Code = CEP do endereço residencial;
        Home Country = País/Região de Residência; Business Street = Rua do endereço comercial;
        Business Country = País/Região da Empresa; Other Street = Outro endereço; Other Country = Outro País/Região;
        Categories = Categorias; Notes = Anotações; Children = Filhos; Web Page = Página da Web;
        Manager's Name = Nome do gerenciador; Assistant's Name = Nome do assistente""",
    "pl": """
        First Name = Imię; Middle Name = Drugie imię; Last Name = Nazwisko; Company = Firma; Job Title = Stanowisko;
        E-mail Address = Adres e-mail; E-mail 2 Address = Adres e-mail 2; E-mail 3 Address = Adres e-mail 3;
        E-mail Display Name = Wyświetlana nazwa e-mail; Mobile Phone = Telefon komórkowy;
        Primary Phone = Telefon podstawowy; Home Phone = Telefon domowy; Home Phone 2 = Telefon domowy 2;
        Business Phone = Telefon służbowy; Business Phone 2 = Telefon służbowy 2; Other Phone = Inny telefon;
        Car Phone = Telefon w samochodzie; Company Main Phone = Główny telefon do firmy;
        Home Street = Adres domowy - ulica; Home City = Adres domowy - miejscowość;
        Home Postal Code = Adres domowy - kod pocztowy;
        Home Country = Adres domowy - kraj/region | Adres domowy - kraj; Business Street = Adres służbowy - ulica;
        Business City = Adres służbowy - miejscowość; Business Postal Code = Adres służbowy - kod pocztowy;
        Business Country = Adres służbowy - kraj/region | Adres służbowy - kraj; Other Street = Inny adres - ulica;
        Other City = Inny adres - miejscowość; Other Postal Code = Inny adres - kod pocztowy;
        Other Country = Inny adres - kraj/region | Inny adres - kraj; Birthday = Urodziny; Categories = Kategorie;
        Notes = Notatki; Spouse = Współmałżonek; Children = Dzieci; Web Page = Strona sieci Web;
        Manager's Name = Menedżer; Assistant's Name = Imię i nazwisko asystenta""",
}

THUNDERBIRD: dict[str, str] = {
    "de": """
        First Name = Vorname; Last Name = Nachname; Display Name = Anzeigename; Nickname = Spitzname;
        Primary Email = Primäre E-Mail-Adresse; Secondary Email = Sekundäre E-Mail-Adresse;
        Work Phone = Tel. dienstlich; Home Phone = Tel. privat; Mobile Number = Mobil-Tel.-Nr.;
        Home Address = Privat: Adresse; Home Address 2 = Privat: Adresse 2; Home City = Privat: Ort;
        Home ZipCode = Privat: PLZ; Home Country = Privat: Land; Work Address = Dienstlich: Adresse;
        Work Address 2 = Dienstlich: Adresse 2; Work City = Dienstlich: Ort; Work ZipCode = Dienstlich: PLZ;
        Work Country = Dienstlich: Land; Job Title = Arbeitstitel; Organization = Organisation;
        Web Page 1 = Webseite 1; Web Page 2 = Webseite 2; Birth Year = Geburtsjahr; Birth Month = Geburtsmonat;
        Birth Day = Geburtstag; Custom 1 = Benutzerdef. 1; Custom 2 = Benutzerdef. 2; Custom 3 = Benutzerdef. 3;
        Custom 4 = Benutzerdef. 4; Notes = Notizen""",
    "fr": """
        First Name = Prénom; Last Name = Nom de famille; Display Name = Nom à afficher; Nickname = Surnom;
        Primary Email = Adresse e-mail principale; Secondary Email = Adresse e-mail secondaire;
        Work Phone = Tél. professionnel; Home Phone = Tél. personnel; Mobile Number = Portable;
        Home Address = Adresse privée; Home Address 2 = Adresse privée 2; Home City = Ville;
        Home ZipCode = Code postal; Home Country = Pays/Région (domicile); Work Address = Adresse professionnelle;
        Work Address 2 = Adresse professionnelle 2; Work City = Ville; Work ZipCode = Code postal;
        Work Country = Pays/Région (bureau); Job Title = Profession; Organization = Société;
        Web Page 1 = Site web 1; Web Page 2 = Site web 2; Birth Year = Année de naissance; Birth Month = Mois;
        Birth Day = Jour; Custom 1 = Divers 1; Custom 2 = Divers 2; Custom 3 = Divers 3; Custom 4 = Divers 4;
        Notes = Notes""",
    "es": """
        First Name = Nombre; Last Name = Apellidos; Display Name = Nombre mostrado; Nickname = Apodo;
        Primary Email = Dirección de correo electrónico principal;
        Secondary Email = Dirección de correo electrónico secundaria; Work Phone = Teléfono (Trabajo);
        Home Phone = Teléfono particular; Mobile Number = Teléfono móvil; Home Address = Dirección personal;
        Home Address 2 = Dirección personal 2; Home City = Ciudad donde vive; Home ZipCode = Código postal;
        Home Country = País de residencia; Work Address = Dirección de trabajo;
        Work Address 2 = Dirección de trabajo 2; Work City = Ciudad (Trabajo);
        Work ZipCode = Código postal (Trabajo); Work Country = País (Trabajo); Job Title = Puesto;
        Organization = Organización; Web Page 1 = Página web 1; Web Page 2 = Página web 2;
        Birth Year = Año de nacimiento; Birth Month = Mes de nacimiento; Birth Day = Día de nacimiento;
        Custom 1 = Personalizado 1; Custom 2 = Personalizado 2; Custom 3 = Personalizado 3;
        Custom 4 = Personalizado 4; Notes = Notas""",
    "it": """
        First Name = Nome; Last Name = Cognome; Display Name = Nome visualizzato; Nickname = Soprannome;
        Primary Email = Email primaria; Secondary Email = Email secondaria; Work Phone = Telefono lavoro;
        Home Phone = Telefono casa; Mobile Number = Numero cellulare; Home Address = Indirizzo di casa;
        Home Address 2 = Indirizzo di casa 2; Home City = Città di residenza; Home ZipCode = CAP di residenza;
        Home Country = Nazione di residenza; Work Address = Indirizzo di lavoro;
        Work Address 2 = Indirizzo di lavoro 2; Work City = Città di lavoro; Work ZipCode = CAP di lavoro;
        Work Country = Nazione di lavoro; Job Title = Qualifica; Organization = Organizzazione;
        Web Page 1 = Pagina web 1; Web Page 2 = Pagina web 2; Birth Year = Anno di nascita;
        Birth Month = Mese di nascita; Birth Day = Giorno di nascita; Custom 1 = Personalizzato 1;
        Custom 2 = Personalizzato 2; Custom 3 = Personalizzato 3; Custom 4 = Personalizzato 4; Notes = Note""",
    "nl": """
        First Name = Voornaam; Last Name = Achternaam; Display Name = Weergavenaam; Nickname = Bijnaam;
        Primary Email = Primair e-mailadres; Secondary Email = Secundair e-mailadres; Work Phone = Telefoon werk;
        Home Phone = Telefoon thuis; Mobile Number = Mobiel nummer; Home Address = Adres; Home Address 2 = Adres 2;
        Home City = Woonplaats; Home ZipCode = Postcode; Home Country = Land; Work Address = Werkadres;
        Work Address 2 = Werkadres 2; Work City = Werklocatie | Werkplaats; Work ZipCode = Werkpostcode;
        Work Country = Werkland; Job Title = Werkfunctie; Organization = Organisatie; Web Page 1 = Webpagina 1;
        Web Page 2 = Webpagina 2; Birth Year = Geboortejaar; Birth Month = Geboortemaand; Birth Day = Geboortedag;
        Custom 1 = Overig 1; Custom 2 = Overig 2; Custom 3 = Overig 3; Custom 4 = Overig 4; Notes = Aantekeningen""",
    "pt": """
        First Name = Nome; Last Name = Apelido; Display Name = Nome exibido; Primary Email = Email primário;
        Secondary Email = E-mail secundário; Work Phone = Telefone profissional; Home Phone = Telefone de casa;
        Mobile Number = Número de telemóvel; Home Address = Endereço pessoal; Home Address 2 = Endereço pessoal 2;
        Home City = Naturalidade; Home ZipCode = Código postal; Home Country = Nacionalidade;
        Work Address = Endereço profissional; Work Address 2 = Endereço profissional 2;
        Work City = Local de trabalho; Work ZipCode = Código postal do local de trabalho;
        Work Country = País do local de trabalho; Job Title = Profissão; Organization = Organização;
        Web Page 1 = Página web 1; Web Page 2 = Página web 2; Birth Year = Ano de nascimento;
        Birth Month = Mês de nascimento; Birth Day = Dia de nascimento; Custom 1 = Personalizado 1;
        Custom 2 = Personalizado 2; Custom 3 = Personalizado 3; Custom 4 = Personalizado 4; Notes = Notas""",
    "pt-BR": """
        First Name = Primeiro nome; Last Name = Sobrenome; Display Name = Nome de exibição; Nickname = Apelido;
        Primary Email = Email principal; Secondary Email = Email secundário; Work Phone = Telefone comercial;
        Home Phone = Telefone residencial; Mobile Number = Número do celular; Home Address = Endereço;
        Home Address 2 = Endereço 2; Home City = Cidade; Home ZipCode = CEP; Home Country = País;
        Work Address = Endereço comercial; Work Address 2 = Endereço comercial 2; Work City = Cidade de trabalho;
        Work ZipCode = CEP comercial; Work Country = País de trabalho; Job Title = Cargo;
        Organization = Organização; Web Page 1 = Página web 1; Web Page 2 = Página web 2;
        Birth Year = Ano de nascimento; Birth Month = Mês de nascimento; Birth Day = Data de nascimento;
        Custom 1 = Personalizado 1; Custom 2 = Personalizado 2; Custom 3 = Personalizado 3;
        Custom 4 = Personalizado 4; Notes = Notas""",
    "pl": """
        First Name = Imię; Last Name = Nazwisko; Display Name = Wyświetlana nazwa; Nickname = Pseudonim;
        Primary Email = Podstawowy e-mail; Secondary Email = Dodatkowy e-mail;
        Work Phone = Telefonu służbowy | Telefon służbowy; Home Phone = Telefon domowy;
        Mobile Number = Numer telefonu komórkowego; Home Address = Adres domowy; Home Address 2 = Adres domowy 2;
        Home City = Miasto (dom); Home ZipCode = Kod pocztowy (dom); Home Country = Państwo (dom);
        Work Address = Adres służbowy; Work Address 2 = Adres służbowy 2; Work City = Miasto (praca);
        Work ZipCode = Kod pocztowy (praca); Work Country = Państwo (praca); Job Title = Stanowisko;
        Organization = Firma/Organizacja; Web Page 1 = Strona WWW 1; Web Page 2 = Strona WWW 2;
        Birth Year = Urodziny – Rok; Birth Month = Urodziny – Miesiąc; Birth Day = Urodziny – Dzień;
        Custom 1 = Informacja 1; Custom 2 = Informacja 2; Custom 3 = Informacja 3; Custom 4 = Informacja 4;
        Notes = Notatki""",
}
