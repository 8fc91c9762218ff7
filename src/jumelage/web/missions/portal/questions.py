"""Questions to ask at a meeting, by what the two could be to each other: a start, not a script."""

from __future__ import annotations

from jumelage.language import Bilingual

__all__ = ["ANY", "REVERSED", "about_topic", "questions_for"]

REVERSED = {"supplier": "client", "client": "supplier"}
"""What the other side is to the host, where a match says what the host is to the visitor."""

_BY_RELATION = {
    "supplier": (
        Bilingual(
            "Que vendent-ils déjà loin de chez eux, et comment livrent-ils\u00a0?",
            "What do they already sell far from home, and how do they deliver?",
        ),
        Bilingual(
            "Quels délais, quelles quantités minimales, quelles garanties\u00a0?",
            "What lead times, what least quantities, what warranties?",
        ),
        Bilingual(
            "Qui ferait la pose et l’entretien dans notre région\u00a0?",
            "Who would install and maintain it in our region?",
        ),
    ),
    "client": (
        Bilingual(
            "Qui le leur fournit aujourd’hui, et que manque-t-il\u00a0?", "Who supplies it now, and what is missing?"
        ),
        Bilingual(
            "Comment choisissent-ils un fournisseur\u00a0: appel d’offres, essai, recommandation\u00a0?",
            "How do they choose a supplier: tender, trial, word of mouth?",
        ),
        Bilingual(
            "Quel premier petit mandat pourrait nous faire connaître\u00a0?",
            "What small first job could make us known?",
        ),
    ),
    "partner": (
        Bilingual(
            "Que feraient-ils avec nous qu’ils ne peuvent faire seuls\u00a0?",
            "What would they do with us that they cannot do alone?",
        ),
        Bilingual("Quel marché visent-ils ensuite\u00a0?", "Which market do they aim at next?"),
        Bilingual(
            "Qui, chez eux, déciderait d’un projet commun\u00a0?",
            "Who, on their side, would decide on a joint project?",
        ),
    ),
    "complement": (
        Bilingual(
            "Où leur métier s’arrête-t-il, et où le nôtre commence-t-il\u00a0?",
            "Where does their trade stop, and where does ours begin?",
        ),
        Bilingual("Leurs clients demandent-ils ce que nous faisons\u00a0?", "Do their clients ask for what we do?"),
        Bilingual(
            "Quel travail de l’an dernier aurions-nous pu faire à deux\u00a0?",
            "Which job of last year could we have done together?",
        ),
    ),
}

ANY = (
    Bilingual("Que font-ils aujourd’hui, et pour qui\u00a0?", "What do they do today, and for whom?"),
    Bilingual(
        "De quoi ont-ils besoin qu’ils ne trouvent pas chez eux\u00a0?",
        "What do they need that they do not find at home?",
    ),
    Bilingual("Qui d’autre devrions-nous rencontrer\u00a0?", "Who else should we meet?"),
)


def questions_for(relation: str) -> tuple[Bilingual, ...]:
    """Return three questions for a relation, or for a first acquaintance where none is known."""
    return _BY_RELATION.get(relation, ANY)


def about_topic(title: Bilingual) -> Bilingual:
    """Ask about what the mission came to see."""
    return Bilingual(
        f"«\u00a0{title.fr or title.en}\u00a0»\u00a0: qu’en ont-ils vu de près\u00a0?",
        f"“{title.en or title.fr}”: what did they see of it up close?",
    )
