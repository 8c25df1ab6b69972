"""Organisations that the language itself shows: a head noun with its complements."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from types import MappingProxyType

from pipeline.annotators.organizations.borders import longer
from pipeline.annotators.organizations.candidate import Candidate
from pipeline.annotators.organizations.grammar import Head, before_links, head_at, is_generic, is_honour, is_theme
from pipeline.annotators.organizations.name import Name
from pipeline.annotators.organizations.reader import Reader
from pipeline.annotators.organizations.registry import STOP_WORDS, place_at
from pipeline.annotators.organizations.tokens import APOSTROPHES, GAP_LINE, Token, one_line, past_article

_EXTENDING = frozenset({"de", "du", "des", "d", "en", "au", "aux"})
_ANY = frozenset({"un", "une", "chaque", "tout", "toute", "aucun", "aucune"})
_INDEFINITE = _ANY | {"cet", "cette", "ce"}
_SAYING = frozenset({"est", "sont", "etait", "constitue", "constituait", "devient", "demeure", "reste"})
_OF = frozenset({"de", "du", "des", "d"})
_JOINTS = frozenset({"et", ","})
_DASHES = frozenset("-\N{EN DASH}\N{EM DASH}")
_ARTICLES = frozenset({"la", "l", "le", "les", "'", "\N{RIGHT SINGLE QUOTATION MARK}"})
_WHERE = frozenset({"dans", "vers", "depuis", "sur", "hors"})
_ACTING = frozenset({"", "par", "avec", "entre", "et", "selon"})
_AT = frozenset({"en", "au", "aux", "a"})
_OF_ONE = frozenset({"de", "du", "d"})
_SEATED = frozenset({"agency", "court", "hospital", "network", "organ", "research"})
_OFFICES = frozenset({"agency", "organ"})
_MANY = frozenset({"hospital", "university"})  # "hôpitaux belges et togolais" are some of many
_RENEWED = frozenset({"network", "political", "union"})  # types of bodies that split and call themselves new
_OF_WORLD = frozenset({"eu", "igo", "un"})
_LED = frozenset({"direction", "coordination"})
_ELECTED = frozenset({"government", "municipality"})
_OF_STATE = frozenset({"government", "parliament"})
_PARTS = 2  # content words behind a head noun that make a name of it where a capital proves nothing


def find_headed(reader: Reader, learned: Mapping[int, int] = MappingProxyType({})) -> Iterator[Candidate]:
    """Every name that a head noun begins, to its right border; `learned` tells where the model ends names."""
    tokens, grammar = reader.tokens, reader.grammar
    i = before = 0
    while i < len(tokens):
        head = head_at(tokens, i, grammar) if tokens[i].word else None
        if head is None or place_at(tokens, i, reader.registry):  # Union des Comores
            i += 1
            continue
        if "numbered" in head.flags and _is_department(reader, i + 1):
            yield spelled_out(reader, Candidate(i, i + 2, "head-noun", type=head.type))
        name = _with_form(reader, reader.name(i, head))
        end = reader.known.get(i, name.last)
        if end < name.last and not _extends(reader, i, end, head):
            i = end
        elif (
            is_name(reader, i, head, name)
            or _is_named(reader, end, name.last)
            or _is_in_row(reader, i, head, name, before)
        ):
            last = name.last if i in reader.known else longer(reader, name.last, learned.get(i, 0))
            yield from _members(reader, _past_kind(reader, _with_preposed(reader, i), head), head, last)
            i = before = last
        else:
            i += 1


def _with_form(reader: Reader, name: Name) -> Name:
    """With the legal form that closes the name of a company: "Agence générale SARL"."""
    if name.last >= len(reader.tokens) or name.parts == 0:
        return name
    token = reader.tokens[name.last]
    closed = token.text in reader.grammar.words["forms"] and token.gap < GAP_LINE and not token.shout
    return replace(name, last=name.last + 1, proper=True) if closed else name


def _is_department(reader: Reader, i: int) -> bool:
    """Whether the number of a French department stands at token `i`, and no telephone number."""
    tokens = reader.tokens
    if i >= len(tokens) or tokens[i].gap >= GAP_LINE or tokens[i].text not in reader.grammar.departments:
        return False
    return i + 1 == len(tokens) or not tokens[i + 1].text.isdigit()


def _with_preposed(reader: Reader, first: int) -> int:
    """The adjective before a head, or that head: "Haute Instance", "Nouveau Parti vert", with a capital as the head."""
    before = reader.tokens[first - 1] if first else None
    if before is None or before.shout or not before.capital or not reader.tokens[first].capital:
        return first
    words = reader.grammar.words
    head = head_at(reader.tokens, first, reader.grammar)
    renewed = head is not None and head.type in _RENEWED and before.fold in words["renewed"] and not before.opens
    close = reader.tokens[first].gap < GAP_LINE and (renewed or before.fold in words["before_head"])
    return first - 1 if close and head_at(reader.tokens, first - 1, reader.grammar) is None else first


def _past_kind(reader: Reader, first: int, head: Head) -> int:
    """Where the name of a medium begins that a noun and its adjectives announce: "la radio libre La Vague du soir"."""
    tokens, i = reader.tokens, first + len(head.words)
    if head.type != "media" or tokens[first].capital:
        return first
    start = i
    while i < len(tokens) and not tokens[i].capital and tokens[i].gap < GAP_LINE and reader.is_adjective(tokens[i]):
        i += 1
    named = start < i < len(tokens) and tokens[i].capital and tokens[i].gap < GAP_LINE
    return i if named and place_at(tokens, i, reader.registry) is None else first


def _members(reader: Reader, first: int, head: Head, last: int) -> Iterator[Candidate]:
    """The bodies of a plural head, one for each of its complements; of another head the one it names.

    "ministères du Plan et de l'Eau" are "ministères du Plan" and "Eau", named "ministère de l'Eau".
    """
    tokens = reader.tokens
    lead = next((i for i in range(first + len(head.words), last) if tokens[i].fold in _OF), last)
    starts = [lead, *(i for i in range(lead + 1, last) if tokens[i].fold in _OF and tokens[i - 1].fold in _JOINTS)]
    nouns = [past_article(reader.tokens, i + 1) for i in starts]
    alike = [k for k, noun in enumerate(nouns) if noun < last and tokens[noun].capital >= tokens[nouns[0]].capital]
    if "joint" not in head.flags or len(alike) < _PARTS:
        yield spelled_out(reader, Candidate(first, last, "head-noun", type=head.type))
        return
    shared = " ".join(_singular(reader, token) for token in tokens[first:lead])
    ends = [*(starts[k] - 1 for k in alike[1:]), last]
    for k, end in zip(alike, ends, strict=True):
        name = f"{shared} {one_line(tokens[starts[k] : end])}"
        yield Candidate(nouns[k] if k else first, end, "head-noun", type=head.type, name=name)


def spelled_out(reader: Reader, candidate: Candidate) -> Candidate:
    """With the name in full where the head is an acronym: "CAF du Nord", "Caf-Nord", "SDIS 17"."""
    tokens, first = reader.tokens, candidate.first
    full = reader.grammar.acronyms.get(tokens[first].fold) if tokens[first].capital else None
    if full is None or len(candidate) == 1:
        return candidate
    own = first + 1 + (tokens[first + 1].text == "-")
    if candidate.last <= own or not tokens[own].word:
        return candidate
    rest = one_line(tokens[own : candidate.last])
    place = reader.grammar.departments.get(rest, "") if tokens[own].text[0].isdigit() else rest
    return replace(candidate, name=f"{full} {place}", acronym=tokens[first].text.upper()) if place else candidate


def _singular(reader: Reader, token: Token) -> str:
    """A head noun or a nationality without its plural ending, as printed."""
    single = token.fold.removesuffix("s")
    known = single in reader.grammar.heads or single in reader.registry.demonyms
    return token.text[: len(single)] if known and token.fold.endswith("s") else token.text


def _extends(reader: Reader, first: int, end: int, head: Head) -> bool:
    """Whether what follows a known name makes a longer one: "Assemblée nationale du Sénégal".

    No coordination but of portfolios: "ministère de l'Eau et de l'Assainissement". What one thing follows the name of
    a body of the whole world is the sentence's: "la part de l'Union européenne du projet".
    """
    token = reader.tokens[end]
    if _is_of_world(reader, first, end):
        noun = past_article(reader.tokens, end + 1)
        many = token.fold in {"des", "aux"} or reader.tokens[noun].capital
        return token.fold in _EXTENDING and many
    if token.fold in _EXTENDING or token.fold in reader.registry.demonyms or token.proper:
        return True
    if token.fold in {"et", ","}:
        return "list" in head.flags and reader.tokens[end + 1].fold in _EXTENDING
    return token.word and reader.is_adjective(token)


def _is_of_world(reader: Reader, first: int, end: int) -> bool:
    """Whether all bodies of the name [first, end) are of many States and have an acronym."""
    entries = [reader.registry.entries[e] for e in reader.registry.by_name([t.fold for t in reader.tokens[first:end]])]
    return bool(entries) and all(e.type in _OF_WORLD and e.acronym for e in entries)


def _is_named(reader: Reader, first: int, last: int) -> bool:
    """Whether a country or a capital stands in what lengthens a known name, so that it is one even in small letters."""
    return any(reader.tokens[i].capital for i in range(first, last))


def is_name(reader: Reader, first: int, head: Head, name: Name) -> bool:
    """Whether head and complements are the name of one body rather than common words."""
    tokens, flags = reader.tokens, head.flags
    token = tokens[first]
    if name.parts == 0 and "itself" in flags:
        return _is_itself(reader, first, head)
    if name.parts == 0 or not _is_allowed(reader, first, head, name):
        return False
    if is_generic(tokens[first : name.last], reader.grammar) or _is_indefinite(reader, first, token, flags):
        return False
    if _is_errand(tokens, first, flags, name) or _is_any(tokens, first, head, name) or _is_side(reader, first, name):
        return False
    if _is_said_of(tokens, first, name) or _is_rank(reader, first) or _is_of_deed(reader, first):
        return False
    named = name.proper or name.place
    if not token.capital and _is_office_abroad(reader, first, head, name):
        return True
    if not token.capital:
        nation = "nation" in flags and name.institutional
        if "lower" not in flags:
            return _is_seated(reader, first, head, name) or _is_titled(reader, first, head, name)
        return named or nation or head.type == "ministry"
    if "proper" in flags:
        federal = head.type in _OF_STATE and tokens[first + len(head.words)].fold.startswith("federal")
        return named or federal or (token.shout and name.complements > 0 and not flags & {"weak", "action", "strict"})
    bare = "full" in flags and name.complements == 0 and _before_article(tokens, first) != "par"
    if token.proper and "strict" not in flags and not bare:
        return True
    if named or name.institutional:
        return True
    if "strict" in flags or name.parts < _PARTS:
        return False
    return "action" not in flags if token.shout else "weak" not in flags or name.parts > _PARTS


def _is_in_row(reader: Reader, first: int, head: Head, name: Name, before: int) -> bool:
    """Whether capitals name an office by one noun beside another body.

    "Ministère de l'Eau – Direction des barrages", "Comité d'achat, Direction du contrôle financier"; `before` is where
    the last name ended.
    """
    tokens = reader.tokens
    if name.parts != 1 or name.complements != 1 or head.type not in _OFFICES:
        return False
    if not tokens[first].capital or tokens[first].shout:
        return False
    body = first > 1 and (before == first - 1 or first - 1 in reader.known_ends or tokens[first - 2].upper)
    if body and tokens[first - 1].text in _DASHES and tokens[first].gap < GAP_LINE:
        return True
    following = head_at(tokens, name.last + 1, reader.grammar) if name.last + 1 < len(tokens) else None
    beside = tokens[name.last : name.last + 2]
    row = following is not None and "list" in following.flags and beside[0].text in ",;" and beside[1].capital
    return row and tokens[first].opens and all(t.gap < GAP_LINE for t in beside)


def _is_itself(reader: Reader, first: int, head: Head) -> bool:
    """Whether capitals make a name of a head alone, as in "le Conseil Municipal" and "le Conseil départemental"."""
    words = reader.tokens[first : first + len(head.words)]
    named = all(t.capital for t in words) or (words[0].capital and head.type in _ELECTED)
    return named and not any(t.shout for t in words) and words[0].gap < GAP_LINE


def _is_errand(tokens: Sequence[Token], first: int, flags: frozenset[str], name: Name) -> bool:
    """Whether a line begins with what is done in a country: "Mission de suivi au Tchad"."""
    at = tokens[name.last - 2].fold in _AT or tokens[name.last - 3].fold in _AT
    begins = tokens[first].opens and {"action", "strict"} <= flags
    return begins and at and not name.proper and not name.institutional


def _is_any(tokens: Sequence[Token], first: int, head: Head, name: Name) -> bool:
    """Whether "un" stands before a head with a bare noun, whatever its letters: "une Société de Gardiennage"."""
    i = first + len(head.words)
    before = tokens[first - 1].fold if first and tokens[first].gap < GAP_LINE else ""
    bare = name.complements == name.parts == 1 and tokens[i].fold in {"de", "d"} and not name.place
    noun = i + 1 + (tokens[i].fold == "d")
    return before in _ANY and bare and name.last == noun + 1 and not tokens[noun].upper


def _is_said_of(tokens: Sequence[Token], first: int, name: Name) -> bool:
    """Whether it tells what a body is, whatever its letters: "est une Agence …", "création d'un Institut technique"."""
    if first < _PARTS or tokens[first].gap >= GAP_LINE or tokens[first - 1].fold not in _ANY:
        return False
    i = first - _PARTS
    while i > 0 and (tokens[i].text in APOSTROPHES or tokens[i].fold == "d"):
        i -= 1
    plain = tokens[i].fold == "creation" and not (name.complements or name.place)
    return (plain or tokens[i].fold in _SAYING) and tokens[first - 1].gap < GAP_LINE


def _is_rank(reader: Reader, first: int) -> bool:
    """Whether a head tells with "chef de" what a person is: "cheffe de mission de l'OIM au Tchad"."""
    tokens = reader.tokens
    if first < _PARTS or tokens[first].gap >= GAP_LINE:
        return False
    rank = tokens[first - 2].fold if tokens[first - 1].fold == "de" else ""
    return rank in reader.grammar.words["ranks"] and (not tokens[first].capital or rank.startswith("chef"))


def _is_of_deed(reader: Reader, first: int) -> bool:
    """Whether an agreement, an act, an honour or a founding has the head: "Accord de Partenariat économique"."""
    tokens = reader.tokens
    if tokens[first].fold == "presidence" and reader.is_demonym(tokens[first + 1].fold):
        return True  # "la Présidence islandaise" of a council
    if first < _PARTS or tokens[first].gap >= GAP_LINE:
        return False
    if is_honour(tokens, first, reader.grammar):
        return True
    before, lead = tokens[first - 1].fold, tokens[first - 2].fold
    if before == "de":
        return lead in reader.grammar.words["agreements"]
    if tokens[first].fold == "fondation" and tokens[before_links(tokens, first)].fold in reader.grammar.words["since"]:
        return not tokens[first].capital
    act = tokens[first].fold == "presidence" or (not tokens[first].capital and tokens[first].fold in _LED)
    return act and lead == "sous" and before == "la"


def _is_side(reader: Reader, first: int, name: Name) -> bool:
    """Whether no body is told but a part of the world or persons.

    "l'Afrique de l'Ouest et du Centre", "la Région Nord", "les Chefs d'État et de Gouvernement".
    """
    tokens, sides = reader.tokens, reader.grammar.words["sides"]
    linked = first > _PARTS and tokens[first - 1].fold in _OF and tokens[first - 2].fold == "et"
    if tokens[first].fold == "gouvernement":
        return linked and tokens[first - 3].fold in {"etat", "etats"}
    if tokens[first].fold == "region":  # "la Région Sud" is that of Provence
        return (sides - {"sud"}).issuperset(t.fold for t in tokens[first + 1 : name.last])
    return linked and tokens[first].fold in sides and tokens[first - 3].fold in sides


def _is_seated(reader: Reader, first: int, head: Head, name: Name) -> bool:
    """Whether a small head has what it is for and then its town: "l'office du logement de Tanda", "le bureau de …"."""
    contracted = first > 0 and reader.tokens[first - 1].fold in {"du", "au"}
    definite = contracted or _before_article(reader.tokens, first) is not None
    town = reader.tokens[name.last - 1].proper and name.complements > 0 and name.parts >= _PARTS and name.small
    return definite and town and head.type in _SEATED and not head.flags & {"weak", "action", "strict"}


def _is_titled(reader: Reader, first: int, head: Head, name: Name) -> bool:
    """Whether a small head has a theme with a capital behind it: "le bureau des Affaires consulaires"."""
    tokens = reader.tokens
    after = first + len(head.words)
    noun = past_article(tokens, after + 1)
    article = tokens[after].fold in {"du", "des"} or (tokens[after].fold in _OF and noun > after + 1)
    if head.type not in _OFFICES or not name.complements or not article or name.last <= noun:
        return False
    contracted = first > 0 and tokens[first - 1].fold in {"du", "au"}
    definite = contracted or _before_article(tokens, first) is not None
    theme = tokens[noun].proper and not tokens[noun].upper and is_theme(tokens[noun], reader.grammar)
    body = noun in reader.known or head_at(tokens, noun, reader.grammar) is not None
    return definite and theme and not body and place_at(tokens, noun, reader.registry) is None


def _is_office_abroad(reader: Reader, first: int, head: Head, name: Name) -> bool:
    """Whether a small head names the office of a known body somewhere: "le bureau de l'OIM à Agadez"."""
    inside = any(i in reader.known for i in range(first + 1, name.last))
    return "abroad" in head.flags and inside and name.last not in reader.known_ends


def _is_allowed(reader: Reader, first: int, head: Head, name: Name) -> bool:
    """Whether the conditions that this very head sets are met; see `heads.tsv`."""
    tokens, flags = reader.tokens, head.flags
    small = not tokens[first].capital
    after = tokens[first + len(head.words)]
    if "nation" in flags and not _is_national(reader, first + len(head.words), name.last):
        town = tokens[past_article(reader.tokens, first + len(head.words) + 1)] if after.fold in _OF_ONE else after
        if "town" not in flags or not town.proper or after.fold not in _OF_ONE:
            return False
    if "joint" in flags and not any(t.fold == "et" for t in tokens[first : name.last]):
        return False
    if "joint" in flags and head.type in _MANY and name.complements == 0:
        return False
    beside = after.capital and after.fold not in STOP_WORDS
    if "beside" in flags and (small or "strict" in flags) and not beside:
        return False
    if "event" in flags and (
        name.institutional or after.fold in _OF_ONE or after.fold in reader.grammar.words["event_fields"]
    ):
        return False
    if small and "announces" in flags and (after.capital or _only_announces(reader, name)):
        return False
    before = _before_article(tokens, first)
    if "acts" in flags:
        return before in _ACTING if small else before is not None
    return not ("area" in flags and small and before in _WHERE)


def _only_announces(reader: Reader, name: Name) -> bool:
    """Whether the name of the body stands behind a noun and its adjectives: "l'association tombienne Daworé"."""
    tokens = reader.tokens
    if name.complements or name.proper or name.last >= len(tokens):
        return False
    return tokens[name.last].proper and tokens[name.last].gap < GAP_LINE


def _is_national(reader: Reader, i: int, last: int) -> bool:
    """Whether adjectives from token `i` on say "national" or a nationality, or "de" and a country follow them."""
    tokens, institutional = reader.tokens, reader.grammar.words["institutional"]
    while i < last and reader.is_adjective(tokens[i]):
        if tokens[i].fold in institutional or reader.is_demonym(tokens[i].fold):
            return True
        i += 1
    while i < last and tokens[i].fold in STOP_WORDS:
        i += 1
    return i < last and place_at(tokens, i, reader.registry) is not None


def _before_article(tokens: Sequence[Token], first: int) -> str | None:
    """The word before the article before token `first`, empty at the beginning of a sentence; None without article."""
    i = first
    while i and tokens[i].gap < GAP_LINE and tokens[i - 1].fold in _ARTICLES:
        i -= 1
    if i == first:
        return None
    return "" if tokens[i].opens or i == 0 else tokens[i - 1].fold


def _is_indefinite(reader: Reader, first: int, token: Token, flags: frozenset[str]) -> bool:
    """Whether an article before a small head says that any such body is meant ("un centre …", "des ministères …")."""
    before = reader.tokens[first - 1].fold if first and token.gap < 2 else ""
    if before in reader.grammar.words["plurals"]:
        return "plural" not in flags or ("joint" in flags and before == "des")
    return before in _INDEFINITE and not token.proper
