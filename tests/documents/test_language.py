"""This file is where a text's language is told."""

from __future__ import annotations

import sys

import pytest

from rashomon.documents import check_language, read_text
from rashomon.documents.language import tell_language
from rashomon.errors import LanguageError

OTHERS = [
    (
        "de",
        "Die Regierung erklärte am Montag, dass sie die Truppen nicht aus dem Tal abziehen werde, und bat um Gespräche mit dem Nachbarland.",
    ),
    (
        "fr",
        "Le gouvernement a déclaré lundi que ses troupes ne quitteraient pas la vallée et a demandé des pourparlers avec le pays voisin.",
    ),
    (
        "es",
        "El gobierno dijo el lunes que sus tropas no abandonarán el valle y pidió conversaciones con el país vecino antes del verano.",
    ),
    (
        "tr",
        "Hükümet pazartesi günü birliklerinin vadiden çekilmeyeceğini açıkladı ve komşu ülkeyle görüşme talep etti, dedi bakan.",
    ),
    (
        "ru",
        "Правительство заявило в понедельник, что его войска не покинут долину, и попросило о переговорах с соседней страной.",
    ),
    (
        "nl",
        "De regering zei maandag dat haar troepen de vallei niet zullen verlaten en vroeg om gesprekken met het buurland voor de zomer.",
    ),
    ("zh", "政府周一表示，其军队不会离开山谷，并要求与邻国举行会谈。外交部长在首都对记者说。"),
    (
        "ar",
        "قالت الحكومة يوم الاثنين إن قواتها لن تغادر الوادي وطلبت إجراء محادثات مع الدولة المجاورة قبل الصيف.",
    ),
]


@pytest.mark.parametrize(("code", "text"), OTHERS)
def test_another_language_is_named_and_not_coded(code, text):
    document = read_text(text, name="story.txt")
    assert document.language == code
    with pytest.raises(
        LanguageError, match=rf"^story\.txt: looks like \w+ \({code}\); only English is coded; "
    ):
        check_language(document)


@pytest.mark.parametrize(
    "text",
    [
        "Turkey attacks Syria",
        "Macron Scholz Paris",
        "Army leaves Aster valley",
        "Çavuşoğlu Di Maio Ankara'da",
        "Armenia, Azerbaijan trade blame over Karabakh shelling",
        "Iran nuclear talks resume Vienna",
        "Putin meets Xi",
        "12 34 56",
        "",
        "Erdogan: Turkiye Azerbaycan Karabakh Nagorno OSCE Minsk Aliyev Pashinyan Stepanakert Shushi",
    ],
)
def test_a_headline_is_not_taken_for_another_language(text):
    assert tell_language(text) in (None, "en")
    check_language(read_text(text or "x", name="headline"))


@pytest.mark.parametrize(
    "text",
    [
        "The army of Sudmark left the valley on Monday, the foreign minister said.",
        "THE ARMY OF SUDMARK LEFT THE VALLEY ON MONDAY, THE FOREIGN MINISTER SAID.",
        "Mevlüt Çavuşoğlu said Turkey stands with Azerbaijan in Nagorno-Karabakh (Dağlık Karabağ).",
    ],
)
def test_english_is_english(text):
    assert tell_language(text) == "en"


def test_plain_english_does_not_wait_for_the_identifier(monkeypatch):
    monkeypatch.setitem(sys.modules, "py3langid.langid", None)
    assert tell_language("The army of Sudmark left the valley on Monday, and the talks began.") == "en"
