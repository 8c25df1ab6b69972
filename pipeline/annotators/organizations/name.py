"""What is known of a name while it is read."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Name:
    """How far a name reaches and what it is made of."""

    last: int  # exclusive token index
    proper: bool = False  # a capitalised word stands in the complements
    place: bool = False  # a country, a nationality or a name of the registry does
    institutional: bool = False  # an adjective such as "national"
    small: bool = False  # a complement in small letters
    parts: int = 0  # content words after the head
    complements: int = 0  # of those, introduced by a preposition
    joined: bool = False  # a coordination has been read, so a capital beside it is another line or a town
    limit: int = 0  # exclusive token index that it cannot pass
    plural: bool = False  # the last word is a plural noun after "des", so an adjective in -s may follow
    fixed: bool = False  # the head is surely that of a name, so its first complement belongs to it whatever its noun
