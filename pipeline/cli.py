"""The command line: arguments in, exit code out. The only place that prints."""

from __future__ import annotations

import argparse
import contextlib
import json
import logging
import os
import sys
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, TextIO

if TYPE_CHECKING:
    from pipeline.batch import Outcome
    from pipeline.config import Config
    from pipeline.streams import BadLine

OK, USAGE, SOME_FAILED, BROKEN_CONTRACT, INTERRUPTED = 0, 2, 3, 4, 130

EXAMPLES = """\
examples:
  briefs extract note.pdf -o output            one brief, output/note.json
  briefs extract briefs/ "scans/*.tif" -o out  a folder and a pattern
  pdftotext note.pdf - | briefs extract - -o out
  briefs validate out/*.json                   hold results against the schema
  briefs clean - < raw.txt                     mend OCR text
  briefs debug note.pdf -o pages               pictures of the pages with what was found
  briefs timeline out --svg timeline.svg       what happens when, in all briefs of a folder
  briefs annotate < sentences.jsonl            dates, organisations, names, URLs of {"id", "text"} lines

exit codes: 0 done, 2 usage, 3 some documents failed or are partial, 4 output breaks the schema, 130 interrupted
"""


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command and return its exit code."""
    options = parser().parse_args(arguments)
    logging.basicConfig(level=logging.INFO if options.verbose else logging.ERROR, format="%(name)s: %(message)s")
    # pdfminer reports every oddity of every file, far below what a reader of briefs needs
    logging.getLogger("pdfminer").setLevel(logging.CRITICAL)
    try:
        return int(options.run(options))
    except KeyboardInterrupt:
        print("interrupted; finished briefs are kept", file=sys.stderr)
        return INTERRUPTED
    except BrokenPipeError:
        # the reader of our output has seen enough; Python must not complain at exit
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return OK


def parser() -> argparse.ArgumentParser:
    """All commands and options."""
    top = argparse.ArgumentParser(
        prog="briefs",
        description="French institutional briefs into structured data that people can trust.",
        epilog=EXAMPLES,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    top.add_argument("-v", "--verbose", action="store_true", help="say more on standard error")
    commands = top.add_subparsers(required=True, metavar="COMMAND")

    extract = commands.add_parser(
        "extract", help="documents into JSON", epilog=EXAMPLES, formatter_class=top.formatter_class
    )
    extract.add_argument(
        "inputs", nargs="+", metavar="INPUT", help="file, folder, pattern, or - for text on standard input"
    )
    extract.add_argument("-o", "--output", type=Path, required=True, metavar="DIR", help="folder for the JSON files")
    extract.add_argument(
        "-j", "--jobs", type=positive, default=os.cpu_count() or 1, metavar="N", help="documents at once"
    )
    extract.add_argument("--summary", action="store_true", help="a line per brief even when not on a terminal")
    add_model(extract)
    add_ocr(extract)
    extract.add_argument("--timeout", type=positive, default=None, metavar="S", help="seconds per document (900)")
    extract.add_argument("--memory", type=positive, default=None, metavar="MB", help="megabytes per document (4096)")
    extract.set_defaults(run=run_extract)

    validate = commands.add_parser("validate", help="JSON files against the schema")
    validate.add_argument("files", nargs="+", type=Path, metavar="FILE", help="output of extract, or a folder of it")
    validate.set_defaults(run=run_validate)

    commands.add_parser("schema", help="print the JSON Schema").set_defaults(run=run_schema)

    clean = commands.add_parser("clean", help="mend OCR text: JSONL {id, text} in and out, or - for plain text")
    clean.add_argument("input", nargs="?", choices=["-"], help="plain text in, plain text out")
    clean.add_argument("--explain", action="store_true", help="show every correction and doubt to a person instead")
    clean.add_argument(
        "--without", action="append", default=[], metavar="RULE", help="switch a repair off, by its rule's name"
    )
    clean.set_defaults(run=run_clean)

    annotate = commands.add_parser(
        "annotate", help="dates, organisations, names, URLs: JSONL {id, text, doc_date} in and out"
    )
    add_model(annotate)
    annotate.set_defaults(run=run_annotate)

    debug = commands.add_parser("debug", help="draw each page with its blocks, reading order, roles and found items")
    debug.add_argument("files", nargs="+", type=Path, metavar="FILE", help="PDF or picture")
    debug.add_argument("-o", "--output", type=Path, required=True, metavar="DIR", help="folder for the PNG files")
    add_model(debug)
    add_ocr(debug)
    debug.set_defaults(run=run_debug)

    timeline = commands.add_parser("timeline", help="the dated sentences of an output folder, in order of date")
    timeline.add_argument("folder", type=Path, metavar="OUTPUT_DIR", help="folder that extract wrote to")
    timeline.add_argument("--svg", type=Path, default=None, metavar="FILE", help="draw it there instead of printing it")
    timeline.set_defaults(run=run_timeline)
    return top


def add_model(command: argparse.ArgumentParser) -> None:
    """The choice of a spaCy pipeline."""
    command.add_argument("--model", default=None, metavar="NAME", help="installed spaCy pipeline instead of our own")


def add_ocr(command: argparse.ArgumentParser) -> None:
    """The choice of the engine's languages."""
    command.add_argument("--ocr-language", default=None, metavar="LANG", help="languages of tesseract (fra)")


