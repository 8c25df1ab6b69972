"""Acronyms that nothing explains but that act as a body does: subject or agent of a verb, owner of a role, in a row.

An acronym alone may be a tax, a form or a disease, so its company has to say that it is somebody: "l'ABCD publie",
"financé par l'ABCD", "directrice de l'ABCD", "l'OMS, l'ABCD et l'UNICEF".
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from pipeline.annotators.organizations.candidate import Candidate
from pipeline.annotators.organizations.grammar import head_at
from pipeline.annotators.organizations.initials import is_acronym, joined_end, printed
from pipeline.annotators.organizations.reader import Reader
from pipeline.annotators.organizations.registry import place_at
from pipeline.annotators.organizations.tokens import GAP_LINE, GAP_NONE, GAP_SPACE, Token

_CONFIDENCE = 0.6
_DOUBT = "acronym that neither the text nor the registry explains"
_SHORTEST = 3
_JOINTS = frozenset({",", "et", "/", "ou", "&"})
_ARTICLES = frozenset({"l", "le", "la", "'", "\N{RIGHT SINGLE QUOTATION MARK}", "les", "d", "de", "du", "a", "au"})
_OF = frozenset({"de", "du", "d"})
_LEADS = frozenset({"avec", "sous", "grace", "sur", "par"})
_AT = frozenset({"a", "au"})
_ROW = 3  # acronyms
_REPEATED = 2  # times that an acronym stands with its country
_ROW_SIGNS = frozenset({",", ";", "•", "et"})
_NEAR = 3  # tokens after the acronym: "l'ABCD n'a pas" is too far
_DESCRIBED = frozenset({"company", "ngo", "network", "agency", "research", "union", "foundation", "university", "bank"})
_ENDINGS = ("e", "ee", "ent", "era", "eront", "ait", "aient")
_PARTICIPLES = ("é", "ée", "és", "ées", "u", "ue", "us", "ues", "is", "ise", "ises")
_AUXILIARIES = frozenset({"a", "ont", "avait", "avaient", "aura", "auront", "vient", "viennent", "de"})
_SLASHES = 2
_ROMAN = frozenset("IVXLCDM")


def find_actors(reader: Reader, blocked: frozenset[str], named: Iterable[Candidate]) -> Iterator[Candidate]:
    """Unexplained acronyms wherever they stand, if they act like a body in one of these places.

    A row with one of the `named` bodies is such a place, as one with a known body is.
    """
    bodies = reader.known_ends | {c.last for c in named}
    places: dict[str, list[tuple[int, int]]] = {}
    for i in range(len(reader.tokens)):
        last = _acronym_end(reader, i, blocked)
        if last:
            places.setdefault(printed(reader.tokens, i, last), []).append((i, last))
    acting = {
        text
        for text, found in places.items()
        if any(acts(reader, bodies, *place) for place in found) and not any(is_one_of_many(reader, i) for i, _ in found)
    }
    yield from _branches(reader, places, acting)
    for text in sorted(acting | _in_rows(reader, places, acting)):
        yield from (Candidate(*place, "cue", confidence=_CONFIDENCE, doubt=_DOUBT) for place in places[text])


def planned(reader: Reader) -> frozenset[str]:
    """The words in capitals that the text shows as names of projects or programmes: "le projet ABCD"."""
    tokens, plans = reader.tokens, reader.grammar.words["plans"]
    return frozenset(
        tokens[i].text
        for i in range(1, len(tokens))
        if tokens[i].upper and tokens[i].gap < GAP_LINE and tokens[i - 1].fold in plans
        if joined_end(tokens, i) == i + 1  # le projet ABC-DEF may be that of two bodies
    )


def is_one_of_many(reader: Reader, i: int) -> bool:
    """Whether "une", "chaque", "les" … stands before token `i`: a word for things, whatever they do."""
    before = reader.tokens[i - 1].fold if i and reader.tokens[i].gap < GAP_LINE else ""
    return before in reader.grammar.words["indefinite"]


def _branches(reader: Reader, places: Mapping[str, list[tuple[int, int]]], acting: set[str]) -> Iterator[Candidate]:
    """The acronyms with a country right behind them that act or that the text prints so more than once: "ABCD Togo"."""
    tokens = reader.tokens
    for text, found in places.items():
        named: dict[str, list[tuple[int, int]]] = {}
        for first, last in found:
            beside = last < len(tokens) and tokens[last].gap == GAP_SPACE and not tokens[last].upper
            if beside and (place := place_at(tokens, last, reader.registry)):
                named.setdefault(printed(tokens, last, place[0]), []).append((first, place[0]))
        for spans in named.values():
            if len(spans) >= _REPEATED or text in acting:
                yield from (Candidate(*span, "cue", confidence=_CONFIDENCE, doubt=_DOUBT) for span in spans)


def _in_rows(reader: Reader, places: Mapping[str, list[tuple[int, int]]], acting: set[str]) -> set[str]:
    """The acronyms of rows, over lines too, that have one that acts or a known body among three or more."""
    at = {first: (last, text) for text, found in places.items() for first, last in found}
    known = {i: end for i, end in reader.known.items() if reader.tokens[i].upper and i not in at}
    found: set[str] = set()
    reach = 0
    for start in sorted(at.keys() | known.keys()):
        if start < reach:  # a row that begins inside another is a part of it
            continue
        row, reach = _row(reader, at, known, start)
        names = {at[k][1] for k in row if k in at}
        if len(row) >= _ROW and (names & acting or len(names) < len(row)):
            found |= names
    return found


def _row(reader: Reader, at: Mapping[int, tuple[int, str]], known: Mapping[int, int], i: int) -> tuple[list[int], int]:
    """The first tokens of the acronyms that commas, "et" or line ends part from token `i` on, and the row's end."""
    tokens = reader.tokens
    row: list[int] = []
    while i in at or i in known:
        row.append(i)
        i = at[i][0] if i in at else known[i]
        while i < len(tokens) and tokens[i].text in _ROW_SIGNS:
            i += 1
        while i < len(tokens) and tokens[i].fold in _ARTICLES and tokens[i].fold not in _OF:
            i += 1
    return row, i


