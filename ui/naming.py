"""Names of files made from titles."""


def file_name(title: str) -> str:
    """`title` without what a file system refuses, short enough for all of them (255 bytes)."""
    return "".join("_" if c in '\\/:*?"<>|' or ord(c) < 32 else c for c in title)[:60].strip(" .") or "_"
