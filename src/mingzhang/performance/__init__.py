"""Targets of indicators, typed (绩效指标值): how they are read, which way they point."""

from mingzhang.performance.polarity import Polarity, in_words, polarity
from mingzhang.performance.targets import is_comparator, parse_target

__all__ = ["Polarity", "in_words", "is_comparator", "parse_target", "polarity"]