def _acronym_end(reader: Reader, i: int, blocked: frozenset[str]) -> int | None:
    """The end of the unknown acronym that begins at token `i`, if one does."""
    tokens = reader.tokens
    token = tokens[i]
    if not token.upper or token.shout or not token.text[0].isalpha():
        return None
    if i in reader.known and not is_joined(reader, i):
        return None
    last = joined_end(tokens, i)
    text = printed(tokens, i, last)
    if len(text) < _SHORTEST or not text.isupper() or not is_acronym(text) or text in blocked or _ROMAN >= set(text):
        return None
    if len(token.text) == 1 and tokens[i + 1 : i + 2] and tokens[i + 1].fold in _ARTICLES:  # L'ABCD
        return None
    if token.fold in reader.grammar.words["themes"]:  # COMMUNIQUÉ DE PRESSE
        return None
    inside = i and tokens[i - 1].text in "-." and token.gap == GAP_NONE
    if _slashes(tokens, i) > _SLASHES:
        return None
    cut = last < len(tokens) and tokens[last].text == "-" and tokens[last].gap == GAP_NONE
    return None if inside or cut or place_at(tokens, i, reader.registry) else last


def _slashes(tokens: Sequence[Token], i: int) -> int:
    """How many slashes stand before token `i` in the number of an act: "000350/A/MINAT/SG"."""
    count = 0
    while i > 1 and tokens[i].gap == tokens[i - 1].gap == GAP_NONE and tokens[i - 1].text == "/":
        i, count = i - 2, count + 1
    return count


def is_joined(reader: Reader, i: int) -> bool:
    """Whether a hyphen joins the starred acronym at token `i` to letters not surely known: "ABC-TWZ" is no ABC."""
    tokens = reader.tokens
    forms = reader.registry.acronyms.get(tokens[i].text, ())
    if reader.known.get(i) != i + 1 or not any(f.ambiguous and f.words == (tokens[i].text,) for f in forms):
        return False
    hyphen, other = tokens[i + 1 : i + 2], tokens[i + 2 : i + 3]
    glued = bool(hyphen and other) and hyphen[0].text == "-" and hyphen[0].gap == other[0].gap == GAP_NONE
    if not (glued and other[0].upper and other[0].word and len(other[0].text) > 1):
        return False
    return i + 2 not in reader.known or any(f.ambiguous for f in reader.registry.acronyms.get(other[0].text, ()))


def acts(reader: Reader, bodies: frozenset[int], first: int, last: int) -> bool:
    """Whether what stands there is subject or agent of what bodies do, owns a role, or is in a row with `bodies`."""
    before = _before(reader.tokens, first)
    return (
        _is_subject(reader, first, last)
        or _is_described(reader, last)
        or _is_agent(reader, before, first)
        or _is_owner(reader, before, first)
        or _is_listed(reader, bodies, before, (first, last))
    )


def _before(tokens: Sequence[Token], first: int) -> int:
    """The first of the articles and prepositions before token `first`, or that token."""
    i = first
    while i and tokens[i].gap < GAP_LINE and tokens[i - 1].fold in _ARTICLES:
        i -= 1
    return i


