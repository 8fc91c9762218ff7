"""A whole mission as each person lives it: a phone in French, a keyboard in English, those who only read, two at once."""

from __future__ import annotations

import contextlib
import datetime as dt
import re
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect
from playwright.sync_api import TimeoutError as PlaywrightTimeoutError
from service import PASSWORD, ZONE, Service, calendar_of, link_in, serviced, text_of
from visiting import Visit
from walking import AGENCY, FILL, OFFICER, by_code, by_password, contacts, enter, local, press, tab_to, travel

pytestmark = pytest.mark.browser
JO, LOU = "jo@mousse.invalid", "lou@mousse.invalid"
ALIX, CAMILLE = "alix@boreale.invalid", "camille@forge.invalid"


@pytest.fixture(scope="module")
def service(new_home: Callable[[str], Path]) -> Iterator[Service]:
    """Two agencies, each with the invented mission, which begins tomorrow; nobody is invited yet in the first."""
    with serviced(new_home("whole"), OFFICER, AGENCY, FILL) as running:
        yield running


# First: in the others time goes on, and a request that nobody answers ends.
def test_two_people_accept_the_same_request(browser: Browser, service: Service) -> None:
    address = f"/my/{service.known['en']}/requests/"
    visits = [Visit(browser, service.address, "en", 360) for _ in range(2)]
    travel(service, dt.datetime.now(ZONE), *visits)
    for visit, name in zip(visits, ("camille", "maxime"), strict=True):
        visit.open(address)
        by_code(visit, service, f"{name}@mousse.invalid")
    first, second = (visit.page for visit in visits)
    for page in (first, second):
        press(page, page.locator("li.card", has_text="Soudure Boréale").locator("button[value=like]"))
    expect(first.get_by_role("status")).to_contain_text("you meet Soudure Boréale")
    visits[1].look("two-accept-told", forgiven=("409",))
    expect(second.locator("main")).to_contain_text("both sides have said yes")
    expect(second.locator("main")).to_contain_text("Nothing was changed by what you just did")
    press(second, second.get_by_role("link", name="See how things stand"))
    expect(second.locator("li.card", has_text="Soudure Boréale")).to_have_count(1)
    service.mail("alix@mousse.invalid", "yes")
    assert len([one for one in service.mails("alix@mousse.invalid") if "yes" in str(one["Subject"])]) == 1
    for visit in visits:
        visit.context.close()


def test_a_mission_on_the_phone_in_french(browser: Browser, service: Service) -> None:
    officer, alix, camille = (Visit(browser, service.address, "fr", 360) for _ in range(3))
    mission, my = f"/missions/{service.known['fr']}", f"/my/{service.known['fr']}"
    by_password(officer, OFFICER, "whole")
    officer.look("whole-missions")
    import_contacts(officer)
    invite(officer, mission)
    answer_and_ask(service, alix)
    accept(service, camille)
    solve(officer, mission)
    move(officer, mission)
    publish(officer, mission, service)
    read_programme(alix, my)
    hour = meeting_of(service, ALIX, "Forge du Val")
    travel(service, hour - dt.timedelta(minutes=20), officer, alix, camille)
    say_what_happens(alix, camille, my, hours_of(service, ALIX)[-1])
    repair(officer, mission, hour)
    fresh = meeting_of(service, ALIX, "Forge du Val", 2)
    assert fresh != hour
    assert meeting_of(service, CAMILLE, "Soudure Boréale", 2) == fresh
    for visit in (alix, camille):
        page = visit.open(f"{my}/day/?day={fresh:%Y-%m-%d}")
        expect(page.locator("main")).to_contain_text(f"{fresh.hour}\u00a0h")
        expect(page.locator(".presence")).to_have_count(0)  # what was said of the old hour is not said of the new one
        visit.look("whole-day-repaired" if visit is alix else "whole-host-day-repaired")
    travel(service, fresh + dt.timedelta(minutes=70), officer, alix, camille)
    say_what_came_of_it(alix, camille, my)
    follow(officer, mission)
    no_holes(service)
    for visit in (officer, alix, camille):
        visit.context.close()


def no_holes(service: Service) -> None:
    """Every mail says what it means to say: no placeholder is left in it."""
    for mail in service.mails("@"):
        assert not re.search(r"\{\w*\}", f"{mail['Subject']} {text_of(mail)}"), text_of(mail)


