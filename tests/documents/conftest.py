"""An invented mission: Ville-Exemple goes to Bourg-Modèle. No town, firm or hour of it is real."""

from __future__ import annotations

import datetime as dt

import pytest

from jumelage.documents.programme import RELATIONS, Activity, Figure, Note, Organisation, Participant, Programme, Source
from jumelage.documents.report import Paragraph, Picture, Report, Section, Table
from jumelage.language import NO_TEXT, Bilingual

ONE, TWO = dt.date(2031, 2, 18), dt.date(2031, 2, 19)
FIRM = Bilingual(fr="entreprise", en="firm")

ORGANISATIONS = (
    ("exemple", "Société de développement de l'Exemple et de ses environs", Bilingual(fr="agence de développement", en="development agency"), Bilingual(fr="Accompagnement des entreprises ; recherche de partenaires.", en="Support for firms; search for partners."), 2),
    ("ville", "Ville de Ville-Exemple", Bilingual(fr="ville", en="town"), Bilingual(fr="Administration municipale.", en="Municipal administration."), 1),
    ("chambre", "Chambre de commerce de Ville-Exemple", Bilingual(fr="chambre de commerce", en="chamber of commerce"), Bilingual(fr="Réseau d'entreprises.", en="Network of firms."), 1),
    ("montage", "Montage Boréal inventé", FIRM, Bilingual(fr="Montage industriel, maintenance d'équipements miniers et portuaires.", en="Industrial assembly, maintenance of mining and port equipment."), 2),
    ("plastique", "Plastiques du Fleuve (exemple)", FIRM, Bilingual(fr="Pièces de plastique industriel sur mesure.", en="Made-to-measure industrial plastic parts."), 2),
    ("metal", "Atelier de métal Modèle", FIRM, NO_TEXT, 1),
    ("bateau", "Bateaux X", FIRM, NO_TEXT, 1),
    ("optique", "Optique Spécimen", FIRM, NO_TEXT, 1),
)  # fmt: skip

HOSTS = (
    ("fonderie", "Fonderie-école imaginaire et Centre de transfert technologique en métallurgie", Bilingual(fr="centre de recherche", en="research centre"), Bilingual(fr="Essais de matériaux, coulée de prototypes.", en="Tests of materials, casting of prototypes.")),
    ("incubateur", "Incubateur du Bourg", Bilingual(fr="centre d'entrepreneuriat", en="entrepreneurs' centre"), Bilingual(fr="Accompagnement de jeunes entreprises.", en="Support for young firms.")),
    ("convoyeurs", "Convoyeurs Fictifs & Fils inc.", FIRM, Bilingual(fr="Conception et usinage de convoyeurs.", en="Design and machining of conveyors.")),
    ("acier", "Aciers du Modèle", FIRM, Bilingual(fr="Structures d'acier.", en="Steel structures.")),
    ("pieux", "Pieux Spécimen", FIRM, Bilingual(fr="Pieux vissés, pièces moulées.", en="Screw piles, moulded parts.")),
    ("sde", "Société de développement du Bourg", Bilingual(fr="agence de développement", en="development agency"), Bilingual(fr="Relance après la fermeture d'une mine.", en="Renewal after a mine closed.")),
)  # fmt: skip


def _at(day: dt.date, clock: str) -> dt.datetime:
    return dt.datetime.combine(day, dt.time.fromisoformat(clock))


def _both(text: str) -> Bilingual:
    return Bilingual(fr=text, en=text)


def _people() -> list[Participant]:
    people = []
    for id, name, _, _, count in ORGANISATIONS:
        for number in range(1, count + 1):
            label = (
                _both(name) if count == 1 else Bilingual(fr=f"{name}, personne {number}", en=f"{name}, person {number}")
            )
            people.append(Participant(f"{id}-{number}", label, id, delegate=True))
    return people


PEOPLE = _people()
EVERYONE = tuple(person.id for person in PEOPLE)
SUPPLIER, CLIENT, COMPLEMENT = "supplier", "client", "complement"


def _of(*organisations: str) -> tuple[str, ...]:
    return tuple(person.id for person in PEOPLE if person.organisation in organisations)


def _visit(who, host, day, start, end, relation="", *reasons):
    name = next(h[1] for h in HOSTS if h[0] == host)
    return Activity(
        id=f"visit:{who}:{host}", kind="individual", start=_at(day, start), end=_at(day, end), title=_both(name),
        place=Bilingual(fr=f"Chez {name}", en=f"At {name}"), participants=_of(who), hosts=(host,), relation=relation,
        reasons=reasons, exploratory=not reasons,
        note=NO_TEXT if reasons else Bilingual(fr="Aucune source ne dit ce que fait le visiteur : la visite sert à le découvrir.", en="No source says what the visitor does: the visit is there to find out."),
    )  # fmt: skip


def _all(id, kind, day, start, end, title, place, host=None, *reasons):
    return Activity(
        id=id, kind=kind, start=_at(day, start), end=_at(day, end), title=title, place=place, participants=EVERYONE,
        hosts=(host,) if host else (), reasons=reasons, fixed=True,
    )  # fmt: skip


