"""What the pages say, in both languages, with a constant number of queries and no way in for foreign code."""

from __future__ import annotations

import html
import re
from collections.abc import Callable

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from invented import FIRMS, UNKNOWN

from jumelage.web.accounts.models import User
from jumelage.web.directory.models import Organisation
from jumelage.web.links.models import Link
from jumelage.web.missions.models import Decision, Delegate, Mission, Suggestion
from jumelage.web.towns.models import Town

HERE = "/missions/port-lichen-val-granit-2031/"
PAGES = ("", "delegation/", "delegation/F1/", "delegation/F3/profile/", "matches/", "matches/shortlist/", "agenda/", "agenda/?view=hour",
         "agenda/?view=list", "links/", "documents/")  # fmt: skip


def text_of(client: Client, address: str, **more: str) -> str:
    answer = client.get(address, **more)
    assert answer.status_code == 200, address
    return answer.content.decode()


def test_the_overview_answers_in_words(officer: Client, mission: Mission) -> None:
    page = text_of(officer, HERE)
    assert "12 personnes de 8 organisations passent 2 jours à Val-Granit." in page
    assert "<b>20 visites individuelles</b> ont une raison écrite" in page
    assert "5 sont exploratoires" in page
    assert "c’est prouvé" in page
    assert "Compléter le profil de Mystère inc." in page


def test_the_page_speaks_the_language_that_was_chosen(officer: Client, mission: Mission) -> None:
    assert '<html lang="fr-CA">' in text_of(officer, HERE, HTTP_ACCEPT_LANGUAGE="en-US,en")
    answer = officer.post("/language/", {"language": "en", "next": HERE})
    assert (answer.status_code, answer["Location"]) == (302, HERE)
    page = text_of(officer, HERE)
    assert '<html lang="en-CA">' in page
    assert "12 people from 8 organisations spend 2 days in Val-Granit." in page
    officer.cookies["django_language"] = "xx"
    assert '<html lang="fr-CA">' in text_of(officer, HERE)


def test_language_switch_never_leads_elsewhere(officer: Client, mission: Mission) -> None:
    answer = officer.post("/language/", {"language": "en", "next": "https://example.org/"})
    assert answer["Location"] == "/"


@pytest.mark.parametrize("language", ["fr", "en"])
def test_no_page_is_missing_a_text_or_an_inline_style(officer: Client, mission: Mission, language: str) -> None:
    officer.cookies["django_language"] = language
    for page in (
        "/missions/",
        "/towns/",
        "/towns/val-granit/",
        "/directory/duplicates/",
        *(HERE + page for page in PAGES),
    ):
        text = text_of(officer, page)
        words = html.unescape(re.sub(r"<[^>]*>", " ", re.sub(r"<(script|svg|code).*?</\1>", "", text, flags=re.S)))
        assert "None" not in words, page
        assert not re.search(r"\w\.\.(?![./])|\b[a-z]+_[a-z_]+\b", words), page
        if language == "fr":
            assert not re.search(r"\b(?:de|que) [AEIOUÉÎ]\w|\b(?:company|agency|chamber|the|of|with|and)\b", words), (
                page
            )
        assert not re.search(r'\sstyle="|<script(?!\s+src=)|\son\w+="', text), page
        ids = re.findall(r'\sid="([^"]+)"', text)
        assert len(ids) == len(set(ids)), page
        assert [int(level) for level in re.findall(r"<h(\d)", text)][:1] == [1], page


def test_the_agenda_shows_everyone_everything(officer: Client, mission: Mission) -> None:
    page = text_of(officer, f"{HERE}agenda/")
    table = page[page.index("<table") : page.index("</table>")]
    assert table.count('scope="row"') == 8
    assert 'rowspan="8"' in table  # what all do together is one cell
    assert "13\u00a0h\u00a030 – 14\u00a0h\u00a030" in table
    assert "toute la délégation" in table


def test_the_agenda_falls_back_on_the_view_by_person(officer: Client, mission: Mission) -> None:
    assert 'class="agenda"' in text_of(officer, f"{HERE}agenda/?view=<script>")


