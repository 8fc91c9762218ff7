"""Read a TOML file key by key, typed and bounded; every problem is kept, with its place and remedy."""

from __future__ import annotations

import datetime as dt
import difflib
import re
import tomllib
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, TypeVar

from jumelage.errors import InputError, InputProblem
from jumelage.language import NO_TEXT, Bilingual

__all__ = ["MAX_BYTES", "TomlTable", "open_toml"]

T = TypeVar("T")

MAX_BYTES = 2_000_000
MAX_TEXT = 5_000
_CLOCK = re.compile(r"^\s*(\d{1,2})\s*(?:h|:)\s*(\d{2})?\s*$")


def open_toml(path: Path, problems: list[InputProblem]) -> TomlTable:
    """Read a TOML file; raise :class:`InputError` where it cannot be parsed at all."""
    name = path.name
    try:
        if path.stat().st_size > MAX_BYTES:
            raise InputError.at(
                name,
                Bilingual(fr="le fichier dépasse 2 Mo.", en="the file is larger than 2 MB."),
                Bilingual(fr="Gardez-y la mission seule.", en="Keep only the mission in it."),
            )
        data = tomllib.loads(path.read_bytes().decode("utf-8-sig"))
    except FileNotFoundError:
        raise InputError.at(
            str(path),
            Bilingual(fr="fichier introuvable.", en="file not found."),
            Bilingual(
                fr="Créez un exemple avec « jumelage mission new DOSSIER ».",
                en="Make an example with “jumelage mission new FOLDER”.",
            ),
        ) from None
    except UnicodeDecodeError as error:
        raise InputError.at(
            f"{name}, octet/byte {error.start}",
            Bilingual(fr="le fichier n'est pas en UTF-8.", en="the file is not UTF-8."),
            Bilingual(fr="Enregistrez-le en UTF-8.", en="Save it as UTF-8."),
        ) from None
    except tomllib.TOMLDecodeError as error:
        raise InputError.at(
            name,
            Bilingual(fr=f"TOML illisible ({error}).", en=f"broken TOML ({error})."),
            Bilingual(
                fr="Corrigez cette ligne : guillemets, crochets, virgules.",
                en="Mend that line: quotes, brackets, commas.",
            ),
        ) from None
    except OSError as error:
        raise InputError.at(
            str(path),
            Bilingual(fr=f"lecture impossible ({error.strerror}).", en=f"cannot be read ({error.strerror})."),
            Bilingual(fr="Vérifiez le chemin et les droits.", en="Check the path and its permissions."),
        ) from None
    return TomlTable(data, name, problems)


