"""Where a person sets a case right: what she is asked, and what she said listed."""
