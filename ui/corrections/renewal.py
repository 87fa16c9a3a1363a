"""What the extraction of this program would make of the pages that are here, shown before anything is changed."""

from collections.abc import Sequence
from dataclasses import asdict

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QLabel, QProgressBar, QTreeWidget, QTreeWidgetItem, QWidget

from db.model import Metric, Patch
from db.patching.reextracting import CaseDifference, Difference
from ui import saying
from ui.corrections.form import Form, ems
from ui.i18n import later, told, tr
from ui.jobs import Jobs, Steps
from ui.looks import theme

_DIFFERENCE = Qt.ItemDataRole.UserRole
_FEW = 12  # cases of which every difference is shown at once
_ON, _OFF = Qt.CheckState.Checked, Qt.CheckState.Unchecked
_OTHER = {"headings": later("小标题"), "summary": later("摘要")}


class Renewal(Form):
    """Runs the extraction beside the window and lists old → new by page and case; 应用 changes what is ticked."""

    adopted = Signal(tuple)  # of Difference

    def __init__(self, parent: QWidget | None, jobs: Jobs, steps: Steps, total: int) -> None:
        super().__init__(parent, tr("重新提取"), tr("应用"))
        self.head = QLabel()
        self.head.setObjectName("dialogHead")
        self.head.setWordWrap(True)
        self.bar = QProgressBar()
        self.bar.setRange(0, total)
        self.bar.setTextVisible(False)
        self.tree = QTreeWidget()
        self.tree.setHeaderLabels([tr("案例"), tr("现在的"), tr("重新提取后")])
        self.tree.setAccessibleName(tr("重新提取后的不同"))
        self.tree.setColumnWidth(0, ems(24))
        self.tree.setColumnWidth(1, ems(22))
        self.body.addWidget(self.head)
        self.body.addWidget(self.bar)
        self.body.addWidget(self.tree, 1)
        self.resize(ems(72), 600)
        self.tree.setFocus()
        self._seen = self._cases = self._fits = self._waits = 0
        self._total, self._whole = total, False
        self.head.setText(tr("正在重新提取 {total} 页，只作比较，不改动案例库…", total=total))
        self.tree.itemChanged.connect(lambda *_: self._allow())
        self._job = jobs.prepare(steps)
        self._job.progressed.connect(self._step)
        self._job.failed.connect(lambda error: self.refuse(told(error)))
        self._job.ended.connect(self._ended)
        self._job.start()
        self._allow()

    def differences(self) -> Sequence[Difference]:
        """Those that are ticked."""
        items = (self.tree.topLevelItem(n) for n in range(self.tree.topLevelItemCount()))
        return [item.data(0, _DIFFERENCE) for item in items if item.checkState(0) == _ON]

    def _step(self, difference: Difference | None) -> None:
        self._seen += 1
        self.bar.setValue(self._seen)
        if difference is None:
            return
        page = QTreeWidgetItem([difference.name])
        page.setData(0, _DIFFERENCE, difference)
        page.setFlags(page.flags() | Qt.ItemFlag.ItemIsUserCheckable)
        # Where articles would come or go a person may have set the boundaries: she is to tick that herself.
        page.setCheckState(0, _OFF if difference.boundaries else _ON)
        if difference.boundaries:
            page.setText(2, tr("会增加或去掉文章，请看过再勾选"))
            page.setForeground(2, theme.colour("red"))
        for case in difference.cases:
            page.addChild(self._case(case))
        self._fits += len(difference.stands)
        self._waits += len(difference.lost)
        if difference.stands:
            count = tr("{n} 步", n=len(difference.stands))
            _row(page, tr("仍然有效的分篇调整"), "", count, tip=_patches(difference.stands))
        if difference.lost:
            lost = [patch for patch, _ in difference.lost]
            row = _row(page, tr("要等待复核的分篇调整"), "", tr("{n} 步", n=len(lost)), tip=_patches(lost))
            row.setForeground(2, theme.colour("red"))
        self.tree.addTopLevelItem(page)
        page.setExpanded(True)

    def _case(self, case: CaseDifference) -> QTreeWidgetItem:
        self._cases += 1
        self._fits += len(case.fits)
        self._waits += len(case.waits)
        item = QTreeWidgetItem([case.title])
        item.setFont(0, theme.sans(theme.SIZE, bold=True))
        if case.article is None:
            item.setText(2, tr("不再是一篇文章"))
        elif case.case_id is None:
            item.setText(2, tr("新的一篇"))
        for change in case.fields:
            _row(item, tr(saying.FIELDS.get(change.name, _OTHER.get(change.name, change.name))),
                 saying.field(change.name, change.old), saying.field(change.name, change.new))
        for change in case.metrics:
            shown = change.new or change.old
            _row(item, tr("指标：{subject}", subject=shown.subject), _metric(change.old), _metric(change.new))
        if case.fits:
            _row(item, tr("仍然有效的更正"), "", tr("{n} 条", n=len(case.fits)), tip=_patches(case.fits))
        if case.waits:
            row = _row(item, tr("要等待复核的更正"), "", tr("{n} 条", n=len(case.waits)),
                       tip=_patches([patch for patch, _ in case.waits]))
            row.setForeground(2, theme.colour("red"))
        return item

    def _ended(self, whole: bool) -> None:
        self._whole = whole
        self.bar.hide()
        if whole and self._cases:
            facts = {"cases": self._cases, "fits": self._fits, "waits": self._waits}
            words = tr("{cases} 个案例会有不同；{fits} 条更正仍然有效，{waits} 条要待复核。按“应用”才改动，可以撤销。",
                       **facts)
            self.head.setText(words)
            if self._cases <= _FEW:
                self.tree.expandAll()
        elif whole:
            self.head.setText(tr("重新提取的结果和现在一样，没有要改的。"))
            self.keep.hide()
            self.leave.setText(tr("关闭"))
        self._allow()

    def _allow(self) -> None:
        self.keep.setEnabled(self._whole and bool(self.differences()))

    def _keep(self) -> None:
        self.wrong.hide()
        self._wait(True)
        self.adopted.emit(tuple(self.differences()))

    def refuse(self, words: str) -> None:
        super().refuse(words)
        self._allow()

    def reject(self) -> None:
        self._job.cancel()
        super().reject()


def _row(above: QTreeWidgetItem, what: str, old: str, new: str, tip: str = "") -> QTreeWidgetItem:
    row = QTreeWidgetItem(above, [what, *saying.apart(old, new)])
    row.setForeground(1, theme.colour("muted"))
    was, now = saying.apart(old, new, 800)
    for column, words in ((1, was), (2, tip or now)):
        row.setToolTip(column, words)
    return row


def _metric(metric: Metric | None) -> str:
    if metric is None:
        return tr("（没有）")
    change = tr(saying.CHANGES[metric.change]) if metric.change else ""
    place = saying.place(metric.region.rpartition("/")[2]) if metric.region else ""
    return "　".join(filter(None, (saying.metric(asdict(metric)), change, metric.period, place)))


def _patches(patches: Sequence[Patch]) -> str:
    return "\n".join(f"{saying.what(patch)}：{saying.short(saying.now(patch))}" for patch in patches)
