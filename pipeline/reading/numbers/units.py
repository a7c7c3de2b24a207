"""Units of measure: how text writes them, what they are called, and their conversion to SI (by pint)."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import Any, NamedTuple

from pipeline.reading.lexicon import load_yaml
from pipeline.reading.numbers.lexer import THIN
from pipeline.reading.unit_registry import unit_registry


class Unit(NamedTuple):
    """A unit by the contract's name, its kind of quantity, and pint's expression ("" where it has no dimension)."""

    name: str
    kind: str
    pint: str


@dataclass(slots=True)
class UnitMatch:
    """A unit as it stands in a text."""

    start: int
    end: int
    unit: Unit
    form: str  # word, symbol, bare (a symbol with other readings)
    written: str
    period: str | None = None  # a rate by time: litres a day
    scale: float = 1.0  # what the symbol multiplies by: bcm are billions
    rate_end: int | None = None  # where the rate's words end


SPEED_PERIODS = {"PT1S": ("second", "second"), "PT1M": ("minute", "minute"), "PT1H": ("hour", "hour")}


def plural(entry: dict[str, Any]) -> str:
    return str(entry.get("plural") or f"{entry['name']}s")


@cache
def units_by_name() -> dict[str, Unit]:
    """Every unit by its name, those with prefixes, squares and cubes included."""
    return {unit.name: unit for unit in {**_forms()[0], **_forms()[1], **_forms()[2]}.values()}


@cache
def _forms() -> tuple[dict[str, Unit], dict[str, Unit], dict[str, Unit]]:
    """Word forms (lower case), symbols (case-sensitive) and bare symbols (which need a cue), each to its unit."""
    data = load_yaml("units")
    words: dict[str, Unit] = {}
    symbols: dict[str, Unit] = {}
    bare: dict[str, Unit] = {}
    lengths: list[tuple[str, list[str], list[str], str]] = []  # name, word forms, symbols, pint
    for entry in data["units"]:
        name, kind, pint = entry["name"], entry["kind"], entry["pint"]
        unit = Unit(name, kind, pint)
        own_words = [] if entry.get("hidden") else [name, *([] if entry.get("plural") == "" else [plural(entry)])]
        own_words += [form for word in entry.get("words", []) for form in _with_plural(word)]
        own_symbols = [symbol for symbol in entry.get("symbols", []) if not symbol.endswith("_")]
        own_bare = [symbol for symbol in entry.get("bare", []) if not symbol.endswith("_")]
        for word in own_words:
            words.setdefault(word.lower(), unit)
        for symbol in own_symbols:
            symbols.setdefault(symbol, unit)
        for symbol in own_bare:
            bare.setdefault(symbol, unit)
        if kind == "length" and name in ("metre", "inch", "foot", "yard", "mile"):
            lengths.append((name, own_words, own_symbols + own_bare, pint))
        for prefix in data["prefix_sets"].get(entry.get("prefixes", ""), []):
            if prefix == "kilo" and name == "gram":
                prefixed = Unit("kilogram", "mass", "kilogram")
            else:
                prefixed = Unit(
                    f"{prefix}{name}",
                    kind,
                    f"{prefix}{pint}" if re.fullmatch(r"\w+", pint) else f"{_prefix_factor(prefix)} * {pint}",
                )
            forms = [f"{prefix}{word}" for word in own_words]
            forms += [f"{prefix}-{word}" for word in own_words]
            for word in forms:
                words.setdefault(word.lower(), prefixed)
            written_forms = [s.rstrip("_") for s in [*entry.get("symbols", []), *entry.get("bare", [])]]
            base_symbols = [s for s in written_forms if re.fullmatch(r"[A-Za-zΩ]{1,4}", s)]
            written = [p + s for p in data["prefixes"][prefix] for s in base_symbols if p + s != "us"]
            for symbol in written:
                symbols.setdefault(symbol, prefixed)
            if name == "metre" and prefix in ("kilo", "centi", "milli", "deci"):
                lengths.append(
                    (
                        prefixed.name,
                        [*[f"{prefix}{w}" for w in own_words]],
                        written + ([f"{written[0]}s", "KM", "Km"] if prefix == "kilo" else []),
                        prefixed.pint,
                    )
                )
                if prefix == "kilo":
                    for symbol in ("kms", "KM", "KMS", "Km", "Kms", "klm", "klms"):
                        symbols.setdefault(symbol, prefixed)
                if prefix == "milli":
                    symbols.setdefault("MM", prefixed)
                    symbols.setdefault("mms", prefixed)
                if prefix == "centi":
                    symbols.setdefault("cms", prefixed)
    for name, own_words, own_symbols, pint in lengths:
        for power, marks, adjectives, kind, label in (
            (2, ("²", "2", "^2"), data["squared"], "area", "square"),
            (3, ("³", "3", "^3"), data["cubed"], "volume", "cubic"),
        ):
            unit = Unit(f"{label} {name}", kind, f"{pint} ** {power}")
            for adjective in adjectives:
                for word in own_words:
                    words.setdefault(f"{adjective} {word}", unit)
                    words.setdefault(f"{adjective.rstrip('.')}-{word}", unit)
                for symbol in own_symbols:
                    if symbol[-1:].isalpha():
                        words.setdefault(f"{adjective} {symbol.lower()}", unit)
                        words.setdefault(f"{adjective} {symbol.lower()}.", unit)
                        if adjective in ("sq", "cu"):
                            words.setdefault(f"{adjective}{symbol.lower()}", unit)
            for symbol in own_symbols:
                if symbol[-1:].isalpha():
                    for mark in marks:
                        symbols.setdefault(f"{symbol}{mark}", unit)
    by_name = {unit.name: unit for unit in words.values()}
    for symbol, name in data["area_symbols"].items():
        symbols.setdefault(symbol, by_name[name])
    return words, symbols, bare


def _with_plural(word: str) -> list[str]:
    if " " in word or word.endswith("s") or not word[-1:].isalpha() or len(word) <= 2:
        return [word]
    return [word, f"{word}s"]


def _prefix_factor(prefix: str) -> str:
    """The factor of an SI prefix, as pint reads it in an expression: the prefixed unit over the unit."""
    return f"({prefix}meter / meter)"


GAP = re.compile(r"[ \u2009]?-[ \u2009]?|[ \u2009]{1,2}")
WORD_RUN = re.compile(r"[^\W\d_]+\.?(?:[ \u2009-][^\W\d_]+\.?){0,5}")
SYMBOL_END = re.compile(r"[^\W_]")


def match_unit(text: str, low: str, position: int) -> UnitMatch | None:
    """The unit that stands at or one gap after `position`; a bare symbol is still to be decided by context."""
    gap = GAP.match(text, position)
    start = gap.end() if gap else position
    if start >= len(text):
        return None
    found = unit_at(text, low, start)
    if (
        found
        and found.form == "bare"
        and gap
        and "-" in gap[0]
        and found.written not in ("m", "g", "l", "h", "W", "V", "C", "F")
    ):
        return None
    return found


def unit_at(text: str, low: str, start: int) -> UnitMatch | None:
    """The longest unit that starts exactly here."""
    words, symbols, bare = _forms()
    best: UnitMatch | None = None
    if run := WORD_RUN.match(low, start):
        candidate = run[0].replace(THIN, " ")
        while candidate:
            unit = words.get(candidate) or words.get(candidate.rstrip("."))
            if unit:
                candidate = candidate if candidate in words else candidate.rstrip(".")
                best = UnitMatch(start, start + len(candidate), unit, "word", text[start : start + len(candidate)])
                break
            cut = max(candidate.rfind(" "), candidate.rfind("-"))
            candidate = candidate[:cut] if cut > 0 else ""
    for length in range(min(8, len(text) - start), 0, -1):
        if best and length <= best.end - start:
            break
        written = text[start : start + length]
        unit = symbols.get(written)
        form = "symbol"
        if unit is None:
            unit, form = bare.get(written), "bare"
        if unit is None:
            continue
        following = text[start + length : start + length + 1]
        if written[-1].isalnum() and following and SYMBOL_END.match(following):
            continue
        if written == "''" or written == '"':
            form = "bare"
        best = UnitMatch(start, start + length, unit, form, written)
        break
    if scaled := _scaled(text, start):
        best = scaled
    if (
        best
        and text[best.end - 1] == "."
        and re.match(r"$|[\"')]?[ \u2009]+[\"'(]?[A-Z]|[\"')]?$", text[best.end : best.end + 4])
    ):
        best.end -= 1  # the full stop of the sentence
    return best


@cache
def _scaled_pattern() -> re.Pattern[str]:
    symbols = sorted(load_yaml("units")["scaled_symbols"], key=lambda s: (-len(s), s))
    return re.compile(rf"(?:{'|'.join(symbols)})(?![\w])")


def _scaled(text: str, start: int) -> UnitMatch | None:
    """'5 bcm of gas': a symbol that is a unit and a scale."""
    match = _scaled_pattern().match(text, start)
    if not match:
        return None
    scale, name = load_yaml("units")["scaled_symbols"][match[0]]
    found = UnitMatch(start, match.end(), units_by_name()[name], "symbol", match[0], scale=float(scale))
    if match[0].lower().endswith("pa"):
        found.period, found.rate_end = "P1Y", match.end()  # million tonnes per annum
    return found


PER = re.compile(
    r"[ \u2009]?/[ \u2009]?|[ \u2009]per[ \u2009]|-per-|[ \u2009](?:an?|each|every|the)[ \u2009]|-an?-|"
    r"[ \u2009]to[ \u2009]the[ \u2009](?=(?:us |imperial )?(?:gallon|litre|liter)\b)"
)


def with_rate(text: str, low: str, found: UnitMatch) -> UnitMatch:
    """Extend a unit by what it is per: 'tonnes per hectare' and 'km/s' become units, 'litres a day' gets a period."""
    match = PER.match(text, found.end)
    if not match:
        return found
    joint = match[0].strip(" " + THIN)
    start = match.end()
    if joint in ("a", "an", "the", "-a-", "-an-") and re.match(
        r"\w+[ \u2009](?:ago|earlier|later|before|after|old|from now|on[,.])", low[start : start + 30]
    ):
        return found
    data = load_yaml("periods")
    word = re.match(r"[a-z]+", low[start : start + 20])
    period = None
    end = start
    if word:
        period = data["nouns"].get(word[0]) or (data["abbreviations"].get(word[0]) if joint == "/" else None)
        end = start + word.end()
    if period:
        if found.unit.kind in ("length", "data") and period in SPEED_PERIODS:
            name, pint = SPEED_PERIODS[period]
            kind = "speed" if found.unit.kind == "length" else "data"
            squared = (
                re.match(r"(?:²|2|\^2)|[ \u2009](?:squared|per second)\b|/s\b", text[end : end + 12])
                if name == "second"
                else None
            )
            if squared and kind == "speed":
                unit = Unit(f"{found.unit.name} per square second", "other", f"({found.unit.pint}) / second ** 2")
                return UnitMatch(
                    found.start, end + squared.end(), unit, found.form, text[found.start : end + squared.end()]
                )
            unit = Unit(f"{found.unit.name} per {name}", kind, f"({found.unit.pint}) / {pint}")
            return UnitMatch(found.start, end, unit, "symbol" if joint == "/" else found.form, text[found.start : end])
        if found.unit.kind == "duration" and joint != "/":
            return UnitMatch(found.start, found.end, found.unit, found.form, found.written, period, end)
        found.period, found.rate_end = period, end
        if joint == "/":
            found.form = "symbol" if found.form == "bare" else found.form
        return found
    if joint in ("each", "every", "the"):
        return found
    if joint in ("per", "/") and (hundred := re.match(r"(?:100|hundred|a hundred)[ \u2009]?", low[start : start + 12])):
        base = unit_at(text, low, start + hundred.end())
        if base is not None and base.form != "bare" and base.unit.kind in ("length", "volume", "mass"):
            pint = f"({found.unit.pint}) / (100 * {base.unit.pint})" if found.unit.pint else ""
            unit = Unit(f"{found.unit.name} per 100 {base.unit.name}s", "other", pint)
            return UnitMatch(found.start, base.end, unit, found.form, text[found.start : base.end])
    other = unit_at(text, low, start)
    if other is None or other.unit.kind == "duration" or other.unit.name == found.unit.name:
        return found
    if other.form == "bare" and joint != "/":
        return found
    if joint in ("a", "an") and other.form != "word":
        return found
    unit = Unit(
        f"{found.unit.name} per {other.unit.name}",
        "other",
        _quotient(found.unit.pint, other.unit.pint),
    )
    compound = UnitMatch(
        found.start, other.end, unit, "symbol" if joint == "/" else found.form, text[found.start : other.end]
    )
    again = PER.match(text, compound.end)
    if again and (word := re.match(r"[a-z]+", low[again.end() : again.end() + 20])):
        slash = again[0].strip() == "/"
        period = data["nouns"].get(word[0]) or (data["abbreviations"].get(word[0]) if slash else None)
        if period and not low.startswith((" ago", " earlier", " later"), again.end() + word.end()):
            compound.period, compound.rate_end = period, again.end() + word.end()
    return compound


def _quotient(upper: str, lower: str) -> str:
    """pint's expression of a rate; a temperature in it is a difference."""
    if not upper or not lower:
        return ""
    return f"({upper}) / ({lower})".replace("degC", "delta_degC").replace("degF", "delta_degF")