def positive(text: str) -> int:
    """A whole number above 0, for argparse."""
    if int(text) < 1:
        raise argparse.ArgumentTypeError("must be at least 1")
    return int(text)


def config(options: argparse.Namespace) -> Config:
    """The choices made on the command line; what was not chosen keeps Config's default."""
    from pipeline.config import Config

    names = {"model": "model", "ocr_language": "ocr_language", "timeout": "document_timeout_s", "memory": "memory_mb"}
    chosen = {names[option]: value for option, value in vars(options).items() if option in names and value is not None}
    return Config(**chosen)


def run_extract(options: argparse.Namespace) -> int:
    """Process all inputs, write a JSON file each and the report."""
    from pipeline.batch import Job, process_all
    from pipeline.errors import PipelineError
    from pipeline.export import to_bytes, write
    from pipeline.run import Pipeline
    from pipeline.worklist import REPORT, find_inputs, plan

    jobs = plan(tuple(find_inputs(name for name in options.inputs if name != "-")), options.output)
    if "-" in options.inputs:
        jobs = (*jobs, Job(path=Path("stdin.txt"), stem="stdin", content=sys.stdin.buffer.read()))
    if not jobs:
        print(f"no documents in {' '.join(options.inputs)}; name PDF, text or picture files", file=sys.stderr)
        return USAGE
    try:
        pipeline = Pipeline.build(config(options))
    except PipelineError as error:
        print(error, file=sys.stderr)
        return USAGE
    show = Progress(sys.stderr, len(jobs), lines=options.summary)
    outcomes: dict[Path, Outcome] = {}
    with contextlib.closing(process_all(pipeline, jobs, options.jobs)) as results:
        for outcome in results:
            outcomes[outcome.path] = written(outcome, options.output)
            show.outcome(outcomes[outcome.path], options.output)
    ordered = [outcomes[job.path] for job in jobs]
    try:
        write(to_bytes({"documents": [report_line(o) for o in ordered]}), options.output / f"{REPORT}.json")
    except PipelineError as error:
        print(error, file=sys.stderr)
        return SOME_FAILED
    show.end(options.output)
    if any(outcome.broke_contract for outcome in ordered):
        return BROKEN_CONTRACT
    return SOME_FAILED if any(outcome.status in ("failed", "partial") for outcome in ordered) else OK


def written(outcome: Outcome, folder: Path) -> Outcome:
    """The outcome once its JSON is on disk, or its failure when it cannot be written."""
    from dataclasses import replace

    from pipeline.errors import ExportError
    from pipeline.export import write

    if outcome.content is None:
        return outcome
    try:
        write(outcome.content, folder / f"{outcome.stem}.json")
    except ExportError as error:
        return replace(outcome, status="failed", stage=error.stage, reason=str(error), content=None)
    return replace(outcome, content=b"")  # written; the bytes need not stay in memory


def report_line(outcome: Outcome) -> dict[str, str | int | None]:
    """What report.json says of one input."""
    return {
        "input": outcome.path.as_posix().encode("utf-8", "replace").decode(),
        "output": None if outcome.content is None else f"{outcome.stem}.json",
        "status": outcome.status,
        "stage": outcome.stage,
        "reason": outcome.reason,
        "pages": outcome.counts.pages if outcome.counts else None,
        "sections": outcome.counts.sections if outcome.counts else None,
        "dates": outcome.counts.dates if outcome.counts else None,
        "organizations": outcome.counts.organizations if outcome.counts else None,
        "persons": outcome.counts.persons if outcome.counts else None,
        "places": outcome.counts.places if outcome.counts else None,
        "urls": outcome.counts.urls if outcome.counts else None,
        "doubts": outcome.counts.doubts if outcome.counts else None,
    }


