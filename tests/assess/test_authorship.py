"""The note's credit against the names in the file: said, never decided, and without repeating a name."""

from __future__ import annotations

import pytest

from generator.assess import assess
from generator.assess.authorship import words_of
from tests.support.reports import case, finding, subject


@pytest.mark.parametrize(
    ("credit", "written", "words"),
    [
        ("Ana Ibáñez", "IBANEZ, A.", "share a name"),
        ("Agence Exemple / J. Dupont", "Jeanne Dupont", "share a name"),
        ("Ana Ibáñez", "Bo Writer", "somebody else"),
        ("Ana Ibáñez", "", ""),
        ("", "Bo Writer", ""),
        ("Photo: A. B.", "Photographer", ""),
        ("山田太郎", "山田太郎", "share a name"),
        ("Jörg Müller", "JOERG MUELLER", "share a name"),
        ("Søren Kjær", "Soren Kjaer", "share a name"),
        ("Łukasz Wałęsa", "lukasz walesa", "share a name"),
        ("Sergey Ivanov", "Sergei Ivanof", "share a name"),
        ("Mohammed Farah", "Mohamed F.", "share a name"),
        ("Иван Петров", "Ivan Petrov", ""),
        ("Иван Петров", "Петров И.", "share a name"),
        ("Иван Петров", "Сидоров", "somebody else"),
        ("ﬁona Ｌee", "Fiona", "share a name"),
        ("Anna", "Anne", "somebody else"),
        ("王伟", "Wang Wei", ""),
        ("x" * 100_000, "Bo Writer", "somebody else"),
    ],
)
def test_credit_and_file(credit: str, written: str, words: str) -> None:
    found = [finding("metadata.author", author=written)] if written else []
    picture = subject(*found, case=case(), credit=credit)
    axis = assess(picture.exhibit, picture.report, case=picture.case).context
    said = [item for item in axis.noted if "credit" in item.text]
    assert bool(said) is bool(words)
    for item in said:
        assert words in item.text
        assert len(item.citations) == 2
        assert not words_of(written) & words_of(item.text)
