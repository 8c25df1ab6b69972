"""Organisations that the words beside them show: "l'ONG Kawtal", "Fleuve Foundation", "HCR Burundi"."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from pipeline.annotators.organizations.candidate import Candidate
from pipeline.annotators.organizations.grammar import head_at, is_adjective, is_generic, is_plain_noun, is_theme
from pipeline.annotators.organizations.initials import joined_end, printed
from pipeline.annotators.organizations.reader import LONGEST_NAME, Reader
from pipeline.annotators.organizations.registry import STOP_WORDS, place_at
from pipeline.annotators.organizations.tokens import (
    APOSTROPHES,
    GAP_LINE,
    GAP_NONE,
    GAP_SPACE,
    Token,
    echoed_end,
    past_article,
)

_ARTICLES = frozenset({"l", "le", "la", "'", "’", "les", "d", "de", "du"})
_SHORTEST = 2  # letters
_OPENING = frozenset('«“"')
_LONGEST_QUOTE = 10  # tokens of a name in quotation marks
_ENGLISH = frozenset({"on", "for", "of"})
_ENGLISH_ONLY = frozenset({"for", "of"})
_LONGEST_TAILED = 6  # tokens before a head noun that stands behind: Aix-Marne Sud Université
_OFTEN = 3  # places from which on capital, "des" and a small noun are a name
_FOUNDED = frozenset({"foundation", "trust", "institute", "fund"})
_FEW = 2  # tokens before a closing adjective
_OF_COUNTRY = frozenset({"de", "du", "d", "au", "en"})
_OF = frozenset({"de", "d", "du", "des"})


def find_announced(reader: Reader) -> Iterator[Candidate]:
    """Proper names that a common noun announces: "l'association Les Amis du fleuve", "l'entreprise belge Sotrafer".

    The short names of kinds of houses belong to the name: "l'EHPAD Les Tilleuls".
    """
    tokens, words = reader.tokens, reader.grammar.words
    phrases = Counter(_phrase(tokens, i) for i, t in enumerate(tokens) if t.capital and not t.shout)
    phrases[()] = 0
    for i, token in enumerate(tokens[:-1]):
        kind = token.fold in words["kinds"]
        ngo = token.fold in words["ngos"]
        inside = token.capital and not (token.upper or token.opens or tokens[i + 1].text in _OPENING)
        if not (kind or ngo) and (token.fold not in words["cues"] or inside):
            continue
        if token.shout or tokens[i + 1].gap >= GAP_LINE:
            continue
        first = i + 1 if kind or ngo or token.capital else _past_field(reader, i + 1)
        if (
            not kind
            and (ngo or not token.upper)
            and tokens[first].word
            and not tokens[first].capital
            and reader.is_adjective(tokens[first])
        ):
            first += 1
        quoted = first < len(tokens) and tokens[first].text in _OPENING
        if quoted:
            first += 1
        small = quoted and token.fold in words["called_in_quotes"]
        if not _begins_name(tokens, first, small=small):
            continue
        if place_at(tokens, first, reader.registry) or len(tokens[first].text) < _SHORTEST:
            continue
        if tokens[first].fold in words["not_heads"]:
            continue
        if token.capital and not (quoted or kind or ngo or token.upper) and _is_described(reader, first):
            continue
        last = _with_town(reader, with_adjective(reader, first, proper_end(reader, first)))
        if last == first + 1 and _OFTEN <= phrases[_phrase(tokens, first)]:
            last += 2
        if quoted:
            last = max(last, _quote_end(reader, first))
        elif _is_kind(reader, first, last):
            continue
        yield Candidate(i if kind and first == i + 1 else first, last, "cue", type="ngo" if kind or ngo else None)


def _begins_name(tokens: Sequence[Token], i: int, *, small: bool) -> bool:
    """Whether a word with a capital, or if `small` any, stands at token `i` of the same line."""
    return i < len(tokens) and tokens[i].word and tokens[i].gap < GAP_LINE and (small or tokens[i].capital)


def _is_kind(reader: Reader, first: int, last: int) -> bool:
    """Whether a capital makes no name: "une association Haïtienne", "le consortium Société Civile"."""
    tokens = reader.tokens[first:last]
    return is_generic(tokens, reader.grammar) or (len(tokens) == 1 and reader.is_demonym(tokens[0].fold))


def _phrase(tokens: Sequence[Token], i: int) -> tuple[str, ...]:
    """The word at token `i` with "des" and a noun in small letters, as "Terre des jeunes" is printed; else nothing."""
    words = tokens[i : i + 3]
    whole = len(words) > _FEW and words[1].fold in _OF and words[2].word and not words[2].capital
    fit = whole and len(words[2].text) >= len("abcd") and all(t.gap == GAP_SPACE for t in words[1:])
    return tuple(t.text for t in words) if fit else ()


def _past_field(reader: Reader, i: int) -> int:
    """Past "de" and a noun without article that says what a body does: "le cabinet d'études Sarvec"; else `i`."""
    tokens, grammar = reader.tokens, reader.grammar
    if tokens[i].fold not in {"de", "d"}:
        return i
    noun = i + 2 if i + 1 < len(tokens) and tokens[i + 1].text in APOSTROPHES else i + 1
    if noun + 1 >= len(tokens) or tokens[noun].fold in _ARTICLES or not is_plain_noun(tokens, noun, grammar):
        return i
    name = tokens[noun + 1]
    named = name.proper and name.word and name.gap == GAP_SPACE and noun + 1 not in reader.known
    fit = tokens[noun].gap < GAP_LINE and tokens[noun].word and tokens[noun].fold not in grammar.words["not_fields"]
    return noun + 1 if named and fit and not head_at(tokens, noun + 1, grammar) else i


def _is_described(reader: Reader, first: int) -> bool:
    """Whether capitalised words tell a kind: "Groupement Forestier Rural", "Coopérative Agricole"."""
    words = reader.grammar.words
    plain = words["adjectives"] | words["institutional"] | words["themes"] | STOP_WORDS
    return all(t.fold in plain for t in reader.tokens[first : proper_end(reader, first)] if t.word)


def _quote_end(reader: Reader, first: int) -> int:
    """The end of what stands in quotation marks from token `first` on: l'association « Un toit pour la vie »."""
    tokens = reader.tokens
    last = first
    while last < min(len(tokens), first + _LONGEST_QUOTE) and (last == first or tokens[last].gap < GAP_LINE):
        if tokens[last].text in '»”"':
            return last
        last += 1
    return first


