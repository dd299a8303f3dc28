"""Office documents are zips of XML (OOXML 压缩包); here both are opened without trusting them.

Sizes are checked as declared and again as inflated, so that no other program that opens the
same bytes later inflates more than was seen here. XML may not declare a document type.
"""

import codecs
import collections
import io
import itertools
import struct
import zipfile
import zlib
from collections.abc import Callable, Iterator
from xml.parsers import expat

from mingzhang.model import UnreadableFile

MAX_MEMBERS = 10_000
MAX_MEMBER_BYTES = 128 * 1024 * 1024
MAX_TOTAL_BYTES = 256 * 1024 * 1024
MAX_RATIO = 200
RATIO_COUNTS_FROM = 10 * 1024 * 1024
MAX_DEPTH = 512
MAX_TAG_BYTES = 16 * 1024 * 1024

_CHUNK = 64 * 1024
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_LOCAL_HEADER = struct.Struct("<4s5H3L2H")
_UTF16 = {
    b"\xff\xfe": "utf-16", b"\xfe\xff": "utf-16", b"<\0": "utf-16-le", b"\0<": "utf-16-be",
}  # fmt: skip

Start = Callable[[str, dict[str, str]], None]
End = Callable[[str], None]
Text = Callable[[str], None]


class Archive:
    """The members of one Office document (部件).

    `name` is the document's name for messages; `names` are the members' names as OOXML
    writes them ("word/document.xml"), in the order of the directory.
    """

    def __init__(self, data: bytes, name: str, members: dict[str, zipfile.ZipInfo]) -> None:
        self.name = name
        self.names = tuple(members)
        self._data = data
        self._members = members

    def __contains__(self, member: str) -> bool:
        return member in self._members

    def read(self, member: str) -> bytes:
        """The whole member, inflated. Raises UnreadableFile if it is missing or damaged."""
        return b"".join(self.chunks(member))

    def chunks(self, member: str) -> Iterator[bytes]:
        """The member in pieces of at most 64 KB, so that memory stays bounded.

        Raises UnreadableFile if it is missing, damaged, or larger than it declares.
        """
        info = self._members.get(member)
        if info is None:
            raise UnreadableFile(f"文件“{self.name}”缺少部件 {member}，请用原软件重新另存后再试。")
        size = checksum = 0
        for chunk in _inflated(self._stored(info), info.compress_type, self.name):
            size += len(chunk)
            checksum = zlib.crc32(chunk, checksum)
            if size > info.file_size:
                raise _damaged(self.name)
            yield chunk
        if size != info.file_size or checksum != info.CRC:
            raise _damaged(self.name)

    def size(self, member: str) -> int:
        """The inflated size of a member in bytes; 0 if it is missing."""
        info = self._members.get(member)
        return info.file_size if info is not None else 0

    def verify(self) -> None:
        """Inflate every member once, keeping none: for libraries that read the bytes themselves.

        Raises UnreadableFile as `chunks` does.
        """
        for member in self.names:
            collections.deque(self.chunks(member), maxlen=0)

    def _stored(self, info: zipfile.ZipInfo) -> memoryview:
        """The member's bytes as they lie in the file, still compressed."""
        start = info.header_offset + _LOCAL_HEADER.size
        header = self._data[info.header_offset : start]
        if info.header_offset < 0 or len(header) < _LOCAL_HEADER.size or header[:4] != b"PK\3\4":
            raise _damaged(self.name)
        name_length, extra_length = _LOCAL_HEADER.unpack(header)[-2:]
        start += name_length + extra_length
        if start + info.compress_size > len(self._data):
            raise _damaged(self.name)
        return memoryview(self._data)[start : start + info.compress_size]


