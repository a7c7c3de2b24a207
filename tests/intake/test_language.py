"""English is accepted, other languages are refused by name, and short or odd text isn't refused."""

from __future__ import annotations

import pytest

from pipeline.intake.document import Refusal
from pipeline.intake.formats.fields import language_field
from pipeline.intake.language import accepted_language

from .conftest import SENTENCE, Read, document, refusal

OTHERS = {
    "fr": "La police a arrêté lundi 1 600 personnes dans la ville du nord, a annoncé le ministère de l'Intérieur.",
    "de": "Die Polizei hat am Montag in der Stadt im Norden 1.600 Menschen festgenommen, teilte das Ministerium mit.",
    "es": "La policía detuvo el lunes a 1.600 personas en la ciudad del norte, según informó el ministerio.",
    "it": "La polizia ha arrestato lunedì 1.600 persone nella città del nord, ha annunciato il ministero dell'Interno.",
    "pt": "A polícia prendeu na segunda-feira 1.600 pessoas na cidade do norte, informou o Ministério do Interior.",
    "nl": "De politie heeft maandag 1.600 mensen opgepakt in de noordelijke stad, meldde het ministerie.",
    "zh": "警方星期一在北部城市逮捕了1600人，内政部宣布。",
    "ar": "اعتقلت الشرطة يوم الاثنين 1600 شخص في المدينة الشمالية حسبما أعلنت وزارة الداخلية",
    "ru": "Полиция задержала в понедельник 1600 человек в северном городе, сообщило министерство внутренних дел.",
    "ja": "警察は月曜日に北部の都市で1600人を逮捕したと内務省が発表した。",
    "hi": "पुलिस ने सोमवार को उत्तरी शहर में 1600 लोगों को गिरफ्तार किया, गृह मंत्रालय ने बताया।",
    "ko": "경찰은 월요일 북부 도시에서 1600명을 체포했다고 내무부가 밝혔다.",
}


@pytest.mark.parametrize("code", OTHERS)
def test_other_languages_are_refused_by_name(code: str) -> None:
    with pytest.raises(Refusal, match=rf"^{code} \(probability 0\.\d\d|^{code} \(probability 1\.00") as raised:
        accepted_language(OTHERS[code])
    assert raised.value.reason == "unsupported_language"


@pytest.mark.parametrize(
    "text",
    [
        SENTENCE,
        "UK GDP +0.2% in Q3",
        "3,000 v 1,600",
        "Solskjaer told Aftenposten.",
        "FTSE 100 up 0.3% | DAX -1.1%",
        "POLICE ARREST 1,600 PEOPLE ON MONDAY",
        "Chancellor Müller and Señor Núñez said München’s café made €3m.",
        "9" * 1000,
        "¿?",
    ],
)
def test_english_and_undecidable_text_is_accepted(text: str) -> None:
    assert accepted_language(text) == "en"


def test_names_and_quotes_in_other_languages_do_not_refuse_english() -> None:
    text = SENTENCE + " “Je ne regrette rien,” Mr Dupont told Le Monde. The ministry said 12 officers were hurt."
    assert accepted_language(text) == "en"


def test_stated_language_wins_over_detection() -> None:
    assert accepted_language(OTHERS["fr"], "en-GB") == "en-GB"
    with pytest.raises(Refusal, match="de, as the seed says"):
        accepted_language(SENTENCE, "de")


@pytest.mark.parametrize(
    ("value", "code"),
    [
        ("en", "en"),
        ("EN", "en"),
        ("en_GB", "en-GB"),
        ("en-us", "en-US"),
        ("eng", "en"),
        ("English", "en"),
        ("french", "fr"),
        ("zh-hant-tw", "zh-Hant-TW"),
        ("deu", "de"),
        ("", None),
        ("und", None),
        ("n/a", None),
        ("xx", None),
        ("qqqq", None),
        (7, None),
        (None, None),
    ],
)
def test_language_fields(value: object, code: str | None) -> None:
    assert language_field(value) == code


def test_foreign_seed_is_refused_with_language_and_probability(read: Read) -> None:
    found = refusal(read({"fr.txt": OTHERS["fr"]}))
    assert found.reason == "unsupported_language"
    assert found.detail.startswith("fr (probability ")


def test_document_has_its_language(read: Read) -> None:
    assert document(read({"a.txt": SENTENCE})).language == "en"
