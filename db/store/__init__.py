"""The library file: its tables, what is stored and read, undone and verified. Called by db.library alone."""
