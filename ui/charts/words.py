"""What a figure says in words, apart from its drawing."""

from html import escape

from db.model import Bar, Figure
from ui import retelling
from ui.i18n import tr


def figure_words(figure: Figure) -> tuple[str, str]:
    """(title, what stands muted behind it): the unit, or the two values of a share."""
    if figure.kind == "share":
        part, whole = figure.bars
        labels = [retelling.label(bar.label) for bar in (part, whole)]
        return retelling.title(figure.title), f"{labels[0]} {part.shown} / {labels[1]} {whole.shown}"
    unit = "%" if figure.kind == "rates" and not figure.unit else figure.unit
    return retelling.title(figure.title), tr("单位：{unit}", unit=unit) if unit else ""


def row_tip(bar: Bar, sentence: str) -> str:
    """What hovering over a bar tells: its whole label, its value as printed, its sentence."""
    lines = [f"<b>{escape(retelling.label(bar.label))}</b>　{escape(bar.shown)}"]
    if sentence:
        lines.append(escape(f"“{sentence}”"))
    return f"<p style='white-space:pre-wrap'>{'<br>'.join(lines)}</p>"
