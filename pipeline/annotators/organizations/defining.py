"""Where the text itself defines an acronym, as in "Nom complet (SIGLE)", "SIGLE : Nom complet", "Nom, ou SIGLE"."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

from pipeline.annotators.organizations.definitions import (
    REACH,
    Definition,
    define,
    fitting_start,
    headed_start,
    is_spoken,
    name_start,
    with_place,
)
from pipeline.annotators.organizations.grammar import head_at
from pipeline.annotators.organizations.initials import (
    initials_cost,
    is_acronym,
    is_clipped,
    joined_end,
    letters_of,
    printed,
)
from pipeline.annotators.organizations.reader import Reader
from pipeline.annotators.organizations.registry import STOP_WORDS, place_at
from pipeline.annotators.organizations.tokens import GAP_LINE, GAP_NONE, Token

_SHORTEST_BESIDE = 3  # letters
_BULLETS = frozenset("•▪●■○◦*·➢✓→–-")
_NUMBERING = frozenset({".", ")"})
_FEW = 6  # tokens: ", ci-après l'ABCD"
_APPENDING = frozenset({",", "–", "—", "-", "«", "["})
_DASHES = frozenset("–—-")
_SIGNS = frozenset({"'", "\N{RIGHT SINGLE QUOTATION MARK}", "«", "-"})
_BRACKET_SIGNS = _SIGNS | {'"', "“", ":"}


def find_definitions(reader: Reader) -> Iterator[Definition]:
    """Every definition of the text in order."""
    tokens = reader.tokens
    kinds = _used_after(reader, reader.grammar.words["indefinite"])
    singles = _used_after(reader, reader.grammar.words["singling"])
    alone = frozenset(t.text for before, t in pairwise(tokens) if t.upper and before.text != "/")
    for i, token in enumerate(tokens):
        found: Definition | None = None
        if token.text == "(" and (pair := _in_pair(reader, i)):
            yield from pair
        elif token.text == "(":
            found = _before_bracket(reader, i) or _in_bracket(reader, i) or _after_english(reader, i)
        elif token.text in _APPENDING and i + 2 < len(tokens):
            found = _appended(reader, i)
        elif token.word and (token.gap >= GAP_LINE or _is_item(tokens, i)):
            found = _in_list(reader, i)
        elif i and token.upper and not token.shout and tokens[i - 1].word and not tokens[i - 1].upper:
            found = _beside(reader, i)
        if found and found.organization and _is_kind(reader, found, kinds, singles):
            found = replace(found, organization=False)
        if found:
            yield found
            yield from _in_other_language(reader, found, alone)


def _in_pair(reader: Reader, bracket: int) -> tuple[Definition, ...]:
    """Both definitions of "Nom/Autre nom (SIGLE/AUTRE)", none where one of the names is not the acronym's."""
    tokens = reader.tokens
    words = tokens[bracket + 1 : bracket + 5]
    if len(words) < 4 or [words[1].text, words[3].text] != ["/", ")"] or not (words[0].upper and words[2].upper):
        return ()
    floor = max(0, bracket - REACH)
    slash = next((k for k in range(bracket - 1, floor, -1) if tokens[k].text == "/"), None)
    if slash is None:
        return ()
    found = []
    for end, at in ((slash, bracket + 1), (bracket, bracket + 3)):
        first = name_start(reader, end, tokens[at].text)
        if first is not None and (at == bracket + 1 or slash < first):
            found.append(define(reader, (first, end), (at, at + 1), tokens[at].text))
    both = tuple(definition for definition in found if definition and definition.sure)
    return both if len(both) == 2 else ()


def _in_other_language(reader: Reader, definition: Definition, alone: frozenset[str]) -> Iterator[Definition]:
    """The second of two acronyms in a bracket, "(CSM/SSC)", that the text never writes without the first."""
    tokens, i = reader.tokens, definition.acronym[1]
    if i + 2 >= len(tokens) or tokens[i].text != "/" or tokens[i + 2].text != ")" or tokens[i + 1].gap >= GAP_LINE:
        return
    other = tokens[i + 1].text
    free = is_acronym(other) and other.isupper() and i + 1 not in reader.known and other not in alone
    free = free and place_at(tokens, i + 1, reader.registry) is None
    if tokens[definition.acronym[0] - 1].text == "(" and definition.sure and free:
        yield replace(definition, acronym=(i + 1, i + 2))


def _is_item(tokens: Sequence[Token], i: int) -> bool:
    """Whether a bullet or a number that begins a line stands before token `i`: "• ABCD : …", "3. ABCD : …"."""
    if i > 1 and tokens[i - 1].text in _NUMBERING and tokens[i - 1].gap == GAP_NONE:
        return tokens[i - 2].text.isdigit() and tokens[i - 2].gap >= GAP_LINE
    return i > 0 and tokens[i - 1].text in _BULLETS and tokens[i - 1].gap >= GAP_LINE