@cache
def _si_names() -> dict[str, str]:
    """Our name of the SI unit for each dimension, keyed by pint's base units ("kilogram / meter ** 3")."""
    registry = unit_registry()
    table: dict[str, str] = {}
    for expression, name in load_yaml("units")["si"]:
        table.setdefault(str(registry.parse_expression(expression).to_base_units().units), name)
    return table


@cache
def _si(expression: str) -> tuple[float, float, str] | None:
    """Factor, offset and our name of the SI unit for one of pint's expressions; None where it has no SI dimension."""
    if not expression:
        return None
    registry = unit_registry()
    if expression in ("degC", "degF", "degR"):
        zero = registry.Quantity(0, expression).to("kelvin").magnitude
        one = registry.Quantity(1, expression).to("kelvin").magnitude
        return one - zero, zero, "kelvin"
    base = registry.parse_expression(expression).to_base_units()
    name = load_yaml("units")["si_by_expression"].get(expression) or _si_names().get(str(base.units))
    return (float(base.magnitude), 0.0, name) if name else None


def to_si(value: float, unit: Unit) -> tuple[float | None, str | None]:
    """The value in SI units, and the SI unit's name; (None, None) where the unit is not physical."""
    conversion = _si(unit.pint)
    if conversion is None:
        return None, None
    factor, offset, name = conversion
    return _clean(value * factor + offset), name


def _clean(value: float) -> float:
    """Without the noise of binary fractions: 12 significant digits."""
    return float(f"{value:.12g}")
