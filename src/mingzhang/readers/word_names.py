"""Names of WordprocessingML: vocabularies by address, and elements that print nothing."""

FAMILIES = {
    "http://schemas.openxmlformats.org/wordprocessingml/2006/main": "w",
    "http://purl.oclc.org/ooxml/wordprocessingml/main": "w",
    "http://schemas.openxmlformats.org/officeDocument/2006/math": "m",
    "http://purl.oclc.org/ooxml/officeDocument/math": "m",
    "http://schemas.openxmlformats.org/markup-compatibility/2006": "mc",
    "http://schemas.openxmlformats.org/drawingml/2006/picture": "pic",
    "http://purl.oclc.org/ooxml/drawingml/picture": "pic",
    "http://schemas.openxmlformats.org/drawingml/2006/chart": "c",
    "http://purl.oclc.org/ooxml/drawingml/chart": "c",
    "urn:schemas-microsoft-com:vml": "v",
}
"""Namespace address, transitional or strict → the prefix that acts are listed under."""

NOT_PRINTED = (
    "rPrChange", "pPrChange", "tcPrChange", "trPrChange", "tblPrChange", "tblPrExChange",
    "sectPrChange", "tblGridChange", "numberingChange", "sdtPr", "delText", "delInstrText", "rt",
)  # fmt: skip
"""Former properties, deleted text, settings of controls, reading aids (拼音)."""
