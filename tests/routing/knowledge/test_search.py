"""Pages are found as people type: with errors, without umlauts, half a word, in a whole question."""

from pathlib import Path

import pytest

from routing.knowledge import EXAMPLE, Article, Kind, Knowledge, KnowledgeFault, load_articles

BOOK = (
    Article(
        "service:personalausweis", Kind.SERVICE, "Personalausweis", ("Perso", "Ausweis", "neuer Ausweis")
    ),
    Article("service:umtausch", Kind.SERVICE, "Führerschein umtauschen", ("Kartenführerschein",)),
    Article("office:moisling", Kind.OFFICE, "Bürgerservicebüro Moisling", ("Moisling", "Öffnungszeiten")),
)
KNOWN = Knowledge((*BOOK, *load_articles(EXAMPLE)))


@pytest.mark.parametrize(
    ("typed", "first"),
    [
        ("Personalausweis", "service:personalausweis"),
        ("perosnalausweis", "service:personalausweis"),
        ("personala", "service:personalausweis"),
        ("fuehrerschein", "service:umtausch"),
        ("Führershcein umtausch", "service:umtausch"),
        ("Öffnungszeiten Moisling", "office:moisling"),
        ("oefnungszeiten moislig", "office:moisling"),
        ("Spermüll", "general:sperrmuell"),
        ("wie melde ich meinen Hund an", "general:hund"),
        ("Hundesteur", "general:hund"),
        ("ich bin geblizt worden", "general:knoellchen"),
        ("geburtsurkunde bestellen", "general:geburtsurkunde"),
        ("Strassenlaterne kaputt", "general:strasse"),
        ("116116", "general:ausweis_sperren"),
        ("GEZ", "general:rundfunk"),
        ("Kitaplaz", "general:kita"),
        ("laut nachbarn", "general:laerm"),
        ("Briefwal", "general:wahl"),
    ],
)
def test_what_is_meant_comes_first(typed: str, first: str) -> None:
    """As callers say it and agents type it in a hurry."""
    assert KNOWN.find(typed)[0].key == first


@pytest.mark.parametrize("typed", ["", "  ", "xqzt", "?!"])
def test_nothing_is_found_for_nothing(typed: str) -> None:
    """No guess is made of what explains none of the words."""
    assert KNOWN.find(typed) == []


def test_a_fault_in_the_file_is_said_in_a_sentence(tmp_path: Path) -> None:
    """Missing text, a key twice, an unknown key, and no TOML at all."""
    file = tmp_path / "knowledge.toml"
    page = '[[page]]\nkey = "a"\ntitle = "A"\ntext = "x"\n'
    for text, words in (
        ('[[page]]\nkey = "a"\ntitle = "A"\n', r"page 1 \(A\) has no 'text'"),
        (page + page, "two pages have the key general:a"),
        (page + "txet = 1\n", "unknown keys: txet"),
        ("[[page", "knowledge.toml"),
    ):
        file.write_text(text)
        with pytest.raises(KnowledgeFault, match=words):
            load_articles(file)
