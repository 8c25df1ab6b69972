"""Named repairs of what engines do to French: each a pattern with its conditions, its rule and its confidence.

A repair looks at text that `Context` says is not protected; none of them knows of any other.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from pipeline.aligned import Span
from pipeline.clean.facts import Facts, compiled, listed_words, may_start, starts_sentence, words_of
from pipeline.clean.habits import gains_mark
from pipeline.clean.lexicon import VOWELS
from pipeline.clean.repair import Repair
from pipeline.clean.strays import STRAYS

QUOTES = "'’‘"


APOSTROPHES = re.compile(rf"(?<=\w)[{QUOTES}]{{2,3}}(?=\w)")


def mend_doubled_apostrophe(text: str, facts: Facts) -> Iterator[Repair]:
    """s’'inscrivent → s’inscrivent; I''DM → I'IDM where the document has IDM."""
    for match in APOSTROPHES.finditer(text):
        word = re.match(r"[A-Z]{2,8}\b", text[match.end() : match.end() + 10])
        low = word.group().lower() if word else ""
        lost = low and facts.counts[low] <= 1 <= facts.counts[f"i{low}"]
        yield Repair(
            Span(match.start(), match.end()), match.group()[0] + ("I" if lost else ""), "apostrophe-doubled", 0.97
        )


ELISION = re.compile(rf"(?<![\w{QUOTES}])(?P<sign>[I|!\]}}\[1/fVU]|Il)[{QUOTES}](?P<word>[^\W\d_]{{2,}})")


def mend_elided_article(text: str, facts: Facts) -> Iterator[Repair]:
    """I'OIM, |'équipe, !'ONU → l'OIM, l'équipe, l'ONU; at the start of a sentence L'."""
    for match in ELISION.finditer(text):
        if is_elidable(match["word"], facts):
            article = "L" if starts_sentence(text, match.start()) else "l"
            yield Repair(Span(match.start("sign"), match.end("sign")), article, "article-misread", 0.97)


LOST_ARTICLE = re.compile(rf"(?<![\w{QUOTES}.,|!\[\]}}])(?:['’]|‘(?=[A-Z]{{2}}))(?P<word>[^\W\d_]{{3,}})")


def mend_lost_article(text: str, facts: Facts) -> Iterator[Repair]:
    """'OIM, 'ensemble → l'OIM, l'ensemble: the apostrophe is left of an l, and closes no quotation."""
    for match in LOST_ARTICLE.finditer(text):
        line_end = text.find("\n", match.end())
        rest = text[match.end() : line_end if line_end >= 0 else len(text)][:60]
        quoted = re.search(rf"[{QUOTES}](?!\w)", rest)
        if is_elidable(match["word"], facts) and not quoted and match["word"].lower() not in ("un", "une", "et", "il"):
            article = "L" if starts_sentence(text, match.start()) else "l"
            yield Repair(Span(match.start(), match.start()), article, "article-lost", 0.92)


def is_elidable(word: str, facts: Facts) -> bool:
    """Whether an elided article can stand before the word: a French word or an acronym with a vowel or an h first."""
    if word[0].lower() not in VOWELS and not (word.isupper() and word[0] in "FHLMNRSX"):
        return False
    if word.isupper() or word[0].isupper() or facts.counts[word.lower()] > 1:
        return True
    return facts.lexicon.knows(word) or (len(word) > 4 and facts.noisy)


MISSING_APOSTROPHE = re.compile(r"(?<![\w'’-])(?P<article>[LlDdNnSsJjMmCcVUTI]|[Qq]u)(?P<word>[^\W\d_]{4,})(?![\w'’-])")


