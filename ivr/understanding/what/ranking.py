"""Which of several things was meant by a sentence, with how sure that is.

A phrase counts by how much of it was heard, its rarer words more; and by how much it explains of what was
heard, as far as that is about any of the things at all. So "Auto abmelden" is not what somebody meant who
said "Auto umgezogen, neue Adresse", and a sentence may hold a time and a greeting without harm.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from math import log
from typing import Generic, TypeVar

from ivr.understanding.what.likeness import alike_by
from ivr.understanding.what.stems import PREFIXES, parts, spoken_words, stem, whole_verbs, with_prefix_verbs
from ivr.understanding.what.words import actions, alike, alone, light, stops, turned, words_of_time

T = TypeVar("T")

ENOUGH = 0.62  # of 1; below that nothing was understood
CLEARLY = 0.06  # by which the best must be better, or it is a choice between the two
NEARLY = 0.2  # what is this near to the best is offered beside it
CHOICES = 3
_COVERED = 0.6  # of a phrase, by weight, must have been heard
_LIGHT = 0.45  # what a word counts that many wishes hold: "neu", "beantragen"
_AWAY = "weg"  # of a verb, but also what is lost
_SHORTEST_THING = 3
_NO_THING = ("lich", "ig", "isch", "weise", "tag", "woche", "mal")  # ends no word for a thing
_OF_A_PLACE = frozenset(
    {"in", "im", "bei", "beim", "aus", "nach", "von", "vom", "zum", "zur", "am", "an", "at", "to", "from"}
)
_COMMON = 4  # things that share a word, from which on it alone names none of them


@dataclass(frozen=True, slots=True)
class Ranked(Generic[T]):
    """Something that may have been meant, and how sure that is, 0 to 1."""

    meant: T
    score: float


def rank(
    text: str, things: Sequence[tuple[T, Sequence[str]]], code: str, beside: frozenset[str] = frozenset()
) -> list[Ranked[T]]:
    """The things that `text` may mean, best first, each with its phrases; empty where none is near enough.

    `beside` are folded words of other things, as offices, that may be said with these.
    """
    index = _index(tuple(tuple(phrases) for _, phrases in things), code)
    scores = index.scores(text, beside)
    ranked = [
        Ranked(meant, score) for (meant, _), score in zip(things, scores, strict=True) if score >= ENOUGH
    ]
    return sorted(ranked, key=lambda one: -one.score)


def choices(ranked: Sequence[Ranked[T]]) -> list[Ranked[T]]:
    """One, where it is clear; up to three, where it is not; none, where there is none."""
    if not ranked:
        return []
    if len(ranked) == 1 or ranked[0].score - ranked[1].score >= CLEARLY:
        return [ranked[0]]
    return [one for one in ranked if ranked[0].score - one.score < NEARLY][:CHOICES]


@lru_cache(maxsize=128)  # in each language the services of each kind, of all, and the offices
def _index(things: tuple[tuple[str, ...], ...], code: str) -> "_Index":
    return _Index(things, code)


class _Index:
    """The words of all things. Kept: the same catalogue is asked in every call."""

    def __init__(self, things: tuple[tuple[str, ...], ...], code: str) -> None:
        self.stops, self.same, self.light = stops(code), alike(code), light(code)
        self.turned, self.actions = turned(code), actions(code)
        self.of_time, self.alone = words_of_time(code), alone(code) | self.light
        self.small = PREFIXES - {_AWAY} | {small for small, _ in self.turned}
        self.phrases = self._distinct(things)
        self.raw = {word for phrases in things for phrase in phrases for word in spoken_words(phrase)}
        self._add_joined([[spoken_words(phrase) for phrase in phrases] for phrases in things])
        self.words = [{word for phrase in phrases for word in phrase} for phrases in self.phrases]
        count = max(1, len(things))
        named = {word for words in self.words for word in words}
        self.rarity = {
            word: 0.35 + log(1 + count / sum(word in words for words in self.words)) for word in named
        }
        self.weight = {
            word: rarity * (_LIGHT if word in self.light else 1) for word, rarity in self.rarity.items()
        }
        self.whole = {
            phrase: sum(self.rarity[word] for word in phrase)
            for phrases in self.phrases
            for phrase in phrases
        }
        self.phrases_with = [
            {word: [phrase for phrase in phrases if word in phrase] for phrase in phrases for word in phrase}
            for phrases in self.phrases
        ]
        self.known = self.weight.keys() | {each for each, one in self.same.items() if one in self.weight}
        self.near = lru_cache(maxsize=5_000)(self._near)

    def _distinct(self, things: tuple[tuple[str, ...], ...]) -> list[list[tuple[str, ...]]]:
        """The phrases of each thing as stems; not where they lost what makes them more than another's name.

        Of "Pass heute noch" the word that is the name of another thing is all that counts, and of
        "Führerschein ist da" one that many have.
        """
        kept = [
            [(tuple(self._kept(words)), len(words)) for phrase in phrases if (words := spoken_words(phrase))]
            for phrases in things
        ]
        holders = Counter(
            word for phrases in kept for word in {each for stems, _ in phrases for each in stems}
        )
        owners: dict[tuple[str, ...], set[int]] = {}
        for at, phrases in enumerate(kept):
            for stems, length in phrases:
                if len(stems) == length:
                    owners.setdefault(stems, set()).add(at)
        return [
            [
                stems
                for stems, length in phrases
                if len(stems) == length
                or (owners.get(stems, {at}) == {at} and (len(stems) > 1 or holders[stems[0]] < _COMMON))
            ]
            for at, phrases in enumerate(kept)
        ]

    def _add_joined(self, told: list[list[list[str]]]) -> None:
        """ "Online Ausweis" is "Onlineausweis" too, where that is the name of anything."""
        named = {word for phrases in self.phrases for phrase in phrases for word in phrase}
        for phrases, spoken in zip(self.phrases, told, strict=True):
            joined = {stem(words[0] + words[1]) for words in spoken if len(words) == 2}
            phrases += [(word,) for word in sorted(joined & named)]

    def scores(self, text: str, beside: frozenset[str]) -> list[float]:
        heard = self._heard(text)
        if not heard:
            return [0.0] * len(self.phrases)
        total = sum(weight for _, weight in heard)
        if self._is_of_something_else(text):
            heard = [(near, weight) for near, weight in heard if not self.actions.issuperset(near)]
        unknown = self._holds_unknown(text, beside)
        self_evident = not (unknown and all(self.alone.issuperset(near) for near, _ in heard))
        whole = len(heard) == 1 and unknown  # of one word among unknown ones a part of a phrase says nothing
        return [
            self._score(heard, total, phrases, words, single=self_evident, whole=whole)
            for phrases, words in zip(self.phrases_with, self.words, strict=True)
        ]

    def _is_of_something_else(self, text: str) -> bool:
        """Whether it is done with a thing that no phrase knows: "Strom anmelden", "ein Paket abholen"."""
        words = spoken_words(text)
        return any(
            self.same.get(stem(verb), stem(verb)) in self.actions
            and before not in _OF_A_PLACE
            and self._is_unknown(thing)
            for before, thing, verb in zip(["", *words], words, words[1:], strict=False)
        )

    def _holds_unknown(self, text: str, beside: frozenset[str]) -> bool:
        return any(self._is_unknown(word) for word in spoken_words(text) if word not in beside)

    def _is_unknown(self, word: str) -> bool:
        """Whether a word may be a thing that no phrase knows, and is no time or small word."""
        return not (
            len(word) < _SHORTEST_THING
            or word in self.stops
            or word in self.of_time
            or word.endswith(_NO_THING)
            or stem(word) in self.known
            or self.near(stem(word))
            or parts(word, self.known)
        )

    def _score(
        self,
        heard: list[tuple[dict[str, float], float]],
        total: float,
        phrases_with: Mapping[str, Sequence[tuple[str, ...]]],
        words: set[str],
        *,
        single: bool,
        whole: bool,
    ) -> float:
        """The best phrase, half by what of it was heard, the rest by what is explained.

        Where not `single`, a phrase of one word says too little: "zu Hause" may be said of anything. `whole`:
        nothing but all of a phrase will do.
        """
        alike: dict[str, float] = {}
        by_all = 0.0
        for near, weight in heard:
            best = 0.0
            for word in near.keys() & words:
                alike[word] = max(alike.get(word, 0.0), near[word])
                best = max(best, near[word])
            by_all += weight * best
        if not alike:
            return 0.0
        score = 0.0
        for phrase in {phrase for word in alike for phrase in phrases_with[word]}:
            covered = self._covered(phrase, alike)
            if (
                covered < _COVERED
                or (not single and len(phrase) == 1)
                or (covered < 1 and (whole or not single))
            ):
                continue
            explained = sum(
                weight * max((near.get(word, 0.0) for word in phrase), default=0.0) for near, weight in heard
            )
            score = max(score, 0.45 * covered + 0.25 * explained / total + 0.3 * by_all / total)
        return score

    def _covered(self, phrase: tuple[str, ...], alike: Mapping[str, float]) -> float:
        """How much of a phrase was heard; what many wishes hold counts fully beside what says more."""
        told = any(word in alike and word not in self.light for word in phrase)
        if not told and not alike.keys() >= set(phrase):
            return 0.0  # of "neu hier", neither says it alone
        weight = self.rarity if told or self.light.issuperset(phrase) else self.weight
        return sum(weight[word] * alike.get(word, 0.0) for word in phrase) / self.whole[phrase]

    def _heard(self, text: str) -> list[tuple[dict[str, float], float]]:
        """For each thing that was heard the known words that it may be, and what it weighs."""
        said = self._joined(spoken_words(text))
        words = [word for word in said if word not in self.stops or word in self.small]
        found: dict[str, tuple[dict[str, float], float]] = {}
        for word in self._whole_verbs(words):
            for part in parts(word, self.known) if word not in self.known else ():
                one = self.same.get(part, part)
                found[one] = {one: 1.0}, self.weight[one]
            if word in self.of_time and word not in self.raw:
                continue  # "Anfang Januar" has nothing to do with a "Fahranfänger"
            if near := self.near(word):
                found[self.same.get(word, word)] = (
                    near,
                    max(self.weight[known] * likeness for known, likeness in near.items()),
                )
        return list(found.values())

    def _joined(self, words: list[str]) -> list[str]:
        """ "Personal Ausweis": two words that are one of the known ones."""
        joined: list[str] = []
        for word in words:
            whole = joined[-1] + word if joined and min(len(joined[-1]), len(word)) > 1 else ""
            if not whole or stem(whole) not in self.known:
                joined.append(word)
            elif stem(whole) in self.same:
                joined[-1] = whole
            elif stem(joined[-1]) in self.known and stem(word) in self.known:
                joined += [whole, word]  # "Melde Bescheinigung", but also "Führerschein Klasse"
            else:
                joined[-1] = whole
        return joined

    def _whole_verbs(self, words: list[str]) -> list[str]:
        """The stems, with "melde … ab" as "abmeld"; a prefix alone says nothing."""
        stems = self._turned(list(with_prefix_verbs(words)))
        return [each for each in stems if each not in self.small]

    def _turned(self, stems: list[str]) -> list[str]:
        """A small word may turn what follows: "aus der Türkei" is what is Turkish."""
        return [
            self.turned.get((before, self.same.get(each, "")), each)
            for before, each in zip(["", *stems], stems, strict=False)
        ]

    def _near(self, word: str) -> dict[str, float]:
        """The known words that a heard stem may be, each with how alike they are."""
        if (one := self.same.get(word, word)) in self.weight:
            return {one: 1.0}
        if len(word) < 3:
            return {}
        if parts(word, self.known):
            return {}  # each part counts for itself
        near: dict[str, float] = {}
        for known in self.known:
            if likeness := alike_by(word, known):
                one = self.same.get(known, known)
                near[one] = max(near.get(one, 0.0), likeness)
        return near

    def _kept(self, words: list[str]) -> Iterable[str]:
        """The stems of a phrase that count; a verb and its prefix are one, as they are in a sentence."""
        kept = [word for word in words if word not in self.stops or word in self.small] or words
        stems = self._turned(whole_verbs(kept))
        told = [each for each in stems if each not in self.small] or stems
        return [self.same.get(word, word) for word in told]
