"""Named repairs of what engines do to French: each a pattern with its conditions, its rule and its confidence.

A repair looks at text that `Context` says is not protected; none of them knows of any other.
"""

from __future__ import annotations

import re
import tomllib
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache

from pipeline.aligned import Span
from pipeline.clean.lexicon import VOWELS, Lexicon, read_data
from pipeline.clean.repair import Repair

QUOTES = "'’‘"
SENTENCE_START = re.compile(r"(?:^|[.!?:»]\s+|\n\n|[•*+-]\s+)$")


@dataclass(frozen=True, slots=True)
class Facts:
    """What a repair may ask: the language, and the words of this document as printed, in small letters."""

    lexicon: Lexicon
    counts: Counter[str]
    noisy: bool  # whether an engine has left its marks on this text


@cache
def words_of(name: str) -> tuple[str, ...]:
    """A list of fr/repairs.toml."""
    return tuple(tomllib.loads(read_data("repairs.toml").decode())[name])


@cache
def glued_words() -> dict[str, str]:
    """What an engine glues together and what it was."""
    return dict(tomllib.loads(read_data("repairs.toml").decode())["glued"])


def starts_sentence(text: str, at: int) -> bool:
    """Whether a sentence, a block or an item begins at `at`."""
    return bool(SENTENCE_START.search(text[max(0, at - 12) : at]))


APOSTROPHES = re.compile(rf"(?<=\w)[{QUOTES}]{{2,3}}(?=\w)")


def mend_doubled_apostrophe(text: str, facts: Facts) -> Iterator[Repair]:
    """s’'inscrivent → s’inscrivent; I''DM → I'IDM where the document has IDM."""
    for match in APOSTROPHES.finditer(text):
        word = re.match(r"[A-Z]{2,8}\b", text[match.end() : match.end() + 10])
        lost = word is not None and not facts.counts[word.group().lower()] and facts.counts[f"i{word.group().lower()}"]
        yield Repair(
            Span(match.start(), match.end()), match.group()[0] + ("I" if lost else ""), "apostrophe-doubled", 0.97
        )


ELISION = re.compile(rf"(?<![\w{QUOTES}])(?P<sign>[I|!\]}}\[1/f]|Il)[{QUOTES}](?P<word>[^\W\d_]{{2,}})")


def mend_elided_article(text: str, facts: Facts) -> Iterator[Repair]:
    """I'OIM, |'équipe, !'ONU → l'OIM, l'équipe, l'ONU; at the start of a sentence L'."""
    for match in ELISION.finditer(text):
        if is_elidable(match["word"], facts):
            article = "L" if starts_sentence(text, match.start()) else "l"
            yield Repair(Span(match.start("sign"), match.end("sign")), article, "article-misread", 0.97)


LOST_ARTICLE = re.compile(rf"(?<![\w{QUOTES}.,|!\[\]}}])[{QUOTES}](?P<word>[^\W\d_]{{3,}})")


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
    return word.isupper() or facts.lexicon.knows(word) or facts.counts[word.lower()] > 1 or word[0].isupper()


MISSING_APOSTROPHE = re.compile(r"(?<![\w'’-])(?P<article>[LlDdNnSsJjMmCc]|[Qq]u)(?P<word>[^\W\d_]{4,})(?![\w'’-])")


def mend_missing_apostrophe(text: str, facts: Facts) -> Iterator[Repair]:
    """Lorganisme → L'organisme."""
    for match in MISSING_APOSTROPHE.finditer(text):
        whole, word = match.group(), match["word"]
        vowel = word[0] in VOWELS and word.islower()
        if (
            not vowel
            or facts.lexicon.knows(whole)
            or facts.lexicon.is_english(whole)
            or facts.counts[whole.lower()] > 2
        ):
            continue
        if (facts.lexicon.zipf(word) or 0.0) >= 2.5:
            yield Repair(Span(match.end("article"), match.end("article")), "'", "apostrophe-missing", 0.93)


CAUGHT = re.compile(rf"(?<=[^\W\d_][{QUOTES}])(?P<extra>[TtIil|])(?P<word>[^\W\d_]{{4,}})(?![\w'’])")


def mend_caught_letter(text: str, facts: Facts) -> Iterator[Repair]:
    """S’TEMPLOIE → S’EMPLOIE: the apostrophe read once as itself and once as a letter."""
    for match in CAUGHT.finditer(text):
        known = facts.lexicon.knows_capitals if match["word"].isupper() else facts.lexicon.knows
        if known(match["word"]) and not known(match["extra"] + match["word"]) and match["word"][0].lower() in VOWELS:
            yield Repair(Span(match.start("extra"), match.end("extra")), "", "letter-caught", 0.93)


PRONOUN = re.compile(r"(?<![\w'’|])(?:[|l1I!]{2}|[|l1I!]l|l1|II)(?P<plural>s?)(?= +[^\W\d_]|ya\b)(?![\w])")


def mend_pronoun(text: str, facts: Facts) -> Iterator[Repair]:
    """|l, ll, II, lls → Il, Ils before a small letter, where no number is meant."""
    for match in PRONOUN.finditer(text):
        after = text[match.end() :].lstrip(" ")
        if match.group() in ("Il", "Ils") or not after[:1].islower():
            continue
        first = starts_sentence(text, match.start())
        if match.group() == "II" and not first:
            continue
        yield Repair(
            Span(match.start(), match.end("plural")),
            ("Il" if first else "il") + match["plural"],
            "pronoun-misread",
            0.95,
        )


