"""The small dialogs: what the program is, its keys, what went wrong, what a check found."""

from collections.abc import Sequence
from html import escape
from pathlib import Path

from PySide6.QtCore import Qt, qVersion
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QMessageBox, QTextBrowser, QVBoxLayout, QWidget

from db.model import Fault
from ui.actions import shortcut_list
from ui.i18n import tr
from ui.looks import theme


def _box(parent: QWidget | None, icon: QMessageBox.Icon, title: str, words: str) -> QMessageBox:
    box = QMessageBox(icon, tr("案例册"), title, QMessageBox.StandardButton.NoButton, parent)
    box.setTextFormat(Qt.TextFormat.PlainText)
    box.setInformativeText(words)
    box.setWindowModality(Qt.WindowModality.WindowModal)
    box.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    return box


def tell(parent: QWidget | None, title: str, words: str = "", wrong: bool = False) -> QMessageBox:
    """Show a message without stopping the program; `wrong` where something did not work."""
    box = _box(parent, QMessageBox.Icon.Warning if wrong else QMessageBox.Icon.NoIcon, title, words)
    box.addButton(tr("知道了"), QMessageBox.ButtonRole.AcceptRole)
    box.open()
    return box


def tell_defect(parent: QWidget | None, trace: str) -> QMessageBox:
    """Our own mistake: say so, that nothing is lost, and give the words to report."""
    box = _box(
        parent,
        QMessageBox.Icon.Critical,
        tr("程序出了一个没有料到的错误"),
        tr("案例库没有受损，可以继续使用。请把“显示详情”里的文字告诉维护者。"),
    )
    box.setDetailedText(trace)
    box.addButton(tr("知道了"), QMessageBox.ButtonRole.AcceptRole)
    box.open()
    return box


def with_suffix(parent: QWidget | None, path: Path, suffix: str) -> Path | None:
    """The file to write where a person chose `path`. One whose suffix she left out is another file than the one the
    system asked her about: where it is there already she is asked again, and None is what she would not have replaced.
    """
    if path.suffix.lower() == suffix:
        return path
    path = path.with_name(path.name + suffix)
    if path.exists():
        box = QMessageBox(QMessageBox.Icon.Question, tr("案例册"), tr("“{name}”已经存在，要替换它吗？", name=path.name),
                          QMessageBox.StandardButton.NoButton, parent)
        box.setTextFormat(Qt.TextFormat.PlainText)
        replace = box.addButton(tr("替换"), QMessageBox.ButtonRole.AcceptRole)
        box.setDefaultButton(box.addButton(tr("取消"), QMessageBox.ButtonRole.RejectRole))
        box.exec()
        if box.clickedButton() is not replace:
            return None
    return path


class Sheet(QDialog):
    """A page of words with one button."""

    def __init__(self, parent: QWidget | None, title: str, html: str, width: int = 460, height: int = 520) -> None:
        super().__init__(parent)
        self.setWindowTitle(title)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.text = QTextBrowser()
        self.text.setObjectName("sheet")
        self.text.setOpenExternalLinks(False)
        self.text.document().setDocumentMargin(4)
        self.text.setHtml(html)
        buttons = QDialogButtonBox()
        buttons.addButton(tr("关闭"), QDialogButtonBox.ButtonRole.RejectRole)
        buttons.rejected.connect(self.reject)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(24, 20, 24, 16)
        layout.setSpacing(12)
        layout.addWidget(self.text)
        layout.addWidget(buttons)
        self.resize(width, height)


def shortcuts(parent: QWidget | None) -> Sheet:
    colours = theme.COLOURS
    rows = []
    for menu, entries in shortcut_list():
        rows.append(f'<tr><td colspan="2" style="padding-top:12px;color:{colours.red}"><b>{escape(menu)}</b></td></tr>')
        rows += [
            f'<tr><td style="padding:3px 24px 3px 0">{escape(what)}</td>'
            f'<td style="padding:3px 0;color:{colours.muted}">{escape(keys)}</td></tr>'
            for what, keys in entries
        ]
    return Sheet(parent, tr("快捷键"), f'<table width="100%">{"".join(rows)}</table>', 440, 640)


def about(parent: QWidget | None, version: str) -> Sheet:
    colours = theme.COLOURS
    html = (
        f'<p style="font-family:\'{theme.SERIF}\';font-size:22pt;margin:6px 0 2px 0"><b>{escape(tr("案例册"))}</b></p>'
        f'<p style="color:{colours.muted};margin:0 0 14px 0">Casebook {escape(version)} · Qt {qVersion()}</p>'
        f"<p>{escape(tr('基层治理案例的桌面阅读器：从报纸版面的文字里取出案例、地区、主题和每一个数字。'))}</p>"
        f"<p>{escape(tr('每个数字都带着它的原文，点一下就到；版面上修过的地方都说明，什么也不丢。'))}</p>"
        f'<p style="color:{colours.muted}">'
        + escape(tr("不联网，数据都在您自己的电脑上。字体：思源黑体、思源宋体（SIL 开放字体许可）。"))
        + "</p>"
    )
    return Sheet(parent, tr("关于案例册"), html, 480, 340)


def verified(parent: QWidget | None, cases: int, metrics: int, faults: Sequence[Fault]) -> QDialog:
    """What a check of every quotation found."""
    if not faults:
        return tell(
            parent,
            tr("核对完毕，处处有出处"),
            tr("{cases} 个案例、{metrics} 项指标，都与原文一字不差。", cases=cases, metrics=metrics),
        )
    colours = theme.COLOURS
    head = tr("有 {n} 处与原文不符。数字请以原始页面为准；重新导入这一页通常可以修好。", n=len(faults))
    rows = [
        f'<p style="margin:10px 0 0 0"><b>#{fault.case_id}</b> {escape(fault.what)}<br>'
        f'<span style="color:{colours.muted}">{escape(tr("库里记的"))}：</span>{escape(fault.quote)}<br>'
        f'<span style="color:{colours.muted}">{escape(tr("原文是"))}：</span>{escape(fault.found)}</p>'
        for fault in faults[:500]
    ]
    sheet = Sheet(parent, tr("核对出处"), f"<p><b>{escape(head)}</b></p>{''.join(rows)}", 560, 520)
    sheet.open()
    return sheet


def library_filter(suffix: str) -> str:
    """What a dialog that asks for a library file offers to see."""
    return tr("案例库") + f" (*{suffix});;" + tr("所有文件") + " (*)"
