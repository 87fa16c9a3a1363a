"""Bytes -> text, in whatever encoding a Chinese office saved them."""

import codecs
import re
from collections import Counter

from db.errors import CasebookError

_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),  # before UTF-16, whose mark its own begins with
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
# The commonest characters of each script: the wrong decoding of a text hardly hits one.
_COMMON = frozenset(
    "的一是了在不有和人这中大为上个国我以要他时来用们生到作地于出就分对成会可主发年动同工也能下过子说产种面而方后多定行学法所民得经十三"
    "之进着等部度家电力里如水化高自二理起小物现实加量都两体制机当使点从业本去把性好应开它合还因由其些然前外天政四日那社义事平形相全表间"
    "样与关各重新线内数正心反你明看原又么利比或但质气第向道命此变条只没结解问意建月公无系军很情者最立代想已通并提直题党程展五果料象员革位"
    "這個來時們動過說產種後學經對進著電裡實兩體機當點從業應開還無義間樣與關線內數見質氣條結問題黨農區縣鄉鎮，。、：；“”「」（）"
)
_PADDING = b"\0\x1a"  # behind the text: what a disk left over, the end of a file as old programs marked it
_CONTROL = re.compile("[\x00-\x08\x0e-\x1f\x7f]")
# So many characters, and this share, of a file may be beyond reading; a torn byte, which shows as three, costs no page.
_TORN, _DAMAGE = 6, 0.01
_LIKELY = 0.1  # of its characters are common ones, in a text that is Chinese
_IN_USE = ("utf-8", "gb18030", "big5hkscs")


def decode(data: bytes, name: str) -> tuple[str, str]:
    """The text of `data` and the encoding it was in; line ends become newlines.

    Raises CasebookError where `data` is no text; `name` is the file's, for the message.
    """
    if data and not data.strip(_PADDING):
        raise _no_text(name)
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return _text(_strictly(data, encoding, name), name), encoding
    text = _attempt(data, "utf-8")
    if text is not None:
        return _text(text, name), "utf-8"
    found = _wide(data)
    if found is None and data.rstrip(_PADDING).count(b"\0") * 1000 > len(data):
        raise _no_text(name)
    found = found or _old(data) or _by_line(data) or _guessed(data)
    if found is None:
        raise CasebookError("“{name}”的文字编码无法识别。请用记事本打开它，另存为 UTF-8 编码后再导入。", name=name)
    return _text(found[0], name), found[1]


def likeliest(data: bytes) -> str | None:
    """A few bytes, such as a file's name, in the likeliest encoding; None where none fits."""
    text = _attempt(data, "utf-8")
    if text is None and (found := _old(data)):
        return found[0]
    return text if text is not None else _attempt(data, "gb18030")


def _wide(data: bytes) -> tuple[str, str] | None:
    """UTF-16 without its mark, known by how much of it then is Chinese."""
    if len(data) % 2 == 0:
        for encoding in ("utf-16-le", "utf-16-be"):
            text = _attempt(data, encoding)
            if text and _chinese(text) > 0.2:
                return text, encoding
    return None


def _old(data: bytes) -> tuple[str, str] | None:
    """GB 18030 or Big5; bytes of the one often pass for the other, so the likelier text wins."""
    tried = [(_attempt(data, encoding), encoding) for encoding in ("gb18030", "big5hkscs")]
    likely = max(((text, encoding) for text, encoding in tried if text), key=lambda one: _chinese(one[0]), default=None)
    return likely if likely and _chinese(likely[0]) > _LIKELY else None


def _by_line(data: bytes) -> tuple[str, str] | None:
    """A file put together from others, each line in the encoding that suits it, or one with a few bytes broken, as a
    cut or a bad copy leaves it: what is beyond reading shows as U+FFFD. The encoding is that of most lines.
    """
    told: Counter[str] = Counter()
    lines = []
    for line in data.split(b"\n"):
        tried = [(line.decode(encoding, "replace"), encoding) for encoding in _IN_USE]
        whole = [one for one in tried[:1] if "\ufffd" not in one[0]]  # hardly ever by chance
        text, encoding = max(whole or tried, key=lambda one: (_chinese(one[0]), -one[0].count("\ufffd")))
        told[encoding] += 0 if text.isascii() else len(text)
        lines.append(text)
    text, (encoding, _) = "\n".join(lines), told.most_common(1)[0]
    if _lost(text) or len(text) <= 20 or (encoding != "utf-8" and _chinese(text) <= _LIKELY):
        return None
    return text, encoding


def _guessed(data: bytes) -> tuple[str, str] | None:
    from charset_normalizer import from_bytes  # slow to load and seldom needed

    best = from_bytes(data).best()
    return (str(best), best.encoding) if best and _chinese(str(best)) > _LIKELY else None


def _attempt(data: bytes, encoding: str) -> str | None:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError:
        return None


def _strictly(data: bytes, encoding: str, name: str) -> str:
    text = data.decode(encoding, "replace")
    if _lost(text):
        raise CasebookError("“{name}”已损坏，其中的文字无法读出。请换一份完好的文件。", name=name)
    return text


def _lost(text: str) -> bool:
    return text.count("\ufffd") > max(_TORN, len(text) * _DAMAGE)


def _chinese(text: str) -> float:
    """The share of `text`'s characters beyond ASCII that are among the commonest."""
    beyond = [c for c in text[:20000] if ord(c) > 127]
    return sum(c in _COMMON for c in beyond) / len(beyond) if beyond else 0.0


def _text(text: str, name: str) -> str:
    """`text` without its control characters, which mean nothing on a page, and with plain line ends."""
    text = text.rstrip(_PADDING.decode())
    if len(_CONTROL.findall(text)) > len(text) / 200:
        raise _no_text(name)
    return _CONTROL.sub("", text).removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")


def _no_text(name: str) -> CasebookError:
    return CasebookError(
        "“{name}”里不是文字（像是图片、程序或压缩文件）。请选择文本、网页、Word（.docx）或带文字的 PDF。", name=name)
