"""The *?* of every page opens its guide, in the reader's language, served by the application itself."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, resolve

from jumelage.language import LANGUAGES
from jumelage.web.guide_table import GUIDE_OF, WITHOUT_GUIDE
from jumelage.web.guides import DOCS, guide, guide_names, guide_picture


def names(patterns: list[URLPattern | URLResolver], prefix: str = "") -> Iterator[str]:
    """Walk the names of the pages: those of the operator's room and of programs have documentation of their own."""
    for pattern in patterns:
        address = prefix + str(pattern.pattern)
        if isinstance(pattern, URLResolver):
            if not address.startswith("operator/") and not pattern.namespace:
                yield from names(pattern.url_patterns, address)
        elif pattern.name:
            yield pattern.name


def test_every_page_has_a_guide_that_is_there() -> None:
    every = set(names(get_resolver().url_patterns))
    missing = every - set(GUIDE_OF) - WITHOUT_GUIDE
    assert missing == set(), f"say in web/guide_table.py which guide the ? of these pages opens: {missing}"
    assert (set(GUIDE_OF) | WITHOUT_GUIDE) - every == set()
    assert {found for found in GUIDE_OF.values() if found not in guide_names()} == set()


def test_a_page_leads_to_its_guide_in_the_language_of_the_reader(client: Client, db: None) -> None:
    address = re.search(r'class="help" href="([^"]+)"', client.get("/sign-in/").content.decode())
    assert address is not None
    french = client.get(address[1]).content.decode()
    client.cookies["django_language"] = "en"
    english = client.get(address[1]).content.decode()
    assert '<h1 lang="fr">Participer</h1>' in french
    assert '<h1 lang="en">How to take part</h1>' in english
    assert "Français" not in re.sub(r"(?s)<header.*?</header>", "", english)


@pytest.mark.parametrize("language", LANGUAGES)
def test_links_and_pictures_of_every_guide_lead_somewhere(language: str) -> None:
    for name in guide_names():
        found = guide(name, language)  # type: ignore[arg-type]
        assert found is not None and found.title
        for target in re.findall(r'(?:href|src)="(/[^"#]+)', found.html):
            match = resolve(target)
            there = (
                guide_picture(match.kwargs["path"]) if "path" in match.kwargs else match.kwargs["name"] in guide_names()
            )
            assert there, f"{name}: {target}"
        places = set(re.findall(r'id="([^"]+)"', found.html))
        assert {place for place in re.findall(r'href="#([^"]+)"', found.html) if place not in places} == set()


def test_html_in_a_guide_is_text_and_no_other_file_is_served(
    client: Client, monkeypatch: pytest.MonkeyPatch, tmp_path
) -> None:  # type: ignore[no-untyped-def]
    (tmp_path / "bad.md").write_text(
        "# <b>Title</b>\n\n<script>1</script> [x](javascript:alert(1))\n", encoding="utf-8"
    )
    guide_names.cache_clear()
    monkeypatch.setattr("jumelage.web.guides.DOCS", tmp_path)
    try:
        found = guide("bad", "en")
    finally:
        guide_names.cache_clear()
        guide.cache_clear()
    assert found is not None
    assert "<script" not in found.html
    assert 'href="javascript' not in found.html
    assert guide_picture("../pyproject.toml") is None
    assert client.get("/aide/../settings/").status_code == 404
    assert DOCS.is_dir()
