"""What headings of people's own tables mean, in seven languages; accents and case don't matter."""

import functools
import re

from dexcli.core import names

CADENCE = "cadence"
NAME, FIRST, MIDDLE, LAST = "name", "first", "middle", "last"
SEEN = "seen"
ACCOUNT = "accounts."
STREET, POSTAL, REGION, COUNTRY, CITY = "street", "postal", "region", "country", "city"
# Field: the headings that mean it, as `folded` gives them.
_WORDS = {
    NAME: "name, full name, fullname, display name, complete name, person, people, who, contact, "
    "contact name, friend, nom complet, nom et prenom, nom prenom, prenom nom, prenom et nom, "
    "nom, personne, qui, ganzer name, vollstandiger name, vor und nachname, name vorname, "
    "wer, nombre, nombre completo, nombre y apellidos, nombre y apellido, quien, nome, nome "
    "completo, nome e cognome, cognome e nome, chi, naam, volledige naam, wie, nome e "
    "apelido, quem, nome e sobrenome, vollname, kontakt, contacto, contatto, contato, amigo, "
    "freund, ami",
    FIRST: "first name, firstname, first, given name, forename, christian name, prenom, prenoms, "
    "vorname, vornamen, rufname, nombre de pila, nombres, primer nombre, voornaam, roepnaam, "
    "primeiro nome, nome proprio, nome de batismo",
    MIDDLE:
        "middle name, middle names, middle, second name, additional name, deuxieme prenom, second "
        "prenom, zweiter vorname, segundo nombre, secondo nome, tussenvoegsel, tussenvoegsels, "
        "segundo nome, nome do meio",
    LAST: "last name, lastname, last, surname, family name, nom de famille, patronyme, nachname, "
    "familienname, zuname, apellido, apellidos, primer apellido, segundo apellido, cognome, "
    "achternaam, familienaam, sobrenome, apelido, apelidos, ultimo nome",
    "prefix": "prefix, salutation, honorific, name prefix, civilite, anrede, titel, tratamiento, "
    "appellativo, aanhef, tratamento",
    "suffix": "suffix, name suffix, credentials",
    "aka": "nickname, nick name, nick, alias, aka, also known as, surnom, pseudo, diminutif, "
    "spitzname, apodo, mote, soprannome, bijnaam, alcunha, maiden name, birth name, nom de "
    "jeune fille, nom de naissance, geburtsname, madchenname, apellido de soltera, nome da "
    "nubile, cognome da nubile, meisjesnaam, nome de solteira",
    "emails":
        "email, e mail, mail, emails, e mails, email address, e mail address, mail address, email "
        "addresses, electronic mail, adresse e mail, adresse email, adresse mail, courriel, mel, "
        "adresse electronique, adresse courriel, email adresse, e mail adresse, mailadresse, mail "
        "adresse, correo, correo electronico, direccion de correo, correo e, posta elettronica, "
        "indirizzo email, indirizzo e mail, indirizzo mail, e mailadres, emailadres, mailadres, "
        "correio eletronico, endereco de email, endereco de e mail",
    "phones":
        "phone, phones, phone number, phone numbers, telephone, telephone number, tel, tel no, "
        "mobile, mobile phone, mobile number, cell, cell phone, cellphone, cellular, landline, "
        "fixed line, contact number, whatsapp, telephones, numero de telephone, portable, gsm, "
        "telephone portable, telephone mobile, tel portable, telephone fixe, fixe, ligne fixe, "
        "tel fixe, telefon, telefonnummer, rufnummer, handy, handynummer, mobil, mobiltelefon, "
        "mobilnummer, festnetz, festnetznummer, telefono, telefonos, movil, telefono movil, "
        "celular, numero de telefono, telefono fijo, fijo, cellulare, telefonino, numero di "
        "telefono, telefono fisso, fisso, telefono cellulare, telefoon, telefoonnummer, mobiel, "
        "mobiele telefoon, mobiel nummer, vaste telefoon, vaste lijn, telefone, telemovel, numero "
        "de telefone, telefone fixo",
    "org": "company, company name, organisation, organization, org, employer, works at, firm, "
    "business name, entreprise, societe, employeur, boite, firma, unternehmen, arbeitgeber, "
    "organisation firma, empresa, compania, organizacion, azienda, societa, ditta, datore di "
    "lavoro, organizzazione, bedrijf, werkgever, organisatie, bedrijfsnaam, companhia, "
    "empregador, organizacao",
    "title":
        "title, job title, job, role, position, occupation, profession, function, titre, poste, "
        "fonction, metier, emploi, beruf, position stelle, funktion, stelle, rolle, jobtitel, "
        "berufsbezeichnung, cargo, puesto, profesion, ocupacion, trabajo, ruolo, professione, "
        "posizione, qualifica, mansione, functie, beroep, functietitel, funcao, profissao, "
        "ocupacao",
    CITY: "city, town, location, place, lives in, based in, city town, hometown, ville, commune, "
    "lieu, localite, habite a, stadt, ort, wohnort, ciudad, poblacion, localidad, vive en, "
    "citta, comune, localita, vive a, stad, plaats, woonplaats, cidade, localidade, "
    "municipio, vive em",
    "addresses":
        "address, addresses, postal address, full address, mailing address, home address, "
        "adresse, adresse postale, adresse complete, anschrift, postanschrift, adresse anschrift, "
        "direccion, direccion postal, domicilio, indirizzo, indirizzo postale, adres, postadres, "
        "endereco, morada, endereco postal",
    STREET: "street, street address, address line 1, address 1, rue, voie, strasse, strasse und "
    "hausnummer, strasse hausnummer, calle, straat, straat en huisnummer, rua",
    POSTAL: "zip, zip code, zipcode, postal code, postcode, post code, code postal, cp, plz, "
    "postleitzahl, codigo postal, cap, codice postale, cep",
    REGION:
        "state, region, province, county, state province, departement, etat, bundesland, kanton, "
        "canton, estado, provincia, regione, provincie, distrito",
    COUNTRY: "country, pays, land, pais, paese, nazione, stato",
    "birthday":
        "birthday, birth date, birthdate, date of birth, dob, born, born on, bday, date de "
        "naissance, naissance, anniversaire, ne le, nee le, ne e le, geburtstag, geburtsdatum, "
        "geboren, geboren am, cumpleanos, fecha de nacimiento, nacimiento, nacido el, compleanno, "
        "data di nascita, nato il, nata il, verjaardag, geboortedatum, geboren op, aniversario, "
        "data de nascimento, data nascimento, nascimento",
    "notes": "notes, note, comment, comments, remark, remarks, memo, details, description, misc, "
    "miscellaneous, other info, commentaire, commentaires, remarque, remarques, divers, "
    "notizen, notiz, bemerkung, bemerkungen, kommentar, kommentare, anmerkung, anmerkungen, "
    "notas, nota, comentario, comentarios, observaciones, commento, commenti, osservazioni, "
    "annotazioni, notities, notitie, opmerking, opmerkingen, observacoes, observacao",
    "tags": "tag, tags, label, labels, category, categories, group, groups, circle, circles, "
    "etiquette, etiquettes, categorie, groupe, groupes, cercle, schlagwort, schlagworte, "
    "schlagworter, kategorie, kategorien, gruppe, gruppen, etiqueta, etiquetas, categoria, "
    "categorias, grupo, grupos, etichetta, etichette, categorie gruppo, gruppo, gruppi, "
    "groep, groepen, labels groepen",
    "interests":
        "interest, interests, hobby, hobbies, likes, interet, interets, centres d interet, "
        "loisirs, passions, interessen, interesse, hobbys, intereses, aficiones, interessi, "
        "passioni, interesses, hobby s",
    SEEN:
        "last seen, last seen on, last contact, last contacted, last contact date, last met, last "
        "met on, last meeting, last time, last time seen, last talked, last talked to, last "
        "spoke, last spoken, last interaction, last conversation, last catch up, last touch, "
        "seen, seen on, date last seen, vu le, vue le, vu e le, vu, vue, revu le, derniere "
        "rencontre, dernier contact, derniere fois, vu pour la derniere fois, vus la derniere "
        "fois, date du dernier contact, dernier echange, derniere visite, zuletzt gesehen, "
        "zuletzt getroffen, zuletzt kontaktiert, letzter kontakt, letztes treffen, letzte "
        "begegnung, zuletzt, gesehen am, getroffen am, visto, visto el, ultima vez, ultimo "
        "contacto, ultimo encuentro, ultima vez visto, visto il, ultimo contatto, ultimo "
        "incontro, visto l ultima volta, ultima volta, laatst gezien, laatste contact, laatst "
        "gesproken, gezien op, laatste ontmoeting, visto em, ultimo contato, ultimo encontro, "
        "visto pela ultima vez",
    "met.on": "met, met on, date met, first met, first met on, met in, known since, connected on, "
    "rencontre, rencontre le, rencontre en, rencontres, date de rencontre, premiere "
    "rencontre, connu depuis, connue depuis, kennengelernt, kennengelernt am, bekannt seit, "
    "getroffen, conocido, conocido el, conocidos desde, conosciuto, conosciuto il, conosciuti "
    "nel, ontmoet, ontmoet op, bekend sinds, conhecido em, conhecidos desde",
    "met.at":
        "how we met, how met, where we met, where met, met at, met where, how i know them, how do "
        "i know them, how we know each other, how i met them, context, comment rencontre, comment "
        "on s est rencontres, comment on s est connus, comment nous nous sommes rencontres, ou "
        "rencontre, rencontre ou, rencontre a, contexte, lieu de rencontre, wie kennengelernt, wo "
        "kennengelernt, woher, woher kenne ich, woher wir uns kennen, kennengelernt bei, como nos "
        "conocimos, donde nos conocimos, come ci siamo conosciuti, dove ci siamo conosciuti, "
        "contesto, hoe ontmoet, waar ontmoet, hoe we elkaar kennen, hoe kennen we elkaar, como "
        "nos conhecemos, onde nos conhecemos",
    "met.through":
        "introduced by, introduction by, met through, through, referred by, referral, presente "
        "par, presentee par, par, connu par, rencontre par, vorgestellt von, durch, kennengelernt "
        "durch, presentado por, presentato da, conosciuto tramite, tramite, voorgesteld door, "
        "ontmoet via, apresentado por",
    "spouse":
        "spouse, wife, husband, conjoint, conjointe, epouse, epoux, mari, femme, ehepartner, "
        "ehefrau, ehemann, conyuge, esposa, esposo, coniuge, moglie, marito, echtgenoot, "
        "echtgenote, conjuge, marido",
    "partner":
        "partner, significant other, girlfriend, boyfriend, partenaire, compagnon, compagne, "
        "partnerin, lebenspartner, pareja, compagno, compagna, parceiro, parceira",
    "child": "child, children, kid, kids, enfant, enfants, kinder, hijo, hijos, figli, figlio, "
    "kinderen, filhos, filho",
    CADENCE: "cadence, frequency, contact frequency, keep in touch, stay in touch, how often, "
    "frequence, kontakthaufigkeit, frecuencia, frequenza, frequentie, frequencia",
    "wedding anniversary":
        "wedding anniversary, anniversary, anniversaire de mariage, hochzeitstag, aniversario de "
        "boda, anniversario di matrimonio, anniversario, trouwdag, huwelijksdatum, aniversario de "
        "casamento",
    f"{ACCOUNT}linkedin":
        "linkedin, linked in, linkedin url, linkedin profile, profil linkedin, linkedin profil, "
        "url linkedin, perfil de linkedin, profilo linkedin, linkedin link",
    f"{ACCOUNT}website":
        "website, web site, web, site, url, homepage, home page, web page, webpage, blog, site "
        "web, site internet, page web, webseite, internetseite, sitio web, pagina web, sito, sito "
        "web, webpagina",
}  # fmt: skip
_ACCOUNTS = ("twitter", "github", "gitlab", "instagram", "facebook", "mastodon", "bluesky",
             "telegram", "signal", "skype", "discord", "threema", "matrix", "xing", "tiktok",
             "youtube", "threads", "snapchat")  # fmt: skip
