"""How time grows with the length of what is read: told by ratios, so that a slow or a busy machine fails nobody."""

import time
from collections.abc import Callable

ROUNDS = 6  # that are measured at the most; the quickest of them count


def grows_at_most(work: Callable[[int], object], small: int, large: int, times: float, least: float = 0.01) -> bool:
    """Whether `work(large)` takes at most so many `times` as long as `work(small)`; less than `least` seconds are
    taken for that much.
    """
    work(small)  # word lists are loaded once
    quickest = {small: float("inf"), large: float("inf")}
    for _ in range(ROUNDS):
        for size in quickest:
            began = time.process_time()  # other work on the machine does not count
            work(size)
            quickest[size] = min(quickest[size], time.process_time() - began)
        if quickest[large] < times * max(quickest[small], least):
            return True
    return False