def test_matches_are_filtered_by_the_address(officer: Client, mission: Mission) -> None:
    def pairs(query: str, **more: str) -> list[tuple[str, str]]:
        page = text_of(officer, f"{HERE}matches/?{query}", **more)
        heads = re.findall(r"<h3>(.*?)</h3>", page, re.S)
        return [tuple(re.sub(r"<[^>]*>", "|", head).strip("| \n").split("|", 1)) for head in heads]  # type: ignore[misc]

    assert len(pairs("")) == 20
    assert {a for a, _ in pairs("delegation=F1")} == {"Soudure Boréale"}
    assert len(pairs("delegation=F1&host=H2")) == 1
    assert len(pairs("relation=supplier")) == 5
    assert len(pairs("relation=nonsense&host=%00&page=99")) == 20
    assert (
        text_of(officer, f"{HERE}matches/?delegation={UNKNOWN}").count("Aucune rencontre ne répond à ce filtre.") == 1
    )
    part = text_of(officer, f"{HERE}matches/?delegation=F1", HTTP_HX_REQUEST="true")
    assert "<html" not in part
    assert 'id="results"' in part


def test_hostile_text_stays_text(officer: Client, mission: Mission) -> None:
    nasty = "<script>alert(1)</script>"
    Organisation.objects.filter(code="F1").update(name=nasty)
    Town.objects.filter(name="Val-Granit").update(name=nasty, latitude=46.1, longitude=-71.3)
    Town.objects.filter(name="Port-Lichen").update(latitude=50.2, longitude=-66.4)
    for page in ("/missions/", "/towns/", *(HERE + page for page in PAGES)):
        assert nasty not in text_of(officer, page), page


def more_organisations(mission: Mission, number: int) -> None:
    hosts = list(Organisation.objects.filter(code__startswith="H"))
    for n in range(number):
        org = Organisation.objects.create(agency=mission.agency, code=f"X{n}", name=f"Usine {n}", town=mission.origin)
        Delegate.objects.create(
            mission=mission, organisation=org, code=f"X{n}-1", position=50 + n, label_fr="x", label_en="x"
        )
        reasons = [{"kind": "need", "weight": 0.5, "fr": "Oui", "en": "Yes"}]
        Suggestion.objects.create(
            mission=mission, delegation=org, host=hosts[0], relation="client", score=0.9, reasons=reasons
        )


def more_rejections(mission: Mission, number: int) -> None:
    more_organisations(mission, number)
    for org in Organisation.objects.filter(code__startswith="X"):
        host = Organisation.objects.get(code="H1")
        Decision.objects.create(mission=mission, delegation=org, host=host, verdict="rejected", reason="competitor")


def more_duplicates(mission: Mission, number: int) -> None:
    for n in range(number):
        for ending in ("inc.", "ltée"):
            name = f"{chr(65 + n % 26) * 5}{n} Mécanique {ending}"
            Organisation.objects.create(agency=mission.agency, code=f"X{n}{ending}", name=name, town=mission.origin)


def more_missions(mission: Mission, number: int) -> None:
    for n in range(number):
        Mission.objects.create(
            agency=mission.agency, code=f"m{n}", slug=f"m{n}", title_fr="M", title_en="M", origin=mission.origin,
            destination=mission.destination, first_day=mission.first_day, last_day=mission.last_day,
        )  # fmt: skip


def more_towns(mission: Mission, number: int) -> None:
    for n in range(number):
        Town.objects.create(slug=f"t{n}", name=f"Ville {n}")


def more_links(mission: Mission, number: int) -> None:
    first = None
    for n in range(number):
        first = Link.objects.create(
            agency=mission.agency, mission=mission, code=f"L{n}", a_name="A", b_name="B", relation="partner",
            what_fr="x", what_en="x", stage="signed", attribution="other", value=5, value_kind="project",
            same_money_as=first,
        )  # fmt: skip


