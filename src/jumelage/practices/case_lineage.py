"""The lineage that the sources of the case name, edge by edge; each edge is told by the record of a practice."""

from __future__ import annotations

from collections.abc import Iterable

from jumelage.language import Bilingual
from jumelage.practices.lineage import Lineage, LineageEdge, LineageNode, lineage_of
from jumelage.practices.practice import PracticeRecord

__all__ = ["CASE_EDGES", "OUTSIDE", "case_lineage"]

OUTSIDE: tuple[LineageNode, ...] = tuple(
    LineageNode(key, Bilingual(fr, en))
    for key, fr, en in (
        (
            "boston",
            "Trois incubateurs de Boston, dont celui de Harvard",
            "Three Boston incubators, Harvard's among them",
        ),
        ("sept-iles", "Sept-Îles", "Sept-Îles"),
        ("thetford-mines", "Thetford Mines", "Thetford Mines"),
        (
            "english-term",
            "Pratique de langue anglaise (economic gardening)",
            "English-language practice (economic gardening)",
        ),
        (
            "savoir-affaires",
            "Programme universitaire mené dans plusieurs régions",
            "University programme run in several regions",
        ),
        ("gap-study", "Étude des manques d'approvisionnement régional", "Study of what regional supply lacks"),
        ("quebec-towns", "Des villes de tout le Québec", "Towns across Québec"),
        ("thirty-municipalities", "Une trentaine de municipalités", "About 30 municipalities"),
        ("mekinac", "Mékinac", "Mékinac"),
        ("france-quebec", "L'agence jumelle, en France", "The twin agency, in France"),
        ("french-eco-parks", "Écoparcs français", "French eco-parks"),
        ("rhone-alpes", "Rhône-Alpes (France)", "Rhône-Alpes (France)"),
        ("cluster-theory", "Théorie publiée des grappes", "Published cluster theory"),
        ("eu-networks", "Réseaux européens de régions minières", "EU networks of mining regions"),
        ("artois", "Délégation de l'Artois (région de Lens)", "Delegation from Artois (Lens area)"),
        ("others", "D'autres communes", "Other towns"),
        ("pittsburgh", "Pittsburgh", "Pittsburgh"),
        ("rochester", "Rochester (New York)", "Rochester (New York)"),
        ("syracuse", "Syracuse (New York)", "Syracuse (New York)"),
        ("rome", "Rome (New York)", "Rome (New York)"),
    )
)
"""Places and ideas that are no practice of the library."""

CASE_EDGES: tuple[LineageEdge, ...] = (
    LineageEdge("PR02", "sept-iles", "presented", "2015-11", "PR02"),
    LineageEdge("boston", "PR04", "inspired", "", "PR04"),
    LineageEdge("PR04", "sept-iles", "visited", "2016, 2017", "PR04"),
    LineageEdge("PR06", "sept-iles", "visited", "2017", "PR06"),
    LineageEdge("PR07", "sept-iles", "visited", "2017", "PR07"),
    LineageEdge("PR11", "PR33", "not_shown", "2020", "PR11"),
    LineageEdge("thetford-mines", "PR15", "taken_up", "2017", "PR15"),
    LineageEdge("PR04", "PR16", "not_shown", "", "PR16"),
    LineageEdge("english-term", "PR18", "inspired", "", "PR18"),
    LineageEdge("savoir-affaires", "PR20", "taken_up", "", "PR20"),
    LineageEdge("gap-study", "PR23", "inspired", "", "PR23"),
    LineageEdge("gap-study", "sept-iles", "shared_source", "", "PR23"),
    LineageEdge("PR24", "quebec-towns", "visited", "", "PR24"),
    LineageEdge("PR25", "thirty-municipalities", "visited", "", "PR25"),
    LineageEdge("PR26", "mekinac", "taken_up", "", "PR26"),
    LineageEdge("france-quebec", "PR29", "partner", "", "PR29"),
    LineageEdge("french-eco-parks", "PR31", "inspired", "2011, 2012", "PR31"),
    LineageEdge("PR32", "thetford-mines", "asked_for", "", "PR32"),
    LineageEdge("PR41", "rhone-alpes", "presented", "", "PR41"),
    LineageEdge("cluster-theory", "PR49", "inspired", "", "PR49"),
    LineageEdge("eu-networks", "PR53", "partner", "", "PR53"),
    LineageEdge("PR54", "artois", "visited", "2019-09-27", "PR54"),
    LineageEdge("PR55", "others", "written_up", "", "PR55"),
    LineageEdge("PR57", "PR56", "inspired", "", "PR56"),
    LineageEdge("PR57", "pittsburgh", "visited", "", "PR57"),
    LineageEdge("rochester", "PR60", "partner", "", "PR60"),
    LineageEdge("syracuse", "PR60", "partner", "", "PR60"),
    LineageEdge("rome", "PR60", "partner", "", "PR60"),
)
"""PR33 tells the same step as PR11. *taken_up* for PR15: the exchange passed from Thetford Mines to Sept-Îles."""


def case_lineage(practices: Iterable[PracticeRecord]) -> Lineage:
    """Return the graph of the practices of the case, those without a known lineage included as lone nodes."""
    nodes = tuple(LineageNode(practice.id, practice.name, practice.id) for practice in practices)
    return lineage_of((*nodes, *OUTSIDE), CASE_EDGES)
