"""明账 Mingzhang: one reconciled account of a public body's budget year."""

__version__ = "0.1.0"
