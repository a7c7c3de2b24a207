"""The assets that a build materializes, in the order of the graph."""

from pipeline.assets.annotations import annotations
from pipeline.assets.claim_comparisons import claim_comparisons
from pipeline.assets.documentation import documentation
from pipeline.assets.entities import entities
from pipeline.assets.numeric_claims import numeric_claims
from pipeline.assets.paragraphs import paragraphs
from pipeline.assets.raw_text import raw_text
from pipeline.assets.stage import STAGES

ASSETS = [raw_text, paragraphs, annotations, entities, numeric_claims, claim_comparisons, documentation]

__all__ = ["ASSETS", "STAGES"]
