"""Economic complexity of places and industries, with the convention named and what could not be computed told."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from jumelage.economy.measures.conventions import Convention, ConventionName, convention_named
from jumelage.economy.measures.fitness import fitness_complexity
from jumelage.economy.measures.levels import flat_section
from jumelage.economy.measures.proximity import Nearness, nearness, proximity
from jumelage.economy.measures.quotients import default_reference, location_quotients, reference_shares
from jumelage.economy.measures.rank_ranges import RankRanges, rank_ranges
from jumelage.economy.measures.spectrum import components, eci_pci
from jumelage.economy.panel import Panel
from jumelage.economy.table.frame import frame_of, html_of
from jumelage.economy.table.long_table import Floats
from jumelage.economy.table.suppression import employment_bounds, estimated_employment
from jumelage.errors import NoResultError
from jumelage.language import Bilingual, one_or_many

__all__ = ["Complexity", "complexity", "complexity_of"]


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class Complexity:
    """Complexity of one table.

    Parameters
    ----------
    places, industries
        Labels.
    quotients, presence
        Location quotients and where they reach 1; shape ``(places, industries)``. Unknown cells count as absent.
    eci, fitness, diversity
        By place; NaN where a place is specialised in nothing.
    pci, complexity, ubiquity
        By industry (``complexity`` goes with ``fitness``); NaN where an industry is nowhere.
    near
        Density, distance, opportunity gain.
    convention
        Whose numbers these are.
    second_eigenvalue
        Near 1: the table falls in parts that share little. NaN for ``datawheel``.
    warnings
        What to mind.
    coi
        Complexity outlook of each place, what it lacks weighted by density; standardised.
    ranges
        95 % intervals of ``eci`` and of its rank; None where every figure is what it says, or with a warning.
    """

    places: tuple[str, ...]
    industries: tuple[str, ...]
    quotients: Floats
    presence: Floats
    eci: Floats
    pci: Floats
    fitness: Floats
    complexity: Floats
    diversity: Floats
    ubiquity: Floats
    near: Nearness
    convention: Convention
    second_eigenvalue: float
    warnings: tuple[Bilingual, ...]
    coi: Floats
    ranges: RankRanges | None = None

    @property
    def rca(self) -> Floats:
        """Return the location quotients under their name in trade, revealed comparative advantage."""
        return self.quotients

    @property
    def cog(self) -> Floats:
        """Return the opportunity gain under its name in the Atlas, complexity outlook gain."""
        return self.near.opportunity_gain

    @property
    def distance(self) -> Floats:
        """Return 1 - density."""
        return self.near.distance

    def __repr__(self) -> str:
        """Name the size and the convention."""
        return f"Complexity({len(self.places)} places, {len(self.industries)} industries, {self.convention.name!r})"

    def _repr_html_(self) -> str:
        """Show the places with the intervals of their ranks, in a notebook."""
        order = np.argsort(-np.nan_to_num(self.eci, nan=-np.inf))
        columns: dict[str, Any] = {
            "place": [self.places[i] for i in order],
            "ECI": [float(self.eci[i]) for i in order],
            "COI": [float(self.coi[i]) for i in order],
        }
        if self.ranges is not None:
            columns["rank, 95 %"] = ["{:.0f} – {:.0f}".format(*self.ranges.rank[i]) for i in order]
        return html_of(repr(self), columns)

    def to_frame(self, library: str = "pandas") -> Any:
        """Return one row a place and industry (see :func:`frame_of` for ``library``)."""
        places, industries = len(self.places), len(self.industries)
        columns: dict[str, Any] = {
            "place": np.repeat(self.places, industries).tolist(),
            "industry": np.tile(self.industries, places).tolist(),
            "rca": self.rca.ravel(),
            "present": self.presence.ravel().astype(bool),
            "eci": np.repeat(self.eci, industries),
            "pci": np.tile(self.pci, places),
            "density": self.near.density.ravel(),
            "distance": self.near.distance.ravel(),
            "opportunity_gain": self.cog.ravel(),
        }
        if self.ranges is not None:
            for name, ends in (("eci", self.ranges.eci), ("rank", self.ranges.rank)):
                columns |= {f"{name}_{end}": np.repeat(ends[:, i], industries) for i, end in enumerate(("low", "high"))}
        return frame_of(columns, library)

    def proximity(self) -> Floats:
        """Return the proximity of industries, shape ``(industries, industries)``."""
        return proximity(self.presence, diagonal=self.convention.self_proximity)


def complexity(
    panel: Panel, year: int | None = None, *, convention: ConventionName = "atlas", reference: str | None = None
) -> Complexity:
    """Compute complexity for one year of a panel.

    Parameters
    ----------
    panel
        The figures; its wholes (a province) are left out.
    year
        The latest if None.
    convention
        ``atlas`` (ecomplexity), ``datawheel`` (economic-complexity) or ``econgeo`` (econcomplex).
    reference
        The whole to compare with; the panel's own, else the sum of its places.

    Raises
    ------
    NoResultError
        Fewer than two places or industries have anything to compare.
    """
    reference = default_reference(panel, reference)
    section = flat_section(panel, panel.years[-1] if year is None else year)
    bounds = employment_bounds(panel, section.year)
    estimated = estimated_employment(panel, bounds)
    left_out = (*panel.wholes, *([reference] if reference else []))
    rows = [i for i, place in enumerate(section.places) if place not in left_out]
    towns = section.without(left_out)
    if reference is not None:
        base = reference_shares(section, reference, panel.wholes)
    else:
        base = estimated[rows].sum(axis=0) / max(float(estimated[rows].sum()), 1e-300)
    found = complexity_of(
        towns.employment,
        convention=convention,
        reference=base,
        labels=(towns.places, towns.industries),
        totals=estimated[rows].sum(axis=1),
    )

    def index(table: Floats) -> Floats | None:
        shares = base if reference is not None else table.sum(axis=0) / max(float(table.sum()), 1e-300)
        return _eci_alone(table, shares, found.convention)

    ranges = rank_ranges(
        towns.employment, (bounds.lower[rows], bounds.upper[rows]), panel.source.survey, found.eci, index
    )
    unknown = int(np.isnan(towns.employment).sum())
    notes = []
    if unknown:
        notes.append(
            one_or_many(
                unknown,
                Bilingual(
                    fr="Une cellule non publiée compte comme absente.", en="One unpublished cell counts as absent."
                ),
                Bilingual(
                    fr=f"{unknown} cellules non publiées comptent comme absentes.",
                    en=f"{unknown} unpublished cells count as absent.",
                ),
            )
        )
    if isinstance(ranges, Bilingual):
        notes.append(ranges)
    elif ranges is not None and not ranges.readable:
        notes.append(
            Bilingual(
                fr="Redessiné tel que l'échantillon le permet, le tableau range les lieux tout autrement\u00a0: un rang ne se lit "
                "qu'avec son intervalle.",
                en="Redrawn as the sample allows, the table ranks places quite differently: a rank is read with its interval only.",
            )
        )
    return replace(found, ranges=ranges if isinstance(ranges, RankRanges) else None, warnings=(*notes, *found.warnings))


def _eci_alone(employment: Floats, reference: Floats, convention: Convention) -> Floats | None:
    """Return the index of places and nothing else; None where the table says nothing."""
    presence = (np.nan_to_num(location_quotients(employment, reference)) >= 1.0).astype(np.float64)
    rows, columns = presence.any(axis=1), presence.any(axis=0)
    core = presence[np.ix_(rows, columns)]
    if min(core.shape) < 2 or (core == core[0]).all():
        return None
    eci = np.full(len(presence), np.nan)
    eci[rows] = eci_pci(core, convention)[0]
    return eci


def complexity_of(
    employment: Floats,
    *,
    convention: ConventionName = "atlas",
    reference: Floats | None = None,
    labels: tuple[tuple[str, ...], tuple[str, ...]] | None = None,
    binary: bool = False,
    totals: Floats | None = None,
) -> Complexity:
    """Compute complexity of a matrix.

    Parameters
    ----------
    employment
        Shape ``(places, industries)``, or already 0 and 1 with ``binary``. NaN counts as absent.
    convention, reference
        As in :func:`complexity`; ``reference`` is a vector of shares.
    labels
        Names of the rows and the columns; numbers if None.
    totals
        Employment of each place where hidden cells are estimated (see :func:`location_quotients`).
    """
    chosen = convention_named(convention)
    known = np.nan_to_num(employment)
    if binary:
        quotients = presence = known
    else:
        total = known.sum()
        base = reference if reference is not None else known.sum(axis=0) / (total if total > 0 else 1.0)
        quotients = np.nan_to_num(location_quotients(known, base, totals))
        presence = (quotients >= 1.0).astype(np.float64)
    diversity, ubiquity = presence.sum(axis=1), presence.sum(axis=0)
    rows, columns = diversity > 0, ubiquity > 0
    if rows.sum() < 2 or columns.sum() < 2:
        raise NoResultError(
            Bilingual(
                fr="Moins de deux lieux ou de deux industries ont une spécialisation\u00a0: la complexité compare, elle ne peut rien dire.",
                en="Fewer than two places or industries are specialised: complexity compares, so nothing can be said.",
            )
        )
    core = presence[np.ix_(rows, columns)]
    if (core == core[0]).all():
        raise NoResultError(
            Bilingual(
                fr="Tous les lieux ont les mêmes spécialisations\u00a0: rien ne les distingue, aucun indice n'a de sens.",
                en="All places have the same mix of specialities: nothing tells them apart, no index has a meaning.",
            )
        )
    eci, pci = np.full(len(diversity), np.nan), np.full(len(ubiquity), np.nan)
    fitness, difficulty = eci.copy(), pci.copy()
    eci[rows], pci[columns], second, offset = eci_pci(core, chosen)
    fitness[rows], difficulty[columns] = fitness_complexity(core)
    # The Atlas sums complexity before it is centred, where an industry at the mean still adds to the outlook.
    near = nearness(presence, pci + offset, chosen.self_proximity)
    outlook = (near.density * (1 - presence) * np.nan_to_num(pci + offset)).sum(axis=1)
    return Complexity(
        places=labels[0] if labels else tuple(str(i) for i in range(len(diversity))),
        industries=labels[1] if labels else tuple(str(i) for i in range(len(ubiquity))),
        quotients=quotients,
        presence=presence,
        eci=eci,
        pci=pci,
        fitness=fitness,
        complexity=difficulty,
        diversity=diversity,
        ubiquity=ubiquity,
        near=near,
        convention=chosen,
        second_eigenvalue=second,
        warnings=_warnings(rows, columns, core),
        coi=(outlook - outlook.mean()) / (outlook.std() if outlook.std() > 0 else 1.0),
    )


def _warnings(rows: NDArray[np.bool_], columns: NDArray[np.bool_], core: Floats) -> tuple[Bilingual, ...]:
    found = []
    if not (rows.all() and columns.all()):
        a, b = int((~rows).sum()), int((~columns).sum())
        found.append(
            Bilingual(
                fr=f"{a} lieux sans spécialisation et {b} industries absentes partout n'ont pas d'indice\u00a0; les autres n'en sont pas touchés.",
                en=f"{a} places without specialisation and {b} industries found nowhere have no index; the others are unaffected.",
            )
        )
    parts = components(core)
    if parts > 1:
        found.append(
            Bilingual(
                fr=f"Le tableau se sépare en {parts} groupes qui ne partagent aucune industrie\u00a0: leurs indices ne se comparent pas.",
                en=f"The table falls into {parts} groups that share no industry: their indices do not compare.",
            )
        )
    return tuple(found)
