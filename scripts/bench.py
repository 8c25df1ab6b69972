"""Speed and memory, as ratios against a peer or the bare engine in the same run (``make bench``).

Times are CPU seconds of this process and its children, the least of several rounds; a machine's load does not move
them much, and ratios less.
"""

from __future__ import annotations

import resource
import subprocess
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path

import pdfplumber
import pypdfium2

from pipeline import Pipeline
from pipeline.annotators.organizations import load_registry
from pipeline.clean import correct, load_lexicon
from pipeline.nlp import build_nlp
from pipeline.streams import annotate_lines

SAMPLES = Path(__file__).parent.parent / "samples"
ROUNDS = 5


def cpu() -> float:
    """CPU seconds used so far by this process and the children that ended."""
    own, children = resource.getrusage(resource.RUSAGE_SELF), resource.getrusage(resource.RUSAGE_CHILDREN)
    return own.ru_utime + own.ru_stime + children.ru_utime + children.ru_stime


def least(work: Callable[[], object], rounds: int = ROUNDS) -> float:
    """The least CPU seconds that `work` took."""
    taken = []
    for _ in range(rounds):
        start = cpu()
        work()
        taken.append(cpu() - start)
    return min(taken)


def show(name: str, value: float, unit: str, peer: str = "") -> None:
    """One line of the table."""
    print(f"{name:<58}{value:>12.2f} {unit:<10}{peer}")


def words_of_pages(path: Path) -> None:
    """What pdfplumber alone needs for the words of a document."""
    with pdfplumber.open(path) as document:
        for page in document.pages:
            page.extract_words(extra_attrs=["fontname", "size"])
            page.close()


def bare_ocr(folder: Path) -> Callable[[], object]:
    """Tesseract alone on the pages of the sample scan, one thread, pictures ready."""
    document = pypdfium2.PdfDocument(SAMPLES / "iom-pacte-mondial-2017.scan.pdf")
    files = []
    for at in range(len(document)):
        files.append(folder / f"{at}.png")
        document[at].render(scale=300 / 72, grayscale=True).to_pil().save(files[-1])

    def run() -> None:
        for file in files:
            subprocess.run(
                ["tesseract", str(file), "-", "-l", "fra", "tsv"],
                env={"OMP_THREAD_LIMIT": "1", "PATH": "/usr/bin:/bin:/usr/local/bin"},
                capture_output=True,
                check=True,
            )

    return run


def load_time(code: str) -> float:
    """CPU seconds of a fresh interpreter that runs `code`, less those of an empty one."""

    def run(text: str) -> None:
        subprocess.run([sys.executable, "-c", text], check=True, capture_output=True)

    return least(lambda: run(code), 3) - least(lambda: run("pass"), 3)


def main() -> None:
    """Print every figure."""
    pipeline = Pipeline.build()
    digital = SAMPLES / "iom-pacte-mondial-2017.pdf"
    ours, peer = least(lambda: pipeline.process(digital)), least(lambda: words_of_pages(digital))
    pages = 2
    show("born-digital page, document to brief, warm", 1000 * ours / pages, "ms/page")
    show("  against pdfplumber extract_words alone", ours / peer, "x", f"({1000 * peer / pages:.0f} ms/page)")

    with tempfile.TemporaryDirectory() as folder:
        peer = least(bare_ocr(Path(folder)), 2)
    ours = least(lambda: pipeline.process(SAMPLES / "iom-pacte-mondial-2017.scan.pdf"), 2)
    show("scanned page, document to brief, warm", ours / pages, "s/page")
    show("  against bare tesseract on the same pages", ours / peer, "x", f"({peer / pages:.2f} s/page)")

    noisy = (SAMPLES / "iom-pacte-mondial-2017.ocr.txt").read_text("utf-8")
    lexicon = load_lexicon()
    tidy = correct(noisy, lexicon)[0]
    for name, text in (("noisy", noisy), ("clean", tidy)):
        show(f"cleaning, {name} text, warm", len(text.split()) / least(lambda t=text: correct(t, lexicon)), "words/s")

    nlp = build_nlp()
    load_registry()
    show("spaCy pipeline alone, warm", len(tidy.split()) / least(lambda: nlp(tidy)), "words/s")
    text = "\n\n".join([tidy] * 5)
    show("tokens, model, organisations, dates, URLs", annotation_speed(text), "words/s")

    show("load the lexicon", load_time("from pipeline.clean import load_lexicon; load_lexicon()"), "s")
    show("load the spaCy pipeline", load_time("from pipeline.nlp import build_nlp; build_nlp()"), "s")
    show("  of that, importing spaCy", load_time("import spacy"), "s")
    show("briefs --help", load_time("from pipeline.cli import parser; parser().format_help()"), "s")
    show("peak memory", resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024, "MB")


def annotation_speed(text: str) -> float:
    """Words per CPU second of the whole annotation, model and registry loaded before the clock starts."""
    import json

    line = json.dumps({"id": 1, "text": text}).encode()
    stream = annotate_lines((line for _ in range(4)), None)
    next(stream)  # loads
    start = cpu()
    done = sum(1 for _ in stream)
    return done * len(text.split()) / (cpu() - start)


if __name__ == "__main__":
    main()
