"""Builds the French word list that cleaning loads, from a hunspell dictionary and word frequencies.

    python -m pipeline.training.lexicon fr.aff fr.dic pipeline/language/fr

Input: `fr.aff` and `fr.dic` of the Debian package hunspell-fr-classical 7.0 (Dicollecte, MPL-2.0) and the tables
of wordfreq 3.1.1 (data CC BY-SA 4.0). Output: `lexicon.txt.xz`, every form of the dictionary under its frequency,
and `lexicon-english.txt.xz`, common English words that are no French ones. The same input gives the same bytes.

Only what this dictionary uses of the format is read: long flags, FULLSTRIP, NEEDAFFIX, prefixes and suffixes of
which one may allow another (hunspell(5), "AFFIX CLASSES"). Elisions (l', qu'…) are left out: cleaning knows them.
"""

from __future__ import annotations

import argparse
import lzma
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from wordfreq import get_frequency_dict, zipf_frequency

ENGLISH_FLOOR = 3.5
"""Zipf frequency (log10 of uses per 10^9 words) from which an English word is listed: some 9,000 words."""

WORD = re.compile(r"[^\W\d_]+(?:[-'][^\W\d_]+)*\.?")


@dataclass(frozen=True, slots=True)
class Affix:
    """One line of an affix class: `strip` is replaced by `add` where `condition` holds."""

    strip: str
    add: str
    condition: re.Pattern[str]
    flags: tuple[str, ...]
    is_suffix: bool

    def apply(self, stem: str) -> str | None:
        """The form made of `stem`, or None where the affix does not fit it."""
        if not self.condition.search(stem):
            return None
        if self.is_suffix:
            return stem.removesuffix(self.strip) + self.add if stem.endswith(self.strip) else None
        return self.add + stem.removeprefix(self.strip) if stem.startswith(self.strip) else None


def read_affixes(lines: Iterable[str]) -> Mapping[str, tuple[Affix, ...]]:
    """The affix classes by flag; elision prefixes are left out."""
    classes: dict[str, list[Affix]] = defaultdict(list)
    for line in lines:
        field = line.split()
        if len(field) < 5 or field[0] not in ("PFX", "SFX"):
            continue
        kind, flag, strip, addition, condition = field[:5]
        add, _, flags = addition.partition("/")
        if kind == "PFX" and add.endswith("'"):
            continue
        is_suffix = kind == "SFX"
        condition = re.escape("") if condition == "." else condition
        pattern = re.compile(f"(?:{condition})$" if is_suffix else f"^(?:{condition})")
        strip = "" if strip == "0" else strip
        add = "" if add == "0" else add
        if kind == "PFX" and "'" in add:
            continue
        classes[flag].append(Affix(strip, add, pattern, split_flags(flags), is_suffix))
    return {flag: tuple(affixes) for flag, affixes in classes.items()}


def split_flags(flags: str) -> tuple[str, ...]:
    """The two-character flags of a word or an affix."""
    return tuple(flags[i : i + 2] for i in range(0, len(flags), 2))


def expand(stem: str, flags: tuple[str, ...], classes: Mapping[str, tuple[Affix, ...]]) -> Iterator[str]:
    """Every form of a dictionary line, at most two affixes deep."""
    if "{}" in flags:
        return
    if "()" not in flags:
        yield stem
    for flag in flags:
        for affix in classes.get(flag, ()):
            form = affix.apply(stem)
            if form is None:
                continue
            if "()" not in affix.flags:
                yield form
            for inner in affix.flags:
                for second in classes.get(inner, ()):
                    if (twice := second.apply(form)) is not None:
                        yield twice


def french_forms(aff: Path, dic: Path) -> frozenset[str]:
    """All forms that consist of letters, inner hyphens and apostrophes."""
    classes = read_affixes(aff.read_text(encoding="utf-8").splitlines())
    forms: set[str] = set()
    for line in dic.read_text(encoding="utf-8").splitlines()[1:]:
        entry = line.split()
        if not entry:
            continue
        stem, _, flags = entry[0].partition("/")
        forms.update(f for f in expand(stem, split_flags(flags), classes) if WORD.fullmatch(f))
    return frozenset(forms)


def by_frequency(forms: Iterable[str]) -> str:
    """Lines of `zipf x 10 <tab> forms separated by a space`, the most frequent first."""
    rows: dict[int, list[str]] = defaultdict(list)
    for form in forms:
        rows[round(10 * zipf_frequency(form, "fr", wordlist="large"))].append(form)
    return "".join(f"{zipf}\t{' '.join(sorted(rows[zipf]))}\n" for zipf in sorted(rows, reverse=True))


def english_words(french: frozenset[str]) -> tuple[str, ...]:
    """English words of letters, frequent enough and unknown to French."""
    table = get_frequency_dict("en", wordlist="large")
    floor = 10 ** (ENGLISH_FLOOR - 9)
    return tuple(
        sorted(w for w, f in table.items() if f >= floor and w.isascii() and w.isalpha() and len(w) > 1 and w not in french)
    )


def main() -> None:
    """Read the two dictionary files, write the two word lists."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("aff", type=Path)
    parser.add_argument("dic", type=Path)
    parser.add_argument("folder", type=Path, help="where the lists go")
    given = parser.parse_args()
    forms = french_forms(given.aff, given.dic)
    for name, text in (
        ("lexicon.txt.xz", by_frequency(forms)),
        ("lexicon-english.txt.xz", "\n".join(english_words(forms)) + "\n"),
    ):
        (given.folder / name).write_bytes(lzma.compress(text.encode(), preset=9 | lzma.PRESET_EXTREME))


if __name__ == "__main__":
    main()
