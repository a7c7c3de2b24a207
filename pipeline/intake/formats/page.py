"""`.html`: the main text and the metadata, by trafilatura, in a process of its own.

A page comes from anyone, and its parsers are C and Python code with corners where time or memory grows with the square
of the input. So pages are parsed in one child process with limits on CPU time and memory; what exceeds them, or brings
it down, costs that page alone. Run as a program, this module is that child.
"""

from __future__ import annotations

import codecs
import contextlib
import io
import json
import os
import re
import selectors
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from types import TracebackType
from typing import Any, BinaryIO, Self

from pipeline.intake.decoding import clean, decode, encoding_mark
from pipeline.intake.document import Refusal
from pipeline.intake.formats.content import Content
from pipeline.intake.formats.fields import title_field, url_field
from pipeline.intake.published import parse_date

# News pages have up to 10,000 tags, long live pages 30,000; trafilatura takes about 50 microseconds for each.
MAX_TAGS = 80_000
# CPU time, so that a busy machine doesn't change what is read; the wall clock is only for a child that sleeps.
MAX_CPU_SECONDS = 8
MAX_WALL_SECONDS = 60.0
MAX_MEMORY_BYTES = 4 * 1024**3

# Names under which pages give the day they were published; those of a change (modified_time, dateModified) don't count.
_PUBLISHED_META = (
    "article:published_time",
    "og:published_time",
    "og:article:published_time",
    "datepublished",
    "rnews:datepublished",
    "date_published",
    "publication_date",
    "publish_date",
    "publish-date",
    "publishdate",
    "pubdate",
    "published_at",
    "parsely-pub-date",
    "sailthru.date",
    "cxenseparse:recs:publishtime",
    "citation_publication_date",
    "dc.date.issued",
    "dcterms.issued",
    "dc.date",
    "dcterms.date",
    "date",
)


class PageReader:
    """Reads pages in a child process, started at the first page; closed with the context."""

    def __init__(self) -> None:
        self._child: subprocess.Popen[bytes] | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._stop()

    def read(self, data: bytes) -> Content:
        """The main text of a page, its title, day of publication and address; Refusal if there is none."""
        page = decode_page(data)
        tags = page.count("<")
        if tags > MAX_TAGS:
            raise Refusal("too_large", f"{tags:,} tags, more than the {MAX_TAGS:,} that a page may have")
        if not page.strip():
            raise Refusal("empty", "no words")
        if tags == 0:  # a text under a page's name
            return Content(page)
        found = self._ask(page)
        text = clean(str(found.get("text") or ""))
        if not text.strip():
            raise Refusal("empty", "no main text was found in the page")
        return Content(
            text=text,
            title=title_field(found.get("title")),
            published_at=parse_date(found.get("published_at")),
            url=url_field(found.get("url")),
        )

    def _ask(self, page: str) -> dict[str, object]:
        try:
            answer = self._answer(page)
        except (OSError, EOFError, TimeoutError) as error:
            code, why = self._why_stopped(error)
            if code != -signal.SIGKILL:
                raise Refusal("failed", f"intake: {why}") from None
            # Killed from outside, perhaps for another's memory: a page that is to blame is so twice.
            try:
                answer = self._answer(page)
            except (OSError, EOFError, TimeoutError) as again:
                raise Refusal("failed", f"intake: {self._why_stopped(again)[1]}") from None
        found: dict[str, object] = json.loads(answer)
        if "error" in found:
            raise Refusal("failed", f"intake: {found['error']}")
        return found

    def _answer(self, page: str) -> bytes:
        child = self._child or self._start()
        assert child.stdin is not None
        assert child.stdout is not None
        _send(child.stdin, page.encode("utf-8"))
        return _receive(_Patient(child.stdout, time.monotonic() + MAX_WALL_SECONDS))

    def _start(self) -> subprocess.Popen[bytes]:
        root = str(Path(__file__).parents[3])
        path = os.pathsep.join(part for part in (root, os.environ.get("PYTHONPATH")) if part)
        self._child = subprocess.Popen(  # noqa: S603 our own program
            [sys.executable, "-m", __name__],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env={**os.environ, "PYTHONPATH": path},
        )
        return self._child

    def _why_stopped(self, error: Exception) -> tuple[int | None, str]:
        """End the child, which gave no answer; its exit code, if it ended itself, and what it died of."""
        assert self._child is not None
        if isinstance(error, TimeoutError):
            self._stop()
            return None, f"the page was not parsed within {MAX_WALL_SECONDS:.0f} seconds"
        with contextlib.suppress(subprocess.TimeoutExpired):
            self._child.wait(5)
        code = self._child.returncode
        self._stop()
        if code == -signal.SIGXCPU:
            return code, f"the page took more than {MAX_CPU_SECONDS} seconds of CPU time"
        return code, f"the page's parser ended with exit code {code}"

    def _stop(self) -> None:
        if self._child is not None:
            self._child.kill()
            with contextlib.suppress(OSError):
                self._child.communicate()
            self._child = None


class _Patient(io.RawIOBase):
    """The child's answers, waited for until a deadline."""

    def __init__(self, pipe: Any, deadline: float) -> None:
        self._pipe = pipe
        self._deadline = deadline

    def read(self, size: int = -1, /) -> bytes:
        with selectors.DefaultSelector() as selector:  # select.select() knows no descriptor above 1,023
            selector.register(self._pipe, selectors.EVENT_READ)
            if not selector.select(max(0.0, self._deadline - time.monotonic())):
                raise TimeoutError
        return os.read(self._pipe.fileno(), size)