def find_companies(reader: Reader) -> Iterator[Candidate]:
    """Companies by their build: a legal form before the name ("SICA Les Vergers"), or partners after "&"."""
    tokens, words = reader.tokens, reader.grammar.words
    for i, token in enumerate(tokens[:-1]):
        if tokens[i + 1].gap >= GAP_LINE:
            continue
        if token.text in words["leading_forms"]:
            first = i + 1
            if tokens[first].fold in _OF and not token.shout:
                first = past_article(reader.tokens, first + 1)  # GAEC de la Sauge
            elif tokens[first].fold in _ARTICLES - APOSTROPHES and not tokens[first].capital:
                first += 1  # SICA les Vergers
            if first < len(tokens) and tokens[first].capital and tokens[first].word and tokens[first].gap < GAP_LINE:
                last = _company_end(reader, first)
                if any(t.capital and t.fold not in _ARTICLES for t in tokens[first:last]):  # no "CUMA Les"
                    yield Candidate(i, last, "cue", type="company")
        elif token.text == "&" and i and token.gap < GAP_LINE and tokens[i + 1].text in words["partners"]:
            first = i
            while first and tokens[first].gap < GAP_LINE and tokens[first - 1].capital and tokens[first - 1].word:
                if i - first >= LONGEST_NAME:
                    break
                first -= 1
            if first < i:
                yield Candidate(first, i + 2, "cue", type="company")


