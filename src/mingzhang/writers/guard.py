"""Words that a spreadsheet program could run (公式注入), told apart from words that stay words."""

_RISKY = ("=", "+", "-", "@", "\t", "\r")


def risky(text: str) -> bool:
    """Whether a program could take the text for a formula."""
    return text.startswith(_RISKY)
