"""The published tables as projections of the ledger (公开报表): one subject a file."""

from mingzhang.tables.projection import printed_quantum, tables_of

__all__ = ["printed_quantum", "tables_of"]
