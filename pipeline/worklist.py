"""What the user named becomes a list of jobs, each with an output name of its own."""

from __future__ import annotations

import glob
import hashlib
import json
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from pipeline.batch import Job
from pipeline.ingest import printable

SUFFIXES = frozenset({".pdf", ".txt", ".png", ".jpg", ".jpeg", ".tif", ".tiff"})
"""Names by which documents are picked from a folder; a file named itself may be called anything."""

REPORT = "report"
"""Stem of the batch's own file in the output folder."""


def find_inputs(patterns: Iterable[str]) -> Iterator[Path]:
    """The documents that the arguments name: files as they are, folders searched in name order, patterns expanded.

    A name that matches nothing is handed on, so that its failure is reported like any other.
    """
    for pattern in patterns:
        path = Path(pattern)
        if path.is_dir():
            yield from sorted(file for file in path.rglob("*") if is_document(file.relative_to(path), file))
        elif path.exists() or path.is_symlink() or not glob.has_magic(pattern):
            yield path
        else:
            matches = sorted(Path(match) for match in glob.glob(pattern, recursive=True))  # noqa: PTH207 (may be absolute)
            yield from matches or [path]


def is_document(relative: Path, file: Path) -> bool:
    """Whether a file of a folder is meant: known suffix, nothing hidden on the way to it."""
    hidden = any(part.startswith(".") for part in relative.parts)
    return not hidden and file.suffix.lower() in SUFFIXES and not file.is_dir()


def plan(paths: Sequence[Path], folder: Path) -> tuple[Job, ...]:
    """A job for each distinct path; no two write to the same file, nor over a brief made from another file name.

    The output is ``{stem}.json``; where two inputs share a stem, ``{name}.json`` with the suffix kept; where they
    share the name too, the start of a hash of the path is added. Names are compared without case.
    """
    unique = tuple(dict.fromkeys(paths))
    stems = Counter(stem(path).casefold() for path in unique)
    names = Counter(printable(path.name).casefold() for path in unique)
    jobs = []
    for path in unique:
        name = stem(path)
        if 1 < stems[name.casefold()] or name.casefold() == REPORT or made_from_another(folder, name, path):
            name = printable(path.name)
        if 1 < names[printable(path.name).casefold()]:
            name = f"{name}.{hashlib.sha256(str(path).encode('utf-8', 'surrogateescape')).hexdigest()[:8]}"
        jobs.append(Job(path=path, stem=name))
    return tuple(jobs)


def stem(path: Path) -> str:
    """The file's name without its suffix, fit for a file name anywhere."""
    return printable(path.stem) or "document"


def made_from_another(folder: Path, name: str, path: Path) -> bool:
    """Whether the output folder already has a brief of that name from a file called otherwise."""
    try:
        earlier = json.loads((folder / f"{name}.json").read_text("utf-8"))["source"]["file"]
    except (OSError, ValueError, KeyError, TypeError):
        return False
    return bool(earlier != printable(path.name))
