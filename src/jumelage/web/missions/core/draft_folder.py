"""The folder of a draft, as ``jumelage mission plan`` reads it: what is known is filled in, what is not is said."""

from __future__ import annotations

import csv
import datetime as dt
import io
import json
import zipfile
from collections.abc import Collection, Iterator, Sequence

from jumelage.language import Bilingual
from jumelage.text import clean
from jumelage.web.directory.models import Organisation
from jumelage.web.missions.core.models import Mission, Topic
from jumelage.web.missions.core.queries.drafts import Guest

__all__ = ["folder_of"]

COLUMNS = (
    "id", "name", "town", "kind", "naics", "offers_fr", "needs_fr", "offers_en", "needs_en", "languages", "size_band"
)  # fmt: skip
SUPPORT = ("agency", "chamber", "municipality", "college", "research_centre", "incubator", "port")
"""Kinds of organisations that exchange methods rather than sell."""


def folder_of(
    mission: Mission,
    topics: Sequence[Topic],
    guests: Sequence[Guest],
    hosts: Sequence[Organisation],
    taken: Collection[str] = (),
) -> bytes:
    """Write the folder as a ZIP file: ``mission.toml``, ``organisations.csv`` and a page that says what is left to do.

    Parameters
    ----------
    mission
        The draft.
    topics
        What the group visits are about; each gets a host to be found, under its own number.
    guests
        Organisations of the town of origin, with how many of their people travel.
    hosts
        Organisations of the town visited that the directory knows.
    taken
        Codes that organisations have already: a host to be found takes none of them.
    """
    name, found = mission.code, _to_find(topics, taken)
    files = {
        "mission.toml": "\n".join(_toml(mission, topics, guests, found)) + "\n",
        "organisations.csv": _organisations(mission, topics, guests, hosts, found),
        "LISEZ-MOI.txt": READ_ME.fr.format(name=name, agency=mission.agency.name),
        "README.txt": READ_ME.en.format(name=name, agency=mission.agency.name),
    }
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for file, text in files.items():
            # The byte-order mark lets Excel read the accents of the list.
            encoded = text.encode("utf-8-sig" if file.endswith(".csv") else "utf-8")
            archive.writestr(zipfile.ZipInfo(f"{name}/{file}", (2000, 1, 1, 0, 0, 0)), encoded)
    return stream.getvalue()


def _quoted(text: str) -> str:
    """Write a TOML string on one line."""
    return json.dumps(" ".join(clean(text).split()), ensure_ascii=False)


def _pair(text: Bilingual) -> str:
    return f"{{ fr = {_quoted(text.say('fr'))}, en = {_quoted(text.say('en'))} }}"


def _to_find(topics: Sequence[Topic], taken: Collection[str]) -> list[str]:
    """Number the hosts to be found: H01, H02, or HH01 where somebody is H01 already."""
    codes = []
    for number in range(1, len(topics) + 1):
        code = f"H{number:02}"
        while code in taken:
            code = f"H{code}"
        codes.append(code)
    return codes


def _toml(mission: Mission, topics: Sequence[Topic], guests: Sequence[Guest], found: Sequence[str]) -> Iterator[str]:
    yield "# Brouillon à compléter / draft to complete. Ensuite / then:  jumelage mission plan . -o out"
    yield "version = 1\n\n[mission]"
    yield f"id = {_quoted(mission.code)}"
    yield f"title = {_pair(mission.title)}\ngoal = {_pair(mission.goal)}"
    yield f"from = {_quoted(mission.origin.name)}\nto = {_quoted(mission.destination.name)}"
    yield f"timezone = {_quoted(mission.timezone)}"
    yield PLANNING
    yield from _days(mission)
    for number, topic in enumerate(topics, start=1):
        yield from _visit(number, topic, found[number - 1])
    yield from _delegations(guests)
    yield NOTE


def _days(mission: Mission) -> Iterator[str]:
    if not (mission.first_day and mission.last_day):
        yield "\n# Les dates manquent\u00a0: enlevez les # et écrivez les jours. / Dates are missing: remove the # and write the days."
        yield "# [[days]]\n# date = 2027-05-12\n# start = 08:30:00\n# end = 17:00:00"
        return
    for number in range(mission.days):
        day = mission.first_day + dt.timedelta(days=number)
        yield f"\n[[days]]\ndate = {day.isoformat()}\nstart = 08:30:00\nend = 16:30:00"


