"""From the ledger to the whole disclosure (由账生成公开文本): tables, narrative, goal forms."""

from mingzhang.projection.document import Compiled, compile_ledger
from mingzhang.projection.template import Template, load_template

__all__ = ["Compiled", "Template", "compile_ledger", "load_template"]
