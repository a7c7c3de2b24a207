"""Properties of reading numbers: what is written reads back as itself, and nothing is lost."""

from __future__ import annotations

import gc
import re
import time
from itertools import pairwise
from pathlib import Path

import pytest
import yaml
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from pipeline.reading.numbers import lexer
from pipeline.reading.numbers.find import find_quantities
from pipeline.reading.numbers.quantity import REJECTION_REASONS, Quantity, RejectedNumber
from pipeline.reading.read import parse_document

SLOW = settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow], derandomize=True)
QUICK = settings(max_examples=300, deadline=None, derandomize=True)
UNITS = ("zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen "
         "seventeen eighteen nineteen").split()  # fmt: skip
TENS = "zero ten twenty thirty forty fifty sixty seventy eighty ninety".split()


def read(text: str) -> tuple[list[Quantity], list[RejectedNumber]]:
    found: tuple[list[Quantity], list[RejectedNumber]] = ([], [])
    for paragraph in parse_document("x.txt", text).paragraphs:
        for all_of_kind, here in zip(found, find_quantities(paragraph), strict=True):
            all_of_kind.extend(here)  # type: ignore[arg-type]
    return found


def numerals(text: str) -> list[lexer.Numeral]:
    plain = lexer.plain(text)
    return lexer.scan(plain, lexer.lower(plain))


