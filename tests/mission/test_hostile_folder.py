"""Whatever a mission file holds, the reader answers with a brief or with named problems, never with a crash."""

import copy
import datetime as dt
import tomllib
from importlib import resources

from hypothesis import given, settings
from hypothesis import strategies as st

from jumelage.errors import InputError, InputProblem
from jumelage.mission.folder.coherence import check_brief
from jumelage.mission.folder.reader import _read_toml
from jumelage.mission.folder.toml_reader import TomlTable

EXAMPLE = tomllib.loads((resources.files("jumelage.mission") / "example" / "mission.toml").read_text(encoding="utf-8"))

scalars = st.one_of(
    st.booleans(),
    st.integers(-(2**63), 2**63),
    st.floats(),
    st.text(max_size=20),
    st.dates(),
    st.times(),
    st.datetimes(timezones=st.sampled_from([None, dt.UTC])),
)
values = st.recursive(
    scalars,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=3),
    max_leaves=6,
)


def paths(node, here=()):
    yield here
    items = node.items() if isinstance(node, dict) else enumerate(node) if isinstance(node, list) else ()
    for key, child in items:
        yield from paths(child, (*here, key))


PATHS = [path for path in paths(EXAMPLE) if path]


@settings(max_examples=300, deadline=None)
@given(st.lists(st.tuples(st.sampled_from(PATHS), st.none() | values), min_size=1, max_size=3))
def test_any_change_gives_a_brief_or_named_problems(brief, changes):
    document = copy.deepcopy(EXAMPLE)
    for path, value in changes:
        try:
            node = document
            for key in path[:-1]:
                node = node[key]
            if value is None:
                del node[path[-1]]
            else:
                node[path[-1]] = value
        except (KeyError, IndexError, TypeError):
            continue  # an earlier change took this place away
    problems: list[InputProblem] = []
    try:
        read = _read_toml(TomlTable(document, "mission.toml", problems), brief.profiles)
    except InputError as error:
        problems += error.problems
    else:
        problems += [] if problems else check_brief(read)
    assert all(problem.place.startswith("mission.toml") for problem in problems)
    assert all(problem.what.fr and problem.what.en and problem.remedy.fr and problem.remedy.en for problem in problems)
