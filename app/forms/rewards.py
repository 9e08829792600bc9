"""A group of samples put in order: advantages as in GRPO, and votes over equal answers. Plain numbers, no numpy."""

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Literal


@dataclass(frozen=True, slots=True)
class Advantages:
    """A_i = (r_i - mean) / std over the group (DeepSeek-R1, eq. 3)."""

    values: tuple[float, ...]
    """As many as rewards; all 0 where there is no signal."""
    mean: float
    std: float
    deviation: Literal["population"] = "population"
    """Which std: divided by the number of samples, not by one less."""

    @property
    def signal(self) -> bool:
        """False where all rewards are equal: the group teaches nothing, and nothing is divided by zero."""
        return self.std > 0


@dataclass(frozen=True, slots=True)
class Cluster:
    """Samples with equal answers."""

    answer: str
    """As the first of them says it."""
    members: tuple[int, ...]
    weight: float
    share: float
    """Of the weight of all that answered, 0 to 1."""


@dataclass(frozen=True, slots=True)
class Vote:
    clusters: tuple[Cluster, ...]
    """The heaviest first; of equals the one that came first."""
    silent: tuple[int, ...]
    """Samples without an answer."""

    @property
    def winner(self) -> Cluster | None:
        return self.clusters[0] if self.clusters else None

    @property
    def entropy(self) -> float:
        """How far the group disagrees, in nats: 0 where all answers are equal."""
        return -math.fsum(c.share * math.log(c.share) for c in self.clusters if c.share > 0)


def advantages(rewards: Sequence[float]) -> Advantages:
    """How far each sample lies above or below its group."""
    if not rewards:
        return Advantages((), 0.0, 0.0)
    mean = math.fsum(rewards) / len(rewards)
    if max(rewards) == min(rewards):
        return Advantages((0.0,) * len(rewards), mean, 0.0)
    std = math.sqrt(math.fsum((reward - mean) ** 2 for reward in rewards) / len(rewards))
    if std == 0:  # they differ by less than a number can hold
        return Advantages((0.0,) * len(rewards), mean, 0.0)
    return Advantages(tuple((reward - mean) / std for reward in rewards), mean, std)


def vote(
    answers: Sequence[str | None],
    weights: Sequence[float | None] | None = None,
    same: Callable[[str, str], bool] = str.__eq__,
) -> Vote:
    """Clusters of equal answers, by number or by weight (DeepConf: the confidence of each sample).

    A sample without an answer has no vote; one whose weight is unknown votes with the mean of the others.
    """
    counted = _weights(len(answers), weights)
    groups: list[tuple[str, list[int]]] = []
    for number, answer in enumerate(answers):
        if answer is None:
            continue
        for first, members in groups:
            if same(first, answer):
                members.append(number)
                break
        else:
            groups.append((answer, [number]))
    total = math.fsum(counted[n] for _, members in groups for n in members)
    clusters = []
    for first, members in groups:
        weight = math.fsum(counted[number] for number in members)
        clusters.append(Cluster(first, tuple(members), weight, weight / total if total else 0.0))
    clusters.sort(key=lambda cluster: (-cluster.weight, cluster.members[0]))
    return Vote(tuple(clusters), tuple(n for n, answer in enumerate(answers) if answer is None))


def _weights(count: int, weights: Sequence[float | None] | None) -> list[float]:
    if weights is None:
        return [1.0] * count
    known = [weight for weight in weights if weight is not None and math.isfinite(weight)]
    mean = math.fsum(known) / len(known) if known else 1.0
    return [mean if weight is None or not math.isfinite(weight) else max(0.0, weight) for weight in weights]
