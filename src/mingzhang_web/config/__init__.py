"""Settings, addresses and entry points of the site (配置)."""
