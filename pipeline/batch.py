"""Many documents, one process each: what happens to one never touches another.

Each document is read, processed and measured in a forked child with limits on time and memory (parsers of PDF and
pictures hang, crash and swell on hostile files: 8 of 44 did so with pdfplumber alone). The child hands back the
finished bytes; only the parent writes, each file at once or not at all.
"""

from __future__ import annotations

import logging
import multiprocessing
import os
import resource
import signal
import time
from collections import deque
from collections.abc import Generator, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from multiprocessing.connection import Connection, wait
from multiprocessing.context import ForkProcess
from pathlib import Path
from typing import Literal

from pipeline.errors import ContractError, PipelineError
from pipeline.export import to_bytes, to_json
from pipeline.ingest import ingest, ingest_bytes
from pipeline.model import Brief
from pipeline.run import Pipeline

log = logging.getLogger(__name__)

Status = Literal["ok", "partial", "failed", "skipped"]

POLL_S = 1.0
"""Seconds between looks at the clock while children work."""


@dataclass(frozen=True, slots=True)
class Counts:
    """What a brief holds."""

    pages: int
    sections: int
    dates: int
    organizations: int
    persons: int
    places: int
    urls: int
    doubts: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Job:
    """One input and the stem of its output; `content` is given for standard input only."""

    path: Path
    stem: str
    content: bytes | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """How one input ended; never both ok and with a reason."""

    path: Path
    stem: str
    status: Status
    stage: str | None = None  # that gave up
    reason: str | None = None
    counts: Counts | None = None
    content: bytes | None = None  # the JSON to write
    broke_contract: bool = False


def process_all(pipeline: Pipeline, jobs: Sequence[Job], workers: int) -> Generator[Outcome, None, None]:
    """The outcome of each job as it ends; at most `workers` at once. Only KeyboardInterrupt leaves it."""
    waiting = deque(jobs)
    running: dict[Connection, Running] = {}
    try:
        while waiting or running:
            while waiting and len(running) < workers:
                child = start(pipeline, waiting.popleft())
                running[child.pipe] = child
            ready = wait(list(running), POLL_S)
            late = [c.pipe for c in running.values() if c.deadline < time.monotonic() and c.pipe not in ready]
            for pipe in [pipe for pipe in running if pipe in ready or pipe in late]:
                child = running.pop(pipe)
                yield collect(child, pipeline.config.document_timeout_s, overdue=pipe in late)
    finally:
        for child in running.values():
            end(child.process)


@dataclass(frozen=True, slots=True)
class Running:
    """A child at work."""

    job: Job
    process: ForkProcess
    pipe: Connection
    deadline: float  # of time.monotonic()


def start(pipeline: Pipeline, job: Job) -> Running:
    """Fork a child for the job."""
    context = multiprocessing.get_context("fork")
    receiver, sender = context.Pipe(duplex=False)
    process = context.Process(target=work, args=(pipeline, job, sender))
    process.start()
    sender.close()
    return Running(job, process, receiver, time.monotonic() + pipeline.config.document_timeout_s)


def work(pipeline: Pipeline, job: Job, sender: Connection) -> None:
    """In the child: process one document under limits and send its outcome."""
    os.setsid()  # so that an engine the child started ends with it
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    limit = pipeline.config.memory_mb * 2**20
    resource.setrlimit(resource.RLIMIT_AS, (limit, limit))
    sender.send(process_one(pipeline, job))
    sender.close()


def process_one(pipeline: Pipeline, job: Job) -> Outcome:
    """The outcome of one job; no exception of a document passes."""
    failed = Outcome(path=job.path, stem=job.stem, status="failed", stage="internal")
    try:
        source = ingest(job.path, pipeline.config) if job.content is None else ingest_bytes(job.content, job.path.name)
        brief = replace(pipeline.process_source(source), id=job.stem)
    except PipelineError as error:
        broke = isinstance(error, ContractError)
        return replace(failed, stage=error.stage, reason=str(error), broke_contract=broke)
    except MemoryError:
        limit = pipeline.config.memory_mb
        return replace(failed, stage="limit", reason=f"{job.path.name}: needs more than {limit} MB; raise --memory")
    except RecursionError:
        return replace(failed, stage="limit", reason=f"{job.path.name}: nested too deeply; save it again as PDF")
    except Exception as error:
        log.exception("%s: internal error", job.path)
        fact = f"{type(error).__name__}: {error}"
        return replace(failed, reason=f"{job.path.name}: internal error ({fact}); report this as a bug")
    reason = next((f"{job.path.name}: page {p.number}: {p.problem}" for p in brief.pages if p.problem), None)
    return Outcome(
        path=job.path,
        stem=job.stem,
        status=brief.status,
        reason=reason,
        counts=count(brief),
        content=to_bytes(to_json(brief)),
    )


def count(brief: Brief) -> Counts:
    """What the brief holds."""
    return Counts(
        len(brief.pages),
        len(brief.sections),
        len(brief.dates),
        len(brief.organizations),
        len(brief.persons),
        len(brief.places),
        len(brief.urls),
        len(brief.doubts),
    )


def collect(child: Running, timeout_s: int, *, overdue: bool) -> Outcome:
    """The outcome of a child that spoke, died or is overdue."""
    name = child.job.path.name
    failed = Outcome(path=child.job.path, stem=child.job.stem, status="failed", stage="limit")
    if overdue:
        end(child.process)
        return replace(failed, reason=f"{name}: took more than {timeout_s} s; split it or raise --timeout")
    try:
        outcome = child.pipe.recv()
    except (EOFError, OSError):
        outcome = None
    child.process.join(POLL_S)
    end(child.process)
    if isinstance(outcome, Outcome):
        return outcome
    return replace(failed, reason=f"{name}: its process died ({child.process.exitcode}); save it again as PDF")


def end(process: ForkProcess) -> None:
    """End a child and all that it started."""
    with suppress(ProcessLookupError, PermissionError):
        if process.pid is not None:
            os.killpg(process.pid, signal.SIGKILL)
    if process.is_alive():
        process.kill()
    process.join()