def import_contacts(officer: Visit) -> None:
    """The list is sent as it is, looked at, its columns corrected, the bad row left out with its remedy."""
    page = officer.open("/directory/imports/")
    officer.look("whole-imports")
    sent = {"name": "membres.xlsx", "mimeType": "application/octet-stream", "buffer": contacts()}
    page.set_input_files("input[type=file]", files=[sent])  # type: ignore[arg-type]
    press(page, page.get_by_role("button", name="Envoyer le fichier"))
    expect(page.locator("#problems")).to_contain_text("1 ligne")
    expect(page.locator(".mapping li").nth(1).locator("select")).to_have_value("town")
    officer.look("whole-import-preview")
    page.locator(".mapping li").nth(6).locator("select").select_option(label="– laisser de côté –")
    press(page, page.get_by_role("button", name="Revoir"))
    expect(page.locator("[aria-labelledby=updates]")).not_to_contain_text("Code postal")
    press(page, page.get_by_role("button", name="Importer", exact=True))
    expect(page.locator("[role=alert]").first).to_contain_text("Rien n’a été importé")
    page.get_by_label("Importer les bonnes lignes").check()
    press(page, page.get_by_role("button", name="Importer", exact=True))
    expect(page.locator("main")).to_contain_text("1 créée · 2 complétées · 1 rejetée")
    officer.look("whole-imported", forgiven=("422",))


def invite(officer: Visit, mission: str) -> None:
    """Contacts of the directory are listed with a tick, then all invited at once."""
    page = officer.open(f"{mission}/people/")
    officer.look("whole-people-none")
    press(page, page.get_by_role("link", name="Inscrire des personnes"))
    officer.look("whole-people-list")
    for name in ("Alix Exemple", "Camille Essai"):
        page.get_by_label(name).check()
    press(page, page.get_by_role("button", name="Inscrire les personnes cochées"))
    officer.look("whole-people-listed")
    press(page, page.get_by_role("button", name="Envoyer les invitations"))
    expect(page.get_by_role("status")).to_contain_text("2 invitations")
    officer.look("whole-people-invited")


def answer_and_ask(service: Service, alix: Visit) -> None:
    """From the mail's link to a request: yes, a code, a profile, the host who matters most."""
    page = alix.open(link_in(service.mail(ALIX, "Invitation"), "/invitation/"))
    alix.look("whole-invitation")
    page.get_by_label("Téléphone").fill("418 555-0100")
    page.get_by_label("peuvent voir").check()
    press(page, page.get_by_role("button", name="Oui, je participe"))
    alix.look("whole-answered")
    press(page, page.get_by_role("link", name="À ma page"))
    by_code(alix, service, ALIX, "whole")
    alix.look("whole-my")
    press(page, page.get_by_role("link", name="Votre profil"))
    alix.look("whole-my-profile")
    page.get_by_label("offre").first.fill("Soudure d’aluminium et réparation sur place")
    page.get_by_label("cherche").first.fill("Une forge pour des pièces uniques")
    press(page, page.get_by_role("button", name="Enregistrer, et voir qui"))
    alix.look("whole-my-suggestions")
    forge = page.locator("li.card", has=page.locator("h3", has_text="Forge du Val")).first
    forge.get_by_text("Ajouter un mot").click()
    forge.locator("textarea").fill("Pouvez-vous forger une pièce de trois mètres ?")
    press(page, forge.locator("button[value=must]"))
    expect(page.get_by_role("status")).to_contain_text("en route vers Forge du Val")
    press(page, page.get_by_role("link", name="Demandes"))
    expect(page.locator("li.card", has_text="Forge du Val")).to_contain_text("indispensable")
    alix.look("whole-my-requests")


def accept(service: Service, camille: Visit) -> None:
    """The host is asked by mail, says yes to the mission, signs in on another phone, says yes to the meeting."""
    page = camille.open(link_in(service.mail(CAMILLE, "Invitation"), "/invitation/"))
    press(page, page.get_by_role("button", name="Oui, je participe"))
    asked = service.mail(CAMILLE, "Soudure Boréale souhaite vous rencontrer")
    assert "pièce de trois mètres" in text_of(asked)
    page = camille.open(link_in(asked, "/request/"))  # tap 1, in the mail
    expect(page.locator("main")).to_contain_text("Soudure d’aluminium et réparation sur place")
    camille.look("whole-host-request")
    press(page, page.locator("button[value=like]"))  # tap 2
    expect(page.get_by_role("status")).to_contain_text("vous rencontrez Soudure Boréale")
    camille.look("whole-host-answered")
    press(page, page.get_by_role("link", name="À ma page"))
    by_code(camille, service, CAMILLE)
    expect(page.locator("li.card", has_text="Soudure Boréale")).to_have_count(1)
    camille.look("whole-host-requests")
    assert "Forge du Val" in text_of(service.mail(ALIX, "Forge du Val dit oui"))


