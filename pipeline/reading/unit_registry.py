"""pint's units, once a process: to load them takes half a second."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import pint


@cache
def unit_registry() -> pint.UnitRegistry[float]:
    """pint's own units and those of shares; each currency is added when it is first met (see comparisons.convert).

    Nothing is cached on disk: pint would do it by pickle.
    """
    import pint

    registry: pint.UnitRegistry[float] = pint.UnitRegistry(autoconvert_offset_to_baseunit=True, cache_folder=None)
    registry.define("percentage_point = [points]")
    registry.define("basis_point = 0.01 * percentage_point")
    return registry