def in_words(n: int) -> str:
    """A cardinal in British English."""
    if n < 20:
        return UNITS[n]
    if n < 100:
        return TENS[n // 10] + (f"-{UNITS[n % 10]}" if n % 10 else "")
    for size, name in ((10**9, "billion"), (10**6, "million"), (1000, "thousand"), (100, "hundred")):
        if n >= size:
            rest = n % size
            joint = " and " if 0 < rest < 100 else " "
            return f"{in_words(n // size)} {name}" + (f"{joint}{in_words(rest)}" if rest else "")
    raise AssertionError(n)


def grouped(n: int, mark: str) -> str:
    return f"{n:,}".replace(",", mark)


def indian(n: int) -> str:
    head, tail = divmod(n, 1000)
    groups = [f"{tail:03d}"] if head else [str(tail)]
    while head:
        head, part = divmod(head, 100)
        groups.insert(0, f"{part:02d}" if head else str(part))
    return ",".join(groups)


@QUICK
@given(st.integers(0, 10**9 - 1))
def test_words_read_back(n: int) -> None:
    for written in (in_words(n), in_words(n).title(), in_words(n).upper(), in_words(n).replace("-", " ")):
        (numeral,) = numerals(written)
        assert (numeral.value, numeral.start, numeral.end) == (n, 0, len(written))


@QUICK
@given(st.integers(1000, 10**12), st.sampled_from([",", "\u00a0", "\u202f", "\u2009", "'", "’"]))
def test_grouped_digits_read_back(n: int, mark: str) -> None:
    (numeral,) = numerals(grouped(n, mark))
    assert numeral.value == n


@QUICK
@given(st.integers(10**5, 10**12))
def test_indian_grouping_reads_back(n: int) -> None:
    (numeral,) = numerals(indian(n))
    assert numeral.value == n


@QUICK
@given(st.integers(0, 10**7), st.integers(1, 4), st.sampled_from(["thousand", "million", "billion", "trillion"]))
def test_decimals_and_scales_read_back(n: int, places: int, scale: str) -> None:
    size = {"thousand": 1e3, "million": 1e6, "billion": 1e9, "trillion": 1e12}[scale]
    written = f"{n / 10**places:.{places}f}"
    assert numerals(written)[0].value == float(written)
    assert numerals(f"{written} {scale}")[0].value == pytest.approx(float(written) * size)


@QUICK
@given(st.integers(0, 999), st.sampled_from(["٠١٢٣٤٥٦٧٨٩", "०१२३४५६७८९", "０１２３４５６７８９", "𝟎𝟏𝟐𝟑𝟒𝟓𝟔𝟕𝟖𝟗"]))
def test_digits_of_any_script_read_back(n: int, digits: str) -> None:
    (numeral,) = numerals("".join(digits[int(c)] for c in str(n)))
    assert numeral.value == n


@SLOW
@given(
    st.integers(2, 10**6),
    st.sampled_from(["{}", "({})", "“{}”", '"{}"', "‘{}’", "[{}]", "{},", "{};", "{}!", "— {} —"]),
    st.sampled_from(["litres", "percent", "kg", "dollars"]),
    st.sampled_from([" ", "\u00a0"]),
)
def test_surroundings_do_not_change_the_value(n: int, frame: str, unit: str, space: str) -> None:
    quantities, _ = read(f"They lost {frame.format(f'{n:,}{space}{unit}')} in all.")
    assert [quantity.value for quantity in quantities] == [n]
    assert quantities[0].kind in ("volume", "percent", "mass", "money")


@SLOW
@given(st.integers(2, 10**6), st.sampled_from([str.upper, str.lower, str.title]))
def test_case_does_not_change_the_value(n: int, case: object) -> None:
    quantities, _ = read(case(f"they lost {n:,} litres of water and {in_words(n % 900 + 2)} percent of the oil."))  # type: ignore[operator]
    assert [(quantity.value, quantity.unit) for quantity in quantities] == [(n, "litre"), (n % 900 + 2, "percent")]


PIECES = st.lists(
    st.one_of(
        st.sampled_from(
            "the of in on and to from between about killed rose people $ £ % - – . , ( ) / : + per year km million "
            "billion half one two dozen hundreds thousand May June p.m. No. Section A B m k st th 's aged over "
            "U.S.".split()
        ),
        st.integers(0, 10**7).map(str),
        st.floats(0, 1e5).map(lambda f: f"{f:.2f}"),
        st.integers(0, 10**7).map(lambda n: f"{n:,}"),
        st.text(max_size=6),
        st.integers(0, 10**4).map(in_words),
    ),
    max_size=25,
)


def assert_covered(text: str) -> None:
    quantities, rejected = read(text)
    spans = [(found.start, found.end) for found in (*quantities, *rejected)]
    for found in (*quantities, *rejected):
        assert found.text == text[found.start : found.end]
        assert found.start < found.end
    for number in rejected:
        assert number.reason in REJECTION_REASONS
    ordered = sorted((quantity.start, quantity.end) for quantity in quantities)
    assert all(end <= start for (_, end), (start, _) in pairwise(ordered)), ordered
    words = "|".join(sorted(lexer.number_words(), key=len, reverse=True))
    low = lexer.lower(lexer.plain(text))
    for match in re.finditer(rf"\d+|(?<![^\W_])(?:{words})(?![^\W_])", low):
        if match[0] in ("scores", "tens") or match[0].isspace():
            continue
        assert any(start < match.end() and end > match.start() for start, end in spans), (match, text)


@settings(max_examples=80, deadline=None, suppress_health_check=[HealthCheck.too_slow], derandomize=True)
@given(PIECES, st.sampled_from([" ", "", "\n"]))
def test_claims_and_rejections_cover_every_number(pieces: list[str], joint: str) -> None:
    assert_covered(joint.join(pieces))


CASES = Path(__file__).parents[2] / "cases"


@pytest.mark.parametrize("file", sorted(CASES.glob("[!er]*.yaml")), ids=lambda file: file.stem)
def test_every_number_of_every_case_is_a_claim_or_a_rejection(file: Path) -> None:
    cases = yaml.safe_load(file.read_text(encoding="utf-8"))
    assert_covered("\n\n".join(case["text"] for case in cases)[:6_000])


@pytest.mark.parametrize(
    "text",
    [
        "9" * 200_000,
        "1," * 50_000,
        "one " * 20_000,
        "1-" * 20_000,
        "$" * 5_000 + "5",
        "half a " * 5_000,
        "1e999999 and 10^400",
        "٣٫٥ and ½¾⅓ and 𝟗𝟗",
        "\u202e12\u202c \u200b13\u200d",
        "5'10\" \" ' 6'",
        "0000000000000000000000000000001",
        "-" * 100 + "5" + "-" * 100,
        "1/0 0/0 5/0 1 1/0",
        "between and 5 and",
    ],
    ids=lambda text: text[:12],
)
def test_hostile_text_is_covered_too(text: str) -> None:
    assert_covered(text[:3_000])


def _seconds_to_scan(text: str) -> float:
    gc.disable()  # what other tests left in this process is not the lexer's
    try:
        start = time.process_time()
        lexer.scan(text, lexer.lower(text))
        return time.process_time() - start
    finally:
        gc.enable()


def test_time_grows_with_the_text_and_not_with_its_square() -> None:
    """The lexer alone, without the parser: doubled text takes about doubled time."""
    for piece in ("9", "1,", "1-", "one ", "half a ", "½ ", "12 345 ", "$5 ", "and a half ", "1/2/", "3 x 10^"):
        times = []
        for size in (10_000, 40_000):
            text = lexer.plain((piece * size)[:size])
            times.append(min(_seconds_to_scan(text) for _ in range(3)))
        assert times[1] < 12 * times[0] + 0.2, (piece, times)
