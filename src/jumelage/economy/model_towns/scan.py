"""Judge many shocks, a year at a time, on one core or two, and pick up where an interrupted run stopped."""

from __future__ import annotations

import hashlib
import multiprocessing
import os
import pickle
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor, as_completed
from dataclasses import asdict
from pathlib import Path

from jumelage.economy.model_towns.judging import judge_year
from jumelage.economy.model_towns.outcomes import Outcomes
from jumelage.economy.model_towns.result import Judgement
from jumelage.economy.model_towns.settings import Settings
from jumelage.economy.model_towns.shocks import Shock
from jumelage.economy.model_towns.stored import Store

__all__ = ["Progress", "judge_all"]

Progress = Callable[[int, int], None]
"""Called with the towns judged so far and the number of towns."""


def judge_all(
    outcomes: Outcomes,
    shocks: Mapping[str, Shock],
    settings: Settings,
    *,
    workers: int = 1,
    checkpoint: Path | None = None,
    progress: Progress | None = None,
) -> dict[str, Judgement]:
    """Judge every shock.

    Parameters
    ----------
    outcomes, shocks, settings
        What is searched and how.
    workers
        Processes; 1 stays in this one.
    checkpoint
        A file that receives each year as it is done; when it exists, from the same table and settings, its years are
        not computed again.
    progress
        Told of the advance.

    Raises
    ------
    InputError
        The checkpoint is of another table or other settings, or is no checkpoint.
    """
    by_year: dict[int, list[Shock]] = defaultdict(list)
    for shock in shocks.values():
        by_year[shock.year].append(shock)
    store = Store(checkpoint, fingerprint(outcomes, shocks, settings)) if checkpoint else None
    found: dict[int, list[Judgement]] = store.read() if store else {}
    found = {year: judged for year, judged in found.items() if year in by_year}
    left = [year for year in sorted(by_year) if year not in found]
    done = sum(len(judged) for judged in found.values())
    for year, judged in _run(outcomes, [by_year[y] for y in left], list(shocks.values()), settings, workers):
        found[year] = judged
        done += len(judged)
        if store:
            store.add(year, judged)
        if progress:
            progress(done, len(shocks))
    return {j.shock.place: j for year in sorted(found) for j in found[year]}


def fingerprint(outcomes: Outcomes, shocks: Mapping[str, Shock], settings: Settings) -> str:
    """Return a digest of the data, shocks and settings, so that the checkpoint of another search is refused."""
    digest = hashlib.sha256()
    digest.update(repr((outcomes.outcome, outcomes.places, outcomes.years, sorted(asdict(settings).items()))).encode())
    digest.update(outcomes.values.tobytes())
    digest.update(repr(sorted((s.place, s.year, s.size) for s in shocks.values())).encode())
    digest.update(repr(sorted(outcomes.leading_industry.items())).encode())
    if outcomes.coordinates is not None:
        digest.update(outcomes.coordinates.tobytes())
    return digest.hexdigest()


def _run(
    outcomes: Outcomes, years: Sequence[Sequence[Shock]], everything: list[Shock], settings: Settings, workers: int
) -> Iterator[tuple[int, list[Judgement]]]:
    if workers < 2 or len(years) < 2:
        for shocks in years:
            yield shocks[0].year, judge_year(outcomes, shocks, everything, settings)
        return
    # Fresh processes, each given the table once; threads inside them would only get in each other's way.
    context = multiprocessing.get_context("spawn")
    task = pickle.dumps((outcomes, everything, settings))
    with ProcessPoolExecutor(workers, mp_context=context, initializer=_begin, initargs=(task,)) as pool:
        largest_first = sorted(years, key=len, reverse=True)
        futures = {pool.submit(_judge, list(shocks)): shocks[0].year for shocks in largest_first}
        try:
            for future in as_completed(futures):
                yield futures[future], future.result()
        except BaseException:
            # Interrupted: what is done is in the checkpoint; what has not begun must not begin.
            pool.shutdown(wait=False, cancel_futures=True)
            raise


_task: tuple[Outcomes, list[Shock], Settings] | None = None


def _begin(task: bytes) -> None:
    global _task  # noqa: PLW0603
    for name in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS"):
        os.environ[name] = "1"
    _task = pickle.loads(task)


def _judge(shocks: list[Shock]) -> list[Judgement]:
    assert _task is not None
    outcomes, everything, settings = _task
    return judge_year(outcomes, shocks, everything, settings)
