"""A brief written as a folder is read back as the same brief."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from pathlib import Path

import pytest

from jumelage.language import Bilingual
from jumelage.mission import Brief, folder_files, read_folder
from jumelage.mission.brief import FixedTime, Request, Travel
from jumelage.mission.demonstration import demonstration_brief


def again(brief: Brief, folder: Path) -> Brief:
    for name, text in folder_files(brief).items():
        (folder / name).write_text(text, "utf-8")
    return read_folder(folder)


def test_the_example_and_the_demonstration_come_back_the_same(brief: Brief, tmp_path: Path) -> None:
    for number, one in enumerate((brief, demonstration_brief())):
        folder = tmp_path / str(number)
        folder.mkdir()
        assert again(one, folder) == one


@pytest.mark.parametrize(
    "text", ["=1+1", '"""', "a\\b", "ligne\nligne", "l’été à 9\u00a0h", "\x01\x7f", "]\n[[days]]", "😀"]
)
def test_any_text_stays_inside_its_quotes(brief: Brief, tmp_path: Path, text: str) -> None:
    both = Bilingual(f"x{text}x", f"y{text}y")
    first = brief.delegations[0]
    noon = FixedTime("noon", "meal", both, dt.datetime(2027, 5, 12, 12), 45, brief.sites[0].id, (), both)
    seats = tuple(f"{first.organisation}-{number + 7}" for number in range(first.people))
    written = replace(
        brief,
        title=both,
        goal=Bilingual("", ""),
        travel=Travel(30, True, {(brief.sites[0].id, brief.profiles[-1].id): 15}),
        fixed_times=(noon,),
        delegations=(replace(first, labels=(both,) * first.people, ids=seats), *brief.delegations[1:]),
        requests=(Request(first.organisation, brief.requests[0].host, "like", 5, Bilingual("=oui", "-yes")),),
    )
    assert again(written, tmp_path) == written
