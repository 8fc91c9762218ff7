"""Which words of a line carry a reason, and how the words that two lines share are named."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

from jumelage.language import Bilingual, Language
from jumelage.matching.retrieval.glossary import MARK, concept_name
from jumelage.matching.retrieval.lexicon import carried_lexicon
from jumelage.text import stem, tokens, words

__all__ = ["GENERIC", "named", "telling", "tells"]

_GENERIC_WORDS = """
    accompagnement achat activite affaire aide an annee appui base besoin capacite client cliente clientele commercial
    compagnie complet complete conseil contrat cote creation developpement developper divers economique entreprise
    equipe equipement expertise firme fonds fourniture general gestion grand groupe industrie industriel industrielle
    innovation integre installation international local locale main main-d-oeuvre marche materiel million nord
    nouveau nouvelle nouveaux offre oeuvre operation organisation ouvrage partenaire partenariat petit piece pme produit
    production professionnel programme projet qualite quebec ressource recherche regional regionale regulier reseau
    secteur service soutien specialise specialisee systeme technique technologie territoire travail travaux type
    usine vente ville
    centaine dizaine off one spin start up unique uniques douzaine vingtaine trentaine ft pays pi pied embauche formation
    activity advice annual area business capacity client commercial company complete contract country customer design
    developing develop development economic equipment expertise facility firm full general good group growth help
    industrial industry innovation installation international large local management market material million need new
    north offer operation organisation organization partner part people plant process product production professional
    program project provide quality regional research resource sale sector service site small solution specialised
    specialized supplier support system team technical technology territory town work year"""
GENERIC = frozenset(stem(t) for t in tokens(_GENERIC_WORDS))
"""Stems that any firm may write: they carry no reason by themselves."""

NAMED = 3
LIKELY = 0.15


def telling(text: str) -> set[str]:
    """Return the stems of a line that may carry a reason."""
    return {w for w in words(text) if w not in GENERIC and not w[0].isdigit()}


@lru_cache(maxsize=50_000)
def tells(text: str) -> int:
    """Count the stems of a line that may carry a reason."""
    return len(telling(text))


def named(shared: Sequence[str], one: Bilingual, other: Bilingual, language: Language) -> Bilingual:
    """Write what two lines share, each language its own words: concepts by their names, words as they stand there.

    ``language`` is that in which ``one`` was asked.
    """
    concepts = [name for token in shared if token.startswith(MARK) and (name := concept_name(token))]
    mine = _written(getattr(one, language) or one.fr or one.en)
    stems = [s for s in shared if s in mine and s not in GENERIC and not s[0].isdigit()][
        : NAMED - min(len(concepts), 2)
    ]
    lexicon = carried_lexicon()
    table = lexicon.to_english if language == "fr" else lexicon.to_french
    there = _written(
        getattr(other, "en" if language == "fr" else "fr") or getattr(one, "en" if language == "fr" else "fr")
    )
    across = []
    for s in stems:
        chances = {e: p for e, p in table.get(s, {s: 1.0}).items() if e in there and p >= LIKELY}
        if chances:
            across.append(there[max(chances, key=chances.__getitem__)])
    here = [mine[s] for s in stems]
    fr, en = (here, across) if language == "fr" else (across, here)
    return Bilingual(
        ", ".join([*(c.fr for c in concepts[:2]), *dict.fromkeys(fr)]),
        ", ".join([*(c.en for c in concepts[:2]), *dict.fromkeys(en)]),
    )


def _written(text: str) -> dict[str, str]:
    """Return the words of a text as they are written there, accents kept, by their stems."""
    written = {stem(t): t for t in tokens(text)}
    for word in re.findall(r"\w+", text):
        one = tokens(word)
        if len(one) == 1 and stem(one[0]) in written:
            written[stem(one[0])] = word.lower()
    return written
