"""The sentences of reasons, and what is missing to say more: in both languages, such that both sides would accept them."""

from __future__ import annotations

from collections.abc import Sequence

from jumelage.language import Bilingual
from jumelage.matching.evidence.corpus import Corpus, Met
from jumelage.matching.evidence.wording import named
from jumelage.matching.profile import Profile, is_known, quote, single_lines

__all__ = ["missing", "near", "need", "need_by_name", "support"]


def need(seeker: Profile, provider: Profile, corpus: Corpus, met: Met) -> Bilingual:
    """Say that an offer meets a need."""
    asked, offered, shared = _quoted(corpus, met)
    return Bilingual(
        fr=f"{seeker.called} cherche « {asked.fr} » ; {provider.called} offre « {offered.fr} »{shared.fr}.",
        en=f"{seeker.called} is looking for “{asked.en}”; {provider.called} offers “{offered.en}”{shared.en}.",
    )


def need_by_name(seeker: Profile, provider: Profile, asked: Bilingual, offered: Bilingual) -> Bilingual:
    """Say that a firm's name tells what a need asks for, and quote what the firm offers where it says so."""
    line, offer = quote(asked), quote(offered)
    return Bilingual(
        fr=f"{seeker.called} cherche « {line.fr} » ; {provider.called} le dit dans son nom"
        + (f" et offre « {offer.fr} »." if offer.fr else "."),
        en=f"{seeker.called} is looking for “{line.en}”; {provider.called} says so in its name"
        + (f" and offers “{offer.en}”." if offer.en else "."),
    )


def near(a: Profile, b: Profile, corpus: Corpus, met: Met) -> Bilingual:
    """Say that two trades are close."""
    one, other, shared = _quoted(corpus, met)
    if corpus.lines[met.number] in corpus.offers[corpus.place[a.id]]:
        one, other = other, one
    return Bilingual(
        fr=f"Leurs métiers sont voisins : {a.called}, « {one.fr} » ; {b.called}, « {other.fr} »{shared.fr}.",
        en=f"Their trades are close: {a.called}, “{one.en}”; {b.called}, “{other.en}”{shared.en}.",
    )


def support(firm: Profile, centre: Profile, corpus: Corpus, met: Met) -> Bilingual:
    """Say that a research centre or school works in the firm's own trade."""
    mine, theirs, shared = _quoted(corpus, met)
    if corpus.lines[met.number] in corpus.offers[corpus.place[firm.id]]:
        mine, theirs = theirs, mine
    return Bilingual(
        fr=f"{centre.called} offre « {theirs.fr} », dans le métier de {firm.called} : « {mine.fr} »{shared.fr}.",
        en=f"{centre.called} offers “{theirs.en}”, in {firm.called}'s own trade: “{mine.en}”{shared.en}.",
    )


def _quoted(corpus: Corpus, met: Met) -> tuple[Bilingual, Bilingual, Bilingual]:
    """Return both lines as a sentence quotes them, and what they share, each language its own; empty where nothing."""
    offered = corpus.lines[met.number]
    shared = named(corpus.shared(met), met.asked, offered, met.language)
    words = Bilingual(
        fr=f" (mots communs : {shared.fr})" if shared.fr else "",
        en=f" (words in common: {shared.en})" if shared.en else "",
    )
    return quote(met.asked), quote(offered), words


def missing(a: Profile, b: Profile) -> tuple[Bilingual, ...]:
    """Say what to complete: first the firms of which nothing is known, then needs, then offers; a language in common."""
    found = [*_missing_of(a), *_missing_of(b)]
    if a.languages and b.languages and not set(a.languages) & set(b.languages):
        found.append(
            Bilingual("Aucune langue commune : prévoir un interprète.", "No common language: plan an interpreter.")
        )
    return tuple(found)


def _missing_of(profile: Profile) -> Sequence[Bilingual]:
    if not is_known(profile):
        return (
            Bilingual(
                f"Compléter le profil de {profile.called} : ses offres, ses besoins, son code SCIAN.",
                f"Complete the profile of {profile.called}: its offers, its needs, its NAICS code.",
            ),
        )
    if not single_lines(profile.needs):
        return (
            Bilingual(
                f"Demander à {profile.called} ce qu'elle cherche.", f"Ask {profile.called} what it is looking for."
            ),
        )
    if not single_lines(profile.offers):
        return (Bilingual(f"Demander à {profile.called} ce qu'elle offre.", f"Ask {profile.called} what it offers."),)
    return ()
