"""What the program has to do with the system it runs on: display, files that open with it, a second start."""
