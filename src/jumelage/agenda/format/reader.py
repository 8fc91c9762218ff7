"""Read the values of a decoded JSON document, and collect everything that is not as it should be."""

from __future__ import annotations

import difflib
import json
from collections.abc import Collection, Mapping, Sequence
from pathlib import Path
from typing import Any

from jumelage.errors import InputError, InputProblem
from jumelage.language import Bilingual

__all__ = ["LARGEST", "DocumentReader", "load"]

LARGEST = 1_000_000
LARGEST_FILE = 64_000_000
SHOWN = 60
MOST_PROBLEMS = 100


class DocumentReader:
    """Reads values of one document and collects the problems met, each with its place."""

    def __init__(self, place: str) -> None:
        self.place = place
        self.problems: list[InputProblem] = []

    def refuse(self, where: str, what: Bilingual, remedy: Bilingual) -> None:
        """Note one problem at ``where`` (a path of keys inside the document)."""
        if len(self.problems) < MOST_PROBLEMS:
            self.problems.append(InputProblem(f"{self.place}, {where}" if where else self.place, what, remedy))

    def close(self) -> None:
        """Raise :class:`InputError` with all that was noted, if anything was."""
        if self.problems:
            raise InputError(*self.problems)

    def mapping(self, value: Any, where: str, keys: Collection[str]) -> Mapping[str, Any]:
        """Take a JSON object; a key that looks like a misspelt known one is refused, other unknown keys are left."""
        if not isinstance(value, Mapping):
            self.wrong_type(where, value, Bilingual(fr="un objet {…}", en="an object {…}"))
            return {}
        for key in value:
            near = difflib.get_close_matches(str(key).lower(), keys, n=1, cutoff=0.8) if key not in keys else []
            if near:
                self.refuse(
                    _join(where, str(key)),
                    Bilingual(fr=f"clé inconnue « {key} ».", en=f"unknown key “{key}”."),
                    Bilingual(fr=f"Écrivez « {near[0]} ».", en=f"Write “{near[0]}”."),
                )
        return value

    def items(self, value: Any, where: str) -> Sequence[Any]:
        """Take a JSON array."""
        if isinstance(value, (list, tuple)):
            return value
        self.wrong_type(where, value, Bilingual(fr="une liste […]", en="a list […]"))
        return ()

    def text(self, value: Any, where: str) -> str:
        """Take a text that is not blank."""
        if isinstance(value, str) and value.strip():
            return value
        self.wrong_type(where, value, Bilingual(fr="un texte non vide", en="a text that is not empty"))
        return ""

    def flag(self, value: Any, where: str) -> bool:
        """Take true or false."""
        if isinstance(value, bool):
            return value
        self.wrong_type(where, value, Bilingual(fr="true ou false", en="true or false"))
        return True

    def integer(self, value: Any, where: str, least: int = 0, most: int = LARGEST) -> int:
        """Take a whole number from ``least`` to ``most``; ``least`` stands in for what is refused."""
        if self.within(value, where, least, most):
            return int(value)
        return least

    def whole(self, value: Any, where: str) -> int:
        """Take a whole number of any size; what is allowed is for the validation."""
        if isinstance(value, int) and not isinstance(value, bool):
            return value
        self.wrong_type(where, value, Bilingual(fr="un nombre entier", en="a whole number"))
        return 0

    def at_most(self, items: Sequence[Any], where: str, most: int) -> None:
        """Refuse a list that is longer than any event needs."""
        if len(items) > most:
            self.refuse(
                where,
                Bilingual(fr=f"{len(items)} éléments, plus que {most}.", en=f"{len(items)} items, over {most}."),
                Bilingual(fr="Partagez l'événement en plusieurs.", en="Split the event into several."),
            )

    def within(self, value: Any, where: str, least: int = 0, most: int = LARGEST) -> bool:
        """Refuse what is not a whole number from ``least`` to ``most``."""
        if isinstance(value, int) and not isinstance(value, bool) and least <= value <= most:
            return True
        self.wrong_type(
            where,
            value,
            Bilingual(fr=f"un nombre entier de {least} à {most}", en=f"a whole number from {least} to {most}"),
        )
        return False

    def wrong_type(self, where: str, value: Any, wanted: Bilingual) -> None:
        """Note that ``value`` is not what is wanted there."""
        shown = _shown(value)
        self.refuse(
            where,
            Bilingual(fr=f"{shown} n'est pas accepté.", en=f"{shown} is not accepted."),
            Bilingual(fr=f"Il faut {wanted.fr}.", en=f"Give {wanted.en}."),
        )

    def missing(self, where: str) -> None:
        """Note that a key is missing."""
        key = where.rsplit(".", 1)[-1]
        self.refuse(
            where,
            Bilingual(fr="la clé manque.", en="the key is missing."),
            Bilingual(fr=f"Ajoutez « {key} ».", en=f"Add “{key}”."),
        )


