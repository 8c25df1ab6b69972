"""Dirt of the page that an engine read as signs, and spaces that it read as signs.

Each repair needs a place where French sets no such sign: alone at a line end inside a sentence, after an article,
between two words. A list's bullets, quotation marks that come in pairs and compounds are left alone.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from pipeline.aligned import Span
from pipeline.clean.facts import Facts, compiled, words_of
from pipeline.clean.lexicon import VOWELS
from pipeline.clean.repair import Repair

QUOTES = "'’‘"
REACH = 80
"""Characters within which the other mark of a pair of quotes is looked for."""

LINE_END = re.compile(r"(?<=[^\s\d])(?P<dirt>(?:[ ][.,:;'’‘|©*+~_=<>^\\°£]{1,2}){1,3})(?=(?P<end>\s*\Z|\n\n|\n))")


def mend_line_ends(text: str, facts: Facts) -> Iterator[Repair]:
    """“avait .⏎près” → “avait⏎près”: signs alone at the end of a line, where the sentence goes on or has ended."""
    for match in LINE_END.finditer(text):
        before = text[match.start() - 1]
        goes_on = match["end"] == "\n" and text[match.end() + 1 : match.end() + 2].islower() and before not in ".!?:;"
        ended = before in ".!?"
        dirt = match["dirt"].replace(" ", "")
        if set(dirt) <= set(".,"):
            sure = goes_on or ended
        elif set(dirt) & set(":;"):
            sure = ended
        else:
            sure = before.isalpha() or before in ",;.!?)"
        if sure and (facts.noisy or goes_on or ended) and dirt not in ("...", ".."):
            yield Repair(Span(*match.span("dirt")), "", "speck", 0.93 if goes_on or ended else 0.85)


LINE_START = re.compile(r"(?<=\n)(?P<dirt>[.,_~^|\\©=‘]{1,2}[ ]{0,2})(?=(?P<next>[^\W\d_]))")


def mend_line_starts(text: str, facts: Facts) -> Iterator[Repair]:
    """“.New York”, “, libération” at the start of a line → “New York”, “libération”."""
    for match in LINE_START.finditer(text):
        sign = match["dirt"].strip()
        if set(sign) <= set(QUOTES) and match["next"].lower() in VOWELS and facts.lossy:
            continue  # what is left of an l'
        yield Repair(Span(*match.span("dirt")), "", "speck", 0.93 if sign[0] in ".," else 0.85)


FORMULA = frozenset("|_^=\\£~")
"""Signs that may stand between words of a text on computers or money."""

LONE = re.compile(r"(?<=[a-zà-ÿ,])[ ](?P<dirt>[.'’‘|©~_^=\\£]|[ÉËÊÈÎÏÔÛÙ])(?=[ ][a-zà-ÿ])")


def mend_lone_signs(text: str, facts: Facts) -> Iterator[Repair]:
    """“l'analyse Ë critique” → “l'analyse critique”: no sign stands alone between two words of a sentence."""
    for match in LONE.finditer(text):
        if (match["dirt"] in QUOTES and facts.lossy) or (match["dirt"] in FORMULA and not facts.noisy):
            continue
        yield Repair(Span(match.start(), match.end()), "", "speck", 0.9)


def after_function_word() -> re.Pattern[str]:
    """A word that ends no sentence, and a sign that would end one."""
    return re.compile(
        rf"(?<![\w'’.-])(?P<word>{'|'.join(w for word in words_of('never_last') for w in (word, word.title()))})"
        r"(?P<sign>[.:;\"'’‘])(?=(?P<gap>\s?)[a-zà-ÿœ]{2})"
    )


def mend_stopped_words(text: str, facts: Facts) -> Iterator[Repair]:
    """“jaloux de. voir” → “jaloux de voir”, “de.commissions” → “de commissions”."""
    del facts
    for match in compiled(after_function_word).finditer(text):
        quote = match["sign"] in "\"'’‘"
        if quote and (not match["gap"] or match["sign"] in text[max(0, match.start() - REACH) : match.start()]):
            continue
        yield Repair(Span(*match.span("sign")), "" if match["gap"] else " ", "speck", 0.93)


GLUE = re.compile(
    r"(?<![\w.@/-])(?<!\w\w['’])(?P<left>[A-Za-zà-ÿœ]?[a-zà-ÿœ]+)(?P<sign>[.'’‘:;_-])(?P<right>[a-zà-ÿœ]{2,})(?![\w@/-]|['’.]\w)"
)
DOMAINS = frozenset({"info", "org", "com", "net", "int", "fr", "eu", "be", "ch", "ca"})


def mend_glued_words(text: str, facts: Facts) -> Iterator[Repair]:
    """“sources.de”, “surtout'pour”, “bien-en” → two words: a space that was read as a sign."""
    if not facts.noisy:
        return
    for match in GLUE.finditer(text):
        left, sign, right = match["left"], match["sign"], match["right"]
        if len(left) < 2 or facts.lexicon.zipf(left) is None or facts.lexicon.zipf(right) is None:
            continue
        if sign in QUOTES and (facts.lexicon.knows(f"{left}'{right}") or left.lower() in words_of("elided")):
            continue
        if sign == "." and right in DOMAINS:
            continue
        if sign == "-" and not is_split(left, right, facts):
            continue
        yield Repair(Span(*match.span("sign")), " ", "speck-between", 0.9 if sign != "-" else 0.85)


