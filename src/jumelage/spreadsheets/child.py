"""The process that reads one file from outside (see :mod:`jumelage.spreadsheets.apart`)."""

from __future__ import annotations

import contextlib
import pickle
import sys

from jumelage.errors import InputError
from jumelage.spreadsheets.opening import open_bytes
from jumelage.spreadsheets.sniffing import sniff


def main() -> None:
    """Read a file from standard input and write what it holds, or what is wrong with it, to standard output."""
    name, memory, seconds = sys.argv[1], int(sys.argv[2]), int(sys.argv[3])
    with contextlib.suppress(ImportError, ValueError, OSError):  # Windows has no such limits: the time limit stays
        import resource

        resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
        resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds))
    data = sys.stdin.buffer.read()
    try:
        answer: object = open_bytes(name, data, sniff(name, data))
    except InputError as error:
        answer = error.problems
    pickle.dump(answer, sys.stdout.buffer, protocol=pickle.HIGHEST_PROTOCOL)
    sys.stdout.buffer.flush()


if __name__ == "__main__":
    main()
