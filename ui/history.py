"""The cases the reader came through, for going back and forward."""


class History:
    """Case ids in the order they were opened; opening one after going back drops what lay ahead."""

    MOST = 200

    def __init__(self) -> None:
        self._ids: list[int] = []
        self._at = -1

    def visit(self, case_id: int) -> None:
        if self._at >= 0 and self._ids[self._at] == case_id:
            return
        del self._ids[self._at + 1 :]
        self._ids.append(case_id)
        del self._ids[: -self.MOST]
        self._at = len(self._ids) - 1

    @property
    def can_back(self) -> bool:
        return self._at > 0

    @property
    def can_forward(self) -> bool:
        return self._at < len(self._ids) - 1

    def back(self) -> int | None:
        return self._move(-1) if self.can_back else None

    def forward(self) -> int | None:
        return self._move(1) if self.can_forward else None

    def _move(self, step: int) -> int:
        self._at += step
        return self._ids[self._at]

    def clear(self) -> None:
        self._ids, self._at = [], -1