def _is_verb(reader: Reader, i: int) -> bool:
    """Whether token `i` is a form of a verb that bodies do: present, future or participle."""
    token, words = reader.tokens[i], reader.grammar.words
    if token.capital:
        return False
    bare = token.fold.removesuffix("s")
    stems = words["act_stems"]
    return token.fold in words["act_forms"] or any(bare.endswith(e) and bare.removesuffix(e) in stems for e in _ENDINGS)


def _is_subject(reader: Reader, first: int, last: int) -> bool:
    """Whether a verb of action follows, an auxiliary between them let through; "de l'ABCD publie" does not count."""
    tokens = reader.tokens
    plural = {"les"} if tokens[first].upper else set()  # les Jeunes Ruraux
    if first and tokens[first - 1].fold in {"du", "de", "d", "des", "au", "aux"} | plural:
        return False
    i = last
    while i < min(len(tokens), last + _NEAR) and tokens[i].gap < GAP_LINE:
        if _is_verb(reader, i):
            return i > last or not tokens[i].text.endswith(_PARTICIPLES)
        if tokens[i].fold not in _AUXILIARIES:
            return False
        i += 1
    return False


def _is_described(reader: Reader, last: int) -> bool:
    """Whether what follows says that it is a body: "est partenaire", "est une association"."""
    tokens, words = reader.tokens, reader.grammar.words
    if last + 2 >= len(tokens) or tokens[last].fold not in {"est", "sont"} or tokens[last].gap >= GAP_LINE:
        return False
    i = last + 1
    if tokens[i].fold in words["attributes"]:
        return True
    if tokens[i].fold not in {"un", "une"}:
        return False
    i += reader.is_adjective(tokens[i + 1]) + 1
    head = head_at(tokens, i, reader.grammar) if i < len(tokens) else None
    return head is not None and head.type in _DESCRIBED


def _is_agent(reader: Reader, before: int, first: int) -> bool:
    """Whether "publié par", "en partenariat avec" or "selon" stands before."""
    tokens = reader.tokens
    if before < 1 or tokens[first].gap >= GAP_LINE:
        return False
    lead = tokens[before - 1].fold
    if lead in {"selon", "aupres", "cotes"}:  # aux côtés de l'ABCD
        return True
    if lead == "par" and before > 1:  # an acronym with an article is the agent of any participle
        done = tokens[first].upper and before < first and tokens[before - 2].text.endswith(_PARTICIPLES)
        return done or _is_verb(reader, before - 2)
    # a word may stand between them: une relation étroite avec
    near = {t.fold for t in tokens[max(0, before - _NEAR) : before - 1]}
    return lead == "avec" and not near.isdisjoint(reader.grammar.words["act_nouns"])


def _is_owner(reader: Reader, before: int, first: int) -> bool:
    """Whether it is the ABCD of "directrice de l'ABCD", "siège du", "membres de l'"."""
    tokens, words = reader.tokens, reader.grammar.words
    plural = first and tokens[first - 1].fold == "des" and not tokens[first].upper  # présidente des Jeunes Ruraux
    if plural:
        before = first - 1
    elif before == first or before < 1:
        return False
    elif tokens[before].fold in _AT:  # chercheuse au ABCD
        return tokens[before - 1].fold in words["functions"]
    elif tokens[before].fold not in _OF:
        return False
    i = before - 1
    while i > before - 3 and i and tokens[i].fold in words["role_adjectives"]:
        i -= 1
    word = tokens[i].fold
    if word in words["backing"]:  # avec l'appui de l'ABCD
        lead = _before(tokens, i)
        return tokens[lead].fold == "a" or (lead > 0 and tokens[lead - 1].fold in _LEADS)
    return word in words["owned"] or word.removesuffix("s") in words["owned"] or word in words["roles"]


def _is_listed(reader: Reader, bodies: frozenset[int], before: int, place: tuple[int, int]) -> bool:
    """Whether "et", a comma or a slash joins it to a body that ends there, itself an acronym or after an article."""
    tokens = reader.tokens
    first, last = place
    nobody = reader.registry.not_organizations
    if any(t.text in nobody for t in (*tokens[max(0, before - 2) : before], *tokens[last : last + 2])):
        return False
    article = before < first and (before + 1 < first or tokens[before].fold not in _OF)  # "de" alone is none
    if before > 1 and tokens[before - 1].fold in _JOINTS and (before - 1) in bodies:
        return article or tokens[before - 2].upper
    i = last
    if i + 1 < len(tokens) and tokens[i].fold in _JOINTS and tokens[i].gap < GAP_LINE:
        i += 1
        following = i
        while i < len(tokens) and tokens[i].fold in _ARTICLES and tokens[i].gap < GAP_LINE:
            i += 1
        alike = article == (following < i) or tokens[last].text != ","  # "l'obligation de RAT, l'OMS publie": no row
        return alike and i in reader.known and tokens[i].upper
    return False
