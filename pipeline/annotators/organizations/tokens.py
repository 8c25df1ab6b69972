"""The text as the rules read it: words and signs with their folded form and what their print says.

Own tokens, not spaCy's, because the rules must give the same with any Language (the project's own or an installed
`fr_core_news_*`), and registry names must be cut exactly as the text is.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from pipeline.aligned import Span
from pipeline.nlp import fold

GAP_NONE, GAP_SPACE, GAP_LINE, GAP_BLOCK = range(4)
"""What stands before a token: nothing, a space, a line end, a blank line or a tab (another paragraph or cell)."""

_INITIALS = (  # C.A.U.E., U.E., with its last dot where the sentence goes on; not the A. B. of a person
    r"(?<![\w.])(?:[A-ZÀ-Þ](?:\.[A-ZÀ-Þ]){2,}|[A-ZÀ-Þ]\.[A-ZÀ-Þ](?!\.?\s+[A-ZÀ-Þ][a-zà-ÿ]))(?![\w])(?:\.(?=\s*[a-zà-ÿ,;)]))?"
)
_DOTTED = re.compile(_INITIALS)
_WORDS = r"[^\W¹²³⁰⁴-⁹]+|[^\w\s]|[¹²³⁰⁴-⁹]+"  # a note call is no part of the word before it
_FOLDED = re.compile(_WORDS)
_TOKEN = re.compile(f"{_INITIALS}|{_WORDS}")
_OPENERS = frozenset('.!?:;«“"•–—-*▪●■○◦➢✓→·…>|')
_LONG_WORD = 4
_LONGEST_ACRONYM = 6  # letters
_ROW = 4  # acronyms
_PARTED = 0.75  # of the places between them have a sign
_ECHO = 3  # tokens up to the word that comes again: dans la Main
_SHORT_ECHO = 2  # letters
_LOOKS_MISREAD = re.compile(r"[a-zà-ÿœ][I0]|^I[ae]s?$|[A-ZÀ-Þ][l0][A-ZÀ-Þ]|^[l0][A-Za-zÀ-ÿ]{2}|[A-Z]0[a-z]")
_MISREAD = tuple(
    (re.compile(pattern), letter)
    for pattern, letter in (
        (r"^I(?=[ae]s?$)|(?<=[a-zà-ÿœ])I(?=[a-zà-ÿœ]|$)", "l"),  # Ia, Ies, PoIice, nationaI
        (r"(?<=[A-ZÀ-Þ])l(?=[A-ZÀ-Þ])|^l(?=[A-ZÀ-Þ]{3})", "I"),  # FRONTlERES, lNTERNATIONAL
        (r"(?<=[A-ZÀ-Þ])0(?=[A-ZÀ-Þ])|^0(?=[A-Za-zà-ÿ]{2})", "O"),  # UEM0A, 0ffice
        (r"(?<=[a-zà-ÿ])0(?=[a-zà-ÿ]|$)|(?<=[A-Z])0(?=[a-z])", "o"),  # Cr0ix
    )
)
APOSTROPHES = frozenset("'\N{RIGHT SINGLE QUOTATION MARK}")
_HYPHENS = ("-", "\N{NON-BREAKING HYPHEN}", "\N{HYPHEN}")
ARTICLES = frozenset({"la", "le", "les", "l"})
_ELIDED = frozenset({"d", "l"})
_FUNCTION_WORDS = frozenset(
    {"DE", "DU", "DES", "LA", "LE", "LES", "ET", "POUR", "CE", "CETTE", "NOS", "NOTRE", "AVEC", "DANS", "PAR", "AUX"}
)


@dataclass(frozen=True, slots=True)
class Token:
    """A word or one sign."""

    text: str
    fold: str  # small letters without accents, misread letters put right
    start: int  # code point of the text
    end: int
    gap: int  # before it
    word: bool
    capital: bool  # begins with a capital letter
    upper: bool  # a word of capital letters only
    opens: bool  # begins a sentence, line, item or quotation: a capital proves nothing
    shout: bool  # stands in a run of capital words: a capital proves nothing

    @property
    def proper(self) -> bool:
        """Whether its capital says that it is part of a name."""
        return self.capital and not self.shout and not self.opens


def tokenize(text: str) -> tuple[Token, ...]:
    r"""The tokens of `text` in order.

    >>> [(t.text, t.gap) for t in tokenize("l'OIM\n\nRDC")]
    [('l', 2), ("'", 0), ('OIM', 0), ('RDC', 3)]
    """
    matches = list(_TOKEN.finditer(text))
    shouts = _shouts([_undotted(m[0]) for m in matches])
    tokens: list[Token] = []
    last = 0
    for match, shout in zip(matches, shouts, strict=True):
        space = text[last : match.start()]
        gap = _gap(space) if tokens else GAP_LINE
        shown = _undotted(match[0])
        word = shown[0].isalnum()
        read = shown if shown.islower() else _read(shown, text[match.end() : match.end() + 1])
        opens = gap >= GAP_LINE or (tokens[-1].text in _OPENERS and (gap > GAP_NONE or tokens[-1].text in '«“"'))
        tokens.append(
            Token(
                text=shown,
                fold=fold(read),
                start=match.start(),
                end=match.end(),
                gap=gap,
                word=word,
                capital=read[0].isupper(),
                upper=word and read.isupper(),
                opens=opens,
                shout=shout,
            )
        )
        last = match.end()
    return tuple(tokens)


def printed_words(text: str) -> tuple[str, ...]:
    """The texts of the tokens of `text` alone, for tables of many names."""
    if text.isascii() and text.isalnum():  # as nearly every acronym
        return (text,)
    return tuple(_undotted(word) for word in _TOKEN.findall(text))


def _undotted(word: str) -> str:
    """Initials without their dots, so that they are the acronym that others write without.

    >>> _undotted("C.A.U.E."), _undotted("."), _undotted("eau")
    ('CAUE', '.', 'eau')
    """
    return word.replace(".", "") if len(word) > 1 else word


def folded_words(text: str) -> tuple[str, ...]:
    """The folded texts of the tokens of `text` alone, as `tokenize` reads them.

    >>> folded_words("l'Unité d'Été")
    ('l', "'", 'unite', 'd', "'", 'ete')
    """
    if "." in text:
        text = _DOTTED.sub(lambda match: _undotted(match[0]), text)
    if not _LOOKS_MISREAD.search(text):  # as nearly always: folded at once
        return tuple(_FOLDED.findall(fold(text)))
    return tuple(
        fold(m[0] if m[0].islower() else _read(m[0], text[m.end() : m.end() + 1])) for m in _TOKEN.finditer(text)
    )


def _read(shown: str, following: str) -> str:
    """A word with the letters that scanners take for one another put right, for comparison only.

    >>> [_read(w, "") for w in ("Ia", "nationaI", "FRONTlERES", "Cr0ix", "0IM", "II")], _read("I", "'")
    (['la', 'national', 'FRONTIERES', 'Croix', 'OIM', 'II'], 'l')
    """
    if shown == "I":
        return "l" if following in APOSTROPHES else shown
    if len(shown) == 1 or not _LOOKS_MISREAD.search(shown):
        return shown
    for pattern, letter in _MISREAD:
        shown = pattern.sub(letter, shown)
    return shown


def tokens_within(tokens: Sequence[Token], span: Span) -> range:
    """Indices of the tokens that touch `span`."""
    first = bisect_left(tokens, span.start + 1, key=lambda t: t.end)
    last = bisect_left(tokens, span.end, key=lambda t: t.start)
    return range(first, max(first, last))


def _is_apostrophe_inside(tokens: Sequence[Token], i: int, eliding: frozenset[str]) -> bool:
    """Whether an apostrophe at token `i` is part of a name (N'Guigmi, Presqu'île) and elides no word of `eliding`."""
    if i + 1 >= len(tokens) or tokens[i].text not in APOSTROPHES:
        return False
    before, after = tokens[i - 1], tokens[i + 1]
    close = tokens[i].gap == after.gap == GAP_NONE and after.word
    return close and before.capital and before.fold not in eliding and (after.capital or len(before.text) > 1)


def hyphened_end(tokens: Sequence[Token], last: int, eliding: frozenset[str]) -> int:
    """The end of a word with its hyphens: haïtiano-dominicaine is three tokens, Agrippa-d'Aubigné five.

    `eliding` are the folded articles and conjunctions before an apostrophe.
    """
    joints: tuple[str, ...] = _HYPHENS
    if _is_apostrophe_inside(tokens, last, eliding):
        last += 2
    while last + 1 < len(tokens) and tokens[last].text in joints:
        if tokens[last].gap != GAP_NONE or tokens[last + 1].gap != GAP_NONE:
            break
        if not tokens[last + 1].word:
            break
        joints = tuple(APOSTROPHES) if tokens[last + 1].text in _ELIDED else _HYPHENS
        last += 2
    return last


def echoed_end(tokens: Sequence[Token], last: int) -> int:
    """Past a preposition and the same word again: "Main dans la Main", "Cœur à Cœur"."""
    for i in range(last + 1, min(len(tokens), last + _ECHO)):
        if tokens[i].gap >= GAP_LINE or not all(t.word and t.text.islower() for t in tokens[last:i]):
            break
        if tokens[i].fold == tokens[last - 1].fold and len(tokens[i].fold) > _SHORT_ECHO:
            return i + 1
    return last


def one_line(tokens: Sequence[Token]) -> str:
    """The tokens as one line, one space wherever white space stood between them."""
    return "".join((" " if k and token.gap != GAP_NONE else "") + token.text for k, token in enumerate(tokens))


def _gap(space: str) -> int:
    if not space:
        return GAP_NONE
    if "\t" in space or "\f" in space or space.count("\n") > 1:
        return GAP_BLOCK
    return GAP_LINE if "\n" in space else GAP_SPACE


def _shouts(words: Sequence[str]) -> list[bool]:
    """Which words stand in a run of two or more long capital words, digits, signs and short words let through."""
    shouts = [False] * len(words)
    run: list[int] = []
    for i, word in enumerate((*words, "end")):
        if word.isupper() and i < len(words):
            run.append(i)
        elif i == len(words) or word.islower() or word[0].isupper():
            if sum(len(words[j]) >= _LONG_WORD for j in run) > 1 and _is_prose(words, run):
                for j in run:
                    shouts[j] = True
            run = []
    return shouts


def _is_prose(words: Sequence[str], run: Sequence[int]) -> bool:
    """Whether capital words are French set in capitals rather than acronyms in a row, which signs part."""
    if any(words[j] in _FUNCTION_WORDS for j in run):
        return True
    parted = len(run) >= _ROW and sum(j + 1 < k for j, k in pairwise(run)) >= _PARTED * (len(run) - 1)
    return not parted and any(len(words[j]) > _LONGEST_ACRONYM for j in run)


def past_article(tokens: Sequence[Token], i: int) -> int:
    """Past the apostrophe of "d'" and an article at token `i`."""
    if i < len(tokens) and tokens[i].text in APOSTROPHES:
        i += 1
    if i < len(tokens) and tokens[i].fold in ARTICLES:
        i += 1
        if i < len(tokens) and tokens[i].text in APOSTROPHES:
            i += 1
    return i