_ENDS = ("", " url", " handle", " profile", " account", " username")
_NAMES = frozenset({NAME, FIRST, LAST})
_BESIDE_A_FIRST_NAME = frozenset({"name", "nom", "naam"})  # there it is the last name
_BESIDE_A_LAST_NAME = frozenset({"nombre", "nome"})  # there it is the first name
# Words that say which of several a column has: kept as its label.
_QUALIFIERS = frozenset((
    "work", "home", "travail", "private", "personal", "business", "office", "main", "primary",
    "second", "secondary", "other", "alternative", "alt", "mobile", "preferred", "old", "new",
    "pro", "professionnel", "professionnelle", "perso", "personnel", "personnelle", "bureau",
    "domicile", "principal", "principale", "autre", "privat", "geschaftlich", "dienstlich",
    "arbeit", "zuhause", "beruflich", "weitere", "trabajo", "casa", "oficina", "otro", "otra",
    "particular", "lavoro", "ufficio", "personale", "privato", "altro", "werk", "prive", "thuis",
    "zakelijk", "andere", "trabalho", "pessoal", "comercial", "outro", "du", "de", "la", "le",
    "l", "d", "a", "der", "die", "das",
))  # fmt: skip
_WEAK = frozenset(
    ("contact", "person", "people", "who", "friend", "personne", "qui", "wer", "quien", "chi",
     "wie", "quem", "kontakt", "contacto", "contatto", "contato", "amigo", "freund", "ami")
)  # fmt: skip
_KINDS_OF_PHONE = frozenset(
    ("mobile", "cell", "portable", "handy", "movil", "cellulare", "telemovel", "celular", "mobiel",
     "mobil", "fixe", "festnetz", "fijo", "fisso", "landline", "whatsapp", "gsm")
)  # fmt: skip
_LABELS = (_QUALIFIERS | _KINDS_OF_PHONE) - {"de", "la", "le", "l", "d", "a", "du"}
_COUNTED = re.compile(r"\s*\d+$")