def mend_missing_apostrophe(text: str, facts: Facts) -> Iterator[Repair]:
    """Lorganisme → L'organisme; Vapplication → l'application, for the l' that was read as one capital."""
    for match in MISSING_APOSTROPHE.finditer(text):
        whole, word, article = match.group(), match["word"], match["article"]
        vowel = word[0] in VOWELS and word.islower()
        if (
            not vowel
            or (article.isupper() and not facts.doubtful)  # in a text without misreadings Lamoureux is a name
            or (article in "LDNSJMCQ" and not may_start(text, match.start()))
            or gains_mark(whole.lower(), facts.lexicon)  # chaine is no c'haine
            or facts.lexicon.knows(whole)
            or facts.lexicon.is_english(whole)
            or facts.counts[whole.lower()] > 2
        ):
            continue
        if (facts.lexicon.zipf(word) or 0.0) >= MIN_ELIDED:
            fused = article in "VUTI"
            shown = ("L" if starts_sentence(text, match.start()) else "l") if fused else article
            yield Repair(Span(*match.span("article")), f"{shown}'", "apostrophe-missing", 0.9 if fused else 0.93)


CAPITALS = re.compile(r"(?<![\w'’])(?P<sign>[!|TFVI])(?P<name>[AEIOUYHFLMNRSX][A-Z]{1,7})(?![\w'’])")


def mend_article_of_acronym(text: str, facts: Facts) -> Iterator[Repair]:
    """TONU, !ONU → l'ONU, where the text has the acronym too, or the sign is no letter."""
    for match in CAPITALS.finditer(text):
        name = match["name"].lower()
        known = any(facts.counts[form] for form in (name, f"l'{name}", f"l’{name}", f"d'{name}", f"d’{name}"))
        if (known and len(name) > 2) or (match["sign"] in "!|" and match["name"][0] in "AEIOUYH" and facts.doubtful):
            article = "L'" if starts_sentence(text, match.start()) else "l'"
            yield Repair(Span(*match.span("sign")), article, "article-misread", 0.92)


COMPOUND = re.compile(r"(?<![\w-])(?P<left>[a-zà-ÿ][a-zà-ÿ'’]{1,20}-)(?P<a>a)(?P<right>-[a-zà-ÿœ]{2,20})(?![\w-])")


def mend_compound(text: str, facts: Facts) -> Iterator[Repair]:
    """c'est-a-dire, vis-a-vis → c'est-à-dire, vis-à-vis."""
    for match in COMPOUND.finditer(text):
        whole = f"{match['left']}à{match['right']}".replace("’", "'")
        if facts.lexicon.zipf(whole) is not None:
            yield Repair(Span(*match.span("a")), "à", "compound", 0.98)


MIN_ELIDED = 2.5
"""Zipf of the rarest word before which a lost apostrophe is believed."""

ARTICLE = re.compile(r"(?<![\w'’.,-])(?P<sign>[1I|])(?P<rest>a|e|es|eur|ui)(?![\w'’])(?= [^\W\d_]|\n)")


def mend_article(text: str, facts: Facts) -> Iterator[Repair]:
    """1a, Ie, |es → la, le, les."""
    for match in ARTICLE.finditer(text):
        if facts.noisy:
            letter = "L" if starts_sentence(text, match.start()) else "l"
            yield Repair(Span(*match.span("sign")), letter, "article-misread", 0.93)


CAUGHT = re.compile(rf"(?<=[^\W\d_][{QUOTES}])(?P<extra>[TtIil|])(?P<word>[^\W\d_]{{4,}})(?![\w'’])")


def mend_caught_letter(text: str, facts: Facts) -> Iterator[Repair]:
    """S’TEMPLOIE → S’EMPLOIE: the apostrophe read once as itself and once as a letter."""
    for match in CAUGHT.finditer(text):
        known = facts.lexicon.knows_capitals if match["word"].isupper() else facts.lexicon.knows
        if known(match["word"]) and not known(match["extra"] + match["word"]) and match["word"][0].lower() in VOWELS:
            yield Repair(Span(match.start("extra"), match.end("extra")), "", "letter-caught", 0.93)