def _visit(number: int, topic: Topic, host: str) -> Iterator[str]:
    yield f'\n[[sites]]\nid = "lieu-{number}"\nname = {_pair(topic.title)}\norganisations = ["{host}"]\ntables = 1'
    yield f'\n[[group_visits]]\nid = "sujet-{number}"\ntitle = {_pair(topic.title)}'
    if topic.host:
        yield f"# À qui demander / whom to ask: {' '.join(clean(topic.host.say('fr')).split())}"
    yield f'hosts = ["{host}"]\nminutes = 60\nsite = "lieu-{number}"'
    if topic.reason:
        yield f"reason = {_pair(topic.reason)}"
    if topic.source_url:
        yield f"source_url = {_quoted(topic.source_url)}"


def _delegations(guests: Sequence[Guest]) -> Iterator[str]:
    travelling = [guest for guest in guests if guest.people]
    if not travelling:
        yield "\n# Qui part\u00a0? Enlevez les #, une section par organisation de organisations.csv."
        yield "# Who travels? Remove the #, one section for each organisation of organisations.csv."
        yield '# [[delegations]]\n# organisation = "G01"\n# people = 2\n# role = "support"   # ou / or "firm"'
    for guest in travelling:
        role = "support" if guest.organisation.kind in SUPPORT else "firm"
        yield f'\n[[delegations]]\norganisation = {_quoted(guest.organisation.code)}\npeople = {guest.people}\nrole = "{role}"'


def _organisations(
    mission: Mission,
    topics: Sequence[Topic],
    guests: Sequence[Guest],
    hosts: Sequence[Organisation],
    found: Sequence[str],
) -> str:
    stream = io.StringIO()
    writer = csv.writer(stream, lineterminator="\r\n")
    writer.writerow(COLUMNS)
    known = [*(guest.organisation for guest in guests), *hosts]
    if not guests:
        writer.writerow(["G01", "À compléter (qui part)", mission.origin.name, "agency", *[""] * 7])
    if not any(row.kind == "company" for row in hosts):
        # The planner looks for firms to meet: without one it has nobody to propose.
        writer.writerow(
            ["E01", "À compléter (entreprise à rencontrer)", mission.destination.name, "company", *[""] * 7]
        )
    for row in known:
        writer.writerow([_cell(cell) for cell in _row(row)])
    for code, topic in zip(found, topics, strict=True):
        name = f"À trouver\u00a0: {topic.host.say('fr') or topic.title.say('fr')}"[:120]
        writer.writerow([code, _cell(name), mission.destination.name, "agency", *[""] * 7])
    return stream.getvalue()


def _row(row: Organisation) -> list[str]:
    offers, needs = list(row.offers.all()), list(row.needs.all())
    said = [
        "\n".join(text for one in statements if (text := getattr(one, f"text_{language}")))
        for language in ("fr", "en")
        for statements in (offers, needs)
    ]
    town = row.town.name if row.town else ""
    return [row.code, row.name, town, row.kind, row.naics, *said, row.languages, ""]


def _cell(text: str) -> str:
    """Keep a spreadsheet from running a text as a formula: the space is dropped when the list is read again."""
    return f" {text}" if text[:1] in ("=", "+", "-", "@") else text


PLANNING = """
[planning]
slot_minutes = 30
visit_minutes = 60
least_visits = 0
most_visits = 4
visits_per_host = 3
seconds = 15

[travel]
default_minutes = 30
assumed = true"""

NOTE = """
[[notes]]
kind = "assumed"
text = { fr = "Durées de route supposées\u00a0: 30 minutes entre deux lieux.", en = "Travel times assumed: 30 minutes between two places." }"""

READ_ME = Bilingual(
    fr="""Dossier de mission\u00a0: {name}

1. organisations.csv (Excel l'ouvre)\u00a0: remplacez chaque ligne «\u00a0À trouver\u00a0» par l'hôte qui a dit oui, sans
   changer son id\u00a0; ajoutez les entreprises des deux villes, avec ce qu'elles offrent et cherchent.
2. mission.toml\u00a0: vérifiez les jours, les heures, les sujets et qui part.
3. Planifier\u00a0: jumelage mission plan . -o out
4. Ouvrir dans l'application\u00a0: jumelage mission load . --agency "{agency}"
   Le brouillon devient alors la mission, avec son programme.
""",
    en="""Mission folder: {name}

1. organisations.csv (Excel opens it): replace each "À trouver" line (to be found) by the host that said yes, without
   changing its id; add the firms of both towns, with what they offer and look for.
2. mission.toml: check the days, the hours, the topics and who travels.
3. Plan: jumelage mission plan . -o out
4. Open in the application: jumelage mission load . --agency "{agency}"
   The draft then becomes the mission, with its agenda.
""",
)