@pytest.mark.parametrize(
    ("page", "add"),
    [
        ("/missions/", more_missions),
        ("/towns/", more_towns),
        (f"{HERE}delegation/", more_organisations),
        (f"{HERE}matches/", more_organisations),
        (f"{HERE}matches/?state=rejected", more_rejections),
        (f"{HERE}matches/shortlist/", more_organisations),
        ("/directory/duplicates/", more_duplicates),
        (HERE, more_organisations),
        (f"{HERE}links/", more_links),
    ],
)
def test_a_list_takes_as_many_queries_with_1_row_as_with_30(
    officer: Client, mission: Mission, page: str, add: Callable[[Mission, int], None]
) -> None:
    add(mission, 1)
    officer.get(page)
    with CaptureQueriesContext(
        connection,
    ) as one:
        text_of(officer, page)
    Link.objects.all().delete()
    Delegate.objects.filter(code__startswith="X").delete()
    Organisation.objects.filter(code__startswith="X").delete()
    Mission.objects.filter(code__startswith="m").delete()
    Town.objects.filter(slug__startswith="t").delete()
    add(mission, 30)
    with CaptureQueriesContext(connection) as thirty:
        text_of(officer, page)
    assert len(thirty) == len(one), [query["sql"] for query in thirty][len(one) :]


def test_links_count_the_same_money_once(officer: Client, mission: Mission) -> None:
    more_links(mission, 3)
    claimed = Link.objects.create(
        agency=mission.agency, mission=mission, code="L9", a_name="A", b_name="B", relation="supplier", what_fr="x",
        what_en="x", stage="disputed", attribution="other", value=7, value_kind="claim",
    )  # fmt: skip
    claimed.payment_risks.create(reason_fr="x", reason_en="x")
    page = text_of(officer, f"{HERE}links/")
    assert "<b>5\u00a0$</b>" in page
    assert "valeur de 1 projet" in page
    assert "non additionné" in page
    assert "Aucun ne peut être attribué à la seule mission." in page


def test_a_profile_needs_a_reason_to_say_yes(officer: Client, mission: Mission) -> None:
    empty = officer.post(f"{HERE}delegation/{UNKNOWN}/profile/", {"offers_fr": "   "})
    assert empty.status_code == 422
    assert "Écrivez au moins une offre ou un besoin" in empty.content.decode()
    saved = officer.post(f"{HERE}delegation/{UNKNOWN}/profile/", {"offers_fr": "Soudure"}, follow=True)
    assert "Le profil de Mystère inc. est enregistré" in saved.content.decode()
    assert "Compléter le profil" not in re.sub(r"<li>.*?</li>", "", text_of(officer, HERE))


def test_documents_are_made_on_request(officer: Client, mission: Mission) -> None:
    page = text_of(officer, f"{HERE}documents/")
    files = re.findall(rf'href="{HERE}documents/([^"]+)"', page)
    assert len(files) == len(set(files)) == 2 * (3 + 2 * 8)
    starts = {"pdf": b"%PDF-", "ics": b"BEGIN:VCALENDAR", "xlsx": b"PK\x03\x04"}
    for file in (
        "programme-fr.pdf",
        f"programme-{FIRMS[0]}-en.pdf",
        "mission-en.xlsx",
        "agenda-A1-fr.ics",
    ):
        assert file in files
        answer = officer.get(f"{HERE}documents/{file}")
        assert answer.content.startswith(starts[file.rsplit(".", 1)[1]]), file
        assert answer["Content-Disposition"] == f'attachment; filename="{file}"'


def test_sign_in_says_the_same_whatever_is_wrong(client: Client, people: dict[str, User]) -> None:
    known = people["officer"]
    known.set_password("un mot de passe assez long")
    known.save()
    names = (known.email, "x@y.invalid")
    wrong = [client.post("/sign-in/password/", {"username": name, "password": "faux"}) for name in names]
    for answer in wrong:
        assert "Cette adresse et ce mot de passe ne vont pas ensemble." in answer.content.decode()
    right = client.post(
        "/sign-in/password/", {"username": known.email.upper(), "password": "un mot de passe assez long"}
    )
    assert (right.status_code, right["Location"]) == (302, "/missions/")


def test_what_an_officer_states_is_not_credited_to_a_source(officer: Client, mission: Mission) -> None:
    Organisation.objects.filter(code="F1").update(source_url="https://example.org/page")
    assert 'href="https://example.org/page"' in text_of(officer, f"{HERE}delegation/F1/")
    officer.post(f"{HERE}delegation/F1/profile/", {"offers_fr": "Soudure"})
    page = text_of(officer, f"{HERE}delegation/F1/")
    assert "https://example.org/page" not in page
    assert "Déclaré par un agent de\u00a0: Agence Lichen" in page
