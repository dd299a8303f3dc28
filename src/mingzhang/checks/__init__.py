"""The rules (核对规则): declared one by one, found by themselves, run over a disclosure."""
