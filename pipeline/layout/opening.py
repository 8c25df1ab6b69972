"""What stands between the title of a brief and its text: the letterhead and the lead get their roles.

Works on blocks, whatever page or text they come from; changes nothing but roles.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from pipeline.model import Block, Role

MAX_MASTHEAD_WORDS = 14
"""Words of the longest line of a letterhead; "L'organisme des Nations Unies chargé des migrations" has 7."""

MIN_LEAD_WORDS = 8
"""Words of the shortest lead."""

DATED = re.compile(r"\b(?:1[89]|20)\d\d\b|@|\d{2}[ .]\d{2}[ .]\d{2}")
"""A year, an address or a telephone number: such lines are datelines or contacts, no letterhead."""


def name_opening(blocks: Sequence[Block]) -> tuple[Block, ...]:
    """The blocks with "masthead" and "lead" told from body between the title and the first heading."""
    title = next((at for at, block in enumerate(blocks) if block.role == "title"), None)
    if title is None:
        return tuple(blocks)
    end = next((at for at in range(title + 1, len(blocks)) if blocks[at].role == "heading"), len(blocks))
    opening = [at for at in range(title + 1, end) if blocks[at].role == "body" and blocks[at].aside is None]
    lead = next((at for at in opening if is_lead(blocks[at])), None)
    if lead is None:
        return tuple(blocks)
    roles: dict[int, Role] = {lead: "lead"}
    roles |= {at: "masthead" for at in opening if at < lead and is_masthead(blocks[at])}
    return tuple(replace(block, role=roles.get(at, block.role)) for at, block in enumerate(blocks))


def is_lead(block: Block) -> bool:
    """Whether a paragraph is set off as the lead: bold throughout, or a sentence in capitals."""
    words = [word for line in block.lines for word in line]
    letters = [word.text for word in words if any(c.isalpha() for c in word.text)]
    if len(letters) < MIN_LEAD_WORDS:
        return False
    capitals = sum(text.isupper() for text in letters) >= 0.9 * len(letters)
    return all(word.bold for word in words) or (capitals and words[-1].text.endswith("."))


def is_masthead(block: Block) -> bool:
    """Whether a block is a line or two of a letterhead: short, no sentence, no date."""
    text = " ".join(word.text for line in block.lines for word in line)
    is_sentence = text.endswith((".", ":", ";", ",", "?", "!"))
    return len(text.split()) <= MAX_MASTHEAD_WORDS and not is_sentence and not DATED.search(text)
