"""The spaCy Language that reads the clean text: tokens, sentences and, when a trained pipeline is there, entities.

Nothing is downloaded. French is not `spacy.lang.fr`: importing that compiles one regular expression of 1.45 MB, which
costs 2 s at every start; the rules below build in 0.05 s.
"""

from __future__ import annotations

import logging
import re
import unicodedata
from collections.abc import Callable, Iterator
from importlib.resources import files
from pathlib import Path

import spacy
from spacy.attrs import NORM, SENT_START  # type: ignore[import-not-found]  # compiled, without stubs
from spacy.language import BaseDefaults, Language
from spacy.tokenizer import Tokenizer  # type: ignore[import-not-found]  # compiled, without stubs
from spacy.tokens import Doc
from spacy.util import registry
from spacy.vocab import Vocab

log = logging.getLogger(__name__)

LANG = "frb"
"""Language code of the pipeline trained here, so that loading it needs no `spacy.lang.fr`."""

LONGEST_RUN = 200
"""Characters without white space that the tokenizer is given at once: it is quadratic on runs such as `''''…`
(20,000 characters 26.7 s, cut at 200: 0.31 s)."""


def _plain(text: str) -> str:
    """Without accents and other combining marks."""
    return "".join(c for c in unicodedata.normalize("NFKD", text) if not unicodedata.combining(c))


_LETTERS = str.maketrans(
    {c: _plain(c) for c in map(chr, range(0xC0, 0x180))}  # so that most words need no more than this table
    | {
        "œ": "oe",
        "æ": "ae",
        "ß": "ss",
        "\N{RIGHT SINGLE QUOTATION MARK}": "'",
        "\N{LEFT SINGLE QUOTATION MARK}": "'",
        "\N{MODIFIER LETTER APOSTROPHE}": "'",
        "\N{ACUTE ACCENT}": "'",
        "\N{HYPHEN}": "-",
        "\N{NON-BREAKING HYPHEN}": "-",
    }
)
_SHIPPED = "language/fr/model"
_QUOTES = r"""["'«»“”‘’„`]"""
_LONG = re.compile(rf"\S{{{LONGEST_RUN + 1}}}")
_RUN = re.compile(rf"\S{{1,{LONGEST_RUN}}}|\s+")
_ELIDED = r"(?<=\b[CDIJLMNSTcdjlmnst]['’])(?=\w)|(?<=\b[Qq]u['’])(?=\w)|(?<=\bQU['’])(?=\w)|(?<=squ['’])(?=\w)"


def fold(word: str) -> str:
    """`word` in small letters without accents; ligatures apart, one kind of apostrophe and hyphen.

    >>> fold("Œuvres"), fold("d’État"), fold("SÉNÉGAL")
    ('oeuvres', "d'etat", 'senegal')
    """
    small = word.lower()
    if small.isascii():
        return small
    plain = small.translate(_LETTERS)
    return plain if plain.isascii() else _plain(plain)


class FrenchDefaults(BaseDefaults):
    """Tokenizer rules for institutional French.

    Elision is split (l' OIM, jusqu' au; I' too, as OCR misreads l'), hyphens are not (mi-avril, ONU-Habitat), slashes
    are (OIM / PNUD).
    NORM is the folded form, so that capitals and lost accents look like the ordinary word to the model.
    """

    prefixes = (_QUOTES, r"[(\[{<§%=+#•·–—…]", r"[,;:!?]", r"\.(?=\D)")
    suffixes = (_QUOTES, r"[)\]}>%°•·–—…]", r"[,;:!?]", r"(?<=[\w)\]»”%])\.", "\\.\\.+")
    infixes = (_ELIDED, r"(?<=\w)[/|](?=\w)", r"(?<=[^\W\d_])[,;:!?()«»](?=[^\W\d_])", r"[–—…]")
    lex_attr_getters = {**BaseDefaults.lex_attr_getters, NORM: fold}  # noqa: RUF012 - spaCy declares it so


