"""Cases on paper: preview, printer, PDF."""
