"""Figures of many cases side by side: the list, the chart of those that are alike, and what leaves with a reader."""
