"""Units and currencies as data: every entry is sound, and every form reads back as its unit."""

from __future__ import annotations

import pytest
from babel import Locale
from babel.numbers import get_currency_name

from pipeline.reading.numbers import money, units
from pipeline.reading.numbers.home import home_of

PHYSICAL = {"length", "area", "volume", "mass", "speed", "temperature", "energy", "power", "data", "duration"}


@pytest.mark.parametrize("unit", units.units_by_name().values(), ids=lambda unit: unit.name)
def test_every_unit_converts_to_si(unit: units.Unit) -> None:
    value, si_unit = units.to_si(1.0, unit)
    assert (si_unit is not None) or not unit.pint or unit.kind not in PHYSICAL
    assert value is None or value > 0


@pytest.mark.parametrize(
    ("value", "name", "si_value", "si_unit"),
    [
        (1, "mile", 1609.344, "metre"),
        (100, "kilometre per hour", 27.7778, "metre per second"),
        (32, "degree fahrenheit", 273.15, "kelvin"),
        (-40, "degree celsius", 233.15, "kelvin"),
        (1, "kilowatt hour", 3.6e6, "joule"),
        (2, "hectare", 20000, "square metre"),
        (1, "gigabyte", 8e9, "bit"),
        (10, "stone", 63.5029, "kilogram"),
        (1, "pound-foot", 1.35582, "newton metre"),
        (1, "square kilometre", 1e6, "square metre"),
        (30, "pound-force per square inch", 206843, "pascal"),
        (1, "ampere hour", 3600, "coulomb"),
        (1, "milliampere hour", 3.6, "coulomb"),
    ],
)
def test_conversions(value: float, name: str, si_value: float, si_unit: str) -> None:
    got, unit = units.to_si(value, units.units_by_name()[name])
    assert unit == si_unit
    assert got == pytest.approx(si_value, rel=1e-4)


def test_word_forms_read_back() -> None:
    for name, unit in units.units_by_name().items():
        found = units.unit_at(name, name.lower(), 0)
        assert found is None or found.unit == unit or name == "barrel per day", name


# Codes that are English words, and names that CLDR gives to a code of the past or to funds.
WORDS = {"ALL", "TOP"}


@pytest.mark.parametrize("code", sorted(set(Locale("en").currencies) - WORDS))
def test_every_currency_code_is_read_before_a_figure(code: str) -> None:
    text = f"It costs {code} 500"
    found = money.currency_before(text, len(text) - 3)
    assert found is not None
    assert found[0].code == code


def test_current_currency_names_are_read() -> None:
    missed = []
    for code in "USD EUR GBP JPY CHF AUD CAD NZD SEK NOK DKK PLN CZK HUF RON BGN TRY RUB UAH ILS AED SAR QAR KWD EGP ZAR NGN KES GHS UGX TZS ETB MAD TND DZD INR PKR LKR BDT NPR CNY HKD TWD KRW SGD MYR THB IDR VND PHP MXN BRL ARS CLP COP PEN UYU BOB JMD GEL AMD AZN KZT UZS MNT ISK".split():  # noqa: E501
        for count in (1, 2):
            name = get_currency_name(code, count, "en")
            text = f"5 {name}"
            found = money.currency_after(text, text.lower(), 1)
            if (found is None or found.code != code) and "pound" not in name:
                missed.append((code, name, found))
    assert not missed


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("The city of Perth in Western Australia pays $5 to Qantas.", "AUD"),
        ("Toronto and Ottawa pay $5; Canadians complain.", "CAD"),
        ("Auckland and Wellington pay $5 to New Zealanders.", "NZD"),
        ("Congress pays $5 to Sydney.", "USD"),
        ("It costs $5.", "USD"),
        ("Nothing is paid in Sydney or Melbourne.", "USD"),
        ("MOOSE JAW, Sask. - The centre costs $5 million, up 4 per cent.", "CAD"),
        ("The plant in Kalgoorlie cost $5m and its ore fetched US$740 a tonne, the Pilbara miner said.", "AUD"),
        ("Qantas of Sydney and Telstra of Melbourne paid A$5m ($4m; £2m).", "USD"),
        ("The centre in Leeds pays $5m for programmes.", "USD"),
    ],
)
def test_home_dollar(text: str, code: str) -> None:
    assert home_of(text).dollar == code


@pytest.mark.parametrize(
    ("text", "unit"),
    [
        ("KARACHI: The centre in Sindh cost Rs10m, 4 per cent more, Pakistan said.", "PKR"),
        ("The centre in Pune cost Rs10m, 4 per cent more, officials in Nagpur said.", "INR"),
        ("In Lagos, where a litre of petrol was dear, a Kano trader paid N865.", "NGN"),
        ("In Soweto and Durban the taxi costs R35, a tenth of a litre of petrol more.", "ZAR"),
        ("The band N12 played in Leeds.", None),
    ],
)
def test_money_of_the_country(text: str, unit: str | None) -> None:
    assert home_of(text).currency == unit
