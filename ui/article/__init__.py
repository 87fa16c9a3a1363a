"""The article, set to be read: its quantities marked, its repairs noted in the margin."""
