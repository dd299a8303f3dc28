"""Ledgers: reading, rounding, compiling."""
