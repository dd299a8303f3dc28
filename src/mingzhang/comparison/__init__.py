"""Two disclosures figure by figure (比较): matched by meaning, across years, units and formats."""

from mingzhang.comparison.compare import compare
from mingzhang.comparison.model import Change, Comparison, Part

__all__ = ["Change", "Comparison", "Part", "compare"]