def open_archive(data: bytes, name: str) -> Archive:
    """Open a docx or xlsx from its bytes; `name` is the file's name for messages.

    Raises UnreadableFile for what is no zip, truncated, encrypted, in the old binary format,
    a zip bomb, or ambiguous about its members.
    """
    _refuse_other_formats(data, name)
    if data.count(b"PK\1\2") > MAX_MEMBERS:
        raise UnreadableFile(f"文件“{name}”内部的部件超过 {MAX_MEMBERS} 个，不像正常文档，未读取。")
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as directory:
            infos = [info for info in directory.infolist() if not info.filename.endswith("/")]
    except (zipfile.BadZipFile, ValueError, OSError, struct.error, NotImplementedError) as error:
        raise _damaged(name) from error
    members = {_member_name(info, name): info for info in infos}
    if len(members) != len(infos):
        raise UnreadableFile(f"文件“{name}”内有同名部件，内容不确定，请用原软件重新另存后再试。")
    _refuse_bombs(members, name)
    return Archive(data, name, members)


def _refuse_other_formats(data: bytes, name: str) -> None:
    if not data:
        raise UnreadableFile(f"文件“{name}”是空文件，请确认上传或复制是否完整。")
    if data.startswith(_OLE):
        if "EncryptedPackage".encode("utf-16-le") in data:
            raise UnreadableFile(f"文件“{name}”已加密，请在原软件中取消密码后另存再试。")
        raise UnreadableFile(
            f"文件“{name}”是旧格式（doc、xls、wps），请在原软件中另存为 docx 或 xlsx 再试。"
        )
    if not data.startswith(b"PK"):
        raise UnreadableFile(
            f"文件“{name}”不是 docx 或 xlsx 文件（内容与扩展名不符），请核对后重新另存。"
        )


def _member_name(info: zipfile.ZipInfo, name: str) -> str:
    """The name by which the member is known, or UnreadableFile where it would mislead."""
    member = info.filename.replace("\\", "/").removeprefix("/")
    if not member or info.filename != info.orig_filename or ".." in member.split("/"):
        raise UnreadableFile(f"文件“{name}”内有名称异常的部件，不像正常文档，未读取。")
    return member


def _refuse_bombs(members: dict[str, zipfile.ZipInfo], name: str) -> None:
    for info in members.values():
        if info.flag_bits & 1:
            raise UnreadableFile(f"文件“{name}”已加密，请取消密码后另存再试。")
        is_large = info.file_size > RATIO_COUNTS_FROM
        is_dense = info.file_size > MAX_RATIO * info.compress_size
        if info.file_size > MAX_MEMBER_BYTES or (is_large and is_dense):
            raise _bomb(name)
    if sum(info.file_size for info in members.values()) > MAX_TOTAL_BYTES:
        raise _bomb(name)


def _inflated(stored: memoryview, method: int, name: str) -> Iterator[bytes]:
    if method == zipfile.ZIP_STORED:
        for start in range(0, len(stored), _CHUNK):
            yield bytes(stored[start : start + _CHUNK])
        return
    if method != zipfile.ZIP_DEFLATED:
        raise UnreadableFile(f"文件“{name}”使用了不支持的压缩方式，请用原软件重新另存后再试。")
    inflater = zlib.decompressobj(-zlib.MAX_WBITS)
    rest: bytes | memoryview = stored
    try:
        while rest and not inflater.eof:
            yield inflater.decompress(rest[:_CHUNK], _CHUNK)
            rest = _remaining(inflater, rest)
        while not inflater.eof and (chunk := inflater.decompress(b"", _CHUNK)):
            yield chunk
    except zlib.error as error:
        raise _damaged(name) from error


def _remaining(inflater: "zlib._Decompress", rest: bytes | memoryview) -> bytes | memoryview:
    """What the inflater has not taken yet of the bytes it was offered."""
    taken = min(len(rest), _CHUNK) - len(inflater.unconsumed_tail)
    return rest[taken:]


def _damaged(name: str) -> UnreadableFile:
    return UnreadableFile(f"文件“{name}”不完整或已损坏，请重新获取或用原软件另存后再试。")


def _bomb(name: str) -> UnreadableFile:
    return UnreadableFile(f"文件“{name}”解压后过大，不像正常文档，未读取。")


