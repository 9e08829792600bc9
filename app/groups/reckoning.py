"""Advantages and votes of the samples of a group. Pure; the arithmetic is `app.forms.rewards`'s."""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import lru_cache

from app.engine.agree import answer_of
from app.forms.maths.parse import UnreadableError, parse
from app.forms.maths.tree import exact
from app.forms.rewards import Vote, advantages, vote
from app.groups.values import Cluster, Spread, Votes
from app.store.records import Judged


@dataclass(frozen=True, slots=True)
class Voter:
    """A sample that has ended. number: its place, from 1. confidence: None where no figures were kept."""

    number: int
    answer: str
    confidence: float | None = None
    judged: Judged | None = None

    @property
    def said(self) -> str | None:
        """What its vote is for: what the checker took for the answer; without one, what the answer comes down to."""
        return answer_of(self.answer) or None if self.judged is None else self.judged.answer


def gains(rewards: Mapping[int, float], spread: Spread = "population") -> dict[int, float | None]:
    """(r - mean) / std by generation; None for all where there is no signal, or for one alone."""
    found = advantages(list(rewards.values()))
    if not found.signal:
        return dict.fromkeys(rewards)
    count = len(rewards)
    # The std over n - 1 is the larger one, by sqrt(n / (n - 1)).
    scale = math.sqrt((count - 1) / count) if spread == "sample" else 1.0
    return {each: value * scale for each, value in zip(rewards, found.values, strict=True)}


def votes(voters: Sequence[Voter]) -> Votes:
    """Counted, and weighted by confidence beside it."""
    said, weights = [each.said for each in voters], [each.confidence for each in voters]
    counted = vote(said, same=same)
    weighted = vote(said, weights, same) if any(weight is not None for weight in weights) else None
    shares = {each.members: each.share for each in weighted.clusters} if weighted else {}
    clusters = tuple(
        Cluster(
            each.answer, tuple(voters[place].number for place in each.members), each.share, shares.get(each.members)
        )
        for each in counted.clusters
    )
    heaviest = weighted.clusters[0].members if weighted and _ahead(weighted) else None
    places = [each.members for each in counted.clusters]
    return Votes(clusters, 0 if _ahead(counted) else None, places.index(heaviest) if heaviest is not None else None)


def same(one: str, two: str) -> bool:
    """Whether two answers are one: the same words, or the same number however it is written."""
    return one == two or (_number(one) is not None and _number(one) == _number(two))


@lru_cache(maxsize=1024)
def _number(text: str) -> Fraction | None:
    """The exact number that a text is; None where it is none, or takes algebra to tell."""
    try:
        return exact(parse(text))
    except UnreadableError:
        return None


def _ahead(counted: Vote) -> bool:
    """Whether one is ahead of all others."""
    clusters = counted.clusters
    return bool(clusters) and (len(clusters) < 2 or not math.isclose(clusters[0].weight, clusters[1].weight))
