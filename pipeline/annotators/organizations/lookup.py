"""Where a text names bodies of the registry, by name or acronym.

What only looks like one is left out: products and licences, numbers of acts and contracts, articles of a text, the
bodies in the names of agreements, sessions of a body.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from pipeline.annotators.organizations.candidate import Candidate
from pipeline.annotators.organizations.grammar import Grammar
from pipeline.annotators.organizations.registry import (
    STOP_WORDS,
    Form,
    Registry,
    content,
    countries_named,
    fits,
    forms_at,
    place_at,
)
from pipeline.annotators.organizations.tokens import (
    APOSTROPHES,
    GAP_LINE,
    GAP_NONE,
    GAP_SPACE,
    Token,
    folded_words,
)

MISREAD = str.maketrans("l10", "IIO")  # what OCR makes of capitals: OlM, 0MS
_MISREAD_CONFIDENCE = 0.8
_SHORTEST_SPOKEN = 5  # letters: of 580 such acronyms of the registry four are also a French word or a given name
_SHORTEST_ALONE = 2  # letters of an acronym: "67/548 CE" is the number of an act
_OF_ANY_STATE = frozenset({"government", "parliament", "court"})
_OF_UN = frozenset({"un", "igo-organ"})  # beside one of them a common name is that of an organ
_ANY = frozenset({"un", "une", "aucun", "tout", "chaque"})  # "un Sénat" is no chamber that exists
_PARTS = 4  # acronyms between the number of an act and the last one
_LONGEST_CONTRACT = 12  # tokens behind an acronym
_LICENCES = frozenset({"licence", "licences"})
_ARTICLE_OF = frozenset({"du", "de", "la", "le"})
_SURE_WORDS = 3  # content words that make a name unmistakable even in small letters
_ORDINAL = re.compile(r"\d+[a-z]+|\w+ieme|premiere?|derni(?:er|ere)|prochaine?")
_DE = frozenset({"de", "du", "des", "d"})
_OF_ITS = _DE | {"la", "l"} | APOSTROPHES
_BESIDE = _OF_ITS | {"et", "-"}


def find_known(tokens: Sequence[Token], registry: Registry, grammar: Grammar) -> Iterator[Candidate]:
    """Every place that a form of the registry fits, the longest at each token."""
    spoken = frozenset(t.fold for t in tokens)
    all_found: list[Candidate] = []
    starred: set[Candidate] = set()
    common: set[Candidate] = set()
    sessions: set[str | None] = set()  # bodies whose name the text uses for meetings of another body
    for i, token in enumerate(tokens):
        if not token.word:
            continue
        found, form = _name_at(tokens, i, registry) or (_acronym_at(tokens, i, registry), None)
        if (
            found is None
            or _is_product(tokens, found, registry)
            or _is_in_agreement(tokens, found, grammar)
            or _is_of_societies(tokens, found, registry, grammar)
            or (found.last == i + 1 and found.type in _OF_ANY_STATE and i and tokens[i - 1].fold in _ANY)
        ):
            continue
        if form and form.ambiguous:
            starred.add(found)
            sessions |= {found.entry} if _is_session(tokens, found, registry, grammar) else set()
        all_found.append(found)
        if form and form.ambiguous and not _is_spoken_of(form, registry, spoken):
            common.add(found)
    un = any(c.type in _OF_UN for c in all_found if c not in common)
    countries = countries_named(tokens, registry) if common else {}
    for candidate in all_found:
        if candidate in starred and candidate.entry in sessions:
            continue
        country = registry.entries[candidate.entry].country if candidate.entry else None
        if candidate not in common or (country in countries if country else un):
            yield candidate


def _is_product(tokens: Sequence[Token], found: Candidate, registry: Registry) -> bool:
    """Whether the word behind a company makes what it sells, or a licence has the name: "licence Creative Commons"."""
    if found.first and tokens[found.first - 1].fold in _LICENCES and tokens[found.first].gap == GAP_SPACE:
        return True
    sold = [t.text for t in tokens[found.first : found.last + 1]]
    return found.type == "company" and " ".join(sold) in registry.not_organizations


def _name_at(tokens: Sequence[Token], i: int, registry: Registry) -> tuple[Candidate, Form] | None:
    for form in forms_at(tokens, i, registry):
        if not fits(tokens, i, form.words):
            continue
        last = i + len(form.words)
        sure = len(content(form.words)) >= _SURE_WORDS
        lead = next((k for k, word in enumerate(form.words) if word not in STOP_WORDS), 0)
        named = tokens[i].capital and tokens[i + lead].capital  # "Le devoir de protéger" names no newspaper
        kind = registry.entries[form.entry].type
        bank = kind == "bank"  # "la banque africaine de développement" means but one
        capital = any(t.capital for t in tokens[i:last])
        if named or (sure and (bank or capital)) or (kind == "ministry" and capital):
            return Candidate(i, last, "registry", form.entry, kind), form
    return None


def _is_spoken_of(form: Form, registry: Registry, spoken: frozenset[str]) -> bool:
    """Whether a text has what a longer name of a body adds to a common one: "Nations Unies" to "Assemblée générale"."""
    entry, own = registry.entries[form.entry], frozenset(form.words)
    longer = (frozenset(folded_words(name)) - STOP_WORDS for name in (entry.name, *entry.names))
    return any(own < words <= own | spoken for words in longer)


def _acronym_at(tokens: Sequence[Token], i: int, registry: Registry) -> Candidate | None:
    first = tokens[i].text
    misread = first.translate(MISREAD)
    if first not in registry.acronyms and misread != first and sum(c.isupper() for c in first) > 1:
        forms = tuple(f for f in registry.acronyms.get(misread, ()) if f.words == (misread,) and not f.ambiguous)
        return Candidate(i, i + 1, "acronym", forms[0].entry, confidence=_MISREAD_CONFIDENCE) if forms else None
    if first not in registry.acronyms and _is_spoken(tokens, i, registry):
        forms = tuple(f for f in registry.acronyms.get(tokens[i].fold.upper(), ()) if len(f.words) == 1)
        single = len(forms) == 1 and not forms[0].ambiguous
        return Candidate(i, i + 1, "acronym", forms[0].entry, confidence=_MISREAD_CONFIDENCE) if single else None
    for form in registry.acronyms.get(first, ()):
        last = i + len(form.words)
        printed = tuple(t.text for t in tokens[i:last])
        if printed != form.words or any(t.gap > 1 for t in tokens[i + 1 : last]):
            continue
        if tokens[i].shout and (form.ambiguous or len(tokens[i].text) < 3):
            continue
        if _is_of_act(tokens, i, last, registry):
            continue
        entry = registry.entries[form.entry]
        return Candidate(i, last, "acronym", None if form.ambiguous else entry.id, entry.type)
    return None


def _is_spoken(tokens: Sequence[Token], i: int, registry: Registry) -> bool:
    """Whether a word may be an acronym spoken as a word, so printed with one capital: "l'Unesco", "la Cédéao"."""
    token = tokens[i]
    if len(token.text) < _SHORTEST_SPOKEN or not token.capital or not token.text[1:].islower():
        return False
    following = tokens[i + 1] if i + 1 < len(tokens) else None
    named = following is not None and following.gap == GAP_SPACE and following.capital and not following.upper
    return not named or place_at(tokens, i + 1, registry) is not None  # Irena Novak is a person


def _is_of_act(tokens: Sequence[Token], first: int, last: int, registry: Registry) -> bool:
    """Whether an acronym is part of the number of an act or of another acronym: "67/548 CE", "CUI-CAE"."""
    if first == 0:
        return False
    before, after = tokens[first - 1], [t.text for t in tokens[last : last + 2]]
    if before.fold in _ARTICLE_OF and _is_numbered(tokens, first - 1):
        return True
    if before.text in "/-" and tokens[first].gap == GAP_NONE and first > 1:
        other = tokens[first - 2].text
        if other.isdigit() or other in registry.not_organizations:
            return True
    if before.text.isdigit() and tokens[first].text in registry.not_organizations:
        return True  # 12 500 FCFA
    if _is_contract(tokens, last) or _is_in_number(tokens, first - 1):
        return True
    if len(tokens[first].text) > _SHORTEST_ALONE:
        return False
    if before.text == "(":
        return after[:1] == [")"] and len(after) > 1 and (after[1] == "n" or after[1].isdigit())
    return before.text.isdigit() or (len(after) > 1 and after[0].isdigit() and after[1] == "/")


def _is_contract(tokens: Sequence[Token], i: int) -> bool:
    """Whether what is glued on from token `i` makes the number of a contract: "EuropeAid/ABC-EAU/2031/11"."""
    if i >= len(tokens) or tokens[i].text != "/":
        return False
    numbers = slashes = 0
    end = min(len(tokens), i + _LONGEST_CONTRACT)
    while i < end and tokens[i].gap == GAP_NONE:
        slashes += tokens[i].text == "/"
        numbers += tokens[i].text.isdigit()
        i += 1
    return slashes > 1 and numbers > 0


def _is_in_number(tokens: Sequence[Token], slash: int) -> bool:
    """Whether slashes join a number before the acronym to it: "arrêté N° 2033-034 /PREF/SGAR"."""
    i, words = slash, 0
    while i > 0 and tokens[i].text == "/" and words < _PARTS:
        if tokens[i - 1].text.isdigit():
            return True
        i, words = i - 2, words + 1
    return False


def _is_numbered(tokens: Sequence[Token], i: int) -> bool:
    """Whether the number of an article stands before the "du" at token `i`: "l'article 3 du RSI" is one of a text."""
    while i and tokens[i].fold in _ARTICLE_OF:
        i -= 1
    return i > 0 and tokens[i].text.isdigit() and tokens[i - 1].fold in {"article", "articles", "art"}


def _is_session(tokens: Sequence[Token], found: Candidate, registry: Registry, grammar: Grammar) -> bool:
    """Whether a common name is that of a body's meeting: "3e Assemblée générale", "… annuelle de l'Association"."""
    if found.entry is None or registry.entries[found.entry].country:
        return False
    before = tokens[found.first - 1] if found.first else None
    after = tokens[found.last] if found.last < len(tokens) and tokens[found.last].gap == GAP_SPACE else None
    counted = before is not None and bool(_ORDINAL.fullmatch(before.fold))
    return counted or (after is not None and after.fold in grammar.words["sessions"] | _DE)


def _is_of_societies(tokens: Sequence[Token], found: Candidate, registry: Registry, grammar: Grammar) -> bool:
    """Whether the societies of all countries are meant: "Sociétés de la Croix-Rouge et du Croissant-Rouge"."""
    entry = registry.entries[found.entry] if found.entry else None
    if entry is None or entry.type != "redcross" or entry.country:
        return False
    many, i = grammar.words["societies"], found.first - 1
    while i > 0 and tokens[i].gap < GAP_LINE and tokens[i].fold not in many:
        if not (tokens[i].capital or tokens[i].fold in _BESIDE):
            return False
        i -= 1
    return 0 <= i < found.first - 1 and tokens[i].fold in many


def _is_in_agreement(tokens: Sequence[Token], found: Candidate, grammar: Grammar) -> bool:
    """Whether a convention or a day has the body in its name: "Convention des Nations unies sur …"."""
    i = found.first
    while i and tokens[i].gap < GAP_LINE and tokens[i - 1].fold in _OF_ITS:
        i -= 1
    lead = tokens[i - 1] if 0 < i < found.first else None
    return lead is not None and lead.capital and lead.fold in grammar.words["agreements"]