def load(path: str | Path) -> Any:
    """Read a JSON file; unreadable, too large, not UTF-8 or malformed raises :class:`InputError`."""
    path = Path(path)
    try:
        if path.stat().st_size > LARGEST_FILE:
            raise InputError.at(
                str(path),
                Bilingual(fr="le fichier dépasse 64 Mo.", en="the file is over 64 MB."),
                Bilingual(fr="Partagez l'événement en plusieurs.", en="Split the event into several."),
            )
        text = path.read_text(encoding="utf-8-sig")
    except OSError as error:
        raise InputError.at(
            str(path),
            Bilingual(fr=f"impossible de lire ({error.strerror}).", en=f"cannot be read ({error.strerror})."),
            Bilingual(fr="Vérifiez le chemin et les droits.", en="Check the path and the permissions."),
        ) from error
    except UnicodeDecodeError as error:
        raise InputError.at(
            str(path),
            Bilingual(fr=f"l'octet {error.start} n'est pas de l'UTF-8.", en=f"byte {error.start} is not UTF-8."),
            Bilingual(fr="Enregistrez le fichier en UTF-8.", en="Save the file as UTF-8."),
        ) from error
    return _decoded(str(path), text)


def _decoded(place: str, text: str) -> Any:
    repeated: list[str] = []

    def once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
        found: dict[str, Any] = {}
        for key, value in pairs:
            if key in found:
                repeated.append(key)
            found[key] = value
        return found

    try:
        document = json.loads(text, object_pairs_hook=once)
    except json.JSONDecodeError as error:
        raise InputError.at(
            f"{place}, {error.lineno}:{error.colno}",
            Bilingual(
                fr="le JSON est mal formé à cette ligne et colonne.", en="malformed JSON at this line and column."
            ),
            Bilingual(
                fr="Corrigez la virgule, le guillemet ou le crochet.", en="Mend the comma, the quote or the bracket."
            ),
        ) from error
    except (RecursionError, ValueError) as error:
        raise InputError.at(
            place,
            Bilingual(
                fr="le JSON est trop profond ou contient un nombre démesuré.",
                en="the JSON is too deep or holds an enormous number.",
            ),
            Bilingual(fr="Suivez le format décrit.", en="Follow the documented format."),
        ) from error
    if repeated:
        raise InputError.at(
            place,
            Bilingual(fr=f"clé répétée « {repeated[0]} ».", en=f"key “{repeated[0]}” given twice."),
            Bilingual(fr="Gardez-en une seule.", en="Keep one of them."),
        )
    return document


def _join(where: str, key: str) -> str:
    return f"{where}.{key}" if where else key


def _shown(value: Any) -> str:
    try:
        text = json.dumps(value, ensure_ascii=False, default=str)
    except (ValueError, RecursionError):
        text = "?"
    return text if len(text) <= SHOWN else text[:SHOWN] + "…"
