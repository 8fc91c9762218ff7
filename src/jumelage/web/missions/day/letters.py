"""The mails of the day and after: default wordings in both languages."""

from __future__ import annotations

from jumelage.language import Bilingual
from jumelage.web.missions.people.letters import wording

__all__ = ["WORDINGS"]

_OTHER = ("other", Bilingual(fr="l’organisation d’en face", en="the other organisation"))
_WHEN = ("when", Bilingual(fr="le jour et l’heure de la rencontre", en="the day and hour of the meeting"))
_WORDS = ("words", Bilingual(fr="ce qu’elle en dit", en="what it says about it"))
_MEETINGS = ("meetings", Bilingual(fr="les rencontres du jour, une par ligne", en="the day’s meetings, one a line"))
_STEP = ("step", Bilingual(fr="la prochaine étape que la personne a notée", en="the next step that the person noted"))
_DUE = ("due", Bilingual(fr="la date de cette étape", en="the date of that step"))


WORDINGS = (
    wording(
        "mission.day.cancelled",
        Bilingual(fr="Rencontre annulée", en="Meeting cancelled"),
        Bilingual(fr="Annulée\u00a0: {other}, {when}", en="Cancelled: {other}, {when}"),
        Bilingual(
            fr="Bonjour {person},\n\n{other} ne peut pas venir à votre rencontre, {when}. {words}\n\nIl n’y a rien à faire "
            "de votre part. Si le programme change pour vous, nous vous écrivons. Votre journée est à jour ici\u00a0:\n{link}",
            en="Hello {person},\n\n{other} cannot come to your meeting, {when}. {words}\n\nThere is nothing for you to do. "
            "If the programme changes for you, we write to you. Your day is up to date here:\n{link}",
        ),
        _OTHER, _WHEN, _WORDS,
    ),
    wording(
        "mission.day.back",
        Bilingual(fr="Rencontre rétablie", en="Meeting back on"),
        Bilingual(fr="Finalement oui\u00a0: {other}, {when}", en="On after all: {other}, {when}"),
        Bilingual(
            fr="Bonjour {person},\n\nL’annulation est retirée\u00a0: votre rencontre avec {other}, {when}, a lieu comme "
            "prévu.\n{link}",
            en="Hello {person},\n\nThe cancellation is taken back: your meeting with {other}, {when}, takes place as "
            "planned.\n{link}",
        ),
        _OTHER, _WHEN,
    ),
    wording(
        "mission.day.outcome",
        Bilingual(fr="Qu’en est-il sorti\u00a0?", en="What came of it?"),
        Bilingual(fr="Comment était-ce\u00a0? Une minute suffit", en="How was it? One minute is enough"),
        Bilingual(
            fr="Bonjour {person},\n\nVous avez rencontré\u00a0:\n{meetings}\n\nDites en une minute ce qu’il en "
            "est sorti\u00a0: quatre réponses au choix, et la prochaine étape s’il y en a une. L’autre partie ne voit pas "
            "votre réponse. Nous ne le demandons qu’une fois.\n{link}",
            en="Hello {person},\n\nYou met:\n{meetings}\n\nSay in a minute what came of it: four answers to choose "
            "from, and the next step if there is one. The other side does not see your answer. We ask only once.\n{link}",
        ),
        _MEETINGS,
    ),
    wording(
        "mission.day.step",
        Bilingual(fr="Rappel d’une prochaine étape", en="Reminder of a next step"),
        Bilingual(fr="Prévu le {due}\u00a0: {step}", en="Due {due}: {step}"),
        Bilingual(
            fr="Bonjour {person},\n\nAprès votre rencontre avec {other}, vous aviez noté pour le {due}\u00a0:\n{step}\n\n"
            "C’est fait, ou cela a changé\u00a0? Corrigez-le ici\u00a0:\n{link}",
            en="Hello {person},\n\nAfter your meeting with {other}, you noted for {due}:\n{step}\n\nIs it done, or has it "
            "changed? Correct it here:\n{link}",
        ),
        _OTHER, _STEP, _DUE,
    ),
)  # fmt: skip
