"""The example disclosure: a published department budget rebuilt from its structured facts.

Figures, names, codes and indicators are those of a real disclosure (晋城市行政审批服务管理局
2025年度部门预算公开), with its contradictions; the prose is our own.
"""

from mingzhang.example.document import build_example, write_example

__all__ = ["build_example", "write_example"]