def decode_page(data: bytes) -> str:
    """A page's text: a byte order mark, UTF-8, what its <meta charset> names, else as any text."""
    name = re.search(
        rb"<meta[^>]{0,200}charset\s{0,5}=\s{0,5}[\"']?\s{0,5}([A-Za-z0-9_.:-]{1,40})", data[:8192], re.IGNORECASE
    )
    if name is None or encoding_mark(data):
        return decode(data)
    try:
        data.decode("utf-8")
    except UnicodeDecodeError:
        with contextlib.suppress(LookupError, ValueError):
            encoding = codecs.lookup(name[1].decode("ascii")).name
            if not encoding.startswith(("utf", "punycode", "idna", "unicode", "raw-unicode", "undefined")):
                # What calls itself Latin-1 on the web is Windows-1252 (WHATWG).
                return clean(data.decode("cp1252" if encoding in ("iso8859-1", "ascii") else encoding))
    return decode(data)


def extract(page: str) -> dict[str, object]:
    """What trafilatura finds: text, title, url; and the day of publication as the page's metadata state it."""
    import trafilatura

    tree = trafilatura.load_html(page)
    if tree is None:
        return {}
    published = next(published_in(tree), None)
    try:
        found = _main_text(page, with_metadata=True)
    except AssertionError:
        # Its search for a date trips over pages whose outermost element is one to discard, such as <svg>.
        found = _main_text(page, with_metadata=False)
    if found is None:
        return {}
    return {
        "text": found.text,
        "title": found.title,
        "url": found.url,
        "published_at": published.isoformat() if published else None,
    }


def _main_text(page: str, with_metadata: bool) -> Any:
    """The Document of trafilatura, or None. Its date isn't used: heuristics find it, also in the text, up to today."""
    import trafilatura

    return trafilatura.bare_extraction(
        page,
        with_metadata=with_metadata,
        include_comments=False,
        include_tables=True,
        date_extraction_params={"extensive_search": False, "max_date": "2100-01-01"},
    )


def published_in(tree: Any) -> Iterator[date]:
    """Every day of publication that a page's metadata state: meta elements, JSON-LD, microdata, <time pubdate>."""
    stated: dict[str, str] = {}
    for meta in tree.iter("meta"):
        name = str(meta.get("property") or meta.get("name") or meta.get("itemprop") or "").strip().lower()
        stated.setdefault(name, str(meta.get("content") or ""))
    candidates: list[object] = [stated.get(name) for name in _PUBLISHED_META]
    for script in tree.iter("script"):
        if str(script.get("type") or "").strip().lower() == "application/ld+json":
            candidates.extend(_dates_in_json(script.text or ""))
    for element in tree.iter("time", "span", "div", "p"):
        marks = f"{element.get('itemprop') or ''} {element.get('class') or ''}".lower()
        if "datepublished" in marks or (
            element.tag == "time" and (element.get("pubdate") is not None or "publish" in marks)
        ):
            candidates += [element.get("datetime"), element.get("content"), element.text]
    yield from (found for value in candidates if (found := parse_date(value)))


def _dates_in_json(source: str) -> Iterator[object]:
    """Each datePublished in a block of JSON-LD, that of an article only: a page may embed videos, comments, reviews."""
    try:
        pending: list[Any] = [json.loads(source)]
    except (ValueError, RecursionError):
        return
    while pending:
        value = pending.pop()
        if isinstance(value, list):
            pending.extend(reversed(value))
        elif isinstance(value, dict):
            kinds = value.get("@type")
            if any(
                str(kind).endswith(("Article", "Posting", "Report"))
                for kind in (kinds if isinstance(kinds, list) else [kinds])
            ):
                yield value.get("datePublished")
            pending.extend(value[key] for key in ("mainEntity", "mainEntityOfPage", "@graph") if key in value)


def _send(stream: Any, data: bytes) -> None:
    stream.write(len(data).to_bytes(8, "big") + data)
    stream.flush()


def _receive(stream: Any) -> bytes:
    size = int.from_bytes(_exactly(stream, 8), "big")
    return _exactly(stream, size)


def _exactly(stream: Any, size: int) -> bytes:
    chunks = []
    while size:
        chunk = stream.read(min(size, 1 << 20))
        if not chunk:
            raise EOFError
        chunks.append(chunk)
        size -= len(chunk)
    return b"".join(chunks)


def serve(asked: BinaryIO, answers: BinaryIO) -> None:
    """The child: answer each page with what was found in it, until there are no more."""
    while True:
        try:
            page = _receive(asked).decode("utf-8")
        except EOFError:
            return
        _limit()
        try:
            found = extract(page)
        # Whatever a page sets off in the parsers is that page's refusal; MemoryError and RecursionError are among it.
        except Exception as error:
            found = {"error": f"{type(error).__name__}: {error}"}
        _send(answers, json.dumps(found).encode("utf-8"))


def _limit() -> None:
    """Allow this process MAX_CPU_SECONDS more, and MAX_MEMORY_BYTES; the system ends it beyond that."""
    try:
        import resource
    except ImportError:  # not on Windows: the wall clock alone
        return
    usage = resource.getrusage(resource.RUSAGE_SELF)
    _, hard = resource.getrlimit(resource.RLIMIT_CPU)
    resource.setrlimit(resource.RLIMIT_CPU, (int(usage.ru_utime + usage.ru_stime) + 1 + MAX_CPU_SECONDS, hard))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    with contextlib.suppress(OSError, ValueError):
        resource.setrlimit(resource.RLIMIT_AS, (MAX_MEMORY_BYTES, resource.getrlimit(resource.RLIMIT_AS)[1]))


def main() -> None:
    """Serve on the standard streams, which no library may write to meanwhile."""
    answers = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)
    serve(sys.stdin.buffer, answers)


if __name__ == "__main__":
    main()