def _company_end(reader: Reader, first: int) -> int:
    """The end of the name behind a legal form: that of the head noun it begins with, or of its capitals."""
    head = head_at(reader.tokens, first, reader.grammar)
    named = reader.name(first, head).last if head else first
    if reader.tokens[first].shout:
        return max(named, joined_end(reader.tokens, first))
    last = with_adjective(reader, first, proper_end(reader, first))
    beside = (reader.tokens[last - 1], *reader.tokens[last : last + 2])
    twin = [t.fold for t in beside[1:2]] == ["et"] and all(t.capital and reader.is_adjective(t) for t in beside[::2])
    return max(named, proper_end(reader, last + 1) if twin else last)  # Terres Communes et Solidaires de la Sarve


def with_adjective(reader: Reader, first: int, last: int) -> int:
    """Past an adjective in small letters that closes a name of one word: Regards citoyens, Force paysanne."""
    tokens = reader.tokens
    if last - first > _FEW or len(tokens) <= last or tokens[last].gap >= GAP_LINE or not tokens[last].word:
        return last
    small = not tokens[last].capital and tokens[last].fold not in reader.registry.demonyms
    closes = last + 1 == len(tokens) or not tokens[last + 1].word or tokens[last + 1].gap >= GAP_LINE
    closes = closes or _with_town(reader, last + 1) > last + 1
    return last + 1 if small and closes and reader.is_adjective(tokens[last]) else last


def _with_town(reader: Reader, last: int) -> int:
    """Past "de" and a town behind an adjective: Femmes rurales de Zinder."""
    tokens = reader.tokens
    if last + 1 >= len(tokens) or tokens[last - 1].capital or tokens[last].fold not in {"de", "d", "du"}:
        return last
    i = past_article(reader.tokens, last + 1)
    named = i < len(tokens) and tokens[i].proper and tokens[i].word and tokens[i].gap < GAP_LINE
    return proper_end(reader, i) if named and tokens[last].gap < GAP_LINE else last


def proper_end(reader: Reader, first: int) -> int:
    """The end of a run of capitalised words, particles between them let through ("Les Amis de la Terre")."""
    tokens, particles = reader.tokens, reader.grammar.words["particles"]
    last, limit = joined_end(tokens, first), min(len(tokens), first + LONGEST_NAME)
    while last - first < LONGEST_NAME:
        i = last
        while (
            i < limit
            and tokens[i].gap < GAP_LINE
            and (tokens[i].fold in particles or (i > last and tokens[i].text in "'’"))
        ):
            i += 1
        if i >= len(tokens) or tokens[i].gap >= GAP_LINE or not tokens[i].word:
            return last
        if i > last and tokens[last].fold == "en" and place_at(tokens, i, reader.registry):
            return last  # the association works there
        if not tokens[i].capital:  # "for all": no word of the French sentence follows "for" or "of"
            english = i > last and tokens[last].fold in _ENGLISH_ONLY
            return joined_end(tokens, i) if english else echoed_end(tokens, last)
        if i > last and "et" in {t.fold for t in tokens[last:i]}:
            return last
        last = joined_end(tokens, i)
    return last


def find_english(reader: Reader) -> Iterator[Candidate]:
    """Names built the English way, capitalised words before Foundation or Trust, or before SARL, SA, ASBL."""
    tokens, words = reader.tokens, reader.grammar.words
    for i, token in enumerate(tokens):
        form = token.text in words["forms"]
        if not (form or token.fold in words["english_tails"]) or not token.capital or token.shout:
            continue
        if token.gap >= GAP_LINE:
            continue
        first = i
        while (
            first and i - first < LONGEST_NAME and tokens[first].gap < GAP_LINE and _in_english_name(tokens, first - 1)
        ):
            first -= 1
        while first < i and (tokens[first].fold in STOP_WORDS | {"&"} | words["openers"] | words["never"]):
            first += 1
        while first > 1 and tokens[first - 1].text == "-" and tokens[first].gap == tokens[first - 1].gap == GAP_NONE:
            if not tokens[first - 2].capital or i - first >= LONGEST_NAME:
                break
            first -= 2  # Trans-Niger Cement
        shown = form or (tokens[first].upper and token.fold in _FOUNDED)  # REED Foundation
        alone = i - first == 1 and tokens[first].opens and not shown
        building = bool({t.fold for t in tokens[first : first + 1]} & words["buildings"])
        if building:
            continue
        last = i + 1 if form else _english_end(tokens, i + 1)
        common = alone or is_generic(tokens[first:last], reader.grammar)  # "un Living Lab"
        nobody = printed(tokens, first, last) in reader.registry.not_organizations  # CC BY-SA
        if first < i and not (nobody or common or head_at(tokens, first, reader.grammar)):
            yield Candidate(first, last, "cue", type="company" if form else None)


