"""The checkpoint of a long search: one line of JSON a shock year, written as each is done."""

from __future__ import annotations

import json
import os
from pathlib import Path

from jumelage.economy.model_towns.result import Judgement
from jumelage.errors import InputError
from jumelage.language import Bilingual
from jumelage.serialisation import from_document, to_document

__all__ = ["Store"]

_FORMAT = "jumelage model towns 1"


class Store:
    """The checkpoint file: the judged towns of each shock year that is done."""

    def __init__(self, path: Path, fingerprint: str) -> None:
        self._path, self._fingerprint = path, fingerprint

    def read(self) -> dict[int, list[Judgement]]:
        """Return the years already judged; a last line cut short by an interruption is dropped from the file."""
        if not self._path.exists():
            self._begin()
            return {}
        try:
            lines = self._path.read_text(encoding="utf-8").splitlines()
            header = json.loads(lines[0]) if lines else {}
        except (OSError, ValueError) as error:
            raise self._refusal() from error
        if not isinstance(header, dict) or header.get("format") != _FORMAT:
            raise self._refusal()
        if header.get("fingerprint") != self._fingerprint:
            raise self._refusal(other=True)
        found, kept = {}, [lines[0]]
        for line in lines[1:]:
            try:
                record = json.loads(line)
                found[int(record["year"])] = [from_document(Judgement, item) for item in record["towns"]]
            except (ValueError, KeyError, TypeError):
                break
            kept.append(line)
        if len(kept) < len(lines):
            self._write("\n".join(kept) + "\n", "w")
        return found

    def add(self, year: int, judgements: list[Judgement]) -> None:
        """Write one more year."""
        record = {"year": year, "towns": [to_document(judgement) for judgement in judgements]}
        self._write(json.dumps(record, ensure_ascii=False) + "\n", "a")

    def _begin(self) -> None:
        self._write(json.dumps({"format": _FORMAT, "fingerprint": self._fingerprint}) + "\n", "w")

    def _write(self, text: str, mode: str) -> None:
        try:
            self._path.parent.mkdir(parents=True, exist_ok=True)
            with self._path.open(mode, encoding="utf-8") as stream:
                stream.write(text)
                stream.flush()
                os.fsync(stream.fileno())
        except OSError as error:
            raise InputError.at(
                str(self._path),
                Bilingual(fr=f"impossible d'écrire ({error.strerror}).", en=f"cannot be written ({error.strerror})."),
                Bilingual(fr="Choisissez un autre fichier de reprise.", en="Choose another checkpoint file."),
            ) from error

    def _refusal(self, *, other: bool = False) -> InputError:
        what = (
            Bilingual(
                fr="cette reprise est d'un autre tableau ou d'autres réglages.",
                en="this checkpoint is of another table or other settings.",
            )
            if other
            else Bilingual(fr="ce n'est pas un fichier de reprise.", en="this is no checkpoint.")
        )
        return InputError.at(
            str(self._path), what, Bilingual(fr="Supprimez-le ou nommez-en un autre.", en="Delete it or name another.")
        )
