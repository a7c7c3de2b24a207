"""Pages: main text and metadata, and what hostile ones cost."""

from __future__ import annotations

import time
from datetime import date

import pytest

from pipeline.intake.document import Refusal
from pipeline.intake.formats import page as page_module
from pipeline.intake.formats.page import PageReader, decode_page, extract

from .conftest import SENTENCE, Read, document, outcomes, refusal

BODY = "".join(f"<p>In ward {n}, officers arrested {n * 3} people on Monday, the mayor said.</p>" for n in range(2, 12))


def page(head: str = "", body: str = BODY) -> str:
    return (
        f"<!doctype html><html lang='en'><head><title>Raids | The Site</title>{head}</head><body>"
        f"<nav><a href='/'>Home</a><a href='/s'>Subscribe</a></nav><article><h1>Raids in the north</h1>{body}</article>"
        "<footer>Copyright 2025 The Site</footer><script>alert(5)</script></body></html>"
    )


def test_main_text_and_title(read: Read) -> None:
    found = document(read({"a.html": page()}))
    assert found.title == "Raids in the north"
    assert "In ward 2, officers arrested 6 people on Monday, the mayor said." in found.text.split("\n")
    for other in ("Subscribe", "Copyright", "alert", "<p>"):
        assert other not in found.text


def test_short_page(read: Read) -> None:
    assert document(read({"a.html": f"<html><body><p>{SENTENCE}</p></body></html>"})).text == SENTENCE


@pytest.mark.parametrize(
    "head",
    [
        '<meta property="article:published_time" content="2024-03-04T10:00:00+00:00">',
        '<meta name="date" content="2024-03-04">',
        '<meta name="DC.date.issued" content="2024-03-04">',
        '<meta itemprop="datePublished" content="2024-03-04">',
        '<meta name="parsely-pub-date" content="2024-03-04T10:00:00Z">',
        '<script type="application/ld+json">{"@type": "NewsArticle", "datePublished": "2024-03-04T10:00:00Z"}</script>',
        '<script type="application/ld+json">{"@graph": [{"@type": "VideoObject", "datePublished": "2020-01-01"}, '
        + '{"@type": ["ReportageNewsArticle"], "datePublished": "2024-03-04"}]}</script>',
        '<script type="application/ld+json">not json</script><meta name="pubdate" content="4 March 2024">',
        '<meta property="article:published_time" content="soon"><meta name="date" content="March 4, 2024">',
    ],
)
def test_publication_date_from_metadata(head: str) -> None:
    assert extract(page(head))["published_at"] == "2024-03-04"


def test_publication_date_from_a_time_element() -> None:
    assert (
        extract(page(body="<time pubdate datetime='2024-03-04T10:00'>Monday</time>" + BODY))["published_at"]
        == "2024-03-04"
    )
    assert (
        extract(page(body="<time itemprop='datePublished' datetime='2024-03-04'>x</time>" + BODY))["published_at"]
        == "2024-03-04"
    )


@pytest.mark.parametrize(
    "head",
    [
        "",
        '<meta property="article:modified_time" content="2024-03-04">',
        '<meta name="last-modified" content="2024-03-04">',
        '<script type="application/ld+json">{"@type": "NewsArticle", "dateModified": "2024-03-04"}</script>',
        '<script type="application/ld+json">{"@type": "VideoObject", "datePublished": "2024-03-04"}</script>',
        '<meta name="date" content="03/04/2024">',
        '<link rel="canonical" href="https://example.org/2024/03/04/raids">',
    ],
)
def test_other_dates_are_not_the_publication(head: str) -> None:
    assert (
        extract(page(head, BODY + "<time datetime='2024-03-04'>x</time><p>It began on 4 March 2024.</p>"))[
            "published_at"
        ]
        is None
    )


def test_address(read: Read) -> None:
    found = document(read({"a.html": page('<link rel="canonical" href="https://example.org/raids">')}))
    assert found.url == "https://example.org/raids"


def test_metadata_of_a_page(read: Read) -> None:
    found = document(read({"a.html": page('<meta property="article:published_time" content="2024-03-04">')}))
    assert found.published_at == date(2024, 3, 4)