def parser(name: str, namespaces: bool = True) -> expat.XMLParserType:
    """An XML parser for UTF-8 that refuses document types, and so all entities of a file's own.

    Names come as "namespace-address local-name", or as printed without `namespaces`;
    attributes as a dict; text in as few pieces as possible. Its handlers raise UnreadableFile
    naming the file `name`.
    """
    made = expat.ParserCreate("utf-8", " " if namespaces else None)
    made.buffer_text = True
    made.buffer_size = _CHUNK

    def refuse(*_: object) -> None:
        raise UnreadableFile(f"文件“{name}”的 XML 含有文档类型或实体声明，存在风险，未读取。")

    made.StartDoctypeDeclHandler = refuse
    made.EntityDeclHandler = refuse
    return made


def parse(
    archive: Archive,
    member: str,
    start: Start,
    end: End | None = None,
    text: Text | None = None,
    depth: Callable[[], int] | None = None,
) -> None:
    """Parse one XML member of an archive, calling the handlers given.

    `depth`: how deep the handlers now stand, where they count it themselves; it is asked once
    a piece. Without it the depth is counted here, at the price of one more call an element.
    Raises UnreadableFile for XML that is broken or nested deeper than MAX_DEPTH.
    """
    made = parser(archive.name)
    if depth is None:
        start, end, depth = _counted(start, end)
    made.StartElementHandler = start
    made.EndElementHandler = end
    made.CharacterDataHandler = text
    for _ in fed(made, archive, member):
        check_depth(depth(), archive.name)


def _counted(start: Start, end: End | None) -> tuple[Start, End, Callable[[], int]]:
    """The same handlers, and a count of the elements now open."""
    open_elements = 0

    def opened(name: str, attributes: dict[str, str]) -> None:
        nonlocal open_elements
        open_elements += 1
        start(name, attributes)

    def closed(name: str) -> None:
        nonlocal open_elements
        open_elements -= 1
        if end is not None:
            end(name)

    return opened, closed, lambda: open_elements


def check_depth(depth: int, name: str) -> None:
    """Raise UnreadableFile where elements stand deeper than any Office program nests them."""
    if depth > MAX_DEPTH:
        raise UnreadableFile(f"文件“{name}”的 XML 嵌套过深，不像正常文档，未读取。")


def fed(made: expat.XMLParserType, archive: Archive, member: str) -> Iterator[None]:
    """Feed a member to a parser, pausing after each piece.

    The parser scans an unfinished tag anew with every piece, so pieces grow with it: a tag of
    many megabytes takes linear time, and beyond a limit is refused.
    """
    fed = 0
    waiting = bytearray()
    try:
        for chunk in _utf8(archive.chunks(member)):
            waiting += chunk
            unfinished = fed - max(made.CurrentByteIndex, 0)
            if unfinished + len(waiting) > MAX_TAG_BYTES:
                raise UnreadableFile(
                    f"文件“{archive.name}”的 XML 含有超长标记，不像正常文档，未读取。"
                )
            if len(waiting) >= unfinished:
                fed += len(waiting)
                made.Parse(bytes(waiting), False)
                waiting.clear()
                yield
        made.Parse(bytes(waiting), True)
        yield
    except (expat.ExpatError, ValueError, LookupError) as error:
        raise UnreadableFile(
            f"文件“{archive.name}”的部件 {member} 不是完整的 XML，请用原软件重新另存后再试。"
        ) from error


def _utf8(chunks: Iterator[bytes]) -> Iterator[bytes]:
    """The same XML in UTF-8, where it is UTF-16, the only other encoding OOXML allows."""
    first = next(chunks, b"")
    encoding = _UTF16.get(first[:2])
    if encoding is None:
        yield first
        yield from chunks
        return
    decoder = codecs.getincrementaldecoder(encoding)()
    for chunk in itertools.chain((first,), chunks):
        yield decoder.decode(chunk).encode()
    yield decoder.decode(b"", True).encode()
