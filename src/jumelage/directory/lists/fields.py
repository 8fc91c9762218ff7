"""The fields of a list of organisations, and the names that columns go by in real files."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from jumelage.language import Bilingual
from jumelage.text import tokens

__all__ = ["BETWEEN", "BY_NAME", "FIELDS", "Field", "fields_called", "plain"]

_SMALL = frozenset(
    (
        "de",
        "du",
        "des",
        "d",
        "la",
        "le",
        "les",
        "l",
        "of",
        "the",
        "and",
        "et",
        "un",
        "une",
        "a",
        "au",
        "aux",
        "for",
        "pour",
    )
)
BETWEEN = " – "
"""What stands between the name of a group of columns and that of one of them."""

_OF_A_PERSON = re.compile(r"contact|person|responsab|represent|dirigeant|participant|delegue|delegate|attendee")
_OF_PEOPLE = {"name": "contact_name", "phone": "contact_phone", "languages": "contact_language"}
_ADDED = re.compile(r"\([^()]*\)|\[[^\[\]]*\]|[*:]")


@dataclass(frozen=True, slots=True)
class Field:
    """One thing that a list may say of an organisation.

    Parameters
    ----------
    name
        What code and ``--map`` call it.
    label
        What a person calls it.
    longest
        Characters allowed.
    fr, en
        Names of columns, as files have them.
    """

    name: str
    label: Bilingual
    longest: int
    fr: tuple[str, ...] = ()
    en: tuple[str, ...] = ()


def _field(name: str, label: tuple[str, str], longest: int, fr: str, en: str) -> Field:
    return Field(name, Bilingual(*label), longest, *(tuple(part.strip() for part in s.split(",")) for s in (fr, en)))


FIELDS = (
    _field("name", ("Nom de l'organisation", "Name of the organisation"), 200,
           "nom, entreprise, nom de l'entreprise, nom entreprise, raison sociale, organisation, organisme, société, "
           "nom de l'organisation, nom de l'organisme, compagnie, nom de la compagnie, firme, dénomination, "
           "dénomination sociale, nom légal, membre, exposant, établissement, fournisseur, employeur, nom d'entreprise",
           "name, company, company name, business name, organization, organisation name, organization name, firm, "
           "legal name, business, member, exhibitor, supplier, employer, name of company, account name"),
    _field("code", ("Identifiant", "Identifier"), 60,
           "id, code, identifiant, numéro de membre, no de membre, no membre, no client, numéro de client, no de dossier",
           "id, identifier, member number, member id, customer number, account number, reference"),
    _field("town", ("Ville", "Town"), 100,
           "ville, municipalité, localité, commune, ville ou municipalité, ville municipalité",
           "town, city, address 1 - city, business city, municipality, community, town or city"),
    _field("kind", ("Genre d'organisation", "Kind of organisation"), 40,
           "genre, type, catégorie, type d'organisation, genre d'organisation, type d'organisme, type d'entreprise",
           "kind, type, category, organisation type, organization type, type of organization"),
    _field("naics", ("Code SCIAN", "NAICS code"), 6,
           "scian, code scian, scian principal, code d'activité, code d'activité économique, secteur scian, no scian",
           "naics, naics code, primary naics, activity code, industry code"),
    _field("website", ("Site web", "Website"), 300,
           "site web, site internet, site, adresse web, page web, web, internet, url, lien",
           "website, web site, website 1 - value, web, url, homepage, web page, web address, site url"),
    _field("address", ("Adresse", "Address"), 240,
           "adresse, adresse civique, adresse postale, rue, no et rue, adresse complète, adresse 1, numéro et rue",
           "address, street, street address, business street, mailing address, civic address, address line 1, address 1"),
    _field("postal_code", ("Code postal", "Postal code"), 12, "code postal, cp, c.p.", "postal code, zip, zip code, postcode, address 1 - postal code, business postal code"),
    _field("phone", ("Téléphone", "Telephone"), 40,
           "téléphone, tél, tél., no de téléphone, numéro de téléphone, no tél, téléphone principal, téléphone bureau, "
           "tél bureau, téléphone 1, téléphone entreprise, téléphone de l'entreprise",
           "phone, telephone, phone 1 - value, phone number, telephone number, main phone, business phone, office phone, phone 1, tel"),
    _field("extension", ("Poste téléphonique", "Extension"), 8, "poste, poste téléphonique, no de poste", "extension, ext, ext."),
    _field("enterprise_number", ("Numéro d'entreprise", "Enterprise number"), 20,
           "neq, numéro d'entreprise, numéro d'entreprise du québec, no d'entreprise, numéro neq, no neq, siren, siret",
           "enterprise number, business number, bn, registration number, company number, quebec enterprise number"),
    _field("languages", ("Langues", "Languages"), 40,
           "langue, langues, langues parlées, langue de travail", "language, languages, languages spoken"),
    _field("offers_fr", ("Ce qu'elle offre, en français", "What it offers, in French"), 2000,
           "offers_fr, offres, offre, offres fr, offres en français, offre en français, offres français, produits et services, produits, "
           "services, activités, activité, activités principales, description, description des activités, spécialités, "
           "spécialité, expertise, savoir-faire, services offerts, produits et services offerts",
           "offers fr, offers in french, french description"),
    _field("needs_fr", ("Ce qu'elle cherche, en français", "What it looks for, in French"), 2000,
           "needs_fr, besoins, besoin, besoins fr, besoins en français, besoins français, cherche, recherché, ce qu'elle cherche, attentes",
           "needs fr, needs in french"),
    _field("offers_en", ("Ce qu'elle offre, en anglais", "What it offers, in English"), 2000,
           "offres en, offres en anglais, offre en anglais, offres anglais, description anglaise, activités en anglais",
           "offers_en, offers, offer, products and services, products, services, services offered, activities, "
           "offers in english, description, capabilities, expertise, specialties"),
    _field("needs_en", ("Ce qu'elle cherche, en anglais", "What it looks for, in English"), 2000,
           "besoins en, besoins en anglais, besoins anglais",
           "needs_en, needs, need, looking for, needs in english, wants, requirements"),
    _field("tags", ("Étiquettes", "Tags"), 400,
           "étiquettes, étiquette, mots-clés, mots clés, groupe, groupes, filière", "tags, tag, keywords, group, groups, segment"),
    _field("contact_first_name", ("Prénom du contact", "Contact's first name"), 60,
           "prénom, prénom du contact, prénom contact, contact prénom, prénom du représentant",
           "first name, given name, contact first name, firstname"),
    _field("contact_name", ("Nom du contact", "Contact's name"), 120,
           "contact, nom, nom du contact, nom contact, contact nom, personne-ressource, personne ressource, nom de famille, "
           "personne contact, responsable, nom du responsable, nom complet, nom et prénom, prénom et nom, représentant, "
           "dirigeant, nom du dirigeant, contact principal, personne à contacter, participant, personne ressource nom",
           "contact, name, contact name, contact person, full name, last name, surname, family name, representative, "
           "primary contact, attendee, lastname"),
    _field("contact_role", ("Fonction du contact", "Contact's role"), 120,
           "fonction, titre, poste, rôle, titre du contact, fonction du contact, contact titre, contact fonction, poste occupé",
           "role, title, job title, organization title, position, contact title, contact role"),
    _field("email", ("Courriel", "E-mail"), 254,
           "courriel, adresse courriel, courriel du contact, contact courriel, courriel principal, adresse électronique, "
           "courrier électronique, mél, adresse de courriel, personne ressource courriel, courriel entreprise",
           "email, e-mail, e-mail 1 - value, email address, e-mail address, contact email, contact e-mail, mail, primary email"),
    _field("contact_phone", ("Téléphone du contact", "Contact's telephone"), 40,
           "cellulaire, cell, mobile, téléphone du contact, tél contact, contact téléphone, contact tél, ligne directe, "
           "téléphone cellulaire, cellulaire du contact, contact cellulaire, téléphone mobile, personne ressource téléphone",
           "mobile, cell, cell phone, mobile phone, contact phone, contact telephone, direct line, contact mobile"),
    _field("contact_language", ("Langue du contact", "Contact's language"), 2,
           "langue du contact, contact langue, langue de correspondance, langue préférée, langue de communication",
           "contact language, preferred language, correspondence language"),
    _field("consent", ("Consentement du contact", "Contact's consent"), 300,
           "consentement, consentement lcap, consentement du contact, contact consentement", "consent, casl consent, casl"),
    _field("consent_on", ("Date du consentement", "Date of consent"), 10,
           "date du consentement, date consentement, consentement date, consenti le", "consent date, date of consent, consented on"),
    _field("source_url", ("Page source", "Source page"), 500, "source_url, source, page source, lien source", "source url, source, source page"),
)  # fmt: skip
"""In the order in which a person reads them."""

BY_NAME = {field.name: field for field in FIELDS}


def plain(label: str) -> str:
    """Write a column's name so that two spellings of it are one: no accents, capitals, small words or signs."""
    return " ".join(token for token in tokens(label.replace("_", " ").replace("’", "'")) if token not in _SMALL)


