"""Waiting for what a window shows little by little."""


def settled(window, qtbot) -> None:
    """Wait until a shown window has every pane filled but the charts."""
    qtbot.waitUntil(lambda: not window.turns.waits("library") and not window.turns.waits("case"))
