"""When to say that one of two versions is worse, while somebody looks after every call.

An e-process for two proportions: R. Turner, A. Ly, P. Grünwald, "Generic E-variables for exact sequential
k-sample tests that allow for optional stopping", Journal of Statistical Planning and Inference 230 (2024).
Calls are taken in blocks of the same make-up. For each block the evidence is multiplied by how much likelier
it is under two rates, as estimated from the blocks before, than under one common rate. Where both versions
are equally good, it ever exceeds 1/alpha with a probability of alpha at most, however often one looks.

Intervals are Wilson's (E. B. Wilson, Journal of the American Statistical Association 22, 1927).
"""

from collections.abc import Iterable, Iterator, Sequence
from math import exp, log, sqrt

ALPHA = 0.05
Z = 1.96  # of a 95 % interval
MOST_IN_A_BLOCK = 20


def evidence(first: Sequence[bool], second: Sequence[bool], share: int) -> float:
    """Against both versions being equally good; `share` percent of the calls have the second one.

    Each is a sequence of what came of its calls, in the order in which they ended.
    """
    return list(course(first, second, share))[-1]


def course(first: Sequence[bool], second: Sequence[bool], share: int) -> Iterator[float]:
    """The evidence at first, and after each block: all that anybody could have seen of it."""
    sizes = block(share)
    won, seen, total = [0, 0], [0, 0], 0.0
    yield 1.0
    for at in range(min(len(first) // sizes[0], len(second) // sizes[1])):
        blocks = [arm[at * size : (at + 1) * size] for arm, size in zip((first, second), sizes, strict=True)]
        rates = [(won[arm] + 1) / (seen[arm] + 2) for arm in (0, 1)]
        common = (sizes[0] * rates[0] + sizes[1] * rates[1]) / sum(sizes)
        total += sum(
            _log_likelihood(outcomes, rate) - _log_likelihood(outcomes, common)
            for outcomes, rate in zip(blocks, rates, strict=True)
        )
        for arm in (0, 1):
            won[arm] += sum(blocks[arm])
            seen[arm] += sizes[arm]
        yield exp(min(total, 700.0))


def worse(first: Sequence[bool], second: Sequence[bool], share: int) -> int | None:
    """Which version is shown to be worse, 0 or 1; None as long as neither is."""
    if evidence(first, second, share) < 1 / ALPHA:
        return None
    return 0 if _rate(first) < _rate(second) else 1


def block(share: int) -> tuple[int, int]:
    """How many calls of each version make up a block, so that few are left over."""
    if share >= 50:
        return 1, min(MOST_IN_A_BLOCK, max(1, round(share / (100 - share))))
    return min(MOST_IN_A_BLOCK, max(1, round((100 - share) / share))), 1


def wilson(won: int, seen: int) -> tuple[float, float]:
    """The interval in which the true rate is with 95 %; everything where nothing was seen."""
    if seen == 0:
        return 0.0, 1.0
    rate, spread = won / seen, Z * Z / seen
    middle = (rate + spread / 2) / (1 + spread)
    half = Z * sqrt(rate * (1 - rate) / seen + spread / (4 * seen)) / (1 + spread)
    return max(0.0, middle - half), min(1.0, middle + half)


def _log_likelihood(outcomes: Iterable[bool], rate: float) -> float:
    return sum(log(rate) if won else log(1 - rate) for won in outcomes)


def _rate(outcomes: Sequence[bool]) -> float:
    return sum(outcomes) / len(outcomes) if outcomes else 0.0