def numbered_pattern() -> re.Pattern[str]:
    """A noun that a number follows, and what an engine may have made of the number."""
    return re.compile(
        rf"\b(?P<noun>{'|'.join(words_of('numbered'))})(?P<gap> ?)(?P<number>[I|l!]{{1,3}})(?![\w'’|])", re.IGNORECASE
    )


NUMBERED = cache(numbered_pattern)


def mend_roman_number(text: str, facts: Facts) -> Iterator[Repair]:
    """PHASE | → PHASE I, phase lll → phase III, annexell → annexe II."""
    del facts
    for match in NUMBERED().finditer(text):
        number = match["number"]
        if set(number) == {"I"} and match["gap"]:
            continue
        if not match["gap"] and len(number) < 2:
            continue
        span = Span(match.end("noun"), match.end("number"))
        yield Repair(span, " " + "I" * len(number), "roman-number", 0.95)


def first_pattern() -> re.Pattern[str]:
    """What engines make of 1er before a month."""
    return re.compile(
        rf"(?<!\w)[1|lI](?:[®°*”\"'’“]{{1,2}}|°?[\"’*]?[ec]?[rf](?<!er))(?= (?:{'|'.join(words_of('months'))})\b)",
        re.IGNORECASE,
    )


FIRST = cache(first_pattern)


def mend_first_of_month(text: str, facts: Facts) -> Iterator[Repair]:
    """|® décembre → 1er décembre."""
    del facts
    for match in FIRST().finditer(text):
        yield Repair(Span(*match.span()), "1er", "first-of-month", 0.96)


NUMBER = re.compile(r"(?<![\w|])(?=[|lIO\d]{0,12}\d)(?P<number>[|lIO\d]{2,12})(?![\w|])")


def mend_digits(text: str, facts: Facts) -> Iterator[Repair]:
    """|0-11 → 10-11, 2OI6 → 2016: letters in a number are the digits they look like."""
    del facts
    for match in NUMBER.finditer(text):
        number = match["number"]
        mended = number.translate(str.maketrans("|lIO", "1110"))
        if number != mended and (number[0] != "O" or len(number) > 2):
            yield Repair(Span(*match.span("number")), mended, "digit-misread", 0.93)


GLUED_STOP = re.compile(r"(?<=[a-zà-ÿœ]{2})(?P<stop>[.])(?=(?P<right>[a-zà-ÿœ]{2,}))")


def mend_stop_in_line(text: str, facts: Facts) -> Iterator[Repair]:
    """budgets.du → budgets du: a speck between two known words, where no sentence ends."""
    if not facts.noisy:
        return
    for match in GLUED_STOP.finditer(text):
        left = re.search(r"[^\W\d_]+$", text[max(0, match.start() - 30) : match.start()])
        if left and facts.lexicon.zipf(left.group()) is not None and facts.lexicon.zipf(match["right"]) is not None:
            yield Repair(Span(*match.span("stop")), " ", "speck-between", 0.85)


SPECK = re.compile(
    rf"(?P<end>(?<=[^\W\d_][,\w]) [.,{QUOTES}_~^*°]+(?=\n|\Z))|(?P<start>(?:(?<=\n)|\A)[.,{QUOTES}_~^]+ (?=[\w«(]))"
    rf"|(?P<tail>(?<=[a-zà-ÿ]{{3}})[’‘](?= [a-zà-ÿ]))|(?P<head>(?<= )[‘](?=[a-zà-ÿ]{{2}}))"
)


def mend_specks(text: str, facts: Facts) -> Iterator[Repair]:
    """Dirt of the page that was read as signs: at the ends of lines, and quotes that quote nothing."""
    if not facts.noisy:
        return
    for match in SPECK.finditer(text):
        if match["tail"] and "‘" in text[max(0, match.start() - 60) : match.start()]:
            continue
        if match["head"] and "’" in text[match.end() : match.end() + 60].split("\n", maxsplit=1)[0]:
            continue
        yield Repair(Span(*match.span()), "", "speck", 0.85)


WORD = re.compile(r"(?<![\w'’-])[^\W\d_]+(?![\w'’-])")


def mend_glued(text: str, facts: Facts) -> Iterator[Repair]:
    """Ala → A la, ya → y a."""
    glued = glued_words()
    for match in WORD.finditer(text):
        apart = glued.get(match.group().lower())
        if apart is None or facts.lexicon.zipf(match.group()) is not None or not facts.noisy:
            continue
        shown = apart[0].upper() + apart[1:] if match.group()[0].isupper() else apart
        yield Repair(Span(*match.span()), shown.replace("À", "A"), "words-glued", 0.9)


REPAIRS: tuple[tuple[Callable[[str, Facts], Iterator[Repair]], ...], ...] = (
    (mend_doubled_apostrophe,),
    (
        mend_elided_article,
        mend_lost_article,
        mend_caught_letter,
        mend_pronoun,
        mend_roman_number,
        mend_first_of_month,
        mend_digits,
        mend_stop_in_line,
        mend_specks,
        mend_glued,
    ),
    (mend_missing_apostrophe,),
)
"""Layers in order; the repairs of one layer see the same text."""
