"""The charts of a case, for the screen and for paper."""
