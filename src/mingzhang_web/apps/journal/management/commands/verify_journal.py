"""Verify the chain of the journal (校验日志): names the first entry that is broken."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError

from mingzhang_web.apps.journal import selectors


class Command(BaseCommand):
    """`manage verify_journal`: exit status 1 with the first broken entry."""

    help = "校验操作日志的哈希链，指出第一条被改动、缺失或多出的条目。"

    def handle(self, *args: Any, **options: Any) -> None:
        """Walk the whole chain."""
        found = selectors.broken()
        if found is not None:
            raise CommandError(found[1])
        self.stdout.write(f"日志完整，共 {selectors.entries().count()} 条。")