PRONOUN = re.compile(
    r"""
    (?<![\w'’|.,/])
    (?: (?P<sure>[|l!]{2}|[|!]l|l[|!I]|I[|!]|1!|!1|Tl)       # no word, no number
      | (?P<doubtful>II|11|1l|l1|I1|1I|I|1|li|\|)  # may be one
    )
    (?P<plural>s?)(?P<gap>[ \n]?)
    (?=(?P<after>[a-zà-ÿœ]+['’]?))
    """,
    re.VERBOSE,
)


def mend_pronoun(text: str, facts: Facts) -> Iterator[Repair]:
    """|l, ll, lls → Il, Ils before a small letter; II, 11 and 1 only at a start, before what follows a pronoun."""
    nexts = words_of("after_il")
    for match in PRONOUN.finditer(text):
        after, first = match["after"], starts_sentence(text, match.start())
        follows = after in nexts or after.endswith(("ait", "aient", "ra", "ront"))
        if match["doubtful"] and not (first and follows and match["gap"]):
            continue
        if not match["gap"] and after != "ya":
            continue
        if not follows and not facts.lexicon.knows(after):
            continue
        span = Span(match.start(), match.start("gap"))
        yield Repair(span, ("Il" if first else "il") + match["plural"], "pronoun-misread", 0.96)


def numbered_pattern() -> re.Pattern[str]:
    """A noun that a number follows, and what an engine may have made of the number."""
    return re.compile(
        rf"\b(?P<noun>{'|'.join(words_of('numbered'))})(?P<gap> ?)(?P<number>(?-i:[I|l!]{{1,3}}))(?![\w'’|])",
        re.IGNORECASE,
    )


def mend_roman_number(text: str, facts: Facts) -> Iterator[Repair]:
    """PHASE | → PHASE I, phase lll → phase III, annexell → annexe II."""
    del facts
    for match in compiled(numbered_pattern).finditer(text):
        number = match["number"]
        if set(number) == {"I"} and match["gap"]:
            continue
        if not match["gap"] and len(number) < 2:
            continue
        span = Span(match.end("noun"), match.end("number"))
        yield Repair(span, " " + "I" * len(number), "roman-number", 0.95)


HEADING_NUMBER = re.compile(r"^(?P<number>[IVXl|!]{1,5})(?=\. +[A-ZÀ-Þ])", re.MULTILINE)
"""A Roman number that opens a heading, strokes read for an I; "Il." begins no sentence."""


def mend_heading_number(text: str, facts: Facts) -> Iterator[Repair]:
    """L. OBJET, Ill. CONSTATS → I., III., where other lines of the text begin with Roman numbers too."""
    del facts
    found = [(m, m["number"].translate(STROKES)) for m in HEADING_NUMBER.finditer(text)]
    numbers = [(match, roman) for match, roman in found if roman and ROMAN.fullmatch(roman)]
    if len({roman for _, roman in numbers}) < MIN_HEADING_NUMBERS:
        return
    for match, roman in numbers:
        if roman != match["number"]:
            yield Repair(Span(*match.span("number")), roman, "roman-number", 0.95)


MIN_HEADING_NUMBERS = 2
"""Different Roman numbers at the beginnings of lines from which on they number the headings."""


def first_pattern() -> re.Pattern[str]:
    """What engines make of 1er before a month."""
    return re.compile(
        rf"(?<!\w)[1|lI](?:[®°*”\"'’“]{{1,2}}|°?[\"’*]?[ec]?[rf](?<!1er))(?= (?:{'|'.join(words_of('months'))})\b)",
        re.IGNORECASE,
    )


def mend_first_of_month(text: str, facts: Facts) -> Iterator[Repair]:
    """|® décembre → 1er décembre."""
    del facts
    for match in compiled(first_pattern).finditer(text):
        yield Repair(Span(*match.span()), "1er", "first-of-month", 0.96)