def _appends(reader: Reader, token: Token) -> bool:
    """Whether a word or sign leads to an acronym behind a name: ", ci-après l'ABCD", ", ou ABCD"."""
    return token.fold in reader.grammar.words["called"] or token.text in _SIGNS


def _introduces(reader: Reader, token: Token) -> bool:
    """Whether a word or sign leads to an acronym inside a bracket: "(en anglais : ABCD)"."""
    return _appends(reader, token) or token.fold in reader.grammar.words["in_language"] or token.text in _BRACKET_SIGNS


def _used_after(reader: Reader, determiners: frozenset[str]) -> frozenset[str]:
    """Words in capitals that the text uses as common nouns: "les ABCD", "un ABCD"."""
    return frozenset(
        token.text
        for before, token in pairwise(reader.tokens)
        if token.upper and before.fold in determiners and token.gap < GAP_LINE
    )


def _is_kind(reader: Reader, definition: Definition, kinds: frozenset[str], singles: frozenset[str]) -> bool:
    """Whether a name means any body of its kind: "un centre de santé (CS) … les CS", "chaque FAR (Foyer d'…)"."""
    tokens = reader.tokens
    first = definition.name[0]
    acronym = printed(tokens, *definition.acronym)
    head = head_at(tokens, first, reader.grammar)
    if first in reader.known or (head and "plural" in head.flags):
        return False
    if tokens[first].capital and head is None and acronym in reader.registry.not_organizations:
        return not reader.registry.by_acronym(acronym)  # "Partenaires Techniques et Financiers (PTF)"
    if tokens[first].capital:
        return acronym in singles and not reader.registry.by_acronym(acronym)
    indefinite = (
        first > 0 and tokens[first - 1].fold in reader.grammar.words["indefinite"] and tokens[first].gap < GAP_LINE
    )
    return indefinite or acronym in kinds or acronym in reader.registry.not_organizations


def _before_bracket(reader: Reader, bracket: int) -> Definition | None:
    """From "Nom complet (SIGLE)": the bracket begins with an acronym, the name ends before it."""
    tokens = reader.tokens
    i = bracket + 1
    while i < len(tokens) and _introduces(reader, tokens[i]) and tokens[i].gap < GAP_LINE:
        i += 1
    if i >= len(tokens) or bracket == 0 or tokens[i].fold in reader.grammar.words["formerly"]:
        return None
    last = joined_end(tokens, i)
    if last + 1 < len(tokens) and tokens[last].upper and tokens[last].gap < GAP_LINE and tokens[last + 1].text == ")":
        parted = _in_two(reader, bracket, (i, last + 1))
        last = last + 1 if parted else last
    if _is_slashed(reader, bracket, (i, last)):
        last = joined_end(tokens, last + 1)
    acronym = printed(tokens, i, last)
    last = _past_tail(reader, bracket, last)
    spoken = _spoken_start(reader, bracket, (i, last))
    if spoken is not None:
        return define(reader, (spoken, bracket), (i, last), acronym)
    if not (is_acronym(acronym) or is_clipped(acronym)) or last >= len(tokens) or tokens[last].text not in '),;/–—-:»"':
        return None
    first = name_start(reader, bracket, acronym)
    if first is None or _is_other_acronym(reader, first, bracket, acronym):
        return None
    found = define(reader, (first, bracket), (i, last), acronym)
    if found is None:
        return None
    return replace(found, english=_english(reader, last, acronym), full=found.full or with_place(reader, found, last))


def _is_other_acronym(reader: Reader, first: int, bracket: int, acronym: str) -> bool:
    """Whether an acronym of the registry stands before the bracket, and that in it is none of its own: "FAD (RO)"."""
    if first + 1 < bracket or not reader.tokens[first].upper:
        return False
    entries = reader.registry.by_acronym(reader.tokens[first].text)
    return set(entries).isdisjoint(reader.registry.by_acronym(acronym))


def _spoken_start(reader: Reader, bracket: int, acronym: tuple[int, int]) -> int | None:
    """Where the name before a bracket begins that holds nothing but its acronym spoken as a word, "(Cedul)"."""
    tokens = reader.tokens
    i, last = acronym
    if last >= len(tokens) or tokens[last].text != ")" or is_acronym(tokens[i].text):
        return None
    first = fitting_start(reader, max(0, bracket - REACH), bracket, tokens[i].text)
    fits = first is not None and is_spoken(reader, tokens[first:bracket], tokens[i:last])
    return first if fits else None


