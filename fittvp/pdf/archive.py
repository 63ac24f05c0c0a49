"""What a file says of itself: title, language, standards (XMP), and the colours it means (sRGB).

It refuses to know pages, and whether the claims are true: tests ask a checker.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from html import escape  # that of xml.sax loads what reads the web, in 10 ms

from fittvp.pdf.tree import text_string

_MAKER = "fittvp"
_XMP = """<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>
<x:xmpmeta xmlns:x="adobe:ns:meta/">
<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
<rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:pdf="http://ns.adobe.com/pdf/1.3/"\
 xmlns:xmp="http://ns.adobe.com/xap/1.0/" xmlns:pdfuaid="http://www.aiim.org/pdfua/ns/id/"{space}>
<dc:format>application/pdf</dc:format>
<dc:title><rdf:Alt><rdf:li xml:lang="x-default">{title}</rdf:li></rdf:Alt></dc:title>
<dc:description><rdf:Alt><rdf:li xml:lang="x-default">{subject}</rdf:li></rdf:Alt></dc:description>
<dc:creator><rdf:Seq><rdf:li>{maker}</rdf:li></rdf:Seq></dc:creator>
<dc:language><rdf:Bag><rdf:li>{language}</rdf:li></rdf:Bag></dc:language>
<pdf:Keywords>{keywords}</pdf:Keywords>
<pdf:Producer>{maker}</pdf:Producer>
<xmp:CreatorTool>{maker}</xmp:CreatorTool>
<pdfuaid:part>1</pdfuaid:part>
{archive}</rdf:Description>
{schema}</rdf:RDF>
</x:xmpmeta>
<?xpacket end="w"?>"""
_SPACE = ' xmlns:pdfaid="http://www.aiim.org/pdfa/ns/id/"'
_ARCHIVE = "<pdfaid:part>2</pdfaid:part>\n<pdfaid:conformance>A</pdfaid:conformance>\n"
_SCHEMA = """<rdf:Description rdf:about="" xmlns:pdfaExtension="http://www.aiim.org/pdfa/ns/extension/"\
 xmlns:pdfaSchema="http://www.aiim.org/pdfa/ns/schema#" xmlns:pdfaProperty="http://www.aiim.org/pdfa/ns/property#">
<pdfaExtension:schemas><rdf:Bag><rdf:li rdf:parseType="Resource">
<pdfaSchema:schema>PDF/UA Universal Accessibility Schema</pdfaSchema:schema>
<pdfaSchema:namespaceURI>http://www.aiim.org/pdfua/ns/id/</pdfaSchema:namespaceURI>
<pdfaSchema:prefix>pdfuaid</pdfaSchema:prefix>
<pdfaSchema:property><rdf:Seq><rdf:li rdf:parseType="Resource">
<pdfaProperty:name>part</pdfaProperty:name>
<pdfaProperty:valueType>Integer</pdfaProperty:valueType>
<pdfaProperty:category>internal</pdfaProperty:category>
<pdfaProperty:description>Part of ISO 14289 that the file follows</pdfaProperty:description>
</rdf:li></rdf:Seq></pdfaSchema:property>
</rdf:li></rdf:Bag></pdfaExtension:schemas>
</rdf:Description>
"""


@dataclass(frozen=True, slots=True)
class About:
    """Plain words of any script, without control characters. `language`: a BCP 47 tag."""

    title: str
    subject: str
    keywords: str
    language: str


def _xml(text: str) -> str:
    """XML holds no lone surrogates and no non-characters."""
    clean = "".join(
        char for char in text if char <= "\ud7ff" or "\ue000" <= char <= "\ufffd" or char > "\uffff"
    )
    return escape(clean, quote=False)


def xmp(about: About, *, archival: bool) -> bytes:
    """The metadata packet: PDF/UA-1 always, PDF/A-2a where the file may claim it."""
    return _XMP.format(
        space=_SPACE if archival else "",
        archive=_ARCHIVE if archival else "",
        schema=_SCHEMA if archival else "",
        title=_xml(about.title),
        subject=_xml(about.subject),
        keywords=_xml(about.keywords),
        language=_xml(about.language),
        maker=_MAKER,
    ).encode("utf-8")


def info(about: About) -> str:
    """The document information dictionary; it says what the metadata say, and no more."""
    said = {
        "Title": about.title,
        "Subject": about.subject,
        "Keywords": about.keywords,
        "Author": _MAKER,
        "Creator": _MAKER,
        "Producer": _MAKER,
    }
    return "<<" + "".join(f"/{name}{text_string(text)}" for name, text in said.items()) + ">>"


@lru_cache(maxsize=1)
def srgb() -> bytes:
    """The ICC profile of sRGB, as LittleCMS makes it, without the time of its making."""
    from PIL import ImageCms

    data = bytearray(ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes())
    data[24:36] = bytes.fromhex("07d0 0001 0001 0000 0000 0000".replace(" ", ""))
    data[84:100] = bytes(16)  # the profile's own digest would cover the time
    return bytes(data)