FIRST = re.compile(
    r"(?<![\w'’-])(?:[l|](?=er\b)|(?<=[Dd]u )[LI](?=er\b)|(?<=[Ll]e )[LI](?=er\b)|(?<=[Aa]u )[LI](?=er\b))"
)


def mend_first(text: str, facts: Facts) -> Iterator[Repair]:
    """Read “ler” as 1er: it is no French word."""
    del facts
    for match in FIRST.finditer(text):
        yield Repair(Span(*match.span()), "1", "first", 0.97)


UP_TO = re.compile(r"(?i:\b(?:jusqu))['’](?P<misread>[aé4](?!\w))")


def mend_up_to(text: str, facts: Facts) -> Iterator[Repair]:
    """jusqu'a, jusqu'é → jusqu'à: nothing else can stand there."""
    del facts
    for match in UP_TO.finditer(text):
        yield Repair(Span(*match.span("misread")), "à", "up-to", 0.99)


def ordinal_pattern() -> re.Pattern[str]:
    """A Roman ordinal before its noun, letters read in small ones or as strokes."""
    return re.compile(rf"(?<![\w'’|])(?P<number>[XVIxvil|!1]{{2,6}})(?=e (?:{'|'.join(words_of('ordinal'))})\b)")


ROMAN = re.compile(r"X{0,2}(?:IX|IV|V?I{0,3})")
STROKES = str.maketrans("xvil|!1", "XVIIIII")


def mend_ordinal(text: str, facts: Facts) -> Iterator[Repair]:
    """Ile siècle, XVile siècle → IIe, XVIIe siècle."""
    del facts
    for match in compiled(ordinal_pattern).finditer(text):
        number = match["number"]
        mended = number.translate(STROKES)
        if mended != number and not number.islower() and ROMAN.fullmatch(mended):
            yield Repair(Span(*match.span("number")), mended, "roman-ordinal", 0.95)


NUMBER = re.compile(r"(?<![\w|])(?=[|lIO\d]{0,12}\d)(?P<number>[|lIO\d]{2,12})(?![\w|])")


def mend_digits(text: str, facts: Facts) -> Iterator[Repair]:
    """|0-11 → 10-11, 2OI6 → 2016: letters in a number are the digits they look like."""
    del facts
    for match in NUMBER.finditer(text):
        number = match["number"]
        mended = number.translate(str.maketrans("|lIO", "1110"))
        if number != mended and (number[0] != "O" or len(number) > 2):
            yield Repair(Span(*match.span("number")), mended, "digit-misread", 0.93)


WORD = re.compile(r"(?<![\w'’-])[^\W\d_]+(?![\w'’-])")


def mend_listed_words(text: str, facts: Facts) -> Iterator[Repair]:
    """Ala → A la, ya → y a, oti → où: words that engines make of the commonest."""
    listed = listed_words()
    for match in WORD.finditer(text):
        apart = listed.get(match.group().lower())
        if apart is None or facts.lexicon.zipf(match.group()) is not None or not facts.noisy:
            continue
        shown = apart[0].upper() + apart[1:] if match.group()[0].isupper() else apart
        yield Repair(Span(*match.span()), shown.replace("À", "A"), "word-list", 0.9)


REPAIRS: tuple[tuple[Callable[[str, Facts], Iterator[Repair]], ...], ...] = (
    (mend_doubled_apostrophe,),
    (
        mend_elided_article,
        mend_lost_article,
        mend_article,
        mend_article_of_acronym,
        mend_compound,
        mend_caught_letter,
        mend_pronoun,
        mend_roman_number,
        mend_heading_number,
        mend_ordinal,
        mend_first_of_month,
        mend_first,
        mend_up_to,
        mend_digits,
        mend_listed_words,
    ),
    (mend_missing_apostrophe, *STRAYS),
)
"""Layers in order; the repairs of one layer see the same text."""