def _in_two(reader: Reader, bracket: int, acronym: tuple[int, int]) -> bool:
    """Whether two words in capitals are one acronym: the initials of the name before are those of both, "(SN EHV)"."""
    letters = printed(reader.tokens, *acronym).replace(" ", "")
    return is_acronym(letters) and fitting_start(reader, max(0, bracket - REACH), bracket, letters) is not None


def _is_slashed(reader: Reader, bracket: int, acronym: tuple[int, int]) -> bool:
    """Whether what a slash joins belongs to the acronym: the name before has the initials of both, "(ISV/DD)"."""
    tokens, (first, slash) = reader.tokens, acronym
    if slash + 1 >= len(tokens) or tokens[slash].text != "/" or not tokens[slash + 1].upper:
        return False
    whole = printed(tokens, first, joined_end(tokens, slash + 1))
    return is_acronym(whole) and fitting_start(reader, max(0, bracket - REACH), bracket, whole) is not None


def _past_tail(reader: Reader, end: int, last: int) -> int:
    """Past what stands behind the letters: the last word of the name (EPTB Vireuse), a legal form, a number."""
    tokens = reader.tokens
    if last + 1 >= len(tokens) or tokens[last].gap >= GAP_LINE or tokens[last + 1].text != ")":
        return last
    tail = tokens[last]
    repeated = tail.capital and end and tail.fold == tokens[end - 1].fold
    return last + 1 if repeated or tail.text in reader.grammar.words["forms"] or tail.text.isdigit() else last


def _english(reader: Reader, last: int, acronym: str) -> tuple[int, int] | None:
    """The English name behind an acronym in the same bracket: "(FMC, pour Flood Monitoring Committee)"."""
    tokens = reader.tokens
    start = last + 1
    while start < min(len(tokens), last + _FEW) and (
        _introduces(reader, tokens[start]) or tokens[start].fold == "pour"
    ):
        start += 1
    end = start
    while end < len(tokens) and end - start < REACH and tokens[end].word and tokens[end].gap < GAP_LINE:
        end += 1
    closed = end < len(tokens) and tokens[end].text == ")" and tokens[last].text in ",:–—-"
    return (start, end) if closed and _is_english(tokens[start:end], acronym) else None


def _is_english(words: Sequence[Token], acronym: str) -> bool:
    """Whether capitalised words have the initials of the acronym, so that they are its name."""
    content = [t for t in words if t.fold not in STOP_WORDS]
    fits = initials_cost(letters_of(acronym), [t.fold for t in words]) == 0
    return fits and len(content) > 1 and all(t.capital for t in content)


def _after_english(reader: Reader, bracket: int) -> Definition | None:
    """From "Nom complet (English Name, SIGLE)": the letters are those of the English name."""
    tokens = reader.tokens
    close = bracket + 1
    while close < len(tokens) and close - bracket < REACH and tokens[close].text not in "()":
        close += 1
    comma = next((k for k in range(close - 2, bracket, -1) if tokens[k].text in ",–—"), bracket)
    if bracket == comma or close >= len(tokens) or tokens[close].text != ")" or joined_end(tokens, comma + 1) != close:
        return None
    acronym = printed(tokens, comma + 1, close)
    if not is_acronym(acronym) or not _is_english(tokens[bracket + 1 : comma], acronym):
        return None
    first = headed_start(reader, max(0, bracket - REACH), bracket)
    if first is None:
        return None
    found = define(reader, (first, bracket), (comma + 1, close), acronym)
    return replace(found, english=(bracket + 1, comma)) if found else None


def _appended(reader: Reader, i: int) -> Definition | None:
    """From "Nom complet, ou SIGLE," and "Nom complet – SIGLE –": as before a bracket, but the letters must fit."""
    tokens = reader.tokens
    start = i + 1
    while start < min(len(tokens), i + _FEW) and _appends(reader, tokens[start]) and tokens[start].gap < GAP_LINE:
        start += 1
    last = joined_end(tokens, start) if start < len(tokens) else start
    if start >= len(tokens) or tokens[start].gap >= GAP_LINE or (start == i + 1 and tokens[i].text == ","):
        return None
    acronym = printed(tokens, start, last)
    if not is_acronym(acronym) or i == 0 or not tokens[i - 1].word or tokens[i].gap == tokens[i + 1].gap == GAP_NONE:
        return None
    known = next((k for k in range(max(0, i - REACH), i) if reader.known.get(k) == i), None)
    first = headed_start(reader, max(0, i - REACH), i) if known is None else known
    if first is None or fitting_start(reader, first, i, acronym) != first:
        return None
    return define(reader, (first, i), (start, last), acronym)


