"""The documentation is part of the interface: it must be whole, and true of the commands."""

import importlib.util
import re
import tomllib
from pathlib import Path
from types import ModuleType

import click

ROOT = Path(__file__).parents[1]
DOCS = ROOT / "docs"


def test_every_page_is_in_the_navigation():
    config = tomllib.loads((ROOT / "zensical.toml").read_text(encoding="utf-8"))
    named = set(re.findall(r"[\w./-]+\.md", str(config["project"]["nav"])))
    assert named == {page.relative_to(DOCS).as_posix() for page in DOCS.rglob("*.md")}


def test_every_link_between_pages_leads_somewhere():
    pages = [*DOCS.rglob("*.md"), ROOT / "README.md", ROOT / "README.en.md", ROOT / "CONTRIBUTING.md"]
    broken = [
        f"{page.name}: {target}"
        for page in pages
        for target in re.findall(r'(?:\]\(|src=")(?!https?:)([^)#\s"]+)', page.read_text(encoding="utf-8"))
        if not (page.parent / target).exists()
    ]
    assert broken == []


def script(name: str) -> ModuleType:
    spec = importlib.util.spec_from_file_location(name, ROOT / "scripts" / f"{name}.py")
    assert spec is not None and spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_the_pages_of_commands_are_made_from_the_commands():
    reference = script("command_reference")
    for language, target in reference.TARGETS.items():
        stale = f"python scripts/command_reference.py writes {target.name} anew"
        assert target.read_text(encoding="utf-8") == reference.page(language), stale


def test_every_command_and_option_is_explained_in_both_languages():
    reference = script("command_reference")
    explained = [(path, command.help) for path, command in reference.commands(reference.main, ("jumelage",))]
    explained += [
        ((*path, *option.opts), option.help)
        for path, command in reference.commands(reference.main, ("jumelage",))
        for option in command.params
        if isinstance(option, click.Option) and not option.hidden and option.name not in ("as_json", "lang")
    ]
    assert [path for path, help_text in explained if not help_text or " / " not in " ".join(help_text.split())] == []


def test_every_dependency_has_its_reason():
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    asked = [*project["dependencies"], *(r for rs in project["optional-dependencies"].values() for r in rs)]
    names = {re.split(r"[\[<>=; ]", requirement)[0] for requirement in asked} - {"jumelage"}
    reasons = (DOCS / "explanation" / "dependencies.md").read_text(encoding="utf-8")
    assert [name for name in sorted(names) if name not in reasons] == []


def test_the_locked_lists_name_no_address_and_the_same_versions():
    lists = [(ROOT / name).read_text(encoding="utf-8") for name in ("requirements.lock", "requirements-dev.lock")]
    assert "://" not in "".join(lists)
    serving, developing = (set(re.findall(r"^\S+==\S+", text, re.MULTILINE)) for text in lists)
    assert serving <= developing


def test_no_tool_of_developers_is_installed_to_serve():
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    tools = {re.split(r"[\[<>=; ]", tool)[0] for tool in project["dependency-groups"]["dev"]}
    serving = (ROOT / "requirements.lock").read_text(encoding="utf-8")
    assert [tool for tool in sorted(tools) if f"\n{tool}==" in serving] == []


def test_pictures_of_the_readme_are_there_and_small():
    script = (ROOT / "scripts" / "pictures.py").read_text(encoding="utf-8")
    for name in re.findall(r'Picture\("(\w+)"', script):
        for language in ("fr", "en"):
            assert (DOCS / "images" / f"{name}.{language}.png").stat().st_size < 200_000