def is_split(left: str, right: str, facts: Facts) -> bool:
    """Whether a hyphen joins what no compound joins: an article or a conjunction and a word."""
    light = frozenset(words_of("never_joined"))
    if left.lower() not in light and right not in light - facts.lexicon.clitics:
        return False  # faites-les has its hyphen
    compound = f"{left}-{right}".lower()
    return (
        facts.lexicon.zipf(compound) is None
        and facts.counts.get(compound, 0) < 2
        and left.lower() not in facts.lexicon.hyphen_prefixes
        and right not in facts.lexicon.clitics - light
    )


TAIL = re.compile(
    r"(?<=[.!?»\"”])(?P<dirt>(?:[ ](?:[^\w\s«»(\"“”!?:;…—–-]{1,2}|[b-zà-ÿB-ZÉËÊ](?![\w.)])))+)(?=\s*\Z|\n\n)"
)


def mend_tails(text: str, facts: Facts) -> Iterator[Repair]:
    """“en 1946. | É” → “en 1946.”: signs after the end of a paragraph."""
    del facts
    for match in TAIL.finditer(text):
        if text[match.start() - 1] in '»"”' and match["dirt"][1] in ".,;:!?":
            continue  # the stop of the sentence, after a space
        if any(not c.isalnum() and not c.isspace() for c in match["dirt"]) and "..." not in match["dirt"]:
            yield Repair(Span(*match.span("dirt")), "", "speck", 0.9)


QUOTE_HEAD = re.compile(rf"(?<=[a-zà-ÿ,][ \n])(?P<quote>[{QUOTES}])(?=(?P<word>[a-zà-ÿœ]{{2,}}))")
QUOTE_TAIL = re.compile(rf"(?<=[a-zà-ÿœ]{{3}})(?P<quote>[{QUOTES}])(?=[ ,\n])")


def mend_unpaired_quotes(text: str, facts: Facts) -> Iterator[Repair]:
    """“les ‘morts”, “mercredis'” → “les morts”, “mercredis”: a quote that quotes nothing."""
    if not facts.noisy:
        return
    for match in QUOTE_HEAD.finditer(text):
        word = match["word"]
        closes = re.search(rf"[{QUOTES}](?![\w{QUOTES}])", text[match.end() : match.end() + REACH])
        if closes or facts.lexicon.zipf(word) is None or (word[0] in VOWELS and facts.lossy):
            continue
        yield Repair(Span(*match.span("quote")), "", "speck", 0.88)
    for match in QUOTE_TAIL.finditer(text):
        if not re.search(rf"(?<!\w)[{QUOTES}](?=\w)", text[max(0, match.start() - REACH) : match.start()]):
            yield Repair(Span(*match.span("quote")), "", "speck", 0.88)


STRAYS = (
    mend_line_ends,
    mend_line_starts,
    mend_lone_signs,
    mend_stopped_words,
    mend_glued_words,
    mend_tails,
    mend_unpaired_quotes,
)