@cache
def _called() -> dict[str, dict[str, str]]:
    """Return, by plain name of a column, the fields that it may be, each with the language of that name."""
    found: dict[str, dict[str, str]] = {}
    for field in FIELDS:
        for language, names in (("", (field.name,)), ("fr", field.fr), ("en", field.en)):
            for name in names:
                found.setdefault(plain(name), {}).setdefault(field.name, language)
    # The exact names of this program's own files mean one thing.
    for field in FIELDS:
        if field.name not in ("name", "email"):
            found[plain(field.name)] = {field.name: ""} if "_" in field.name else found[plain(field.name)]
    return found


def fields_called(label: str) -> dict[str, str]:
    """Return the fields that a column of this name may be, each with the language of the name (``fr``, ``en`` or empty).

    What parentheses add (« obligatoire », « 10 chiffres ») is tried with, then without; so is the group that a column
    belongs to: « Contact – Nom » is a person's name, « Entreprise – Nom » the organisation's.
    """
    for words in (label, _ADDED.sub(" ", label)):
        if found := _called().get(plain(words)):
            return found
    group, between, own = label.partition(BETWEEN)
    if not between:
        return {}
    found = fields_called(own)
    if _OF_A_PERSON.search(plain(group)):
        return {_OF_PEOPLE.get(field, field): language for field, language in found.items()}
    return {f: language for f, language in found.items() if not (f == "contact_name" and "name" in found)}
