"""案例册 Casebook. Composes the program: the command line where a command is given, else the window."""

import multiprocessing
import os
import sys
from pathlib import Path

from db import looking
from ui.i18n import tr
from ui.system import platform

OUT = Path("out")


def main(argv: list[str]) -> int:
    """Run what `argv` (without the program's name) asks for; the process's exit status."""
    multiprocessing.freeze_support()
    _speak_utf8()
    if argv and (len(argv) > 1 or not looking.exists(argv[0])):
        from ui import command_line  # imports no Qt, so that scripts start fast and need no graphics libraries

        return command_line.main(argv)
    return _window(argv[0] if argv else None)


def _window(opened: str | None) -> int:
    """Show the window on `opened`, a library or a page; without a display do its work off screen."""
    why = platform.without_display()
    missing = platform.missing_libraries(window=why is None)
    if missing:
        print(platform.complaint(missing), file=sys.stderr)
        return 1
    if why is None:
        if opened:
            from ui.system import door

            if door.hand_over(opened):
                return 0  # the program runs already, and opens it there
        from ui import running

        return running.run(opened)
    print(tr("不显示窗口（{why}），结果写入 {out} 文件夹。", why=why, out=OUT), file=sys.stderr)
    os.environ["QT_QPA_PLATFORM"] = "offscreen"
    from ui import offscreen

    return offscreen.run(OUT)


def _speak_utf8() -> None:
    """Chinese goes out as UTF-8 whatever the console's code page; a windowed program on Windows has no streams."""
    for name in ("stdout", "stderr"):
        stream = getattr(sys, name)
        if stream is None:
            setattr(sys, name, Path(os.devnull).open("w", encoding="utf-8"))  # noqa: SIM115
        elif hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