@pytest.mark.parametrize(
    ("data", "text"),
    [
        ('<meta charset="windows-1251">Привет'.encode("cp1251"), "Привет"),
        ("<meta charset=iso-8859-1>“café”".encode("cp1252"), "“café”"),
        ("<meta http-equiv='Content-Type' content='text/html; charset=Shift_JIS'>警察".encode("shift_jis"), "警察"),
        ("<meta charset=latin-1>café".encode(), "café"),
        ("<meta charset=no-such>café £5".encode("cp1252"), "café £5"),
        ("<meta charset=rot13>café £5".encode("cp1252"), "café £5"),
        ("<meta charset=base64>café £5".encode("cp1252"), "café £5"),
        ("<meta charset=utf-16>café".encode(), "café"),
        ("\ufeff<meta charset=latin-1>café".encode("utf-16-le"), "café"),
    ],
)
def test_encodings_of_pages(data: bytes, text: str) -> None:
    assert decode_page(data).endswith(text)


@pytest.mark.parametrize(
    "content",
    ["", " ", "<html></html>", "<html><body><script>five()</script></body></html>", "<", "<!--" * 100, "<![CDATA["],
)
def test_pages_without_text(read: Read, content: str) -> None:
    assert refusal(read({"a.html": content})).reason == "empty"


def test_text_under_a_pages_name(read: Read) -> None:
    assert document(read({"a.html": SENTENCE})).text == SENTENCE


@pytest.mark.parametrize(
    "content",
    [
        "<html><body>" + "<div>" * 30_000 + SENTENCE,
        "<html><body>" + "<table><tr><td>" * 5_000 + SENTENCE,
        "<html><body>" + "<b>" * 30_000 + SENTENCE,
        "<p>" + "&lt;&#5;&bogus;" * 50_000,
        "<p " + "a='" * 50_000,
        "<script>" * 20_000,
        "<a href='" + "x" * 1_000_000 + "'>" + SENTENCE,
    ],
    ids=["divs", "tables", "bold", "entities", "quotes", "scripts", "attribute"],
)
def test_hostile_pages_cost_little(read: Read, content: str) -> None:
    start = time.monotonic()
    assert len(read({"a.html": content})) == 1
    assert time.monotonic() - start < 60


@pytest.mark.parametrize(
    "outermost", ["<svg>", "<body><math><html><html><body>", "<template>", "<!-- -->", "<noscript>"]
)
def test_odd_outermost_elements_are_no_failure(read: Read, outermost: str) -> None:
    assert outcomes(read({"a.html": f"{outermost}<p>{SENTENCE}</p>", "b.html": outermost}))["b.html"] == "empty"
    assert outcomes(read())["a.html"] in ("document", "empty")


def test_too_many_tags_are_too_large(read: Read) -> None:
    assert refusal(read({"a.html": "<p>5" * 100_000})).reason == "too_large"


def test_page_that_takes_too_long_fails_alone(read: Read, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(page_module, "MAX_WALL_SECONDS", 0.0)
    assert outcomes(read({"a.html": page(), "b.txt": SENTENCE, "c.html": page()})) == {
        "a.html": "failed",
        "b.txt": "document",
        "c.html": "failed",
    }


def test_a_process_killed_from_outside_costs_no_page() -> None:
    with PageReader() as pages:
        assert pages.read(page().encode()).title == "Raids in the north"
        assert pages._child is not None
        pages._child.kill()
        pages._child.wait()
        assert pages.read(page().encode()).title == "Raids in the north"
        child = pages._child
    assert child.poll() is not None  # no process is left behind


def test_page_that_kills_its_process_fails_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    start = PageReader._start

    def start_and_die(self: PageReader) -> object:
        child = start(self)
        child.kill()
        child.wait()
        return child

    with PageReader() as pages:
        with monkeypatch.context() as patch:
            patch.setattr(PageReader, "_start", start_and_die)
            with pytest.raises(Refusal, match="exit code -9") as raised:
                pages.read(page().encode())
        assert raised.value.reason == "failed"
        assert pages.read(page().encode()).title == "Raids in the north"


def test_error_in_the_extractor_is_a_refusal(monkeypatch: pytest.MonkeyPatch) -> None:
    with PageReader() as pages:
        monkeypatch.setattr(pages, "_ask", lambda _: {"text": None})
        with pytest.raises(Refusal, match="no main text"):
            pages.read(b"<p>x</p>")
