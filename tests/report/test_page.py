"""The evidence page's HTML: whole, true to the text, escaped, and closed to everything from outside."""

from __future__ import annotations

import base64
import hashlib
import html
import re
from dataclasses import replace
from html.parser import HTMLParser
from pathlib import Path

import pytest

from pipeline.report import view as view_module
from pipeline.report.evidence import read_evidence
from pipeline.report.page import evidence_page, report_page
from pipeline.report.view import web_address
from pipeline.store.dataset import DatasetError
from tests.report.payloads import PAYLOADS, payload_evidence
from tests.report.rows import ACTUAL, AIM, ID, TEXT, claim, document, evidence, mention, paragraphs, save_dataset


class Page(HTMLParser):
    """The elements of a page: their tags, attributes and the text in each."""

    VOID = ("meta", "link", "input", "br")

    def __init__(self, page: str) -> None:
        super().__init__(convert_charrefs=True)
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.open: list[int] = []
        self.texts: dict[int, str] = {}
        self.feed(page)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in ("td", "th"):
            self.handle_data(" ")  # cells stand apart
        self.elements.append((tag, dict(attrs)))
        self.texts[len(self.elements) - 1] = ""
        if tag not in self.VOID:
            self.open.append(len(self.elements) - 1)

    def handle_endtag(self, tag: str) -> None:
        assert self.open, f"</{tag}> closes nothing"
        assert self.elements[self.open[-1]][0] == tag, f"</{tag}> closes {self.elements[self.open[-1]]}"
        self.open.pop()

    def handle_data(self, data: str) -> None:
        for index in self.open:
            self.texts[index] += data

    def find(self, tag: str, **attrs: str) -> list[int]:
        wanted = {name.rstrip("_"): value for name, value in attrs.items()}
        return [
            index
            for index, (name, has) in enumerate(self.elements)
            if name == tag and all(value in (has.get(key) or "").split() for key, value in wanted.items())
        ]

    def text(self, index: int) -> str:
        return self.texts[index]


@pytest.fixture(scope="module")
def page() -> Page:
    return Page(report_page([evidence()]))


def test_every_element_is_closed_and_every_id_is_unique(page: Page) -> None:
    assert page.open == []
    ids = [attrs["id"] for _, attrs in page.elements if attrs.get("id")]
    assert len(ids) == len(set(ids))


def test_every_link_inside_the_page_leads_somewhere(page: Page) -> None:
    ids = {attrs.get("id") for _, attrs in page.elements}
    links = [attrs["href"] for tag, attrs in page.elements if tag == "a" and (attrs.get("href") or "").startswith("#")]
    assert links
    assert [link for link in links if link and link[1:] not in ids] == []


def test_the_article_stands_there_as_it_is(page: Page) -> None:
    (article,) = page.find("div", class_="text")
    assert page.text(article).split() == TEXT.split()


def test_every_claim_number_and_name_is_highlighted_where_it_stands(page: Page) -> None:
    marks = {page.elements[index][1].get("id"): page.text(index) for index in page.find("a", class_="mark")}
    start = TEXT.index("3,000")
    assert marks[f"c{start}-{start + 5}"] == "3,000"
    assert sorted(text for anchor, text in marks.items() if anchor) == sorted(
        ["Stephen Miller", "3,000", "June 2025", "1,600", "12", "Route ", "66"]
    )


def test_a_claims_card_has_every_field_with_its_rule_and_what_is_unknown(page: Page) -> None:
    start = TEXT.index("3,000")
    (card,) = page.find("section", id=f"card-c{start}-{start + 5}")
    text = " ".join(page.text(card).split())
    for words in (
        AIM,
        "status target verb of aim",
        "source Stephen Miller reporting clause, name",
        "period a day (P1D)",
    ):
        assert words in text
    assert "The text doesn't say: value low, value high, unit" in text


def test_a_number_that_is_no_claim_says_why(page: Page) -> None:
    start = TEXT.index("66")
    (card,) = page.find("section", id=f"card-n{start}-{start + 2}")
    assert "Part of a name" in page.text(card)


def test_a_comparison_is_two_bars_to_scale_with_its_summary(page: Page) -> None:
    widths = [attrs["width"] for tag, attrs in page.elements if tag == "rect"][:2]
    assert widths == ["100.00%", "53.33%"]
    assert "53%, 1,400 short" in page.text(page.find("figcaption")[0])


