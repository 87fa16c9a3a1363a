"""The words of the interface: Chinese in the source, English looked up in resources/i18n/en.json.

The language is the program's, not a widget's: it is set once, before the first widget is made.
"""

import json
from functools import cache

from db.errors import CasebookError
from resources import path

LANGUAGES = {"zh": "中文", "en": "English"}

_language = "zh"


@cache
def _english() -> dict[str, str]:
    return json.loads(path("i18n/en.json").read_text(encoding="utf-8"))


def use_language(code: str) -> None:
    """Speak `code` ("zh", "en") from now on; an unknown code means Chinese."""
    global _language
    _language = code if code in LANGUAGES else "zh"


def language() -> str:
    return _language


def tr(text: str, **facts: object) -> str:
    """`text`, a Chinese literal, in the language in use, its {names} filled from `facts`.

    What has no entry stays Chinese: a word in the wrong language is better than none.
    """
    if _language == "en":
        text = _english().get(text, text)
    return text.format(**facts) if facts else text


def later(text: str) -> str:
    """`text` itself: says of a literal in a table of labels that `tr` will be asked for it when it is shown."""
    return text


def told(error: Exception) -> str:
    """What `error` has to say to a reader, in the language in use; of a defect of ours, that it is one."""
    if isinstance(error, CasebookError):
        facts = {name: tr(fact) if name == "reason" and isinstance(fact, str) else fact
                 for name, fact in error.facts.items()}  # the system's reasons are sentences of ours, see db.errors
        return tr(error.template, **facts)
    return tr("程序出了一个没有料到的错误：{what}", what=f"{type(error).__name__}: {error}")
