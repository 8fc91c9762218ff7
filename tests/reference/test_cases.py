"""Every row of ``../shared/cases/cases.csv``: situations that went wrong elsewhere, run as their command, judged by what is right.

Rows of pages and mail have no command: ``tests/web/test_reported_cases.py`` has a test for each, named by its number.
"""

from __future__ import annotations

import csv
import json
import re
import shlex
import shutil
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from tests.conftest import SHARED_DATA

from jumelage.directory.lists import read_list

CASES = SHARED_DATA.parent / "cases"
pytestmark = [pytest.mark.shared, pytest.mark.slow]


@dataclass(frozen=True)
class Run:
    """What a command did: its exit code, JSON, messages."""

    code: int
    said: Any
    words: str
    folder: Path
    out: Path

    @property
    def refused(self) -> bool:
        return self.code in (1, 2) and bool(self.words.strip()) and "Traceback" not in self.words


Right = Callable[[Run], bool]
RIGHT: dict[int, Right] = {}


def right(*cases: int) -> Callable[[Right], Right]:
    def keep(judge: Right) -> Right:
        RIGHT.update(dict.fromkeys(cases, judge))
        return judge

    return keep


def rows() -> list[dict[str, str]]:
    if not CASES.is_dir():
        return []
    with (CASES / "cases.csv").open(encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream))


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the inputs, for commands write beside them."""
    copy = tmp_path_factory.mktemp("cases") / "inputs"
    shutil.copytree(CASES / "inputs", copy)
    return copy


def run(command: str, folder: Path, out: Path) -> Run:
    words = [str(out) if word == "OUT" else word for word in shlex.split(command.partition(" (twice")[0])][1:]
    program = [sys.executable, "-c", "from jumelage.cli.main import run; run()"]
    done = subprocess.run(
        [*program, *words, "--lang", "en"], cwd=folder, capture_output=True, text=True, timeout=300, check=False
    )
    try:
        said = json.loads(done.stdout)
    except ValueError:
        said = done.stdout
    return Run(done.returncode, said, done.stderr, folder, out)


COMMANDS = [row for row in rows() if row["command"].startswith("jumelage ") and "then invite" not in row["command"]]


@pytest.mark.parametrize("row", COMMANDS, ids=lambda row: f"{row['case']}-{row['input']}")
def test_case(row: dict[str, str], folder: Path, tmp_path: Path) -> None:
    case = int(row["case"])
    found = run(row["command"], folder, tmp_path / "out")
    assert "Traceback" not in found.words
    assert RIGHT[case](found), (
        f"{row['situation']}: right is {row['right']}\n{found.code} {found.said}\n{found.words[-2000:]}"
    )
    if isinstance(found.said, dict) and {"read", "kept", "skipped", "rejected"} <= set(found.said):
        assert found.said["read"] == found.said["kept"] + len(found.said["skipped"]) + found.said["rejected"]


def test_every_row_is_judged() -> None:
    pages = (Path(__file__).parents[1] / "web" / "test_reported_cases.py").read_text(encoding="utf-8")
    judged = {
        int(case) for name in re.findall(r"def test_([\d_and]+)_[a-z]", pages) for case in re.findall(r"\d+", name)
    }
    assert {int(row["case"]) for row in COMMANDS} == set(RIGHT)
    assert {int(row["case"]) for row in rows()} == set(RIGHT) | judged


def values(found: Run, name: str, field: str) -> list[str]:
    """Read a field of every row of a list, as the import reads it."""
    return [row.values.get(field, "") for row in read_list(found.folder / name).rows]


def holds(count: int, name: str, field: str, *expected: str) -> Right:
    """Expect ``count`` firms and, in one field, these values."""
    return lambda found: created(count)(found) and values(found, name, field) == list(expected)


def skipped(found: Run) -> list[int]:
    return [one["row"] for one in found.said["skipped"]]


def errors(found: Run) -> list[tuple[int, str]]:
    return [(one["row"], one["column"]) for one in found.said["errors"]]


def created(count: int, passed: tuple[int, ...] = ()) -> Right:
    return lambda found: found.code == 0 and found.said["created"] == count and skipped(found) == list(passed)


RIGHT.update({
    1: holds(2, "a01_unicode_text.txt", "name", "Sciérie Bidon-Éclair", "Câblage Néant ltée"),
    2: holds(2, "a02_cr_only.csv", "name", "Forge Fictive", "Moulin Néant"), 3: created(4),
    4: holds(3, "a04_inner_quote.csv", "name", 'Café "Chez Personne"', 'Resto "Le Néant", inc.', "Quincaillerie Zéro"),
    6: holds(3, "a05_html_entities.csv", "name", "Acier Inventé & Fils", "Société Néant", "L'Atelier Zéro"),
    7: holds(2, "a06_equals_text.csv", "postal_code", "04101", "G4R 2B5"), 8: created(1),
    11: holds(2, "a10_zip_format.xlsx", "postal_code", "04101", "01000"), 12: lambda f: created(2)(f) and f.said["header_rows"] == [4], 13: holds(1, "a12_outlook.csv", "contact_name", "Zoé Inventée"),
    15: created(2, (5, 6, 7, 8)), 16: created(4, (6, 7)), 17: created(4, (5, 6)), 18: holds(1, "a16_1904.xlsx", "consent_on", "2024-03-05"),
    19: created(1),
    21: created(2, (3,)), 22: holds(2, "a20_idn_mail.csv", "email", "info@forêt-bidon.example", "josé@echo-neant.example"), 24: created(1), 28: created(2, (4,)), 29: created(4), 32: created(8),
    37: created(6),
})  # fmt: skip


@right(5)
def _(found: Run) -> bool:
    names = values(found, "a26_backslash.csv", "name")
    return errors(found) == [(4, "name")] and names == ['Atelier "Le Néant" inc.', "Forge, Zéro"]


@right(9, 10, 30, 31)
def _(found: Run) -> bool:
    return found.refused


@right(14)
def _(found: Run) -> bool:
    columns = found.said["columns"]
    return {columns["E-mail 1 - Value"], columns["Phone 1 - Value"]} == {"email", "phone"}


@right(20)
def _(found: Run) -> bool:
    return [(e["row"], e["column"], e["problem"]) for e in found.said["errors"]] == [
        (3, "Ville", "the formula gives “#N/A”."), (4, "Nom", "the formula gives “#REF!”."),
    ]  # fmt: skip


@right(23)
def _(found: Run) -> bool:
    return errors(found) == [(2, "NAICS"), (3, "NAICS")]


@right(25)
def _(found: Run) -> bool:
    return found.said["columns"]["Téléphone (D)"] is None and found.said["created"] == 2


@right(26)
def _(found: Run) -> bool:
    return created(1)(found) and len([c for c in found.said["columns"].values() if c]) == 4


@right(27)
def _(found: Run) -> bool:  # row 6 has a telephone that lost its digits: refused, and named
    return skipped(found) == [7] and errors(found) == [(6, "Téléphone")]


@right(33)
def _(found: Run) -> bool:
    return [row for row, _ in errors(found)] == [2, 3] and "4 cells for 3 columns" in found.said["errors"][0]["problem"]


@right(34, 35)
def _(found: Run) -> bool:
    return all(e["row"] and e["column"] and e["problem"] and e["remedy"] for e in found.said["errors"])


@right(36)
def _(found: Run) -> bool:
    return [row for row, _ in errors(found)] == [3, 8] and found.said["kept"] == 5


def calendar(found: Run) -> str:
    return (found.out / "agenda.ics").read_bytes().decode() if found.code == 0 else ""


def events(text: str, key: str) -> dict[str, str]:
    """Return a property of each event, by its UID."""
    found = {}
    for event in re.findall(r"BEGIN:VEVENT(.*?)END:VEVENT", text.replace("\r\n ", ""), re.S):
        own = dict(line.split(":", 1) for line in event.strip().splitlines() if ":" in line)
        found[own["UID"]] = next(value for name, value in own.items() if name.partition(";")[0] == key)
    return found


@right(38)
def _(found: Run) -> bool:  # the mission's lunch is at noon, in a zone without summer time
    return events(calendar(found), "DTSTART")["exemple/diner-1@jumelage"] == "20270712T120000Z"


@right(39)
def _(found: Run) -> bool:  # noon on Saturday and on Monday; the clocks change on the Sunday between
    hours = [hour for uid, hour in events(calendar(found), "DTSTART").items() if "/diner-" in uid]
    return sorted(hours) == ["20270313T120000", "20270315T120000"] and "DTSTART:20270314T020000" in calendar(found)


@right(40)
def _(found: Run) -> bool:
    lines = calendar(found).encode().split(b"\r\n")
    return all(len(line) <= 75 and line.decode() is not None for line in lines) and len(lines) > 50


@right(41)
def _(found: Run) -> bool:
    brief = found.folder / "m01_dst_accents" / "mission.toml"
    brief.write_text(brief.read_text(encoding="utf-8").replace("2027-03-13T12:00:00", "2027-03-13T12:30:00"))
    again = run("jumelage mission plan m01_dst_accents -o OUT --json", found.folder, found.out.with_name("again"))
    old, new = calendar(found), calendar(again)
    uid = "exemple/diner-1@jumelage"
    moved = events(old, "DTSTART")[uid] != events(new, "DTSTART")[uid]
    return moved and events(old, "DTSTAMP")[uid] < events(new, "DTSTAMP")[uid]


@right(42)
def _(found: Run) -> bool:
    return found.refused and "America/Toronto" in found.words


@right(55)
def _(found: Run) -> bool:
    return found.refused and "22:30" in found.words and "outside the day" in found.words


@right(45, 50)
def _(found: Run) -> bool:
    return found.refused


@right(46)
def _(found: Run) -> bool:
    return found.code == 1 and "“nuit”" in found.words


@right(48)
def _(found: Run) -> bool:
    return found.code == 1 and "the road from “nord” to “sud” takes 100 slots" in found.words


@right(47)
def _(found: Run) -> bool:
    return found.code == 0 and "m2: It is longer than any day." in found.said


@right(49)
def _(found: Run) -> bool:
    return found.code == 0 or found.refused


@right(51)
def _(found: Run) -> bool:
    return found.code == 0 or ("m1" in found.words and "accents" in found.words)


@right(52)
def _(found: Run) -> bool:
    kept = [
        re.search(rf"{one}: (\d) salle → (\d) grande salle .*no longer there", found.said) for one in ("m1", "m2", "m3")
    ]
    return found.code == 0 and [(hour[1], hour[2]) for hour in kept if hour] == [("0", "0"), ("1", "1"), ("1", "1")]


@right(53)
def _(found: Run) -> bool:
    return found.refused and "m1" in found.words


@right(54)
def _(found: Run) -> bool:
    return found.refused and "diner-1" in found.words and "groupe-centre" in found.words


@right(56)
def _(found: Run) -> bool:
    return found.refused and "row 3" in found.words and "2" in found.words


@right(57)
def _(found: Run) -> bool:
    return abs(found.said["employment"] - 14.0) < 1e-9 and found.said["largest"]["industry"] == "21"


@right(58)
def _(found: Run) -> bool:
    return found.refused and "1.234" in found.words


@right(59, 60)
def _(found: Run) -> bool:
    return (found.code == 0 and found.said["employment"] == 180) or found.refused


@right(61)
def _(found: Run) -> bool:
    return found.refused


@right(62)
def _(found: Run) -> bool:
    return found.refused and "21-Nov" in found.words


@right(63)
def _(found: Run) -> bool:
    return (found.code == 0 and found.said["year"] == 2021 and found.said["change"]["from"] == 2016) or found.refused


@right(64)
def _(found: Run) -> bool:
    return found.refused and "11" in found.words


def jobs(count: float) -> Right:
    return lambda found: found.code == 0 and found.said["employment"] == count


RIGHT.update({65: jobs(10), 66: jobs(150), 67: jobs(180), 68: jobs(3180), 75: jobs(150)})


@right(69)
def _(found: Run) -> bool:
    # "***" alone is the mark of a hidden figure, in the one table of marks of all readers: it is unknown, not refused.
    return found.refused and "row 11" in found.words and "-666666666" in found.words


@right(70)
def _(found: Run) -> bool:
    return found.code == 0 and "1 places without specialisation and 1 industries" in found.said


@right(71)
def _(found: Run) -> bool:
    return found.refused


@right(72)
def _(found: Run) -> bool:
    return found.refused or (found.code == 0 and found.said["year"] == 2021)


@right(73)
def _(found: Run) -> bool:
    return found.code == 0 and found.said["employment"] == 175


@right(74)
def _(found: Run) -> bool:
    return found.refused and "#DIV/0!" in found.words


def hit(found: Run) -> list[tuple[str, int]]:
    return [(town["place"], town["shock_year"]) for town in found.said["towns"]] if found.code == 0 else []


@right(76)
def _(found: Run) -> bool:
    return hit(found) == [("Ville-D", 2004)]


@right(77)
def _(found: Run) -> bool:
    return "Ville-D" in json.dumps(found.said["attrition"]) and "1998" in json.dumps(found.said["attrition"])


@right(78)
def _(found: Run) -> bool:
    (town,) = found.said["towns"]
    return town["verdict"] == "cannot tell" and bool(town["reason"])


@right(80)
def _(found: Run) -> bool:  # without the year no growth is of one year: refused, the gap named
    return found.refused and "after 2009 comes 2011" in found.words


@right(81)
def _(found: Run) -> bool:
    return found.code == 0 and not found.said["towns"]


@right(79)
def _(found: Run) -> bool:
    return found.refused


@right(82)
def _(found: Run) -> bool:
    return found.said["summary"]["places"] == 30 and hit(found) == [("Ville-D", 2004)]


@right(83)
def _(found: Run) -> bool:
    return found.said["attrition"] == [{"place": "Ville-D", "why": "No known figure in 2000."}]


def entities(count: int) -> Right:
    return lambda found: found.code == 0 and found.said["entities"] == count


RIGHT.update({84: entities(6), 87: lambda f: f.code == 0, 88: entities(4), 89: entities(6), 94: entities(1)})


@right(85)
def _(found: Run) -> bool:
    return found.refused or entities(2)(found)


@right(86)
def _(found: Run) -> bool:
    return entities(6)(found) and len(found.said["pairs"]) >= 2


@right(90)
def _(found: Run) -> bool:
    pairs = {(p["a"], p["b"]) for p in found.said["pairs"] if p["probability"] >= 0.5}
    return ("1", "2") in pairs and ("3", "4") not in pairs


@right(91)
def _(found: Run) -> bool:
    return found.said["entities"] == 4 and any((p["a"], p["b"]) == ("1", "2") for p in found.said["pairs"])


@right(92)
def _(found: Run) -> bool:
    return found.refused or found.said["records"] == 4


@right(93)
def _(found: Run) -> bool:
    return found.refused and "row 2" in found.words


def matches(found: Run) -> list[dict[str, Any]]:
    return found.said if isinstance(found.said, list) else found.said["matches"]


@right(95)
def _(found: Run) -> bool:
    return found.code == 0 and not matches(found)


@right(96)
def _(found: Run) -> bool:
    reasons = [r["text"] for m in matches(found) for r in m["reasons"] if r["kind"] == "need"]
    return found.code == 0 and not any(
        word in text.lower() for text in reasons for word in ("arial", "font", "<", "farine")
    )


@right(97)
def _(found: Run) -> bool:
    return not any(
        "Aucun besoin" in r["text"] or "Aucun produit" in r["text"] for m in matches(found) for r in m["reasons"]
    )


@right(98)
def _(found: Run) -> bool:
    return found.code == 0


@right(99)
def _(found: Run) -> bool:
    named = {m["a"] for m in matches(found)} | {m["b"] for m in matches(found)}
    return {"A2", "B2"} <= named or ("A2" in found.words and "B2" in found.words)


@right(100)
def _(found: Run) -> bool:
    return found.code == 0
