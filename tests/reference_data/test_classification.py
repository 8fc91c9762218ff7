"""The classification: whole at two and three digits in both languages, honest at four."""

import pytest

from jumelage.errors import InputError
from jumelage.reference.case import organisations
from jumelage.reference.classification import SECTORS, ancestors, children, closest, parent, title


def test_sectors_and_subsectors_are_whole_in_both_languages() -> None:
    assert len(SECTORS) == 20
    subsectors = [child for sector in SECTORS for child in children(sector)]
    groups = [group for subsector in subsectors for group in children(subsector.code)]
    assert (len(subsectors), len(groups)) == (102, 322)
    for entry in [title(sector) for sector in SECTORS] + subsectors:
        assert entry.text.fr
        assert entry.text.en
        assert entry.french == "official"
    for group in groups:
        assert group.text.en
        assert bool(group.text.fr) == (group.french != "absent")
    assert sum(group.french != "absent" for group in groups) == 153


def test_sectors_that_span_several_numbers() -> None:
    assert title("31-33").text.fr == "Fabrication"
    assert title("32").code == "31-33"
    assert [a.code for a in ancestors("3331")] == ["333", "31-33"]
    above = parent("484")
    assert above is not None
    assert above.code == "48-49"
    assert parent("44-45") is None
    assert [c.code for c in children("212")] == ["2121", "2122", "2123"]


def test_a_longer_code_finds_its_group() -> None:
    found = closest("333130")
    assert found is not None
    assert found.code == "3331"
    assert found.french == "absent"
    assert found.text.say("fr") == found.text.en
    assert closest("999999") is None
    assert closest("") is None
    assert all(closest(o.naics) for o in organisations() if o.naics)


@pytest.mark.parametrize("code", ["", "99", "2", "21220", "mine", "31-32"])
def test_unknown_codes_are_told_in_both_languages(code: str) -> None:
    with pytest.raises(InputError) as caught:
        title(code)
    problem = caught.value.problems[0]
    assert problem.what.fr
    assert problem.remedy.en
    assert problem.place
