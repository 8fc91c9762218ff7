import datetime as dt

import pytest

from jumelage.errors import InputError
from jumelage.mission import new_folder, read_folder


def change(folder, before, after):
    path = folder / "mission.toml"
    text = path.read_text(encoding="utf-8")
    assert before in text
    path.write_text(text.replace(before, after, 1), encoding="utf-8")


def test_the_example_reads_as_written(brief):
    assert (brief.origin, brief.destination) == ("Ville-Exemple", "Bourg-Modèle")
    assert [day.start for day in brief.days] == [dt.time(8, 30), dt.time(8, 30)]
    assert brief.people() == ("A01-1", "A02-1", "A03-1", "A03-2")
    assert brief.requests[0].wish == "must"


@pytest.mark.parametrize(
    ("before", "after", "place", "words"),
    [
        ('from = "Ville-Exemple"', 'from = "Ville-Exempel"', "[mission], from", "Vouliez-vous « Ville-Exemple »"),
        ('hosts = ["B03"]', 'hosts = ["B33"]', "[[group_visits]] 1, hosts", "« B33 » inconnue"),
        ('delegation = "A03"', 'delegation = "A09"', "[[exchanges]] 1, delegation", "« A09 » inconnue"),
        ("at = 2027-05-12T12:00:00", "at = 2027-05-12T18:00:00", "[[fixed_times]] 1, at", "hors du jour"),
        ("at = 2027-05-12T12:00:00", "at = 2027-05-12T16:30:00", "[[fixed_times]] 1, at", "hors du jour"),
        ("at = 2027-05-12T12:00:00", "at = 2027-05-12T12:10:00", "[[fixed_times]] 1, at", "entre deux plages"),
        ("at = 2027-05-12T12:00:00", "at = 2027-05-15T12:00:00", "[[fixed_times]] 1, at", "pas un jour de la mission"),
        ("minutes = 90", "minutes = 900", "[[group_visits]] 1", "aucun jour"),
        ("end = 17:00:00", "end = 07:00:00", "[[days]] 1, end", "précède"),
        ("# at = 2027-05-12T09:00:00", "at = 2027-05-12T11:00:00 #", "[[fixed_times]] 1, at", "mêmes personnes"),
        ('id = "diner-2"', 'id = "diner-1"', "[[fixed_times]] 2", "deux fois"),
        ("slot_minutes = 15", "slot_minutes = -15", "[planning], slot_minutes", "de 5 à 120"),
        ("visit_minutes", "visits_minutes", "[planning], visits_minutes", "Vouliez-vous « visit_minutes »"),
        ('timezone = "America/Toronto"', 'timezone = "../../etc/passwd"', "[mission], timezone", "fuseau"),
        ('kind = "meal"', 'kind = "diner"', "[[fixed_times]] 1, kind", "l'un de"),
        ("people = 2", "people = true", "[[delegations]] 3, people", "nombre entier"),
    ],
)
def test_a_mistake_is_named_with_its_place_and_remedy(folder, before, after, place, words):
    change(folder, before, after)
    with pytest.raises(InputError) as caught:
        read_folder(folder)
    said = caught.value.say("fr")
    assert f"mission.toml, {place}" in said
    assert words in said.replace("\u00a0", " ")


def test_all_mistakes_are_told_at_once(folder):
    change(folder, "minutes = 90", 'minutes = "long"')
    change(folder, 'role = "firm"', 'role = "firme"')
    with pytest.raises(InputError) as caught:
        read_folder(folder)
    assert len(caught.value.problems) == 2


def test_broken_toml_names_the_line(folder):
    change(folder, 'to = "Bourg-Modèle"', 'to = "Bourg-Modèle')
    with pytest.raises(InputError, match=r"line \d+"):
        read_folder(folder)


def test_a_missing_file_tells_how_to_make_one(tmp_path):
    with pytest.raises(InputError, match="mission new"):
        read_folder(tmp_path)


def test_no_list_of_organisations_is_an_error(folder):
    (folder / "organisations.csv").unlink()
    with pytest.raises(InputError, match="organisations"):
        read_folder(folder)


@pytest.mark.parametrize(
    ("row", "column"),
    [
        ("A09,B01,must,5,,", "delegation"),
        ("A01,B99,must,5,,", "host"),
        ("A01,B01,peut-être,5,,", "wish"),
        ("A01,B01,like,9,,", "priority"),
    ],
)
def test_a_bad_request_names_its_row_and_column(folder, row, column):
    (folder / "requests.csv").write_text(
        f"delegation,host,wish,priority,reason_fr,reason_en\nA01,B01,like,3,,\n{row}\n"
    )
    with pytest.raises(InputError, match=rf"row 3, {column}"):
        read_folder(folder)


def test_new_never_writes_over_a_file(folder):
    with pytest.raises(InputError, match="exists already"):
        new_folder(folder)


def test_two_requests_that_contradict_are_refused_with_both_rows(folder):
    with (folder / "requests.csv").open("a", encoding="utf-8", newline="") as stream:
        first = (folder / "requests.csv").read_text("utf-8-sig").splitlines()[1].split(",")
        wish = "no" if first[2] != "no" else "like"
        stream.write(f"{first[0]},{first[1]},{wish},1,,\n")
    with pytest.raises(InputError) as caught:
        read_folder(folder)
    (problem,) = caught.value.problems
    assert problem.column == "wish" and problem.row and "contradicts row 2" in problem.what.en
