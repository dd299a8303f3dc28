"""Backup and restore (备份与恢复): one file that holds an installation, for either database."""