def _beside(reader: Reader, i: int) -> Definition | None:
    """From "Nom complet SIGLE": no sign parts them, so name and letters have to fit exactly, as Swiss offices write."""
    tokens = reader.tokens
    last = joined_end(tokens, i)
    acronym = printed(tokens, i, last)
    floor = max(0, i - REACH)
    if len(letters_of(acronym)) < _SHORTEST_BESIDE or not is_acronym(acronym) or i in reader.known:
        return None
    first = fitting_start(reader, floor, i, acronym)
    if first is None or not tokens[first].proper or tokens[i - 1].fold in STOP_WORDS:
        return None
    head = head_at(tokens, first, reader.grammar)
    headed = head is not None and reader.name(first, head).last == i
    foreign = reader.grammar.words["foreign_links"]
    content = [t for t in tokens[first:i] if t.word and t.fold not in STOP_WORDS | foreign]
    capitals = len(content) > 1 and all(t.capital for t in content)
    return define(reader, (first, i), (i, last), acronym) if headed or capitals else None


def _in_bracket(reader: Reader, bracket: int) -> Definition | None:
    """From "SIGLE (Nom complet)": the acronym stands before the bracket, the name fills it."""
    tokens = reader.tokens
    first = bracket - 1
    while (
        first > 1
        and tokens[first].gap == GAP_NONE
        and tokens[first - 1].text in "-&"
        and tokens[first - 1].gap == GAP_NONE
    ):
        first -= 2
    acronym = printed(tokens, max(0, first), bracket)
    short = is_acronym(acronym) or is_clipped(acronym)
    if not (short or _is_titled(tokens, first, bracket)) or tokens[max(0, first)].shout:
        return None
    end = bracket + 1
    while (
        end < len(tokens) and end - bracket < REACH and tokens[end].text not in "(),;:" and tokens[end].gap < GAP_LINE
    ):
        end += 1
    start = bracket + 1
    if start < end and tokens[start].fold in reader.grammar.words["formerly"]:
        return None
    while start < end and tokens[start].fold in STOP_WORDS | {"’"}:
        start += 1
    while end < len(tokens) and tokens[end].text == "," and reader.known.get(start, 0) > end:
        end = reader.known[start]
    if end - start < 2 or end >= len(tokens) or tokens[end].text not in "),;:":
        return None
    if not (short or is_spoken(reader, tokens[start:end], tokens[first:bracket])):
        return None
    return (
        define(reader, (start, end), (max(0, first), bracket), acronym)
        if _fits_or_named(reader, start, end, acronym)
        else None
    )


def _is_titled(tokens: Sequence[Token], first: int, bracket: int) -> bool:
    """Whether one word with one capital stands before the bracket."""
    return 0 <= first == bracket - 1 and tokens[first].capital and tokens[first].text[1:].islower()


def _fits_or_named(reader: Reader, start: int, end: int, acronym: str) -> bool:
    if fitting_start(reader, start, end, acronym) == start:
        return True
    if is_acronym(printed(reader.tokens, start, end)):
        return False
    if reader.known.get(start) == end:
        return _agree(reader, start, end, acronym)
    head = head_at(reader.tokens, start, reader.grammar)
    return head is not None and reader.tokens[start].capital and reader.name(start, head).last == end


def _agree(reader: Reader, start: int, end: int, acronym: str) -> bool:
    """Whether the registry does not know name and acronym as two different bodies."""
    entries = reader.registry.by_acronym(acronym)
    named = reader.registry.by_name([t.fold for t in reader.tokens[start:end]])
    return not entries or not set(entries).isdisjoint(named)


def _in_list(reader: Reader, i: int) -> Definition | None:
    """A line of a list of acronyms: "SIGLE : Nom complet", "SIGLE – Nom complet", or two cells of a table."""
    tokens = reader.tokens
    last = joined_end(tokens, i)
    while last + 1 < len(tokens) and tokens[last].text == "/" and tokens[last + 1].upper:
        last = joined_end(tokens, last + 1)  # DR/EAU
    if last >= len(tokens) or not is_acronym(printed(tokens, i, last)):
        return None
    cell = tokens[last].word and tokens[last].gap > GAP_LINE
    start = last if cell else last + 1
    if not cell and tokens[last].text not in ":–—=-":
        return None
    end = start
    while (
        end < len(tokens)
        and (end == start or tokens[end].gap < GAP_LINE)
        and tokens[end].text not in ".;("
        and end - start < REACH
    ):
        end += 1
    acronym = printed(tokens, i, last)
    fits = end - start > 1 and _fits_or_named(reader, start, end, acronym)
    if tokens[last].text in _DASHES and fits and fitting_start(reader, start, end, acronym) != start:
        fits = reader.known.get(start) == end  # "OIM – Bureau de Gabou" is a body and its office
    under = cell and tokens[last].start > tokens[last - 1].end + 1  # a line of its own, not the next cell
    if under and reader.known.get(start) != end and fitting_start(reader, start, end, acronym) != start:
        return None  # two lines of a letterhead
    return define(reader, (start, end), (i, last), acronym) if fits else None
