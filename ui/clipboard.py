"""Metrics as text to be pasted into a spreadsheet or a letter."""

from db.model import Article
from ui.i18n import tr
from ui.metrics.model import limits, roles


def _plain(value: float) -> str:
    return f"{value:.15g}"


def metrics_table(article: Article) -> str:
    """The metrics of `article` as lines of tab-separated fields under a line of names; each with its sentence."""
    lines = ["\t".join((tr("指标"), tr("数值"), tr("单位"), tr("限定"), tr("时间"), tr("原文")))]
    said = roles(article)
    for number, metric in enumerate(article.metrics):
        value = _plain(metric.value)
        if metric.value_max is not None:
            value += f"–{_plain(metric.value_max)}"
        sentence = " ".join(article.text[slice(*metric.sentence)].split())
        limited = limits(metric, said.get(number, ""))
        lines.append("\t".join((metric.subject, value, metric.unit, limited, metric.period or "", sentence)))
    return "\n".join([f"{article.title}", *lines]) + "\n"
