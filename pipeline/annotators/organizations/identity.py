"""Which body a mention names: the registry's, the one the text defines, or one known by its name alone."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from pipeline.annotators.organizations.candidate import Candidate
from pipeline.annotators.organizations.definitions import Definition
from pipeline.annotators.organizations.initials import initials_cost, is_acronym, is_clipped, letters_of, printed
from pipeline.annotators.organizations.reader import Reader
from pipeline.annotators.organizations.registry import STOP_WORDS, Entry, Registry, content, countries_named
from pipeline.annotators.organizations.standing import is_short, used_as_bodies
from pipeline.annotators.organizations.tokens import tokenize
from pipeline.nlp import fold

_DOMESTIC = frozenset(
    {"agency", "army", "company", "court", "government", "hospital", "ministry", "network", "parliament", "political"}
    | {"union", "university"}
)
_WORLDWIDE = frozenset({"ngo", "foundation", "donor"})
_AT_HOME = "FR"
_SHORTEST_INITIALS = 3
_SHORTEST_SPELLED = 4
_SYLLABLES = 2  # words that may give more than their first letter: SY-D-E-V
_LINKS = frozenset({"de", "du", "des"})
_VOWELS = frozenset("aeiouy")
_MOST = 16  # names with one first letter
_SHORTEST_OWN = 3  # letters: a longer acronym is that of a country's body wherever the text names the country
_SHORTEST_AGREED = 4  # letters: not "eaux"
_SHARED = 0.5  # of the content words: a wording of the registry's name, "Bureau pour la Coordination …" for "de la …"


@dataclass(frozen=True, slots=True)
class Identity:
    """The key of a record: ("entry", id), ("name", words), ("acronym", as printed), or "none" when it is too unsure."""

    kind: str
    key: str
    doubt: str | None = None


@dataclass(frozen=True, slots=True)
class Identifier:
    """What decides for one text."""

    reader: Reader
    defined: Mapping[str, Identity]  # acronym as printed → its body in this text
    wordings: Mapping[str, Identity]  # key of a name that the text defines → its body
    named: frozenset[str]  # entries whose full name the text has
    sure: frozenset[str]  # those and the entries of acronyms that no other body has
    used: frozenset[tuple[str, str | None]]  # acronyms of the registry used as a body's, with an entry and without
    countries: Mapping[str, int]  # ISO code → how often the text names it

    def of(self, candidate: Candidate) -> Identity:
        """The body that `candidate` names."""
        tokens = self.reader.tokens
        text = printed(tokens, candidate.first, candidate.last)
        if text in self.defined:
            return self.defined[text]
        if candidate.entry:
            if candidate.evidence == "acronym" and self._elsewhere(candidate.entry, text):
                reason = f"{text} may be {self.reader.registry.entries[candidate.entry].name}, of another country"
                used = not is_short(text) or (text, None) in self.used
                return Identity("acronym" if used else "none", text, reason)
            return Identity("entry", candidate.entry)
        if candidate.evidence == "acronym":
            return self._ambiguous(text)
        if candidate.name:
            identity = _named(folded(candidate.name), self.reader.registry)
        else:
            identity = name_identity(self.reader, candidate.first, candidate.last)
        return self.wordings.get(identity.key, identity) if identity.kind == "name" else identity

    def _elsewhere(self, entry: str, acronym: str) -> bool:
        """Whether the text speaks of countries, and not of the one that this body belongs to and works in.

        A short acronym needs more: its country has to be there, by name, nationality or another of its bodies. The
        French of France speak of their bodies without naming the country.
        """
        body = self.reader.registry.entries[entry]
        if body.country is None or body.country in self.countries or entry in self.named:
            return False
        if is_short(acronym) and body.country != _AT_HOME:
            works_abroad = body.type not in _DOMESTIC and (acronym, entry) in self.used
            return not works_abroad and not self._has_fellow(body)
        return body.type in _DOMESTIC and bool(self.countries)

    def _has_fellow(self, body: Entry) -> bool:
        """Whether the text names another body of the country that `body` belongs to."""
        entries = self.reader.registry.entries
        return any(other != body.id and entries[other].country == body.country for other in self.sure)

    def _ambiguous(self, acronym: str) -> Identity:
        """The one body of that acronym that the text names in full, or whose country it speaks of; else a doubt."""
        registry = self.reader.registry
        entries = [registry.entries[e] for e in registry.by_acronym(acronym)]
        full = [e for e in entries if e.id in self.named]
        if len(full) == 1:
            return Identity("entry", full[0].id)
        national = sorted(
            (e for e in entries if e.country in self.countries), key=lambda e: -self.countries[e.country or ""]
        )
        leads = len(national) == 1 or (
            len(national) > 1 and self.countries[national[0].country or ""] > self.countries[national[1].country or ""]
        )
        if leads and (_SHORTEST_OWN < len(acronym) or (acronym, national[0].id) in self.used):
            return Identity("entry", national[0].id)
        everywhere = [e for e in entries if e.country is None]
        word = acronym in registry.not_organizations
        if len(everywhere) == 1 and (word or (acronym, everywhere[0].id) not in self.used):
            return Identity("none", acronym, f"{acronym} may be {everywhere[0].name}")
        if len(everywhere) == 1:
            return Identity("entry", everywhere[0].id, f"{acronym} may also stand for something else")
        if len(entries) == 1:
            reason = f"{acronym} may be {entries[0].name}"
            if not word and entries[0].type in _WORLDWIDE and (acronym, entries[0].id) in self.used:
                return Identity("entry", entries[0].id, reason)
            return Identity("acronym" if not word and (acronym, None) in self.used else "none", acronym, reason)
        used = not is_short(acronym) or any((acronym, e) in self.used for e in (None, *(e.id for e in entries)))
        reason = f"{acronym} stands for several bodies: " + ", ".join(e.name for e in entries)
        return Identity("acronym" if used else "none", acronym, reason)


def identifier(
    reader: Reader, definitions: Sequence[Definition], kept: Iterable[Candidate], initials: Mapping[str, Candidate]
) -> Identifier:
    """The Identifier of a text, from its definitions and the names found in it."""
    countries = countries_named(reader.tokens, reader.registry)
    defined = {text: name_identity(reader, c.first, c.last) for text, c in initials.items()}
    wordings: dict[str, Identity] = {}
    names_of: dict[str, Identity] = {}
    for definition in definitions:
        text = printed(reader.tokens, *definition.acronym)
        if definition.organization and text in defined and text not in initials:
            other = name_identity(reader, *definition.name)
            if _is_like(other, names_of.get(text)):
                wordings.setdefault(other.key, defined[text])
        elif definition.organization:
            full = _named(folded(definition.full), reader.registry) if definition.full else None
            defined[text] = full or _defined(reader, definition, text, countries)
            if definition.office:
                continue  # the name is that of the office
            names_of[text] = name_identity(reader, *definition.name)
            wordings.setdefault(name_identity(reader, *definition.name).key, defined[text])
            if definition.english:
                wordings.setdefault(name_identity(reader, *definition.english).key, defined[text])
    present = tuple(kept)
    named = frozenset(c.entry for c in present if c.entry and c.evidence == "registry")
    sure = frozenset(c.entry for c in present if c.entry and c.evidence in {"registry", "acronym"})
    used = used_as_bodies(reader, _pairs(reader, present))
    return Identifier(reader, defined, wordings, named, sure, used, countries)


def _pairs(reader: Reader, kept: Iterable[Candidate]) -> frozenset[tuple[str, str | None]]:
    """The acronyms of the registry among `kept`, each with every body that it may name and with none."""
    acronyms = {printed(reader.tokens, c.first, c.last) for c in kept if c.evidence == "acronym"}
    return frozenset((a, entry) for a in acronyms for entry in (None, *reader.registry.by_acronym(a)))


def _is_like(one: Identity, other: Identity | None) -> bool:
    """Whether two names that the text gives one acronym share more than half of their words."""
    if other is None or one.kind != "name":
        return False
    words, others = set(one.key.split()), set(other.key.split())
    return len(words & others) > _SHARED * len(words | others)


def initialled(reader: Reader, names: Sequence[Candidate]) -> Mapping[str, Candidate]:
    """Acronyms that the text uses without defining them, and the one name of the text whose initials they are.

    "Ministère de la Santé publique … experts MSP": every letter is the initial of a content word, in order, or also of
    "de" and "des": "Semences du Delta … SDD". Two letters are enough where the text calls a body so: "l'ONG ED". What
    it calls so may have beginnings of words too: "SYDEV".
    """
    initials: dict[str, Candidate] = {}
    clashes: set[str] = set()
    wordings: dict[str, frozenset[str]] = {}
    called = {printed(reader.tokens, c.first, c.last) for c in names}
    spelled: dict[str, list[tuple[tuple[str, ...], Candidate]]] = {}
    for candidate in names:
        spelling = tuple(t.fold for t in reader.tokens[candidate.first : candidate.last] if t.word)
        alike = spelled.setdefault(spelling[0][:1], []) if len(spelling) >= _SHORTEST_INITIALS else []
        if len(alike) < _MOST and spelling not in {s for s, _ in alike}:
            alike.append((spelling, candidate))
        words = [t.fold for t in reader.tokens[candidate.first : candidate.last] if t.word and t.fold not in STOP_WORDS]
        letters = "".join(w[0] for w in words).upper()
        if len(letters) < _SHORTEST_INITIALS and not (len(letters) > 1 and letters in called):
            continue
        if wordings.setdefault(letters, frozenset(words)) != frozenset(words):
            clashes.add(letters)
        initials.setdefault(letters, candidate)
    for text in called - initials.keys():
        fits = [c for spelling, c in spelled.get(fold(text[:1]), ()) if _is_spelled(text, spelling)]
        if len(fits) == 1:
            initials[text] = fits[0]
    named = frozenset(c.entry for c in names if c.entry)
    contested = {text for text in initials if _is_contested(reader, text, named)}
    used = used_as_bodies(reader, ((text, None) for text in contested))
    registry = reader.registry
    return {
        letters: candidate
        for letters, candidate in initials.items()
        if letters not in clashes
        and ((letters, None) in used or not (letters in registry.not_organizations or registry.by_acronym(letters)))
    }


def _is_contested(reader: Reader, acronym: str, named: frozenset[str]) -> bool:
    """Whether an acronym is that of something else too, but surely of no body that the text names."""
    registry = reader.registry
    forms = [f for f in registry.acronyms.get(acronym, ()) if f.words == (acronym,)]
    other = any(not f.ambiguous or f.entry in named for f in forms)
    return (bool(forms) or acronym in registry.not_organizations) and not other


def _is_spelled(text: str, words: Sequence[str]) -> bool:
    """Whether an acronym is put together from the beginnings of these words, none that counts left out.

    In capitals it begins with a syllable, as what is spoken does.

    >>> [_is_spelled(a, ["syndicat", "d", "energie", "de", "la", "vireuse"]) for a in ("SYDEV", "SYEV", "SEVI")]
    [True, True, False]
    """
    if not (is_acronym(text) or is_clipped(text)) or " " in text:
        return False
    letters = letters_of(text)
    linked = "".join(w[0] for w in words if w not in STOP_WORDS or w in _LINKS)
    if letters == linked:
        return len(letters) >= _SHORTEST_INITIALS
    spoken_so = not text.isupper() or (letters[:2] == words[0][:2] and letters[1] in _VOWELS)
    if not spoken_so:
        return False
    cost = initials_cost(letters, words)
    whole = len(letters) >= sum(w not in STOP_WORDS for w in words)
    return cost is not None and cost <= _SYLLABLES and whole and len(letters) >= _SHORTEST_SPELLED


def name_identity(reader: Reader, first: int, last: int) -> Identity:
    """The registry's body of that name, or the name itself, country acronyms and accents apart."""
    tokens = reader.tokens
    if is_acronym(printed(tokens, first, last)) and last - first <= 3 and not tokens[first].shout:
        return Identity("acronym", printed(tokens, first, last))
    return _named([t.fold for t in tokens[first:last] if t.word], reader.registry)


