"""Headings mean the same in seven languages, in any case, with or without accents."""

import pytest

from dexcli.formats.sheet import headings

ROWS = {
    "en": "First name,Last name,E-mail,Mobile,Company,Job title,City,Birthday,Notes,Tags,Last seen",
    "fr": "Prénom,Nom,Courriel,Tél. portable,Société,Poste,Ville,Date de naissance,Remarques,"
    "Étiquettes,Vu le",
    "de": "Vorname,Nachname,E-Mail-Adresse,Handynummer,Firma,Beruf,Wohnort,Geburtstag,Bemerkungen,"
    "Gruppe,Zuletzt gesehen",
    "es": "Nombre,Apellidos,Correo electrónico,Teléfono móvil,Empresa,Cargo,Ciudad,"
    "Fecha de nacimiento,Observaciones,Etiquetas,Última vez",
    "it": "Nome,Cognome,Indirizzo e-mail,Cellulare,Azienda,Ruolo,Città,Data di nascita,Commenti,"
    "Etichette,Ultimo contatto",
    "nl": "Voornaam,Achternaam,E-mailadres,Mobiel nummer,Werkgever,Functie,Woonplaats,"
    "Geboortedatum,Opmerkingen,Groep,Laatst gezien",
    "pt": "Nome,Sobrenome,E-mail,Telemóvel,Empresa,Função,Cidade,Data de nascimento,Observações,"
    "Etiquetas,Último contato",
}
FIELDS = ("first", "last", "emails", "phones", "org", "title", "city", "birthday", "notes", "tags",
          "seen")  # fmt: skip


@pytest.mark.parametrize("language", ROWS)
def test_a_header_in_each_language_means_the_same(language: str) -> None:
    assert headings.meanings(tuple(ROWS[language].split(","))) == FIELDS
    assert headings.meanings(tuple(ROWS[language].upper().split(","))) == FIELDS


@pytest.mark.parametrize(
    ("header", "fields"),
    [
        (("Name",), ("name",)),
        (("Name", "Vorname"), ("last", "first")),
        (("Name", "First name", "Last name"), ("name", "first", "last")),
        (("Nome", "Telefono"), ("name", "phones")),
        (("Nome", "Cognome"), ("first", "last")),
        (("Contact", "Phone"), ("name", "phones")),
        (("Name", "Contact"), ("name", "")),
    ],
)
def test_what_a_doubtful_heading_means_depends_on_the_others(
    header: tuple[str, ...], fields: tuple[str, ...]
) -> None:
    assert headings.meanings(header) == fields


@pytest.mark.parametrize(
    ("heading", "field", "label"),
    [
        ("E-mail 2", "emails", ""),
        ("Work phone", "phones", "Work phone"),
        ("Téléphone (perso)", "phones", "Téléphone (perso)"),
        ("Telefon geschäftlich", "phones", "Telefon geschäftlich"),
        ("LinkedIn URL", "accounts.linkedin", ""),
        ("Comment on s'est rencontrés", "met.at", ""),
        ("Introduced by", "met.through", ""),
        ("Shoe size", "", ""),
        ("", "", ""),
    ],
)
def test_numbers_and_words_for_which_one_are_set_aside(
    heading: str, field: str, label: str
) -> None:
    assert (headings.meaning(heading), headings.label(heading)) == (field, label)
