"""A disclosure as a Word document (公开文本的 Word 文件), written as XML into our own template."""
