"""Put names in the agenda's reasons and violations: the solver knows ids, readers know organisations and visits."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from jumelage.agenda import Violation
from jumelage.language import NO_BREAK, Bilingual
from jumelage.mission.appointments import Appointment
from jumelage.mission.brief import Brief
from jumelage.mission.problem import site_of

__all__ = ["in_names", "names", "violation_in_names"]

_QUOTED = re.compile("(?P<open>«\\s?|“)(?P<id>[^»”]+?)(?P<close>\\s?»|”)")


def names(brief: Brief, appointments: Sequence[Appointment]) -> dict[str, Bilingual]:
    """Name every person, host, site and meeting of the agenda problem."""
    named: dict[str, Bilingual] = {}
    for profile in brief.profiles:
        same = Bilingual(fr=profile.name, en=profile.name)
        named[profile.id] = same
        named[site_of(brief, profile.id)] = same
        named |= dict.fromkeys(brief.people_of(profile.id), same)
    named |= {site.id: site.name for site in brief.sites}
    for appointment in appointments:
        who = ", ".join(named[d].fr for d in appointment.delegations) if len(appointment.delegations) == 1 else ""
        title = appointment.title
        named[appointment.id] = Bilingual(
            fr=f"{title.fr} ({who})" if who else title.fr, en=f"{title.en} ({who})" if who else title.en
        )
    return named


def in_names(text: Bilingual, named: Mapping[str, Bilingual]) -> Bilingual:
    """Put names where the text quotes ids."""
    return Bilingual(
        fr=_QUOTED.sub(lambda m: m["open"] + _name(m["id"], named, "fr") + m["close"], text.fr),
        en=_QUOTED.sub(lambda m: m["open"] + _name(m["id"], named, "en") + m["close"], text.en),
    )


def violation_in_names(violation: Violation, named: Mapping[str, Bilingual]) -> Bilingual:
    """Describe a violation, naming whom or what it concerns."""
    what, place = in_names(violation.what, named), violation.place
    return Bilingual(
        fr=f"{_name(place, named, 'fr')}{NO_BREAK}: {what.fr}", en=f"{_name(place, named, 'en')}: {what.en}"
    )


def _name(id: str, named: Mapping[str, Bilingual], language: str) -> str:
    found = named.get(id.strip())
    return id if found is None else (found.fr if language == "fr" else found.en)