def solve(officer: Visit, mission: str) -> None:
    """The meeting that was accepted is brought in; a search tells its bound as it goes, and is stopped."""
    for name in ("", "requests/", "agenda/"):
        officer.open(f"{mission}/{name}")
        officer.look(f"whole-{name.strip('/') or 'overview'}")
    page = officer.open(f"{mission}/agenda/edit/")
    expect(page.locator(".news")).to_contain_text("1 rencontre a été acceptée")
    officer.look("whole-agenda-news")
    page.get_by_role("button", name="Mettre le brouillon à jour").click()
    expect(page.locator(".tray")).to_contain_text("Forge du Val (Soudure Boréale)")
    page.locator("#seconds").select_option("180")
    press(page, page.get_by_role("button", name="Rechercher"))
    expect(page.locator(".job")).to_contain_text("au mieux", timeout=60_000)
    officer.look("whole-agenda-searching")
    page.wait_for_timeout(4000)  # the first agenda is kept before the search is stopped
    with contextlib.suppress(PlaywrightTimeoutError):  # what is proved meanwhile ends by itself
        page.get_by_role("button", name="Arrêter ce travail").click(timeout=3_000)
    expect(page.get_by_role("button", name="Rechercher")).to_be_visible(timeout=60_000)
    expect(page.locator(".tray")).to_contain_text("Chaque rencontre a sa place")
    officer.look("whole-agenda-found")


def move(officer: Visit, mission: str) -> None:
    """A meeting moves by the plain form; what does not fit is refused with the reason, and changes nothing."""
    page = officer.page
    page.locator("details.card summary", has_text="Soudure Boréale").click()
    page.locator("details[open] a.choose", has_text="Forge du Val").click()
    expect(page.locator("#in-hand")).to_have_text("Forge du Val (Soudure Boréale)")
    officer.look("whole-agenda-in-hand")
    page.get_by_text("Ce qui empêche les autres heures").click()
    expect(page.locator(".refusals").first).to_contain_text("Accueil")
    form, place = page.locator("#panel .move-form").first, page.locator("#place")
    # A page left open too long offers what no longer fits: the first hour, when everybody arrives.
    place.evaluate("node => { node.append(new Option('8 h 30', '0@H3')); node.value = '0@H3' }")
    form.get_by_role("button", name="Déplacer").click()
    expect(page.locator(".notice")).to_contain_text("Soudure Boréale a « Accueil »")
    officer.look("whole-agenda-refused", forgiven=("422",))
    place.select_option(index=0)
    form.get_by_role("button", name="Déplacer").click()
    expect(page.locator("#room .message")).to_contain_text("Forge du Val (Soudure Boréale)")
    officer.look("whole-agenda-moved")


def publish(officer: Visit, mission: str, service: Service) -> None:
    """Provisional, then final: both people get a mail with their calendar each time."""
    for state, label, status in (("provisoire", "Provisoire", "TENTATIVE"), ("définitif", "Définitif", "CONFIRMED")):
        page = officer.open(f"{mission}/agenda/publish/")
        page.get_by_label(label).check()
        officer.look(f"whole-publish-{label.lower()}")
        press(page, page.get_by_role("button", name="Publier et prévenir"))
        expect(page.get_by_role("status").first).to_contain_text("2 personnes")
        for who in (ALIX, CAMILLE):
            events = calendar_of(service.mail(who, f"Programme {state}")).walk("VEVENT")
            agreed = [
                event for event in events if "proposition" not in str(event["DESCRIPTION"]) + str(event["SUMMARY"])
            ]
            assert agreed and {str(event["STATUS"]) for event in agreed} == {status}
    officer.look("whole-published")


def hours_of(service: Service, who: str, other: str = "possible", mail: int = 1) -> list[dt.datetime]:
    """Return the hours of meetings, as the calendar says that somebody got since the programme is final."""
    calendar = calendar_of(service.mail(who, "Programme définitif", after=mail - 1))
    found = [event["DTSTART"].dt for event in calendar.walk("VEVENT") if other in str(event["SUMMARY"])]
    return sorted(start.astimezone(ZONE) for start in found)


