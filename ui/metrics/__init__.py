"""The table of what the article states."""
