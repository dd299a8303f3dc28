"""From blocks to the disclosure object, by meaning (识别)."""

from hashlib import sha256

from mingzhang.disclosure import Disclosure
from mingzhang.model import Source
from mingzhang.readers import read, type_of


def read_disclosure(data: bytes, name: str, type_: str | None = None) -> Disclosure:
    """Read one published document; `type_` (txt, docx, xlsx, pdf, html) replaces the name's ending.

    Raises:
        UnreadableFile: the file cannot be read, or is no budget disclosure.
    """
    from mingzhang.recognition.assemble import recognise

    kind = type_ or type_of(name)
    content = read(data, name, kind)
    return recognise(content, Source(name, kind, sha256(data).hexdigest()))