def meeting_of(service: Service, who: str, other: str, mail: int = 1) -> dt.datetime:
    """Return the hour of the one meeting with somebody."""
    (hour,) = hours_of(service, who, other, mail)
    return hour


def read_programme(alix: Visit, my: str) -> None:
    """The delegate reads the programme, and the sheet of a meeting."""
    alix.open(f"{my}/")
    alix.look("whole-my-published")
    page = alix.open(f"{my}/programme/")
    alix.look("whole-my-programme")
    press(page, page.locator("a", has_text="Fiche de rencontre").filter(has_text="Forge du Val"))
    expect(page.locator("main")).to_contain_text("Une forge pour des pièces uniques")
    alix.look("whole-my-briefing")


def say_what_happens(alix: Visit, camille: Visit, my: str, last: dt.datetime) -> None:
    """One is there, one is late, and one cancels the last meeting of all."""
    page = alix.open(f"{my}/day/")
    expect(page.locator(".now-card")).to_contain_text("dans 20 minutes")
    alix.look("whole-day")
    press(page, page.get_by_role("button", name="Je suis là"))
    expect(page.locator(".presence")).to_contain_text("vous êtes là")
    host = camille.open(f"{my}/day/")
    expect(host.locator(".now-card")).to_contain_text("Soudure Boréale est là")
    host.get_by_text("Je serai en retard").click()
    press(host, host.get_by_role("button", name=re.compile("^10")))
    expect(host.locator(".presence").first).to_contain_text("10 minutes")
    camille.look("whole-host-day")
    page = alix.open(f"{my}/day/?day={last:%Y-%m-%d}")
    press(page, page.get_by_role("link", name="Je ne peux pas venir").last)
    alix.look("whole-day-cancel")
    page.get_by_label("Un mot pour eux").fill("Machine en panne")
    press(page, page.get_by_role("button", name="Annuler cette rencontre"))
    expect(page.get_by_role("status").first).to_contain_text("Annulée")
    alix.look("whole-day-cancelled")


def repair(officer: Visit, mission: str, hour: dt.datetime) -> None:
    """The host calls: nobody is received for an hour. One repair answers to both, and is sent with one click."""
    page = officer.open(f"{mission}/day/")
    officer.look("whole-board")
    press(page, page.get_by_role("link", name="Imprévus et réparation"))
    closed = page.locator("details.sentence", has_text="Un hôte ne reçoit plus")
    closed.locator("summary").click()
    closed.get_by_label("Quel hôte").select_option(label="Forge du Val")
    closed.get_by_label("De", exact=True).fill(f"{hour:%H:%M}")
    closed.get_by_label("Jusqu’à").fill(f"{hour + dt.timedelta(hours=1):%H:%M}")
    press(page, closed.get_by_role("button", name="Noter"))
    officer.look("whole-changes")
    page.get_by_role("button", name="Proposer une réparation").click()
    page.wait_for_url("**/repair/**", timeout=60_000)
    told = page.locator("section", has=page.locator("#told"))
    expect(told).to_contain_text("Déplacé\u00a0: Forge du Val")
    officer.look("whole-proposal")
    press(page, page.get_by_role("button", name="Publier et envoyer"))
    expect(page.get_by_role("status").first).to_contain_text("Publié")
    officer.look("whole-board-repaired")


def say_what_came_of_it(alix: Visit, camille: Visit, my: str) -> None:
    """Both sides say in a minute what came of the meeting; neither reads the other."""
    for visit, other, answer in ((alix, "Forge du Val", "deal"), (camille, "Soudure Boréale", "follow_up")):
        page = visit.open(f"{my}/day/")
        name = "whole-ask" if visit is alix else "whole-host-ask"
        visit.look(name)
        press(page, page.locator("section.ask", has_text=other).locator(f"button[value={answer}]"))
        visit.look(f"{name}ed")
        page.get_by_label("Prochaine étape").fill("Envoyer un plan coté")
        press(page, page.get_by_role("button", name="Enregistrer"))
        expect(page.locator("main")).to_contain_text("Envoyer un plan coté")
        visit.look(f"{name}-done")