def _english_end(tokens: Sequence[Token], last: int) -> int:
    """Past "on", "for" or "of" and the capitalised words after it: "… Commission on Human Rights"."""
    i = last
    if i < len(tokens) and tokens[i].fold in _ENGLISH and tokens[i].gap < GAP_LINE:
        i += 1
        while i < len(tokens) and tokens[i].proper and tokens[i].word and tokens[i].gap < GAP_LINE:
            i += 1
        return i if i > last + 1 else last
    return last


def find_tailed(reader: Reader) -> Iterator[Candidate]:
    """Names whose head noun stands behind: "Valmont Métropole", "Tourlan Métropole Val de Sarve"."""
    tokens, words = reader.tokens, reader.grammar.words
    for i, token in enumerate(tokens):
        if token.fold not in words["tails"] or token.shout or not i or token.gap != GAP_SPACE:
            continue
        first = _name_before(reader, i)
        if first < i and (token.capital or tokens[first].proper):
            head = head_at(tokens, i, reader.grammar)
            yield Candidate(first, _past_names(reader, i + 1), "cue", type=head.type if head else "municipality")


def _name_before(reader: Reader, last: int) -> int:
    """Where the proper name that ends before token `last` begins, or `last`: its words are no common ones."""
    tokens, words = reader.tokens, reader.grammar.words
    common = words["openers"] | words["never"] | words["indefinite"] | words["not_heads"] | words["roles"] | STOP_WORDS
    first = last
    while first and last - first < _LONGEST_TAILED and tokens[first].gap < GAP_LINE:
        before = tokens[first - 1]
        hyphen = before.text == "-" and before.gap == tokens[first].gap == GAP_NONE and first < last
        if not hyphen and not (before.word and before.capital and not before.shout and len(before.text) > 1):
            break
        first -= 1
    while first < last and (tokens[first].fold in common or not tokens[first].word):
        first += 1
    begun = tokens[first:last]
    told = any(head_at(tokens, k, reader.grammar) or k in reader.known for k in range(first, last))
    return last if told or any(_is_common(reader, t) for t in begun[:1]) else first


def _is_common(reader: Reader, token: Token) -> bool:
    """Whether a word with a capital is an ordinary one: an adjective, a theme, or small elsewhere in the text."""
    grammar = reader.grammar
    preposed = token.fold in grammar.words["preposed"] | grammar.words["before_head"]
    return preposed or token.fold in reader.small or is_adjective(token, grammar) or is_theme(token, grammar)


def _past_names(reader: Reader, last: int) -> int:
    """Past the capitalised words that go on with a name: "… Métropole Val de Sarve"."""
    tokens = reader.tokens
    start = last
    while last < len(tokens) and tokens[last].gap < GAP_LINE:
        of = last > start and tokens[last].fold in _OF_COUNTRY - {"au", "en"}
        noun = past_article(reader.tokens, last + 1) if of else last
        if noun >= len(tokens) or not tokens[noun].proper or not tokens[noun].word or tokens[noun].upper:
            return last
        if head_at(tokens, noun, reader.grammar) and tokens[noun].fold not in reader.grammar.words["tails"]:
            return last
        last = joined_end(tokens, noun)
    return last


def _in_english_name(tokens: Sequence[Token], i: int) -> bool:
    token = tokens[i]
    return (token.word and token.capital and not token.shout) or token.fold in {"of", "for", "and", "&", "the"}
