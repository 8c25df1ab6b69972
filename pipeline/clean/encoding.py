"""Characters that an encoding broke: mojibake, ligatures, letters apart from their accents."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

from pipeline.aligned import Span
from pipeline.clean.repair import Repair

MOJIBAKE = re.compile(
    r"[^\s]{0,40}(?:[\u00c2\u00c3][\u0080-\u00bf\u0152-\u0178\u2013-\u203a\u20ac\u2122]|\u00e2\u20ac)[^\s]{0,40}"
)
"""A run with UTF-8 read as an 8-bit encoding: "GenÃ¨ve", "lâ€™Ã©tat"."""

LIGATURE = re.compile(r"[\ufb00-\ufb06]")

DECOMPOSED = re.compile(r"[A-Za-z][\u0300-\u0327]+")


def mend_encoding(text: str) -> Iterator[Repair]:
    """GenÃ¨ve → Genève (by ftfy), ﬁ → fi, e + ´ → é."""
    for match in MOJIBAKE.finditer(text):
        # imported here: one document in thousands needs it
        from ftfy import fix_encoding

        mended = fix_encoding(match.group())
        if mended != match.group():
            yield Repair(Span(*match.span()), mended, "encoding", 0.97)
    for match in LIGATURE.finditer(text):
        yield Repair(Span(*match.span()), unicodedata.normalize("NFKC", match.group()), "ligature", 0.99)
    for match in DECOMPOSED.finditer(text):
        composed = unicodedata.normalize("NFC", match.group())
        if composed != match.group():
            yield Repair(Span(*match.span()), composed, "accent-composed", 0.99)
