"""Read a file from outside in a process of its own, with limits of memory and time.

A small workbook can make a reader take all the memory of a machine, or never end: here only the child is lost, and the
person who sent the file reads why.
"""

from __future__ import annotations

import pickle
import subprocess
import sys

from jumelage.errors import InputError
from jumelage.language import Bilingual
from jumelage.spreadsheets.grid import Workbook
from jumelage.spreadsheets.limits import refuse

__all__ = ["MOST_MEMORY", "MOST_SECONDS", "read_apart"]

MOST_MEMORY = 1_000_000_000
"""Bytes of memory that the child may take."""

MOST_SECONDS = 60
"""Seconds that the child may take: a workbook of 100,000 rows takes ten."""


def read_apart(name: str, data: bytes, *, seconds: float = MOST_SECONDS) -> Workbook:
    """Open a file in a child process (see :func:`jumelage.spreadsheets.open_file`).

    Raises
    ------
    InputError
        As there, and when the file takes too much memory or time.
    """
    command = [
        sys.executable,
        "-m",
        "jumelage.spreadsheets.child",
        name.replace("\0", ""),
        str(MOST_MEMORY),
        str(int(seconds) + 1),
    ]
    try:
        done = subprocess.run(command, input=data, capture_output=True, timeout=seconds, check=False)
    except subprocess.TimeoutExpired as error:
        raise _refused(name) from error
    if done.returncode != 0 or not done.stdout:
        raise _refused(name)
    answer = pickle.loads(done.stdout)  # written by child.py, from cells only
    if isinstance(answer, Workbook):
        return answer
    raise InputError(*answer)


def _refused(name: str) -> InputError:
    return refuse(
        name,
        "la lecture demande trop de mémoire ou de temps : le fichier est abîmé ou démesuré.",
        "reading it takes too much memory or time: the file is damaged or out of all proportion.",
        Bilingual(
            "Ouvrez-le dans un tableur, gardez la liste seule, enregistrez en CSV UTF-8, puis recommencez.",
            "Open it in a spreadsheet, keep the list alone, save as CSV UTF-8, then try again.",
        ),
    )
