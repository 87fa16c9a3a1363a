"""What a person says of a library and keeps in it, each step to be undone."""
