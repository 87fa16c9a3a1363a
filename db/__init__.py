"""Everything that is true without a screen: extraction, the library file, search, export. Knows no Qt."""