def test_the_right_one_of_equal_figures_is_marked_in_the_sentence() -> None:
    text = "Title\n\nThey held 7 men and 7 women.\n"
    second = claim("7", "They held 7 men and 7 women.", text=text, nth=1)
    given = replace(
        evidence(), document=document(text=text), paragraphs=paragraphs(text=text), claims=[second],
        rejected=[], mentions=[], entities={}, comparisons=[],
    )  # fmt: skip
    page = Page(report_page([given]))
    (quote,) = page.find("blockquote")
    assert page.text(quote) == "They held 7 men and 7 women."
    assert "They held 7 men and <mark>7</mark> women." in report_page([given])


def test_a_name_under_a_claim_is_reached_from_the_claims_card() -> None:
    given = evidence()
    same = mention("1,600", "PRODUCT", "product:1600")
    found = Page(report_page([replace(given, mentions=[*given.mentions, same])]))
    (also,) = found.find("p", class_="also")
    assert "1,600, name: 1,600, product" in found.text(also)


def test_only_our_own_style_and_script_act(page: Page) -> None:
    policy = next(
        attrs["content"] for tag, attrs in page.elements if attrs.get("http-equiv") == "Content-Security-Policy"
    )
    assert policy is not None
    assert "default-src 'none'" in policy
    assert "unsafe" not in policy
    assert "http" not in policy
    for tag in ("style", "script"):
        (only,) = page.find(tag)
        digest = base64.b64encode(hashlib.sha256(page.text(only).encode()).digest()).decode()
        assert f"{tag}-src 'sha256-{digest}'" in policy


def test_nothing_is_loaded_and_no_handler_or_style_stands_in_an_element(page: Page) -> None:
    for tag, attrs in page.elements:
        assert tag not in ("img", "iframe", "object", "embed", "base", "form")
        assert not [name for name in attrs if name.startswith("on") or name in ("style", "src", "srcdoc")]


@pytest.mark.parametrize("payload", PAYLOADS)
def test_hostile_text_stays_text(payload: str) -> None:
    plain, hostile = report_page([payload_evidence("harmless words")]), report_page([payload_evidence(payload)])
    kinds = [[tag for tag, _ in Page(page).elements] for page in (plain, hostile)]
    assert kinds[0] == kinds[1]
    names = [[sorted(attrs) for _, attrs in Page(page).elements] for page in (plain, hostile)]
    assert names[0] == names[1]


def test_only_web_addresses_become_links() -> None:
    assert web_address("https://example.org/a?b=c") == "https://example.org/a?b=c"
    for url in (
        "javascript:alert(1)",
        "data:text/html,x",
        "JaVaScRiPt:alert(1)",
        "//x",
        "file:///etc/passwd",
        "http://[",
        None,
    ):
        assert web_address(url) is None


def test_the_same_rows_give_the_same_page() -> None:
    assert report_page([evidence()]) == report_page([evidence()])


def test_several_documents_share_a_page_and_lead_to_each_other() -> None:
    first, second = evidence(), replace(evidence(), document=document("b.txt"), comparisons=[])
    page = Page(report_page([first, second], [{"document_id": "bad.bin", "reason": "not_text", "detail": None}]))
    assert len(page.find("article")) == 2
    ids = [attrs["id"] for _, attrs in page.elements if attrs.get("id")]
    assert len(ids) == len(set(ids))
    assert page.find("a", href="#d2-document")
    assert "bad.bin" in page.text(page.find("main")[0])


def test_a_document_with_too_many_numbers_says_what_it_leaves_out(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(view_module, "MAX_MARKS", 2)
    assert "1 more highlights are left out" in report_page([evidence()])


def test_the_page_of_a_dataset(tmp_path: Path) -> None:
    dataset = save_dataset(tmp_path / "data", [evidence()])
    assert read_evidence(ID, dataset) == evidence()
    assert evidence_page(ID, dataset) == report_page([evidence()])
    with pytest.raises(DatasetError, match="no document 'x'"):
        evidence_page("x", dataset)


def test_the_other_side_of_a_comparison_stands_in_another_document(tmp_path: Path) -> None:
    one = evidence()
    other = replace(
        one, document=document("b.txt"), paragraphs=paragraphs("b.txt"), claims=[claim("1,600", ACTUAL, "b.txt")],
        rejected=[], mentions=[], entities={}, comparisons=[],
    )  # fmt: skip
    pair = {**one.comparisons[0], "right_claim_id": other.claims[0]["claim_id"], "right_document_id": "b.txt"}
    dataset = save_dataset(tmp_path / "data", [replace(one, comparisons=[pair]), other])
    found = read_evidence("b.txt", dataset)
    assert found is not None
    assert list(found.others) == [one.claims[0]["claim_id"]]
    assert html.escape("in ") in report_page([found])
    assert re.search(r"in <bdi>2025/raids.txt</bdi>", report_page([found]))
