"""Files brought into a library: read, looked through, kept or left."""