@registry.languages(LANG)
class French(Language):  # type: ignore[no-untyped-call]  # spaCy's __init_subclass__
    """spaCy asks for a subclass to register a language."""

    lang = LANG
    Defaults = FrenchDefaults


class BoundedTokenizer:
    """A spaCy tokenizer whose time is linear on noise: runs without white space are cut at `LONGEST_RUN`."""

    def __init__(self, inner: Tokenizer) -> None:
        self.inner = inner
        self.vocab: Vocab = inner.vocab

    def __call__(self, text: str) -> Doc:
        """The tokens of `text`; `doc.text == text` always."""
        if not _LONG.search(text):
            doc: Doc = self.inner(text)
            return doc
        words: list[str] = []
        spaces: list[bool] = []
        for part in _pieces(text):
            for token in self.inner(part):
                words.append(token.text)
                spaces.append(bool(token.whitespace_))
        return Doc(self.vocab, words=words, spaces=spaces)

    def to_bytes(self, **_: object) -> bytes:
        """Nothing: the rules are code."""
        return b""

    def from_bytes(self, _data: bytes, **_: object) -> BoundedTokenizer:
        """Itself: the rules are code."""
        return self

    def to_disk(self, _path: str | Path, **_: object) -> None:
        """Nothing is written: the rules are code."""

    def from_disk(self, _path: str | Path, **_: object) -> BoundedTokenizer:
        """Itself: the rules are code."""
        return self


def _pieces(text: str) -> Iterator[str]:
    start = 0
    for run in _RUN.finditer(text):
        if len(run[0]) == LONGEST_RUN and not run[0].isspace():
            yield text[start : run.end()]
            start = run.end()
    if start < len(text):
        yield text[start:]


@registry.tokenizers("briefs.BoundedTokenizer.v1")  # type: ignore[untyped-decorator]
def _create_tokenizer() -> Callable[[Language], BoundedTokenizer]:
    def create(nlp: Language) -> BoundedTokenizer:
        defaults = nlp.Defaults
        return BoundedTokenizer(
            Tokenizer(
                nlp.vocab,
                prefix_search=spacy.util.compile_prefix_regex(defaults.prefixes or ()).search,
                suffix_search=spacy.util.compile_suffix_regex(defaults.suffixes or ()).search,
                infix_finditer=spacy.util.compile_infix_regex(defaults.infixes or ()).finditer,
                url_match=defaults.url_match,
            )
        )

    return create


@Language.component("blocks")
def mark_blocks(doc: Doc) -> Doc:
    """A sentence begins after every blank line: no sentence runs from one block of a page into the next.

    Other bounds stay open, for a later pipe to set.
    """
    starts = doc.to_array(SENT_START)  # set token by token, each would look at the whole text
    bounds = starts.view("int64")  # spaCy hands its -1 over as unsigned
    for token in doc[:-1]:
        if token.is_space:
            bounds[token.i] = -1
            if token.text.count("\n") > 1:
                bounds[token.i + 1] = 1
    return doc.from_array([SENT_START], starts)  # type: ignore[arg-type]  # the stub knows tables only


def tokens() -> Language:
    """The tokenizer alone."""
    return French.from_config({"nlp": {"lang": LANG, "tokenizer": {"@tokenizers": "briefs.BoundedTokenizer.v1"}}})


def blank() -> Language:
    """Tokenizer and sentence bounds by punctuation, nothing learned."""
    nlp = tokens()
    nlp.add_pipe("sentencizer")
    return nlp


def build_nlp(model: str | None = None) -> Language:
    """The Language to read with: the project's own, or an installed package or folder named by `model`.

    Raises OSError when `model` is neither installed nor a folder.
    """
    if model is not None:
        nlp = spacy.load(model)
        if not any(nlp.has_pipe(name) for name in ("parser", "senter", "sentencizer")):
            nlp.add_pipe("sentencizer", first=True)
        return nlp
    shipped = Path(str(files("pipeline").joinpath(_SHIPPED)))
    if (shipped / "config.cfg").exists():
        return spacy.load(shipped)
    log.info("no trained pipeline is installed: organisations come from rules and registry alone")
    return blank()
