"""Words that a line end cut in two, made whole where the evidence says so.

A hyphen is dropped when the joined word is known, here or in the lexicon, and the hyphenated one is not; it stays in
compounds (porte-parole, Guinée-Bissau, dit-il). Where neither is known it stays too, as a doubt.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

from pipeline.aligned import Span
from pipeline.clean.lexicon import MAX_WORD, Lexicon, accented, fold
from pipeline.clean.repair import Repair

SPECK = r"[.,:~_*'’‘“”]{1,2}"

CUT = re.compile(
    rf"""
    (?<=[^\W\d_])(?P<hyphen>[-\u00ad\u2010¬])(?:[ ]?{SPECK})?[ ]?
    (?P<gap>\n\n?)(?:{SPECK}[ ]{{1,2}})?(?P<right>[^\W\d_]{{1,{MAX_WORD}}})
    """,
    re.VERBOSE,
)
"""A word, a hyphen at a line end, a word; a blank line between them is the end of a column, a sign dirt."""

LEFT = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*\Z")

MIDLINE = re.compile(r"(?<=[^\W\d_]{2})(?P<cut>- )(?P<right>[a-zà-ÿœ]{2,40})")
"""A cut word whose lines an engine put on one."""

KNOWN, LIKELY, FRAGMENT = 0.99, 0.97, 0.93
"""Confidence when the joined word is known, when its parts are none, when only one of them is no word."""


def mend_hyphens(text: str, lexicon: Lexicon, counts: Counter[str]) -> Iterator[Repair]:
    """A repair for each cut word; `counts` holds the words of the document as printed, in small letters."""
    for match in CUT.finditer(text):
        left, right = word_before(text, match.start()), match["right"]
        if match["gap"] == "\n\n" and not right[0].islower():
            continue
        *before, last = re.split(r"['’-]", left)
        rule, confidence = judge(last, right, lexicon, counts)
        if before and "-" in left and rule == "hyphen" and confidence < KNOWN and lexicon.knows(right):
            rule = "hyphen-kept"  # one more part of a compound: c'est-à-dire, vingt-et-unième
        gap = Span(match.start("hyphen"), match.start("right"))
        if rule == "hyphen-kept":
            yield Repair(Span(gap.start + 1, gap.end), "", rule, confidence)
        else:
            yield Repair(gap, "", rule, confidence)
    yield from mend_dirty_cuts(text, lexicon)
    for match in MIDLINE.finditer(text):
        left, right = last_part(word_before(text, match.start())), match["right"]
        if lexicon.zipf(left + right) is not None and not (lexicon.knows(left) and lexicon.knows(right)):
            yield Repair(Span(*match.span("cut")), "", "hyphen-midline", LIKELY)


def word_before(text: str, at: int) -> str:
    """The word, or as much of it as can matter, that ends at `at`; empty where none does."""
    found = LEFT.search(text[max(0, at - MAX_WORD) : at])
    return found.group() if found else ""


def last_part(word: str) -> str:
    """What follows the last hyphen or apostrophe of a word."""
    return re.split(r"['’-]", word)[-1]


DIRTY = re.compile(
    r"""
    (?<=[^\W\d_]{2})(?P<cut>
        (?P<hyphen>[-\u00ad¬:.]) (?:[ ]?(?:[^\w\s]{1,2}|\w(?=[ \n]))){0,3} [ ]?\n\n?
        (?:(?:[^\w\s]{1,2}|[^\WaàyôAÀY](?=[ ]))[ ]){0,2} [^\w\s«(]?
    )(?P<right>[a-zà-ÿœ]{2,40})(?![\w'’])
    """,
    re.VERBOSE,
)
"""A cut word with dirt between its parts: "gen- .⏎darmes", "Com-⏎+ mission", "mar:⏎chés"."""


def mend_dirty_cuts(text: str, lexicon: Lexicon) -> Iterator[Repair]:
    """Repairs where the parts make a known word, and are not both words of their own."""
    for match in DIRTY.finditer(text):
        left, right = last_part(word_before(text, match.start())), match["right"]
        if match["cut"].rstrip("\n") in "-\u00ad¬":
            continue
        joined = left + right
        known = lexicon.zipf(joined) is not None or lexicon.derived(joined) is not None
        if not known and not (match["hyphen"] == "-" and misread_known(joined, lexicon)):
            continue
        whole = lexicon.zipf(left), lexicon.zipf(right)
        if match["hyphen"] in ":." and (whole[0] is not None or (whole[1] is not None and len(right) > 3)):
            continue
        if None not in whole and (left.lower() in lexicon.hyphen_prefixes or right in lexicon.clitics):
            continue
        yield Repair(Span(*match.span("cut")), "", "hyphen-dirt", LIKELY)


def judge(left: str, right: str, lexicon: Lexicon, counts: Counter[str]) -> tuple[str, float]:
    """Rule and confidence for the last part of a word before a hyphen and the first part after it."""
    joined = left + right
    low = joined.lower()
    printed_whole, printed_apart = counts[low], counts[f"{left}-{right}".lower()]
    apart = lexicon.zipf(f"{left}-{right}".lower())
    if not printed_whole and (printed_apart or (apart is not None and apart >= (lexicon.zipf(joined) or 0.0))):
        return "hyphen-kept", KNOWN
    if left.isupper() and right.isupper() and len(joined) > 3:
        known = lexicon.knows_capitals(joined)
    else:
        known = right[0].islower() and (lexicon.zipf(joined) is not None or lexicon.derived(joined) is not None)
    if printed_whole or known:
        is_compound = left.lower() in lexicon.hyphen_prefixes and (lexicon.zipf(joined) or 0.0) < MIN_OVER_PREFIX
        if is_compound and not printed_whole and lexicon.knows(right) and len(left) > 2:
            return "hyphen-kept", FRAGMENT
        return "hyphen", KNOWN
    if right[0].isupper() or right.lower() in lexicon.clitics or left.lower() in lexicon.hyphen_prefixes:
        return "hyphen-kept", LIKELY
    if misread_known(joined, lexicon):
        return "hyphen", LIKELY
    words = lexicon.knows(left) and len(left) > 3, lexicon.knows(right) and len(right) > 3
    if words[0] and (lexicon.zipf(right) or 0.0) >= FUNCTION_WORD:
        return "hyphen", DASH
    if all(words):
        return "hyphen-kept", UNSURE
    return "hyphen", FRAGMENT if any(words) else LIKELY


MIN_OVER_PREFIX = 2.0
"""Zipf from which the joined word outweighs a prefix that keeps its hyphen: malgré, surtout, contrecarrer."""

FUNCTION_WORD = 6.5
"""Zipf of words so common that they are rather themselves than the end of an unknown word: et, de, la."""

DASH = 0.5
"""Confidence of a joined word there: précis-⏎et is rather a word and a dash, and stays as it is."""

UNSURE = 0.6
"""Confidence of a hyphen between two words that are known apart and neither joined nor hyphenated."""


def misread_known(joined: str, lexicon: Lexicon) -> bool:
    """Whether the joined word would be known with its accents: compé-|tences read "competences"."""
    return len(joined) <= MAX_WORD and any(lexicon.zipf(word) is not None for word in accented(fold(joined)))