class Progress:
    """Tells a person how a batch goes; failures always, the rest on a terminal or when asked."""

    def __init__(self, stream: TextIO, total: int, *, lines: bool) -> None:
        self.stream = stream
        self.total = total
        self.done = 0
        self.terminal = stream.isatty()
        self.lines = lines or self.terminal

    def outcome(self, outcome: Outcome, folder: Path) -> None:
        """One more document has ended."""
        self.done += 1
        if self.terminal:
            print("\r\x1b[K", end="", file=self.stream)
        if outcome.status in ("failed", "partial"):
            print(f"{outcome.status}: {shown(outcome.reason or '')}", file=self.stream)
        if self.lines and outcome.counts is not None:
            counts = outcome.counts
            found = (
                f"{counts.sections} sections, {counts.dates} dates, {counts.organizations} organisations, "
                f"{counts.persons} persons, {counts.places} places, "
                f"{counts.urls} URLs, {counts.doubts} doubts"
            )
            print(f"{shown(outcome.path.name)}: {found} -> {folder / outcome.stem}.json", file=self.stream)
        if self.terminal and self.done < self.total:
            print(f"{self.done}/{self.total}", end="", flush=True, file=self.stream)

    def end(self, folder: Path) -> None:
        """All have ended."""
        if self.lines:
            print(f"{self.done} documents, report in {folder / 'report.json'}", file=self.stream)


def shown(text: str) -> str:
    """Text from a document made safe for a terminal."""
    return "".join(c if c.isprintable() else "?" for c in text)


def run_validate(options: argparse.Namespace) -> int:
    """Hold each file against the contract and print its breaches."""
    from pipeline.validate import problems
    from pipeline.worklist import REPORT

    code = OK
    for file in json_files(options.files, f"{REPORT}.json"):
        try:
            document = json.loads(file.read_text("utf-8"))
            found = problems(document)
        except (OSError, ValueError, RecursionError) as error:
            print(f"{file}: not readable JSON ({error}); extract it again", file=sys.stderr)
            code = max(code, SOME_FAILED)
            continue
        for problem in found:
            print(f"{file}: {problem.path}: {shown(problem.message)}", file=sys.stderr)
            code = BROKEN_CONTRACT
        if options.verbose and not found:
            print(f"{file}: valid", file=sys.stderr)
    return code


def json_files(named: Sequence[Path], report: str) -> Iterator[Path]:
    """The files, and those of the folders, but not a batch's report."""
    for path in named:
        if path.is_dir():
            yield from sorted(file for file in path.rglob("*.json") if file.name != report)
        elif path.name != report:
            yield path


def run_schema(options: argparse.Namespace) -> int:
    """Print the contract."""
    del options
    from pipeline.validate import schema_text

    print(schema_text(), end="")
    return OK


def run_clean(options: argparse.Namespace) -> int:
    """Mend a stream of OCR text."""
    from pipeline.streams import clean_lines, clean_text, explain, explain_text

    without = frozenset(options.without)
    if options.input == "-":
        text = sys.stdin.buffer.read().decode("utf-8", "replace")
        if options.explain:
            return output(explain_text(text, without))
        sys.stdout.buffer.write(clean_text(text, without).encode("utf-8", "replace"))
        return OK
    return output((explain if options.explain else clean_lines)(sys.stdin.buffer, without))


def run_annotate(options: argparse.Namespace) -> int:
    """Annotate a stream of texts."""
    from pipeline.streams import annotate_lines

    return output(annotate_lines(sys.stdin.buffer, options.model))


def run_debug(options: argparse.Namespace) -> int:
    """Draw the pages of each file."""
    from pipeline.debug import draw_pages, find_marks
    from pipeline.errors import PipelineError
    from pipeline.export import write
    from pipeline.ingest import ingest
    from pipeline.layout import lay_out
    from pipeline.readers import read
    from pipeline.run import Pipeline

    pipeline = Pipeline.build(config(options))
    code = OK
    for file in options.files:
        try:
            source = ingest(file, pipeline.config)
            reading = read(source, pipeline.config)
            brief = pipeline.process_reading(source, reading)
            for number, picture in draw_pages(source, reading.pages, lay_out(reading), find_marks(brief)):
                write(picture, options.output / f"{file.stem}.{number}.png")
        except PipelineError as error:
            print(error, file=sys.stderr)
            code = SOME_FAILED
    return code


def run_timeline(options: argparse.Namespace) -> int:
    """Print or draw the dated sentences of a folder."""
    from pipeline.errors import PipelineError
    from pipeline.export import write
    from pipeline.timeline import as_svg, as_text, entries, read_briefs

    try:
        found = entries(read_briefs(options.folder))
        if options.svg is not None:
            write(as_svg(found).encode("utf-8", "replace"), options.svg)
            return OK
    except PipelineError as error:
        print(error, file=sys.stderr)
        return SOME_FAILED
    sys.stdout.buffer.write(as_text(found).encode("utf-8", "replace"))
    return OK


def output(lines: Iterable[str | BadLine]) -> int:
    """Put results on standard output; a line of input that was none goes to standard error and makes the exit code."""
    code = OK
    for line in lines:
        if isinstance(line, str):
            sys.stdout.buffer.write(f"{line}\n".encode("utf-8", "replace"))
        else:
            print(line, file=sys.stderr)
            code = SOME_FAILED
    return code


if __name__ == "__main__":
    sys.exit(main())