def _drive(who, day, start, end):
    minutes = int((_at(day, end) - _at(day, start)).total_seconds() // 60)
    return Activity(
        id=f"travel:{'+'.join(who)}:{day:%d}{start}", kind="travel", start=_at(day, start), end=_at(day, end),
        title=Bilingual(fr=f"Route, {minutes} min", en=f"Drive, {minutes} min"), place=NO_TEXT, participants=_of(*who),
    )  # fmt: skip


def _activities() -> tuple[Activity, ...]:
    hall = Bilingual(fr="Salle du Bourg", en="Bourg hall")
    build = Bilingual(fr="Vous montez, ils conçoivent et usinent : l'un peut offrir ce que l'autre n'a pas.", en="You assemble, they design and machine: each can offer what the other lacks.")  # fmt: skip
    same = Bilingual(fr="Tous deux servent les minières et les ports.", en="Both serve mines and ports.")
    parts = Bilingual(fr="Leur besoin « pièces moulées de petite série » ; votre offre « pièces de plastique sur mesure ».", en="Their need “moulded parts in small series”; your offer “made-to-measure plastic parts”.")  # fmt: skip
    learn = Bilingual(fr="Comment une ville minière a fait de ses essais de matériaux un service vendu ailleurs.", en="How a mining town turned its tests of materials into a service sold elsewhere.")  # fmt: skip
    firms = ("montage", "plastique", "metal", "bateau", "optique")
    support = ("exemple", "ville", "chambre")
    method = Activity(
        id="exchange:exemple:sde", kind="exchange", start=_at(ONE, "10:00"), end=_at(ONE, "11:15"),
        title=_both("Société de développement du Bourg"), place=Bilingual(fr="À la Société de développement", en="At the development agency"),
        participants=_of(*support), hosts=("sde",),
        reasons=(Bilingual(fr="Éveil à l'entrepreneuriat dans les écoles : leur pratique a dix ans.", en="Awakening to enterprise in schools: their practice is ten years old."),),
    )  # fmt: skip
    return (
        _all("arrival", "arrival", ONE, "08:00", "08:15", Bilingual(fr="Accueil", en="Welcome"), hall),
        _all("group:incubateur", "group", ONE, "08:15", "09:30", _both("Incubateur du Bourg"), hall, "incubateur", learn),
        _drive(firms, ONE, "09:30", "09:45"),
        _drive(support, ONE, "09:45", "10:00"),
        method,
        _visit("montage", "convoyeurs", ONE, "09:45", "11:00", COMPLEMENT, build, same),
        _visit("plastique", "pieux", ONE, "09:45", "10:45", CLIENT, parts),
        _visit("metal", "acier", ONE, "09:45", "10:45"),
        _visit("bateau", "fonderie", ONE, "09:45", "10:45"),
        _visit("optique", "sde", ONE, "11:15", "12:00"),
        _drive(("montage",), ONE, "11:45", "12:00"),
        _all("meal:1", "meal", ONE, "12:00", "13:15", Bilingual(fr="Dîner", en="Lunch"), hall),
        _all("group:fonderie", "group", ONE, "13:30", "15:00", Bilingual(fr="Fonderie-école et essais", en="Foundry school and tests"), Bilingual(fr="Fonderie-école", en="Foundry school"), "fonderie", learn),
        _drive(("montage",), ONE, "15:00", "15:15"),
        _visit("montage", "acier", ONE, "15:15", "16:15", SUPPLIER, Bilingual(fr="Leur offre « structures d'acier » répond à votre besoin « charpentes légères ».", en="Their offer “steel structures” meets your need “light frames”.")),
        _visit("bateau", "pieux", ONE, "15:15", "16:15"),
        _all("meal:2", "meal", ONE, "18:00", "20:00", Bilingual(fr="Souper des deux délégations", en="Dinner of both delegations"), hall),
        _visit("plastique", "fonderie", TWO, "08:30", "09:30", SUPPLIER, Bilingual(fr="Leur offre « essais de matériaux » sert votre besoin « nouveaux marchés ».", en="Their offer “tests of materials” serves your need “new markets”.")),
        _visit("metal", "convoyeurs", TWO, "08:30", "09:30"),
        _visit("optique", "acier", TWO, "08:30", "09:30"),
        _drive(firms, TWO, "09:45", "10:00"),
        _all("group:tour", "group", TWO, "10:00", "11:30", Bilingual(fr="Bilan avec les hôtes", en="Review with the hosts"), hall, "sde", learn),
        _all("departure", "departure", TWO, "13:00", "13:15", Bilingual(fr="Retour", en="Return"), hall),
    )  # fmt: skip


@pytest.fixture(scope="session")
def programme() -> Programme:
    """Return the invented mission's programme, twelve people and two days."""
    organisations = [
        Organisation(id, name, "Ville-Exemple", kind, activity, complete=bool(activity))
        for id, name, kind, activity, _ in ORGANISATIONS
    ] + [Organisation(id, name, "Bourg-Modèle", kind, activity) for id, name, kind, activity in HOSTS]
    return Programme(
        id="exemple-2031", version=2, title=Bilingual(fr="Ville-Exemple → Bourg-Modèle", en="Ville-Exemple → Bourg-Modèle"),
        goal=Bilingual(fr="Diversifier, trouver des partenaires, rapporter des méthodes.", en="Diversify, find partners, bring methods home."),
        origin="Ville-Exemple", destination="Bourg-Modèle", timezone="America/Toronto", days=(ONE, TWO),
        organisations=tuple(organisations), participants=tuple(PEOPLE), activities=_activities(),
        figures=(
            Figure(_both("9"), Bilingual(fr="visites individuelles", en="individual visits"), Bilingual(fr="au moins 1 par entreprise", en="at least 1 for each firm")),
            Figure(_both("3"), Bilingual(fr="visites de groupe", en="group visits"), Bilingual(fr="incubateur, fonderie-école, bilan", en="incubator, foundry school, review")),
            Figure(_both("1"), Bilingual(fr="échange de méthodes", en="exchange on methods"), Bilingual(fr="entre organismes homologues", en="between counterparts")),
            Figure(_both("24 min"), Bilingual(fr="de route par personne en tout", en="on the road for each person in all"), Bilingual(fr="durées supposées", en="assumed times")),
        ),
        notes=(
            Note("todo", Bilingual(fr="Compléter le profil d'Optique Spécimen : sans offre ni besoin, aucune raison à donner à un hôte.", en="Complete the profile of Optique Spécimen: with no offer or need, there is no reason to give a host."), ("optique",)),
            Note("assumed", Bilingual(fr="Durées de route supposées : 15 minutes entre deux lieux.", en="Assumed travel times: 15 minutes between two places.")),
            Note("missing", Bilingual(fr="Les jours exacts de la mission ne sont pas documentés.", en="The exact days of the mission are not documented.")),
        ),
        sources=(Source(Bilingual(fr="Journal inventé, 2 mars 2031", en="Invented newspaper, March 2, 2031"), "https://exemple.invalid/nouvelles/2031/03/02/ville-exemple-au-bourg-modele"),),
        status=Bilingual(fr="Programme optimal, prouvé : 17 rencontres placées.", en="Optimal agenda, proved: 17 meetings placed."),
    )  # fmt: skip


@pytest.fixture(scope="session")
def report() -> Report:
    """Return the invented mission's report."""
    svg = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 300 60" width="300" height="60"><rect width="200" height="30" fill="#14594a"/><text x="8" y="50" font-family="Inter" font-size="12">Mines 48 %</text></svg>'
    row = (_both("Montage Boréal inventé"), _both("Convoyeurs Fictifs & Fils inc."), RELATIONS[COMPLEMENT], Bilingual(fr="Vous montez, ils conçoivent et usinent.", en="You assemble, they design and machine."), _both("1"))  # fmt: skip
    return Report(
        title=Bilingual(fr="Mission Ville-Exemple → Bourg-Modèle", en="Mission Ville-Exemple → Bourg-Modèle"),
        subtitle=Bilingual(fr="Diversifier, trouver des partenaires, rapporter des méthodes.", en="Diversify, find partners, bring methods home."),
        answer=Bilingual(fr="12 personnes de 8 organisations vont de Ville-Exemple à Bourg-Modèle. 4 visites individuelles ont une raison écrite ; 5 sont exploratoires, faute de profil.", en="12 people from 8 organisations go from Ville-Exemple to Bourg-Modèle. 4 individual visits have a written reason; 5 are exploratory, for lack of a profile."),
        figures=(Figure(_both("9"), Bilingual(fr="visites individuelles", en="individual visits")), Figure(_both("3"), Bilingual(fr="visites de groupe", en="group visits"))),
        sections=(
            Section(
                Bilingual(fr="Qui rencontre qui, et pourquoi", en="Who meets whom, and why"),
                (
                    Paragraph(Bilingual(fr="Les raisons viennent des offres et des besoins écrits.", en="Reasons come from written offers and needs.")),
                    Table(Bilingual(fr="Visites", en="Visits"), (Bilingual(fr="Qui", en="Who"), Bilingual(fr="Hôte", en="Host"), Bilingual(fr="Nature", en="Kind"), Bilingual(fr="Pourquoi", en="Why"), Bilingual(fr="Personnes", en="People")), (row,) * 24, numeric=(4,), source=Bilingual(fr="Exemple inventé.", en="Invented example.")),
                    Picture(_both(svg), Bilingual(fr="Les mines occupent 48 % des personnes.", en="Mines employ 48% of people."), Bilingual(fr="Exemple inventé.", en="Invented example.")),
                    Note("caveat", Bilingual(fr="Une part moins forte n'est pas un progrès si elle vient d'emplois perdus.", en="A smaller share is no progress if it comes from lost jobs.")),
                ),
            ),
        ),
        sources=(Source(Bilingual(fr="Journal inventé, 2 mars 2031", en="Invented newspaper, March 2, 2031"), "https://exemple.invalid/nouvelles"),),
        date=Bilingual(fr="18 et 19 février 2031", en="February 18 and 19, 2031"),
    )  # fmt: skip
