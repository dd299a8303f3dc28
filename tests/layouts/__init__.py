"""Disclosures in the styles of many places, made from one ledger, with the truth beside them."""
