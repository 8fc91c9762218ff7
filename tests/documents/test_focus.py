"""One organisation's programme holds all of its own business and nobody else's."""

import pytest

from jumelage.documents import focused
from jumelage.documents.programme import Programme


def test_only_its_own_activities_people_hosts_and_notes(programme: Programme) -> None:
    own = focused(programme, "montage")
    assert {p for a in own.activities for p in a.participants} == {"montage-1", "montage-2"}
    assert [a.id for a in own.activities if a.kind == "individual"] == [
        "visit:montage:convoyeurs",
        "visit:montage:acier",
    ]
    assert {o.id for o in own.organisations} == {"montage", "incubateur", "convoyeurs", "fonderie", "acier", "sde"}
    assert "Optique" not in repr(own)
    assert [note.kind for note in focused(programme, "optique").notes] == ["todo", "assumed", "missing"]


def test_it_counts_its_own(programme: Programme) -> None:
    own = focused(programme, "montage")
    assert [figure.number.fr for figure in own.figures] == ["2", "3", "60\xa0min"]


def test_an_organisation_that_does_not_travel_has_none(programme: Programme) -> None:
    with pytest.raises(KeyError):
        focused(programme, "acier")
