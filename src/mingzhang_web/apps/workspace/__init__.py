"""Preparing, checking and approving a budget (工作台)."""
