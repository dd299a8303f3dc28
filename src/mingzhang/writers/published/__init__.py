"""What every published form of a disclosure shares: its parts in printed order, as cells."""
