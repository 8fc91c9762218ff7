"""Are the records of one enterprise found, and those of one establishment? Asked through ``jumelage directory duplicates``.

``python -m benchmarks.matching.duplicates [--short]``. Data: SEAO suppliers and their enterprise number, CC-BY 4.0. Half of the
enterprises taught the weights; the other half are scored here, once with and once without those of over twenty records
(one engineering firm alone makes half of all right pairs). Establishments: 2,000 made records with truth.
"""

from __future__ import annotations

import csv
import random
import subprocess
import sys
import tempfile
from collections import Counter, defaultdict
from collections.abc import Hashable, Mapping, Sequence
from itertools import combinations
from pathlib import Path

from benchmarks.results import DATA, arguments, publish, table

from jumelage.directory.resolution import Record

sys.path.insert(0, str(Path(__file__).parents[2] / "scripts"))
from learn_duplicate_weights import halves

GIANT = 20
COLUMNS = ("id", "name", "town", "postal_code", "website", "phone", "enterprise_number")
COMMAND = (sys.executable, "-c", "from jumelage.cli.main import run; run()", "directory", "duplicates")
Truth = Mapping[str, Hashable]


def ask(records: Sequence[Record]) -> tuple[dict[str, str], dict[str, str]]:
    """Run the command on records; return the establishment and the enterprise of each."""
    with tempfile.TemporaryDirectory() as folder:
        source, out = Path(folder) / "records.csv", Path(folder) / "out.csv"
        with source.open("w", encoding="utf-8", newline="") as stream:
            writer = csv.writer(stream)
            writer.writerow(COLUMNS)
            writer.writerows([getattr(r, c) for c in COLUMNS] for r in records)
        subprocess.run([*COMMAND, str(source), "-o", str(out), "--json"], check=True, capture_output=True)
        with out.open(encoding="utf-8", newline="") as stream:
            rows = list(csv.DictReader(stream))
    return {r["id"]: r["entity"] for r in rows}, {r["id"]: r["enterprise"] for r in rows}


def pairs(entity: Mapping[str, Hashable]) -> set[tuple[str, str]]:
    """Return every pair of records of one entity."""
    groups = defaultdict(list)
    for id, name in entity.items():
        groups[name].append(id)
    return {(a, b) if a < b else (b, a) for ids in groups.values() for a, b in combinations(ids, 2)}


def f1(precision: float, recall: float) -> float:
    """Return the harmonic mean."""
    return 2 * precision * recall / max(precision + recall, 1e-9)


def scores(said: Mapping[str, Hashable], truth: Truth, of: Sequence[str] | None = None) -> tuple[float, ...]:
    """Return pairwise precision, recall and F1, then B-cubed F1 (Bagga & Baldwin 1998), over the records ``of``."""
    ids = list(said) if of is None else list(of)
    found, right = pairs({i: said[i] for i in ids}), pairs({i: truth[i] for i in ids})
    both = len(found & right)
    precision, recall = both / max(len(found), 1), both / max(len(right), 1)
    mine, theirs = Counter(said[i] for i in ids), Counter(truth[i] for i in ids)
    cells = Counter((said[i], truth[i]) for i in ids)
    exact = sum(cells[said[i], truth[i]] / mine[said[i]] for i in ids) / len(ids)
    whole = sum(cells[said[i], truth[i]] / theirs[truth[i]] for i in ids) / len(ids)
    return precision, recall, f1(precision, recall), f1(exact, whole)


