"""Whether a sentence places a date before or after the moment of writing, as its prepositions and verbs tell.

What stands nearest to the date counts: the preposition before it, a participle of its own, the nearest verb.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Final

from pipeline.aligned import Span
from pipeline.annotators.dates.lexicon import lexicon
from pipeline.annotators.dates.verbs import Tense
from pipeline.annotators.dates.view import fold

_LETTERS: Final = re.compile(r"[^\W\d_]+")
_BREAK: Final = re.compile(r"[;•]|:\s|\n\n|\s[–—]\s")
_BULLET: Final = re.compile(r"[\s•*–—-]*")

CLAUSE = 300
"""Characters on either side of a date in which its verb is looked for; a sentence cut short is an enumeration."""

REACH = 5
"""Words before a date among which its own participle stands: "menée en juin et en [septembre]"."""

PREPOSITION = 4
"""Words before a date among which a preposition limits it: "d'ici à la [mi-mai]"."""

FORMERLY = 7
"""Words before a date among which one says that it came otherwise: "prévu à l'origine en [mai]"."""

AFTERWARDS = 2
"""How many times nearer a verb must be that follows the date, to count before one that precedes it."""


@dataclass(frozen=True, slots=True)
class Direction:
    """Where a date lies: `sign` -1 before the moment of writing, 1 after it, 0 not told."""

    sign: int
    since: bool = False  # "depuis": it lasts until the moment of writing
    prior: bool = False  # before what the sentence tells: "remis le [3 avril]", "avait visité"
    near: bool = False  # on either side, but not far: "devait ouvrir en [mai]", "les chiffres de [mai]"
    bounded: bool = False  # what is over may end on it yet: "a suspendu les cours jusqu'au [8 mars]"


def clause(text: str, sentence: Span, span: Span) -> Span:
    """The part of the sentence around a date, up to a semicolon, colon, dash or bullet."""
    start, end = max(sentence.start, span.start - CLAUSE), min(sentence.end, span.end + CLAUSE)
    for found in _BREAK.finditer(text, start, span.start):
        start = found.end()
    found_after = _BREAK.search(text, span.end, end)
    return Span(start, found_after.start() if found_after else end)


def direction(text: str, sentence: Span, span: Span) -> Direction:
    """What the words around the date at `span` say of its place in time."""
    near = clause(text, sentence, span)
    before = _words(text[near.start : span.start])
    known = lexicon().tense
    close = [word.lower() for word in before[-PREPOSITION:]]
    if any(word in known.since for word in close[-2:]):
        return Direction(-1, since=True)
    if "ici" in close and "d" in close:
        return Direction(1)
    following = _words(text[span.end : near.end])
    own = _aim(before, following) or _participle(before) or _opening(text, near, span)
    if own > 0 and any(word in known.formerly for word in (w.lower() for w in before[-FORMERLY:])):
        own = min(0, _nearest_verb([], following).sign or _nearest_verb(before[:-REACH], []).sign)
    if own:
        return Direction(own, prior=own < 0)
    if _is_recorded(before):
        return Direction(0, near=True)
    found = _nearest_verb(before, following)
    if found.sign < 0 and _is_ordered(before):
        return Direction(1)
    if found.sign < 0 and any(word in known.limits for word in close):
        return replace(found, bounded=True)
    if found.sign or found.near:
        return found
    if any(word in known.until for word in close) or _is_task(text, sentence, near):
        return Direction(1)
    return found


BESIDE = 40
"""Characters on either side of a date where a word can stand right beside it."""


def recurs(text: str, sentence: Span, span: Span, *, ranged: bool = False) -> bool:
    """Whether a general statement means the month or season at `span` of every year; `ranged` for a range of them.

    >>> text = "Chaque année en mars, les criquets reviennent."
    >>> recurs(text, Span(0, len(text)), Span(16, 20))
    True
    """
    start, end = max(sentence.start, span.start - CLAUSE), min(sentence.end, span.end + CLAUSE)
    folded, known = fold(text[start:end]), lexicon()
    if known.recurring.search(folded):
        return True
    if known.yearly_season.search(folded) and (ranged or known.season_verbs.search(folded)):
        return True
    return any(
        name != lasting["season"] and re.search(rf"(?<!\w){name}(?!\w)", folded)
        for lasting in known.lasting_season.finditer(folded)
        for name in known.seasons
    )


def is_yearly(text: str, sentence: Span, span: Span) -> bool:
    """Whether words of the sentence right beside the date at `span` make it one of every year, be it a day.

    >>> text = "Les comptes paraissent le 31 mai de chaque année."
    >>> is_yearly(text, Span(0, len(text)), Span(26, 32))
    True
    """
    before = text[max(sentence.start, span.start - BESIDE) : span.start]
    after = text[span.end : min(sentence.end, span.end + BESIDE)]
    known = lexicon()
    return known.yearly_before.search(fold(before)) is not None or known.yearly_after.match(fold(after)) is not None


def is_of_old(text: str, sentence: Span, span: Span) -> bool:
    """Whether the sentence tells what was done in a decade, so that its months are those of every year.

    >>> text = "Dans les années 1960, on semait en mai."
    >>> is_of_old(text, Span(0, len(text)), Span(35, 38))
    True
    """
    start, end = max(sentence.start, span.start - CLAUSE), min(sentence.end, span.end + CLAUSE)
    return lexicon().in_decade.search(fold(text[start:end])) is not None


def _words(text: str) -> list[str]:
    return _LETTERS.findall(text)


def _participle(before: list[str]) -> int:
    """The tense of a participle right before the date, which weighs more than the sentence's verb; 0 without one.

    >>> _participle("Elle présentera une étude menée en".split()), _participle("La session sera organisée en".split())
    (-1, 1)
    """
    shown = before[-REACH - 1 :]
    words = [word.lower() for word in shown]
    known = lexicon().tense
    for at in range(len(words) - 1, len(words) - 1 - min(REACH, len(words)), -1):  # from the date back to its verb
        word, auxiliary = words[at], words[at - 1] if at else ""
        if at and shown[at].istitle():
            continue  # a name: "à Lomé"
        if (
            _is_intent(words, at, known)
            or word in known.future
            or auxiliary in known.future
            or _is_future(auxiliary, known)
        ):
            return 1
        if auxiliary in known.past or auxiliary in known.present or _is_narrated(word, known):
            return 0  # the verb of the sentence
        if auxiliary in known.passives:
            return 0  # what the verb before it says
        if auxiliary not in known.determiners and _is_participle(word, known):
            return -1
    return 0


def _is_participle(word: str, known: Tense) -> bool:
    """Whether a word alone is a participle of the past, not a noun: "menée", "ouvert"."""
    if word in known.nouns:
        return False
    return word in known.participles or (len(word) > 3 and word.endswith(("é", "ée", "és", "ées")))


def _opening(text: str, near: Span, span: Span) -> int:
    """The tense of the participle that opens the clause, or the part after its last comma; 0 without one.

    "Adopté en conseil des ministres le [22 mai]", ", prévue dans les quatre provinces en [mai],".
    """
    known = lexicon().tense
    comma = max(text.rfind(mark, near.start, span.start) for mark in ",(") + 1
    for start in (max(comma, near.start), near.start):
        words = [word.lower() for word in _words(text[start : span.start])]
        while words and (words[0] in known.adverbs or words[0] in known.formerly):
            words.pop(0)
        if not words or _verbs(words[1:]):
            continue
        if words[0] in known.future:
            return 1
        if _is_participle(words[0], known) and not words[0].endswith(known.noun_endings):
            return -1
    return 0


def _aim(before: list[str], after: list[str]) -> int:
    """1 for a day that something is moved to: "fixée au [3 mai]"; -1 when it has taken place since; else 0."""
    known = lexicon().tense
    words = [word.lower() for word in before]
    while words and words[-1] in lexicon().particles["connectors"]:
        words.pop()
    if not words or words.pop() not in known.aims:
        return 0
    while words and (words[-1] in known.adverbs or words[-1] in known.until):
        words.pop()
    if not words or words[-1] not in known.set:
        return 0
    auxiliaries = words[-PREPOSITION:-1]
    if any(word in known.pluperfect for word in auxiliaries):
        return -1
    is_told = any(word in known.past or word in known.present for word in auxiliaries)
    return -1 if not is_told and _nearest_verb([], after).sign < 0 else 1


def _is_recorded(before: list[str]) -> bool:
    """Whether the date is that of figures: "les données du [premier trimestre]"."""
    words = [word.lower() for word in before]
    while words and words[-1] in lexicon().particles["connectors"]:
        words.pop()
    return words != before and words[-1:] != [] and words[-1] in lexicon().tense.records


def _is_ordered(before: list[str]) -> bool:
    """Whether the last verb told someone to do by the date what follows it: "a chargé la cellule de publier avant"."""
    known = lexicon().tense
    words = [word.lower() for word in before]
    for at in range(len(words) - 1, 0, -1):
        if words[at] in known.orders and words[at - 1] in known.past | known.present | known.adverbs:
            return any(
                _is_infinitive(words[place], known) and _is_linked(words, place, at)
                for place in range(at + 2, len(words))
            )
    return False


def _is_linked(words: list[str], place: int, start: int) -> bool:
    """Whether "à" or "de" stands before the infinitive, with a pronoun at most between them."""
    return any(word in lexicon().tense.order_links for word in words[max(start + 1, place - 2) : place])


def _is_intent(words: Sequence[str], at: int, known: Tense) -> bool:
    """Whether the word means to do something: "compte ouvrir", but not "a rendu compte"."""
    return words[at] in known.intents and at + 1 < len(words) and _is_infinitive(words[at + 1], known)


def _is_infinitive(word: str, known: Tense) -> bool:
    return word.endswith(known.infinitive_endings) and word not in known.nouns


def _is_future(word: str, known: Tense) -> bool:
    return 4 < len(word) and word.endswith(known.future_endings)


def _nearest_verb(before: list[str], after: list[str]) -> Direction:
    """What the nearest verb says; one before the date counts more than one after it."""
    best: tuple[int, Direction] | None = None
    for place, found in _verbs(before):
        best = (len(before) - place, found)  # the last one
    for place, found in _verbs(after):
        if best is None or (place + 1) * AFTERWARDS < best[0]:
            best = (place, found)
        break
    return best[1] if best else Direction(0)


def _verbs(shown: list[str]) -> list[tuple[int, Direction]]:
    """The verbs whose tense tells, with their places among the words.

    Names are no verbs, and accents count: "à Tunis" is not "a mis", "opéra" is not "opera".
    """
    known = lexicon().tense
    words = [(at, w.lower()) for at, w in enumerate(shown) if w.islower() or w.isupper() or (at == 0 and len(w) > 1)]
    words = [(at, word) for at, word in words if word not in known.adverbs]
    found: list[tuple[int, Direction]] = []
    for index, (at, word) in enumerate(words):
        following = words[index + 1][1] if index + 1 < len(words) else ""
        previous = words[index - 1][1] if index else ""
        if word in known.future or _is_future(word, known) or _is_intent((word, following), 0, known):
            found.append((at, Direction(1)))
        elif word in known.intended and (following in known.passives or _is_infinitive(following, known)):
            found.append((at, Direction(0, near=True)))
        elif word in known.past and _ends_as_participle(following, known):
            found.append((at, Direction(-1, prior=word in known.pluperfect)))
        elif word in known.present and _ends_as_participle(following, known):
            if previous in lexicon().particles["reflexive"] or following in known.moving:
                found.append((at, Direction(-1)))
        elif _is_narrated(word, known):
            found.append((at, Direction(-1)))
    return found


def _ends_as_participle(word: str, known: Tense) -> bool:
    """Whether a word after an auxiliary may be its participle; "a du" is an "à" whose accent was lost."""
    return word not in known.determiners and word.endswith(known.past_endings)


def _is_narrated(word: str, known: Tense) -> bool:
    """Whether a verb alone is of the past: "dormaient", "furent"."""
    if 5 < len(word) and word.endswith(known.narrative_endings):
        return True
    return (
        4 < len(word)
        and word.endswith(known.imperfect_endings)
        and not word.endswith(known.conditional_endings)
        and word not in known.nouns
    )


def _is_task(text: str, sentence: Span, near: Span) -> bool:
    """Whether the clause begins with an infinitive, as recommendations do: "Nommer un référent dès septembre"."""
    start = _BULLET.match(text, near.start)
    word = _LETTERS.match(text, start.end() if start else near.start)
    known = lexicon().tense
    if word is None or (near.start != sentence.start and text[near.start - 1 : near.start] != "•"):
        return False
    return _is_infinitive(word[0].lower(), known)