@functools.cache
def _meanings() -> dict[str, str]:
    found = {
        phrase.strip(): field for field, listed in _WORDS.items() for phrase in listed.split(",")
    }
    accounts = {f"{kind}{more}": f"{ACCOUNT}{kind}" for kind in _ACCOUNTS for more in _ENDS}
    return accounts | found


def folded(heading: str) -> str:
    """Return a heading as it is looked up: ASCII, lower case, single blanks, no marks."""
    return " ".join(re.sub(r"[^a-z0-9]+", " ", names.fold(heading.replace("°", " "))).split())


@functools.lru_cache(maxsize=4096)
def meaning(heading: str) -> str:
    """Return the field that a heading means, empty for none."""
    plain = folded(heading)
    known = _meanings()
    for text in (plain, _COUNTED.sub("", plain)):
        if text in known:
            return known[text]
    bare = [word for word in plain.split() if word not in _QUALIFIERS and not word.isdecimal()]
    return known.get(" ".join(bare), "")


@functools.lru_cache(maxsize=4096)
def label(heading: str) -> str:
    """Return a heading that says which of several it is, such as "Work phone", else nothing."""
    words = folded(heading).split()
    return heading.strip() if any(word in _LABELS for word in words) else ""


def meanings(header: tuple[str, ...]) -> tuple[str, ...]:
    """Return the field of each column; what "Name" and "Contact" are depends on the others."""
    fields = [meaning(heading) for heading in header]
    plain = [folded(heading) for heading in header]
    first, last = FIRST in fields, LAST in fields
    named = {word for word, field in zip(plain, fields, strict=True) if field in _NAMES}
    for at, word in enumerate(plain):
        if word in _WEAK and fields[at] == NAME and not named <= _WEAK:
            fields[at] = ""
        if word in _BESIDE_A_FIRST_NAME and first and not last:
            fields[at] = LAST
        elif word in _BESIDE_A_LAST_NAME and last and not first:
            fields[at] = FIRST
    return tuple(fields)


def is_known(heading: str) -> bool:
    """Return whether a heading means something here."""
    return bool(heading) and bool(meaning(heading))
