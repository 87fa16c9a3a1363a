"""The figures of a whole library: what makes them quick to find, and the questions asked of them."""
