"""The program with a window, from its start to its exit: one window after the other, each in its language."""

from functools import partial

from ui.application import AGAIN, application, catch_defects, speak
from ui.i18n import use_language
from ui.settings import Settings, config_file
from ui.system.instance import Instance, take_over
from ui.window import Window


def run(opened: str | None = None) -> int:
    """Show the window on `opened` (a library, or a page to import) and return the program's exit status."""
    app = application()
    catch_defects()
    settings = Settings(config_file())
    instance = Instance(app)
    while True:
        use_language(settings.language)
        speak(app)
        window = Window(settings)
        taking = instance.asked.connect(partial(take_over, window, window.take_files))
        window.start(opened)
        window.show()
        status = app.exec()
        instance.disconnect(taking)
        window.deleteLater()
        if status != AGAIN:
            instance.close()
            return status
        opened = None
