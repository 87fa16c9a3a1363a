"""Which cases and nodes answer a reader: the index, the kept counts, the questions and the answers."""
