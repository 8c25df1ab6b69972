"""The words and endings of verbs that tell when something happens, read from `language/fr/dates.toml`."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import cast


@dataclass(frozen=True, slots=True)
class Tense:
    """Words and endings of verbs that place an event after or before the moment of writing; accents are kept."""

    future: frozenset[str]
    intents: frozenset[str]  # only before an infinitive
    intended: frozenset[str]  # "devait", before an infinitive
    orders: frozenset[str]  # participles of telling someone to do something
    order_links: frozenset[str]
    records: frozenset[str]  # what only a time that is over has
    past: frozenset[str]
    present: frozenset[str]
    moving: frozenset[str]
    adverbs: frozenset[str]
    future_endings: tuple[str, ...]
    past_endings: tuple[str, ...]
    narrative_endings: tuple[str, ...]
    imperfect_endings: tuple[str, ...]
    conditional_endings: tuple[str, ...]  # look like the imperfect's, tell nothing
    infinitive_endings: tuple[str, ...]
    participles: frozenset[str]  # in all their forms
    set: frozenset[str]  # participles of what is moved to a day
    aims: frozenset[str]
    formerly: frozenset[str]
    determiners: frozenset[str]
    noun_endings: tuple[str, ...]
    passives: frozenset[str]
    nouns: frozenset[str]  # with the ending of a verb
    pluperfect: frozenset[str]  # auxiliaries
    since: frozenset[str]
    until: frozenset[str]
    limits: frozenset[str]  # of them those whose day may lie on either side
    side: frozenset[str]  # words before a year compared with, or a limit


def read_tense(table: Mapping[str, object]) -> Tense:
    """The words of the table `tense`."""

    def single(name: str) -> tuple[str, ...]:
        return tuple(cast("list[str]", table[name]))

    return Tense(
        future=frozenset(single("future")),
        intents=frozenset(single("intents")),
        intended=frozenset(single("intended")),
        orders=_inflected(single("orders")),
        order_links=frozenset(single("order_links")),
        records=frozenset(single("records")),
        past=frozenset(single("past")),
        present=frozenset(single("present")),
        moving=frozenset(single("moving")),
        adverbs=frozenset(single("adverbs")),
        future_endings=single("future_endings"),
        past_endings=single("past_endings"),
        narrative_endings=single("narrative_endings"),
        imperfect_endings=single("imperfect_endings"),
        conditional_endings=single("conditional_endings"),
        infinitive_endings=single("infinitive_endings"),
        participles=_inflected(single("participles")),
        set=_inflected(single("set")),
        aims=frozenset(single("aims")),
        formerly=frozenset(single("formerly")),
        noun_endings=single("noun_endings"),
        determiners=frozenset(single("determiners")),
        passives=frozenset(single("passives")),
        nouns=frozenset(single("nouns")),
        pluperfect=frozenset(single("pluperfect")),
        since=frozenset(single("since")),
        until=frozenset(single("until")),
        limits=frozenset(single("limits")),
        side=frozenset(single("side")),
    )


def _inflected(participles: tuple[str, ...]) -> frozenset[str]:
    """The four forms of each participle; one in s has three."""
    return frozenset(word + ending for word in participles for ending in ("", "e", "s", "es"))
