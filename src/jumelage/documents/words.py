"""The words that every form of a programme shares: kinds, relations, short dates, counts."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from jumelage.documents.programme import Activity, Participant, Programme
from jumelage.language import NO_BREAK, Bilingual, Language, one_or_many, say_clock, say_date

__all__ = [
    "EXPLORATORY",
    "KIND_WORDS",
    "NOTE_WORDS",
    "RELATION_WORDS",
    "labels_of",
    "names_of",
    "say_count",
    "say_dates",
    "say_day_short",
    "say_hours",
    "say_moment",
    "say_people",
    "sentence_case",
    "tag_of",
    "visitors",
]

KIND_WORDS = {
    "group": Bilingual(fr="visite de groupe", en="group visit"),
    "individual": Bilingual(fr="visite individuelle", en="individual visit"),
    "exchange": Bilingual(fr="échange de méthodes", en="exchange on methods"),
    "meal": Bilingual(fr="repas", en="meal"),
    "arrival": Bilingual(fr="arrivée", en="arrival"),
    "departure": Bilingual(fr="départ", en="departure"),
    "travel": Bilingual(fr="route", en="drive"),
}

RELATION_WORDS = {
    "supplier": Bilingual(fr="fournisseur", en="supplier"),
    "client": Bilingual(fr="client", en="client"),
    "partner": Bilingual(fr="partenaire", en="partner"),
    "complement": Bilingual(fr="complément", en="complement"),
}

NOTE_WORDS = {
    "todo": Bilingual(fr="À faire", en="To do"),
    "missing": Bilingual(fr="Ce qui manque", en="What is missing"),
    "assumed": Bilingual(fr="Ce qui est supposé", en="What is assumed"),
    "caveat": Bilingual(fr="À savoir", en="Good to know"),
}

EXPLORATORY = Bilingual(fr="exploratoire", en="exploratory")
PROPOSAL = Bilingual(fr="proposition", en="proposal")

_SHORT_DAYS = {
    "fr": ("lun.", "mar.", "mer.", "jeu.", "ven.", "sam.", "dim."),
    "en": ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"),
}


def sentence_case(text: str) -> str:
    """Start a text with a capital, and leave the rest as it is."""
    return text[:1].upper() + text[1:]


def tag_of(activity: Activity, language: Language) -> str:
    """Say in a word or two what an activity is: its relation where it has one, else its kind; whether it is a proposal."""
    word = _kind_of(activity, language)
    return f"{word}, {PROPOSAL.say(language)}" if activity.proposed else word


def _kind_of(activity: Activity, language: Language) -> str:
    if activity.kind == "individual" and activity.relation:
        word = activity.relation_words.say(language)
        return f"{word}, {EXPLORATORY.say(language)}" if activity.exploratory else word
    if activity.exploratory:
        return Bilingual(fr="visite exploratoire", en="exploratory visit").say(language)
    return KIND_WORDS[activity.kind].say(language)


def say_count(number: int, one: Bilingual, many: Bilingual, language: Language) -> str:
    """Count things: ``1 personne``, ``2 personnes`` (French counts 0 in the singular, English in the plural)."""
    return f"{number}{NO_BREAK}{one_or_many(number, one, many).say(language)}"


def say_people(number: int, language: Language) -> str:
    """Count people."""
    return say_count(number, Bilingual(fr="personne", en="person"), Bilingual(fr="personnes", en="people"), language)


def say_hours(start: dt.datetime, end: dt.datetime, language: Language) -> str:
    """Write a span: ``9 h 15 à 10 h``, ``9:15 to 10 a.m.`` (half of the day said once where it is the same)."""
    first, last = say_clock(start, language), say_clock(end, language)
    if language == "fr":
        return f"{first} à {last}"
    if (start.hour < 12) == (end.hour < 12):
        first = first.rsplit(NO_BREAK, 1)[0]
    return f"{first} to {last}"


def say_day_short(date: dt.date, language: Language) -> str:
    """Write a day within a mission: ``mer. 15``, ``Wed 15``."""
    return f"{_SHORT_DAYS[language][date.weekday()]}{NO_BREAK}{date.day}"


def say_moment(moment: dt.datetime, language: Language) -> str:
    """Write a day and an hour within a mission: ``mer. 15, 9 h 15``."""
    return f"{say_day_short(moment.date(), language)}, {say_clock(moment, language)}"


def say_dates(days: Sequence[dt.date], language: Language, *, article: bool = False) -> str:
    """Write the days of a mission: ``15 et 16 février 2017``, ``du 28 février au 2 mars 2017``.

    ``article`` writes them as a sentence needs them in French: ``les 15 et 16 février 2017``, ``le 15 février 2017``.
    """
    if not days:
        return ""
    first, last = min(days), max(days)
    if language == "fr":
        return _french_dates(first, last, article)
    if first == last:
        return say_date(first, "en")
    start = say_date(first, "en", year=first.year != last.year)
    if (first.year, first.month) == (last.year, last.month):
        return f"{start}{' and ' if (last - first).days == 1 else ' to '}{last.day}, {last.year}"
    return f"{start} to {say_date(last, 'en')}"


def _french_dates(first: dt.date, last: dt.date, article: bool) -> str:
    if first == last:
        return f"{'le ' if article else ''}{say_date(first, 'fr')}"
    one_month = (first.year, first.month) == (last.year, last.month)
    start = "1er" if first.day == 1 else str(first.day)
    if one_month and (last - first).days == 1:
        return f"{'les ' if article else ''}{start} et {say_date(last, 'fr')}"
    return f"du {start if one_month else say_date(first, 'fr', year=first.year != last.year)} au {say_date(last, 'fr')}"


def names_of(programme: Programme, activity: Activity) -> str:
    """Name the organisations of the delegation that take part, in order."""
    return ", ".join(programme.organisation(id).name for id in visitors(programme, activity))


def visitors(programme: Programme, activity: Activity) -> tuple[str, ...]:
    """List the organisations of the delegation that take part in an activity, in order."""
    present = set(activity.participants)
    return tuple(dict.fromkeys(p.organisation for p in programme.participants if p.id in present and p.delegate))


def labels_of(people: Sequence[Participant], language: Language) -> str:
    """Name people by their labels."""
    return ", ".join(person.label.say(language) for person in people)