def _named(words: Sequence[str], registry: Registry) -> Identity:
    entry = registry.by_words(words)
    if entry:
        return Identity("entry", entry)
    return Identity("name", " ".join(sorted(map(_agreed, content(_expanded(words, registry))))))


def _agreed(word: str) -> str:
    """A folded word without the ending of gender and number, which hurried texts get wrong.

    >>> [_agreed(w) for w in ("nationale", "nationales", "national", "europeenne", "europeen", "eau", "mines")]
    ['national', 'national', 'national', 'europeen', 'europeen', 'eau', 'min']
    """
    bare = word.removesuffix("s").removesuffix("e") if len(word) > _SHORTEST_AGREED else word
    return bare[:-1] if bare.endswith("nn") and word != bare else bare


def _expanded(words: Sequence[str], registry: Registry) -> list[str]:
    """Acronyms of countries written out, so that "de la RDC" and "de la République démocratique du Congo" are one."""
    long = {a.lower(): c.names[0] for c in registry.countries for a in c.acronyms}
    expanded: list[str] = []
    for word in words:
        expanded += folded(long[word]) if word in long else [word]
    return expanded


@lru_cache(maxsize=4096)
def folded(name: str) -> tuple[str, ...]:
    """The folded words of a name of the registry, without signs."""
    return tuple(t.fold for t in tokenize(name) if t.word)


