"""What the machine offers, asked before Qt is imported: a display that answers, and the system libraries Qt needs.

Qt aborts the whole process where either is missing; one sentence that says what to do is better. Run as a program
(`python -m ui.system.platform`) it prints the Debian packages that would bring the missing libraries, one a line.
"""

import ctypes
import os
import socket
import sys
from collections.abc import Mapping
from pathlib import Path

from ui.i18n import tr

# What Qt needs of the system: library -> the Debian package that brings it.
DRAWING = {
    "libEGL.so.1": "libegl1",
    "libGL.so.1": "libgl1",
    "libX11.so.6": "libx11-6",
    "libdbus-1.so.3": "libdbus-1-3",
    "libfontconfig.so.1": "libfontconfig1",
    "libfreetype.so.6": "libfreetype6",
    "libglib-2.0.so.0": "libglib2.0-0",
    "libgthread-2.0.so.0": "libglib2.0-0",
    "libxkbcommon.so.0": "libxkbcommon0",
    "libz.so.1": "zlib1g",
    "libzstd.so.1": "libzstd1",
}
X11_WINDOWS = {
    "libX11-xcb.so.1": "libx11-xcb1",
    "libxcb.so.1": "libxcb1",
    "libxcb-cursor.so.0": "libxcb-cursor0",
    "libxcb-icccm.so.4": "libxcb-icccm4",
    "libxcb-image.so.0": "libxcb-image0",
    "libxcb-keysyms.so.1": "libxcb-keysyms1",
    "libxcb-randr.so.0": "libxcb-randr0",
    "libxcb-render.so.0": "libxcb-render0",
    "libxcb-render-util.so.0": "libxcb-render-util0",
    "libxcb-shape.so.0": "libxcb-shape0",
    "libxcb-shm.so.0": "libxcb-shm0",
    "libxcb-sync.so.1": "libxcb-sync1",
    "libxcb-util.so.1": "libxcb-util1",
    "libxcb-xfixes.so.0": "libxcb-xfixes0",
    "libxcb-xkb.so.1": "libxcb-xkb1",
    "libxkbcommon-x11.so.0": "libxkbcommon-x11-0",
}
WAYLAND_WINDOWS = {
    "libwayland-client.so.0": "libwayland-client0",
    "libwayland-cursor.so.0": "libwayland-cursor0",
    "libwayland-egl.so.1": "libwayland-egl1",
}
PRINTERS = {"libcups.so.2": "libcups2"}  # without it there are PDFs but no printers, which is no reason not to start
ANSWER_SECONDS = 3.0


def without_display(environ: Mapping[str, str] = os.environ, system: str = sys.platform) -> str | None:
    """Why no window can be shown here, as a clause for the reader; None where one can."""
    asked = environ.get("QT_QPA_PLATFORM", "").partition(":")[0]
    if asked in ("offscreen", "minimal"):
        return tr("QT_QPA_PLATFORM 指定了 {name}", name=asked)
    if system in ("win32", "darwin") or asked not in ("", "xcb", "wayland", "wayland-egl"):
        return None
    if asked != "xcb" and _wayland_answers(environ):
        return None
    display = environ.get("DISPLAY", "")
    if not display:
        return tr("没有设置 DISPLAY 或 WAYLAND_DISPLAY")
    return None if _x11_answers(display) else tr("显示服务器 {name} 没有应答", name=display)


def missing_libraries(window: bool, environ: Mapping[str, str] = os.environ) -> dict[str, str]:
    """The libraries Qt will ask for and not find, each with its Debian package; empty where all is well.

    `window` says whether a window will be shown, which takes more than drawing off screen.
    """
    if not sys.platform.startswith("linux"):
        return {}
    if not window:
        return _absent(DRAWING)
    return _absent(DRAWING | (WAYLAND_WINDOWS if _wayland_answers(environ) else X11_WINDOWS))


def complaint(missing: Mapping[str, str]) -> str:
    """One line that says which libraries are missing and how Debian and its kin get them."""
    return tr(
        "缺少系统库：{libraries}。请安装后再启动，例如：sudo apt-get install --no-install-recommends {packages}",
        libraries="、".join(missing),
        packages=" ".join(sorted(set(missing.values()))),
    )


def _absent(libraries: Mapping[str, str]) -> dict[str, str]:
    return {name: package for name, package in libraries.items() if not _loads(name)}


def _loads(library: str) -> bool:
    try:
        ctypes.CDLL(library)
    except OSError:
        return False
    return True


def _wayland_answers(environ: Mapping[str, str]) -> bool:
    name = environ.get("WAYLAND_DISPLAY", "")
    return bool(name) and _connects(str(Path(environ.get("XDG_RUNTIME_DIR", ""), name)))


def _x11_answers(display: str) -> bool:
    """Whether an X server listens at `display` ("[host]:number[.screen]") and lets this user in."""
    host, colon, rest = display.rpartition(":")
    number = rest.partition(".")[0]
    if not colon or not number.isdigit():
        return False
    if host not in ("", "unix") and not _connects((host, 6000 + int(number))):
        return False  # asked first because libxcb would wait for minutes
    try:
        xcb = ctypes.CDLL("libxcb.so.1")
    except OSError:
        return True  # told apart later: the library is missing, not the display
    return _x11_admits(xcb, display)


def _connects(address: str | tuple[str, int]) -> bool:
    try:
        if isinstance(address, tuple):
            socket.create_connection(address, ANSWER_SECONDS).close()
            return True
        with socket.socket(socket.AF_UNIX) as local:
            local.settimeout(ANSWER_SECONDS)
            local.connect(address)
    except OSError:
        return False
    return True


def _x11_admits(xcb: ctypes.CDLL, display: str) -> bool:
    """Ask as Qt will: a server may listen and still refuse a user who lacks its cookie.

    The connection stays open for the life of the process. A server whose last client leaves starts itself anew, and
    would turn Qt away if Qt were the next to knock.
    """
    xcb.xcb_connect.restype = ctypes.c_void_p
    xcb.xcb_connect.argtypes = [ctypes.c_char_p, ctypes.c_void_p]
    xcb.xcb_connection_has_error.argtypes = xcb.xcb_disconnect.argtypes = [ctypes.c_void_p]
    connection = xcb.xcb_connect(os.fsencode(display), None)
    refused = xcb.xcb_connection_has_error(connection)
    if refused:
        xcb.xcb_disconnect(connection)
    return not refused


if __name__ == "__main__" and sys.platform.startswith("linux"):
    print("\n".join(sorted(set(_absent(DRAWING | X11_WINDOWS | PRINTERS).values()))))
