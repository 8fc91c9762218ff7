"""A town's story in one paragraph: what hit it, what came after, and how sure that is."""

from __future__ import annotations

from jumelage.economy.model_towns.result import Judgement, LaterWork, ModelTowns
from jumelage.economy.model_towns.verdict import Evidence
from jumelage.language import Bilingual, Language, say_number, say_percent

__all__ = ["story_of"]


def story_of(
    name: str, judgement: Judgement, later: LaterWork | None, outcome: str, among: tuple[int, float] | None = None
) -> Bilingual:
    """Write the paragraph in both languages.

    Parameters
    ----------
    name, judgement, later, outcome
        Of the town.
    among
        How many towns were judged, and the p-value of *did better* adjusted for that number.
    """
    told = [_french(name, judgement, later, outcome), _english(name, judgement, later, outcome)]
    if judgement.verdict == "did better" and among is not None:
        many = _among_many(*among)
        told = [f"{told[0]} {many.fr}", f"{told[1]} {many.en}"]
    return Bilingual(fr=told[0], en=told[1])


def _among_many(judged: int, q: float) -> Bilingual:
    """Say what a single find is worth among many looked at."""
    return Bilingual(
        fr=f"C'est une ville parmi {judged} jugées (q\u00a0=\u00a0{say_number(q, 'fr', 2)})\u00a0: le hasard seul ne l'explique guère.",
        en=f"It is one of {judged} towns judged (q = {say_number(q, 'en', 2)}): chance alone hardly explains it.",
    )


def _french(name: str, judgement: Judgement, later: LaterWork | None, outcome: str) -> str:
    shock = judgement.shock
    when = str(shock.year) if shock.earliest == shock.latest else f"entre {shock.earliest} et {shock.latest}"
    lead = f"{name} a été touchée {'en ' if shock.earliest == shock.latest else ''}{when}\u00a0: {shock.what.fr}"
    lead += f" ({shock.size_said.fr}{_sure(shock.confidence, 'fr')})."
    said = {
        "did better": f"Ensuite, pour «\u00a0{outcome}\u00a0», elle a fait mieux que des lieux semblables qui n'ont pas été touchés",
        "as expected": f"Ensuite, pour «\u00a0{outcome}\u00a0», elle se retrouve à peu près où des lieux semblables, non touchés, la placeraient",
        "worse": f"Ensuite, pour «\u00a0{outcome}\u00a0», elle s'en tire moins bien que des lieux semblables qui n'ont pas été touchés",
        "cannot tell": "A-t-elle fait mieux qu'elle n'aurait fait\u00a0? On ne peut pas le dire",
    }[judgement.verdict]
    return " ".join([lead, f"{said}\u00a0: {judgement.reason.fr}", *_later_french(later), *_sure_how(judgement, "fr")])


def _english(name: str, judgement: Judgement, later: LaterWork | None, outcome: str) -> str:
    shock = judgement.shock
    when = f"in {shock.year}" if shock.earliest == shock.latest else f"between {shock.earliest} and {shock.latest}"
    lead = f"{name} was hit {when}: {shock.what.en} ({shock.size_said.en}{_sure(shock.confidence, 'en')})."
    said = {
        "did better": f"Afterwards, on “{outcome}”, it did better than similar places that were not hit",
        "as expected": f"Afterwards, on “{outcome}”, it stands about where similar places that were not hit would put it",
        "worse": f"Afterwards, on “{outcome}”, it fared worse than similar places that were not hit",
        "cannot tell": "Did it do better than it would have? Nobody can tell from these figures",
    }[judgement.verdict]
    return " ".join([lead, f"{said}: {judgement.reason.en}", *_later_english(later), *_sure_how(judgement, "en")])


def _sure(confidence: float, language: Language) -> str:
    share = say_percent(confidence, language, 1)
    return f"\u00a0; confiance {share}" if language == "fr" else f"; confidence {share}"


def _sure_how(judgement: Judgement, language: Language) -> list[str]:
    evidence = judgement.evidence
    if evidence is None or judgement.verdict == "cannot tell":
        return []
    return [_one_in(evidence, language)]


