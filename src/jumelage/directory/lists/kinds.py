"""Kinds of organisation as lists write them, in both languages."""

from __future__ import annotations

from functools import cache

from jumelage.directory.lists.fields import plain
from jumelage.language import Bilingual
from jumelage.reference.case.labels import ORGANISATION_KINDS

__all__ = ["KINDS", "kind_called"]

KINDS: dict[str, Bilingual] = dict(ORGANISATION_KINDS)

_ALSO = {
    "company": "entreprise, firme, compagnie, société, pme, entreprise privée, firm, company, business, sme, coop, coopérative, "
    "cooperative, travailleur autonome, obnl, osbl, organisme sans but lucratif, non-profit, privée, private",
    "agency": "agence, organisme, organisme de développement, développement économique, agency, body, mrc, sadc, cld, ministère",
    "chamber": "chambre de commerce, chambre, chamber of commerce, chamber",
    "municipality": "municipalité, ville, town, city, municipality, first nation, première nation, conseil de bande",
    "port": "port, administration portuaire, port authority",
    "industrial": "grande industrie, grande entreprise, donneur d'ordres, large industry, large company, industriel",
    "college": "établissement d'enseignement, cégep, collège, université, école, centre de formation, school, college, university",
    "research_centre": "centre de recherche, cctt, research centre, research center, laboratoire, laboratory, institut",
    "incubator": "incubateur, accélérateur, incubator, accelerator",
}


@cache
def _called() -> dict[str, str]:
    found = {plain(word): kind for kind, words in _ALSO.items() for word in words.split(",")}
    return (
        found
        | {plain(kind): kind for kind in KINDS}
        | {plain(t): k for k, both in KINDS.items() for t in (both.fr, both.en)}
    )


def kind_called(words: str) -> str:
    """Return the kind that words name; empty when they name none."""
    found = _called()
    plural = plain(words)
    return found.get(plural) or found.get(" ".join(word.rstrip("s") for word in plural.split()), "")