class TomlTable:
    """A table of the file: asks for keys by type; what is wrong goes to ``problems`` and a harmless default comes back."""

    def __init__(self, data: Mapping[str, Any], place: str, problems: list[InputProblem]) -> None:
        self._data = data
        self._asked: set[str] = set()
        self._children: list[TomlTable] = []
        self.place = place
        self.problems = problems

    def report(self, key: str, fr: str, en: str, remedy_fr: str, remedy_en: str) -> None:
        """Keep one problem at a key of this table."""
        place = f"{self.place}, {key}" if key else self.place
        self.problems.append(InputProblem(place, Bilingual(fr=fr, en=en), Bilingual(fr=remedy_fr, en=remedy_en)))

    def has(self, key: str) -> bool:
        """Tell whether the key is written."""
        self._asked.add(key)
        return key in self._data

    def _take(self, key: str, default: T, required: bool) -> Any:
        self._asked.add(key)
        if key not in self._data and required:
            self.report(key, "clé absente.", "missing key.", f"Ajoutez « {key} ».", f"Add “{key}”.")
        return self._data.get(key, default)

    def _wrong(self, key: str, value: object, fr: str, en: str) -> None:
        shown = repr(value)[:60]
        self.report(
            key, f"valeur {shown} inattendue.", f"unexpected value {shown}.", f"Attendu : {fr}.", f"Expected: {en}."
        )

    def text(self, key: str, default: str = "", *, required: bool = True) -> str:
        """Read a short text."""
        value = self._take(key, default, required)
        if (
            not isinstance(value, str)
            or len(value) > MAX_TEXT
            or (required and key in self._data and not value.strip())
        ):
            self._wrong(key, value, f"un texte de 1 à {MAX_TEXT} caractères", f"a text of 1 to {MAX_TEXT} characters")
            return default
        return value.strip()

    def bilingual(self, key: str, *, required: bool = True) -> Bilingual:
        """Read a text, or a table ``{ fr = "…", en = "…" }``."""
        value = self._take(key, "", required)
        if isinstance(value, str) and len(value) <= MAX_TEXT:
            return Bilingual(fr=value.strip(), en=value.strip())
        if isinstance(value, Mapping) and value and set(value) <= {"fr", "en"}:
            texts = {
                name: text.strip() for name, text in value.items() if isinstance(text, str) and len(text) <= MAX_TEXT
            }
            if len(texts) == len(value):
                return Bilingual(fr=texts.get("fr", ""), en=texts.get("en", ""))
        self._wrong(key, value, 'un texte, ou { fr = "…", en = "…" }', 'a text, or { fr = "…", en = "…" }')
        return NO_TEXT

    def integer(self, key: str, least: int, most: int, default: int | None = None) -> int:
        """Read a whole number from ``least`` to ``most``; required where there is no default."""
        value = self._take(key, default, default is None)
        if isinstance(value, int) and not isinstance(value, bool) and least <= value <= most:
            return value
        if key in self._data:
            self._wrong(key, value, f"un nombre entier de {least} à {most}", f"a whole number from {least} to {most}")
        return least if default is None else default

    def number(self, key: str, least: float, most: float) -> float | None:
        """Read an optional number."""
        value = self._take(key, None, False)
        if value is None:
            return None
        if isinstance(value, int | float) and not isinstance(value, bool) and least <= value <= most:
            return float(value)
        self._wrong(key, value, f"un nombre de {least} à {most}", f"a number from {least} to {most}")
        return None

    def boolean(self, key: str, default: bool) -> bool:
        """Read true or false."""
        value = self._take(key, default, False)
        if isinstance(value, bool):
            return value
        self._wrong(key, value, "true ou false", "true or false")
        return default

    def choice(self, key: str, choices: Sequence[str], default: str = "") -> str:
        """Read one of a few words; required where there is no default."""
        value = self._take(key, default, not default)
        if value in choices:
            return str(value)
        if key in self._data:
            words = ", ".join(choices)
            self._wrong(key, value, f"l'un de : {words}", f"one of: {words}")
        return default or choices[0]

    def date(self, key: str) -> dt.date:
        """Read a date (``2017-02-15``)."""
        value = self._take(key, None, True)
        if isinstance(value, dt.date) and not isinstance(value, dt.datetime):
            return value
        if key in self._data:
            self._wrong(key, value, "une date comme 2017-02-15", "a date such as 2017-02-15")
        return dt.date.min

    def clock(self, key: str) -> dt.time:
        """Read an hour (``08:30:00``, or ``"8 h 30"``)."""
        value = self._take(key, None, True)
        if isinstance(value, dt.time):
            return value
        found = _CLOCK.match(value) if isinstance(value, str) else None
        if found and int(found[1]) < 24 and int(found[2] or 0) < 60:
            return dt.time(int(found[1]), int(found[2] or 0))
        if key in self._data:
            self._wrong(key, value, "une heure comme 08:30:00", "an hour such as 08:30:00")
        return dt.time(0)

    def moment(self, key: str) -> dt.datetime | None:
        """Read an optional local date and hour (``2017-02-15T09:00:00``)."""
        value = self._take(key, None, False)
        if value is None:
            return None
        if isinstance(value, dt.datetime) and value.tzinfo is None:
            return value
        self._wrong(
            key,
            value,
            "une date et une heure locales comme 2017-02-15T09:00:00",
            "a local date and hour such as 2017-02-15T09:00:00",
        )
        return None

    def texts(self, key: str) -> tuple[str, ...]:
        """Read an optional list of texts."""
        value = self._take(key, [], False)
        if isinstance(value, list) and all(isinstance(item, str) and item.strip() for item in value):
            return tuple(item.strip() for item in value)
        self._wrong(key, value, "une liste de textes", "a list of texts")
        return ()

    def table(self, key: str) -> TomlTable:
        """Read a required table."""
        value = self._take(key, {}, True)
        if not isinstance(value, Mapping):
            self._wrong(key, value, f"une table [{key}]", f"a table [{key}]")
            value = {}
        child = TomlTable(value, f"{self.place}, [{key}]", self.problems)
        self._children.append(child)
        return child

    def tables(self, key: str, *, required: bool = False, most: int = 1_000) -> list[TomlTable]:
        """Read a list of tables (``[[key]]``), numbered from 1 in messages."""
        value = self._take(key, [], required)
        if not isinstance(value, list) or not all(isinstance(item, Mapping) for item in value) or len(value) > most:
            self._wrong(key, value, f"des tables [[{key}]], {most} au plus", f"tables [[{key}]], {most} at most")
            return []
        children = [
            TomlTable(item, f"{self.place}, [[{key}]] {number}", self.problems) for number, item in enumerate(value, 1)
        ]
        self._children += children
        return children

    def finish(self) -> None:
        """Report the keys that nobody asked for, here and in the tables within, with the nearest known key."""
        for key in self._data:
            if key not in self._asked:
                near = difflib.get_close_matches(key, sorted(self._asked), 1)
                known = ", ".join(sorted(self._asked))
                self.report(
                    key,
                    "clé inconnue.",
                    "unknown key.",
                    f"Vouliez-vous « {near[0]} » ?" if near else f"Clés connues : {known}.",
                    f"Did you mean “{near[0]}”?" if near else f"Known keys: {known}.",
                )
        for child in self._children:
            child.finish()