def _one_in(evidence: Evidence, language: Language) -> str:
    """Say the p-value as a count of places."""
    found = evidence.inference
    as_unusual = round(found.p_placebo * (found.placebos + 1)) - 1
    of = say_number(found.placebos, language)
    if language == "fr":
        many = {0: "aucun ne montre d'écart", 1: "un seul montre un écart"}.get(
            as_unusual, f"{say_number(as_unusual, 'fr')} montrent un écart"
        )
        return f"Sur {of} lieux que rien n'a touchés, {many} aussi inhabituel."
    many = {0: "none shows a gap", 1: "one shows a gap"}.get(as_unusual, f"{say_number(as_unusual, 'en')} show a gap")
    return f"Of {of} places that nothing hit, {many} as unusual."


def _later_french(later: LaterWork | None) -> list[str]:
    if later is None or not later.gains:
        return []
    gains = ", ".join(
        f"{g.name.fr} (de {say_number(g.before, 'fr')} à {say_number(g.after, 'fr')})" for g in later.gains[:3]
    )
    entries = [g.name.fr for g in later.gains if g.entry]
    words = [f"De {later.since} à {later.until}, ont gagné des emplois\u00a0: {gains}."]
    if later.jobs is not None:
        before, after = (say_number(count, "fr") for count in later.jobs)
        words.insert(0, f"Emplois en tout\u00a0: {before} en {later.since}, {after} en {later.until}.")
    if entries:
        words.append(f"Spécialités nouvelles\u00a0: {', '.join(entries)}.")
    jobs = later.split.jobs
    words.append(
        f"Travail nouveau\u00a0: {_signed(jobs['growth_of_new'], 'fr')}\u00a0; travail ancien perdu\u00a0: "
        f"{_signed(jobs['loss_of_old'], 'fr')}."
    )
    return [*words, later.caution.fr] if later.caution else words


def _later_english(later: LaterWork | None) -> list[str]:
    if later is None or not later.gains:
        return []
    gains = ", ".join(
        f"{g.name.en} (from {say_number(g.before, 'en')} to {say_number(g.after, 'en')})" for g in later.gains[:3]
    )
    entries = [g.name.en for g in later.gains if g.entry]
    words = [f"From {later.since} to {later.until}, jobs grew in: {gains}."]
    if later.jobs is not None:
        before, after = (say_number(count, "en") for count in later.jobs)
        words.insert(0, f"Jobs in all: {before} in {later.since}, {after} in {later.until}.")
    if entries:
        words.append(f"New specialities: {', '.join(entries)}.")
    jobs = later.split.jobs
    words.append(
        f"New work: {_signed(jobs['growth_of_new'], 'en')}; old work lost: {_signed(jobs['loss_of_old'], 'en')}."
    )
    return [*words, later.caution.en] if later.caution else words


def _signed(value: float, language: Language) -> str:
    return ("+" if value > 0 else "") + say_number(value, language)


def pooled_sentence(found: ModelTowns) -> Bilingual:
    """Say what became of the towns hit, taken together, in one sentence that a mayor can use."""
    pooled = found.pooled
    if pooled is None:
        return Bilingual(
            fr="Trop peu de villes touchées ou épargnées pour une réponse commune.",
            en="Too few towns hit or spared for a common answer.",
        )
    share = found.outcomes.in_logarithms
    (fr, en), (low_fr, low_en), (high_fr, high_en) = (
        (say_percent(v, "fr"), say_percent(v, "en")) if share else (say_number(v, "fr", 2), say_number(v, "en", 2))
        for v in (pooled.effect, pooled.low, pooled.high)
    )
    sure = pooled.p <= 0.05
    return Bilingual(
        fr=f"Les {pooled.hit} villes touchées se trouvaient, cinq à dix ans après, à {fr} de ce que {pooled.unhit} lieux épargnés "
        f"laissaient attendre (de {low_fr} à {high_fr}\u00a0; p = {say_number(pooled.p, 'fr', 3)})"
        + ("." if sure else "\u00a0: le hasard suffirait à l'expliquer."),
        en=f"The {pooled.hit} towns hit stood, five to ten years later, {en} from what {pooled.unhit} places spared led to expect "
        f"({low_en} to {high_en}; p = {say_number(pooled.p, 'en', 3)})"
        + ("." if sure else ": chance would be enough to explain it."),
    )