def follow(officer: Visit, mission: str) -> None:
    """The officer reads both sides, and makes a link of it."""
    page = officer.open(f"{mission}/outcomes/")
    card = page.locator(".outcomes > li", has_text="Forge du Val").filter(has_text="Soudure Boréale")
    expect(card.locator(".said")).to_have_count(2)
    officer.look("whole-outcomes")
    press(page, card.get_by_role("link", name="En faire un lien à suivre"))
    officer.look("whole-follow")
    page.locator("main textarea").first.fill("Pièces forgées pour la soudure sur place")
    page.get_by_label("L’hôte est").select_option("supplier")
    page.get_by_label("Ils se sont connus par la mission").check()
    press(page, page.get_by_role("button", name="Inscrire le lien"))
    page = officer.open(f"{mission}/links/")
    expect(page.locator("main")).to_contain_text("Pièces forgées pour la soudure sur place")
    officer.look("whole-links")


def test_a_mission_by_keyboard_in_english(browser: Browser, service: Service) -> None:
    mission = f"/missions/{service.known['en']}"
    officer = Visit(browser, service.address, "en", 1440)
    travel(service, dt.datetime.now(ZONE), officer)
    page = officer.open("/")
    enter(page, page.get_by_role("link", name="password"))
    sign_in_by_keys(officer)
    officer.look("keys-missions")
    accept_by_keys(officer, mission)
    edit_by_keys(officer, mission)
    publish_by_keys(officer, mission)
    travel(service, local(service, 1, "10:50"), officer)
    note_by_keys(officer, mission)
    travel(service, local(service, 1, "12:10"), officer)
    tell_by_keys(officer, mission)
    officer.context.close()


def sign_in_by_keys(officer: Visit) -> None:
    """An address, a password, Enter."""
    page = officer.page
    tab_to(page, page.locator("main form input[type=email], main form input[name=username]").first)
    page.keyboard.type(JO)
    page.keyboard.press("Tab")
    page.keyboard.type(PASSWORD)
    page.keyboard.press("Enter")
    page.wait_for_url("**/missions/")


def accept_by_keys(officer: Visit, mission: str) -> None:
    """A match is accepted where its reasons are read."""
    page = officer.open(f"{mission}/matches/")
    officer.look("keys-matches")
    enter(page, page.locator(".match .accept button").first)
    expect(page.locator(".message")).to_contain_text("accepted")
    officer.look("keys-matches-accepted")


def edit_by_keys(officer: Visit, mission: str) -> None:
    """A draft is opened; arrows look at other hours, which the live region says, Enter puts the meeting there."""
    page = officer.open(f"{mission}/agenda/edit/")
    if page.get_by_role("button", name="Open a draft").count():
        officer.look("keys-no-draft")
        enter(page, page.get_by_role("button", name="Open a draft"))
    card = page.locator("table.edit a.slot[data-meeting='F1.H1']")
    tab_to(page, card)
    said = page.locator("#said")
    page.keyboard.press("ArrowLeft")
    expect(said).to_contain_text("impossible")
    expect(page.locator(".shade.no")).to_be_visible()
    officer.look("keys-agenda-red")
    why = said.inner_text()
    page.keyboard.press("Enter")
    expect(said).to_have_text(why)
    page.keyboard.press("Escape")
    page.keyboard.press("ArrowDown")
    expect(page.locator(".shade.ok")).to_be_visible()
    expect(said).to_contain_text("– possible")
    officer.look("keys-agenda-green")
    page.keyboard.press("Enter")
    expect(page.locator("#room .message")).to_contain_text("Moved: Convoyeurs Granit (Soudure Boréale)")
    expect(card).to_be_focused()
    officer.look("keys-agenda-moved")


def publish_by_keys(officer: Visit, mission: str) -> None:
    """From the draft to the public agenda."""
    page = officer.page
    enter(page, page.get_by_role("link", name="Publish", exact=True))
    officer.look("keys-publish")
    tab_to(page, page.locator("input[name=state]:checked"))
    page.keyboard.press("ArrowUp")
    page.keyboard.press("ArrowDown")
    expect(page.get_by_label("Final")).to_be_checked()
    enter(page, page.get_by_role("button", name="Publish and tell"))
    expect(page.get_by_role("status").first).to_contain_text("is public")
    officer.look("keys-published")


