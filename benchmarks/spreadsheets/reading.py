"""How fast are a large panel and a large list read, beside a plain pandas read of the same file in the same run?

``python -m benchmarks.spreadsheets.reading [--short]``. Files are made here, of invented names. The panel goes through
``Panel.read``, the list through ``read_list`` and ``compare_rows``, as the command and the page do.
"""

from __future__ import annotations

import random
import resource
import subprocess
import sys
import tempfile
from pathlib import Path

from benchmarks.results import arguments, publish, table

ROWS, FIRMS = 5_000_000, 100_000
PARTS = {
    "panel, jumelage": "from jumelage.economy import Panel; n = len(Panel.read(path))",
    "panel, pandas": "import pandas; n = len(pandas.read_csv(path, dtype={'place': str, 'industry': str}))",
    "list, jumelage": "from jumelage.directory.lists import compare_rows, read_list; from pathlib import Path; "
    "found = read_list(Path(path), apart=True); n = len(compare_rows(found.rows, ()))",
    "list, pandas": "import pandas; n = len(pandas.read_csv(path, dtype=str))",
}


def panel(path: Path, rows: int) -> None:
    """Write a panel of ``rows`` rows: places, four-digit industries, years."""
    industries = [f"{21 + n % 10}{n % 9 + 1}{n % 7 + 1}" for n in range(250)]
    industries = list(dict.fromkeys(industries))
    with path.open("w", encoding="utf-8") as stream:
        stream.write("place,industry,year,employment\n")
        written = 0
        for place in range(rows):
            for industry in industries:
                for year in range(2001, 2021):
                    stream.write(f"{10_000 + place},{industry},{year},{(place * 31 + year * 7) % 9_000}\n")
                    written += 1
                    if written == rows:
                        return


def firms(path: Path, count: int) -> None:
    """Write a list of invented firms."""
    draw = random.Random(1)
    words = ["Atelier", "Forge", "Usinage", "Scierie", "Câblage", "Moulin", "Garage", "Acier", "Bois", "Béton"]
    with path.open("w", encoding="utf-8") as stream:
        stream.write("Entreprise;Ville;Téléphone;Courriel;SCIAN;Produits et services\n")
        for n in range(count):
            name = f"{draw.choice(words)} {draw.choice(words).lower()} {draw.randrange(10**7):07d} inc."
            stream.write(
                f"{name};Ville {n % 300};418 555-{n % 10_000:04d};a{n}@exemple.invalid;332710;Soudure et usinage {n}\n"
            )


ENDS = """
import resource, sys, time
path, start = sys.argv[1], time.perf_counter()
{}
seconds = time.perf_counter() - start
used = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
print(seconds, sum(u.ru_utime + u.ru_stime for u in used), max(u.ru_maxrss for u in used) / 1024, n)
"""


def measured(code: str, path: Path) -> tuple[int, float, float, int]:
    """Run a read in a process of its own: rows, seconds, seconds of processor with start-up, peak memory in MB."""
    program = [sys.executable, "-c", ENDS.format(code), str(path)]
    done = subprocess.run(program, capture_output=True, text=True, check=True)
    seconds, processor, memory, rows = done.stdout.splitlines()[-1].split()[-4:]
    return int(rows), round(float(seconds), 1), round(float(processor), 1), round(float(memory))


def main() -> None:
    """Make the files, read them, write the table."""
    short = arguments(__doc__ or "").short
    rows, count = (200_000, 3_000) if short else (ROWS, FIRMS)
    with tempfile.TemporaryDirectory() as folder:
        files = {"panel": Path(folder) / "panel.csv", "list": Path(folder) / "liste.csv"}
        panel(files["panel"], rows)
        firms(files["list"], count)
        found = [(name, *measured(code, files[name.partition(",")[0]])) for name, code in PARTS.items()]
    text = table(("what", "rows", "seconds", "processor seconds", "peak MB"), found)
    publish("spreadsheets", "Reading large files", text, short=short)
    assert resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024 < 2_000


if __name__ == "__main__":
    main()
