"""The best way to give each that wants one a partner of its own: not the best pair first, but the best whole."""

from collections.abc import Mapping

_TRIES = 40  # more that want the same are no page of a newspaper; then the best pair is given first
_LEAST = 1e-9


def best(worth: Mapping[int, Mapping[int, float]]) -> dict[int, int]:
    """For each on the left its partner on the right, if any, so that the sum of what the pairs are worth is greatest.

    `worth` holds for each on the left what those it could have are worth to it, all above 0.
    """
    chosen: dict[int, int] = {}
    for group in _groups(worth):
        part = {left: worth[left] for left in group}
        chosen |= _whole(part) if len(group) <= _TRIES else _greedy(part)
    return chosen


def _groups(worth: Mapping[int, Mapping[int, float]]) -> list[list[int]]:
    """Those on the left that could take something from each other, together."""
    root = {left: left for left in worth}

    def find(left: int) -> int:
        while root[left] != left:
            root[left] = root[root[left]]
            left = root[left]
        return left

    first: dict[int, int] = {}
    for left, options in worth.items():
        for right in options:
            root[find(first.setdefault(right, left))] = find(left)
    groups: dict[int, list[int]] = {}
    for left in worth:
        groups.setdefault(find(left), []).append(left)
    return list(groups.values())


def _greedy(worth: Mapping[int, Mapping[int, float]]) -> dict[int, int]:
    chosen: dict[int, int] = {}
    taken: set[int] = set()
    pairs = [(-gain, left, right) for left, options in worth.items() for right, gain in options.items()]
    for _, left, right in sorted(pairs):
        if left not in chosen and right not in taken:
            chosen[left] = right
            taken.add(right)
    return chosen


def _whole(worth: Mapping[int, Mapping[int, float]]) -> dict[int, int]:
    """Lets one after another in; each takes what is free, or from one who gives way at the least loss to all."""
    chosen: dict[int, int] = {}
    holder: dict[int, int] = {}
    for newcomer in worth:
        # gain[left]: the most that can be won by taking from `left` what it has; it gave way to came[left] by `right`.
        gain = {newcomer: 0.0}
        came: dict[int, tuple[int, int]] = {}
        for _ in range(len(chosen) + 1):
            changed = False
            for left in list(gain):
                for right, value in worth[left].items():
                    other = holder.get(right)
                    if other is None or other in (left, newcomer):
                        continue
                    won = gain[left] + value - worth[other][right]
                    if won > gain.get(other, float("-inf")) + _LEAST:
                        gain[other], came[other], changed = won, (left, right), True
            if not changed:
                break
        # The chain ends where one finds something free, or goes without.
        ends = [(won + value, left, right) for left, won in gain.items() for right, value in worth[left].items()]
        ends = [end for end in ends if end[2] not in holder]
        ends += [(won, left, -1) for left, won in gain.items() if left != newcomer]
        total, left, right = max(ends, default=(0.0, newcomer, -1))
        if total <= 0:
            continue
        chain = [(left, right)]
        while left != newcomer:
            left, right = came[left]
            chain.append((left, right))
        for left, right in chain:
            if right < 0:
                chosen.pop(left, None)
            else:
                chosen[left], holder[right] = right, left
    return chosen
