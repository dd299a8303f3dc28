"""A disclosure as a workbook (公开文本的工作簿): tables with live formulas, 勾稽关系, forms."""
