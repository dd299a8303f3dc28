"""Correct synthetic disclosures, each computed from a small ledger so that it cannot be wrong."""