def made(size: int) -> tuple[list[Record], dict[str, str], dict[str, str]]:
    """Make records of invented enterprises with branches, typed anew with slips; return both truths."""
    draw = random.Random(5)
    first = [
        a + b
        for a in ("Bor", "Cal", "Dun", "Fel", "Gam", "Jor", "Kel", "Mar", "Nor", "Tal")
        for b in ("dex", "mont", "tec", "vex", "lin", "ral")
    ]
    trades = (
        "Soudure",
        "Pavage",
        "Toiture",
        "Plomberie",
        "Excavation",
        "Usinage",
        "Transport",
        "Foresterie",
        "Arpentage",
    )
    towns = [
        ("Port-Fictif", "G4R"),
        ("Val-Imaginaire", "G6G"),
        ("Lac-Inventé", "H2X"),
        ("Bourg-Modèle", "J4K"),
        ("Ville-Exemple", "G1V"),
    ]
    records: list[Record] = []
    places: dict[str, str] = {}
    firms: dict[str, str] = {}
    enterprise = 0
    while len(records) < size:
        enterprise += 1
        name = f"{draw.choice(trades)} {draw.choice(first)}{enterprise % 97 if draw.random() < 0.2 else ''}-{draw.choice(first)}"
        for branch, (town, area) in enumerate(draw.sample(towns, draw.choice((1, 1, 1, 2, 3)))):
            postal = f"{area}{draw.randrange(1, 10)}{draw.choice('ABCEGHJK')}{draw.randrange(1, 10)}"
            phone = f"418 555-{draw.randrange(10_000):04d}"
            for _ in range(draw.choice((1, 1, 2, 3))):
                id = str(len(records))
                records.append(_typed(draw, Record(id, name, town, postal, "", phone)))
                places[id], firms[id] = f"{enterprise}.{branch}", str(enterprise)
    return records, places, firms


def _typed(draw: random.Random, record: Record) -> Record:
    name = record.name + draw.choice(
        ("", " inc.", " ltée", " Inc", f" - succursale de {record.town}", f" ({record.town})")
    )
    if draw.random() < 0.2:
        at = draw.randrange(3, len(record.name))
        name = name[:at] + name[at + 1 :]
    if draw.random() < 0.3:
        name = name.upper()
    return Record(
        record.id,
        name,
        draw.choice((record.town, record.town, record.town.upper(), record.town.replace("-", " "))),
        draw.choice((record.postal_code, record.postal_code[:3] + " " + record.postal_code[3:], "")),
        "",
        draw.choice((record.phone, record.phone, "", "000-000-0000")),
    )


def main() -> None:
    """Ask, count, write."""
    short = arguments(__doc__ or "").short
    _, records, truth = halves(DATA / "matching" / "duplicates")
    records = records[:600] if short else records
    sizes = Counter(truth[r.id] for r in records)
    small = [r for r in records if sizes[truth[r.id]] <= GIANT]
    right = {r.id: truth[r.id] for r in records}
    rows = []
    for name, subset in (("all", records), (f"without those of over {GIANT} records", small)):
        _, enterprise = ask(subset)
        ways = (
            ("exact name", {r.id: " ".join(r.name.lower().split()) for r in subset}),
            ("name without its legal form", {r.id: r.core for r in subset}),
            ("**the command**", enterprise),
        )
        rows += [(name, f"{len(subset):,}", way, *scores(said, right)) for way, said in ways]
    for low, high in ((1, 1), (2, 2), (3, 5), (6, GIANT)):
        ids = [r.id for r in small if low <= sizes[truth[r.id]] <= high]
        if ids:
            rows.append(
                (f"of {low} to {high} records", f"{len(ids):,}", "the command", *scores(enterprise, right, ids))
            )
    invented, places, firms = made(300 if short else 2_000)
    entity, enterprise = ask(invented)
    rows.append(("made, establishments", f"{len(invented):,}", "the command", *scores(entity, places)))
    rows.append(("made, enterprises", f"{len(invented):,}", "the command", *scores(enterprise, firms)))
    text = table(("records", "how many", "one enterprise when", "precision", "recall", "F1", "B-cubed F1"), rows)
    precision, _, pairwise, cubed = rows[5][3:]
    wanted = (
        ("B-cubed F1 0.95", cubed >= 0.95),
        ("pairwise F1 0.82", pairwise >= 0.82),
        ("precision 0.92", precision >= 0.92),
    )
    missed = [name for name, good in wanted if not good]
    text += f"\n\nWithout giants, {', '.join(name for name, _ in wanted)} were wanted: {'**missed** ' + ', '.join(missed) if missed else 'met'}."
    publish("matching", "Duplicates", text, short=short)


if __name__ == "__main__":
    main()
