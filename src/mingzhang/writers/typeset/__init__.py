"""A disclosure as Typst code (公开文本的 PDF 排版); words go in as string literals only."""