def note_by_keys(officer: Visit, mission: str) -> None:
    """On the day, the officer notes who is there and who is late."""
    page = officer.open(f"{mission}/day/")
    officer.look("keys-board")
    seat = page.locator("details.note-menu").first
    enter(page, seat.locator("summary"))
    expect(seat.get_by_role("button", name="There")).to_be_visible()
    enter(page, seat.get_by_role("button", name="There"))
    expect(page.get_by_role("status").first).to_contain_text("is there")
    seat = page.locator("details.note-menu").nth(1)
    enter(page, seat.locator("summary"))
    enter(page, seat.get_by_role("button", name="15"))
    expect(page.get_by_role("status").first).to_contain_text("is late")
    officer.look("keys-board-noted")


def tell_by_keys(officer: Visit, mission: str) -> None:
    """The officer enters what a firm said by telephone."""
    page = officer.open(f"{mission}/outcomes/")
    officer.look("keys-outcomes")
    enter(page, page.get_by_role("link", name="enter for them").first)
    tab_to(page, page.locator("input[name=result]").first)
    page.keyboard.press("Space")
    page.keyboard.press("ArrowDown")
    tab_to(page, page.get_by_label("Next step"))
    page.keyboard.type("Send a drawing")
    officer.look("keys-outcome")
    enter(page, page.get_by_role("button", name="Save"))
    expect(page.get_by_role("status").first).to_be_visible()
    page = officer.open(f"{mission}/outcomes/")
    expect(page.locator(".outcomes")).to_contain_text("Send a drawing")
    officer.look("keys-outcomes-told")


@pytest.mark.parametrize("who", ["kim", "dominique"])
def test_those_who_only_read(browser: Browser, service: Service, who: str) -> None:
    mission = f"/missions/{service.known['en']}"
    visit = Visit(browser, service.address, "en", 360 if who == "kim" else 1440)
    travel(service, dt.datetime.now(ZONE), visit)
    page = visit.open(f"{mission}/")
    by_code(visit, service, f"{who}@mousse.invalid")
    visit.look(f"{who}-overview", still=True)
    tabs = page.locator("nav.tabs a").all_inner_texts()
    assert tabs == ["Overview", "Delegation", "Agenda", "Links", "Report"]
    expect(page.locator("main")).to_contain_text("not shown here")
    for name in ("delegation/", "agenda/", "links/", "report/"):
        visit.open(f"{mission}/{name}")
        visit.look(f"{who}-{name.strip('/')}")
        for secret in ("Could you forge", "De nouveaux clients", "New clients", "alix@mousse.invalid"):
            assert secret not in page.content(), name
        assert not page.locator("main form[method=post]").count(), name
    visit.open("/my/")
    visit.look(f"{who}-my")
    for name, status in (("people/", 403), ("requests/", 403), ("matches/", 403), ("agenda/edit/", 403), ("day/", 403)):
        answer = visit.page.goto(f"{visit.site}{mission}/{name}", wait_until="networkidle")
        assert answer
        assert answer.status == status, name
    visit.look(f"{who}-refused", forgiven=("403",))
    other = visit.page.goto(f"{visit.site}/missions/{service.known['fr']}/")
    assert other
    assert other.status == 404
    visit.context.close()


def test_two_officers_move_the_same_meeting(browser: Browser, service: Service) -> None:
    draft = f"/missions/{service.known['en']}/agenda/edit/"
    visits = [Visit(browser, service.address, "en", 1440) for _ in range(2)]
    travel(service, dt.datetime.now(ZONE), *visits)
    for visit, email in zip(visits, (JO, LOU), strict=True):
        page = by_password(visit, email)
        visit.open(draft)
        if page.get_by_role("button", name="Open a draft").count():
            press(page, page.get_by_role("button", name="Open a draft"))
    first, second = (visit.open(f"{draft}?meeting=F2.H2") for visit in visits)
    hours = first.locator("#place option").all_inner_texts()
    first.locator("#place").select_option(label=hours[0])
    first.locator("#panel .move-form").first.get_by_role("button").click()
    expect(first.locator("#room .message")).to_contain_text("Moved")
    second.locator("#place").select_option(label=hours[-1])
    second.locator("#panel .move-form").first.get_by_role("button").click()
    told = second.locator(".notice")
    expect(told).to_contain_text("Somebody changed the draft before you")
    expect(told).to_contain_text("Jo Officer")
    expect(second.locator("#panel .now")).to_contain_text(hours[0].split(" · ")[0])
    visits[1].look("two-officers-told", forgiven=("409",))
    second.locator("#place").select_option(label=hours[-1])
    second.locator("#panel .move-form").first.get_by_role("button").click()
    expect(second.locator("#room .message")).to_contain_text("Moved")
    for visit in visits:
        visit.context.close()