def _defined(reader: Reader, definition: Definition, acronym: str, countries: Mapping[str, int]) -> Identity:
    """The body of a definition: the registry's when its name or a like one with that acronym is there.

    A like name in a text of other countries is that of another State's body.
    """
    first, last = definition.name
    if reader.known.get(first) == last or definition.organization:
        found = _known_entry(reader, first, last)
        if found:
            return Identity("entry", found)
    identity = name_identity(reader, first, last)
    if identity.kind == "entry":
        return identity
    printed_words = content(t.fold for t in reader.tokens[first:last] if t.word)
    words = frozenset(map(_agreed, printed_words))
    rare = frozenset(map(_agreed, printed_words - reader.registry.common))
    for entry in reader.registry.by_acronym(acronym):
        body = reader.registry.entries[entry]
        if body.type in _DOMESTIC and body.country not in {None, _AT_HOME, *countries}:
            continue
        for name in (body.name, *body.names):
            other = frozenset(map(_agreed, content(folded(name))))
            shared = words & other
            # the same but for a word more, or with a word in common that few bodies have
            telling = words <= other or other <= words or bool(shared & rare)
            like = telling and len(shared) > _SHARED * len(words | other)
            if like or (words < other and tokens_begin(reader, first, name)):
                return Identity("entry", entry)
    return identity


def tokens_begin(reader: Reader, first: int, name: str) -> bool:
    """Whether the name at token `first` begins as `name` does."""
    return reader.tokens[first].fold == folded(name)[0]


def _known_entry(reader: Reader, first: int, last: int) -> str | None:
    return next(iter(reader.registry.by_name([t.fold for t in reader.tokens[first:last]])), None)


def is_prefix(shorter: Sequence[str], longer: Sequence[str]) -> bool:
    """Whether `longer` begins with all words of `shorter` and goes on."""
    return len(shorter) < len(longer) and tuple(longer[: len(shorter)]) == tuple(shorter)


def spoken(words: Iterable[str]) -> list[str]:
    """The words that count when two names are compared from the left."""
    return [w for w in words if w not in STOP_WORDS]
