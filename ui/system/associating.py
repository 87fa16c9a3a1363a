"""关联文件…: says what a double click opens, and lets a person tie the files to this program or untie them."""

from PySide6.QtWidgets import QMessageBox, QWidget

from db.errors import CasebookError
from ui import dialogs
from ui.i18n import told, tr
from ui.system import association


def ask(parent: QWidget) -> QMessageBox:
    """Show how it is and offer to change it."""
    if not association.possible():
        words = tr("案例库文件（.casebook）已经由系统交给案例册打开，不用另外设置。")
        return dialogs.tell(parent, tr("关联文件"), words)
    tied = association.associated()
    box = dialogs.tell(
        parent, tr("双击文件时用案例册打开"),
        tr("现在双击案例库文件（.casebook）会用案例册打开；版面文件的“打开方式”里也有案例册。") if tied else
        tr("关联以后，双击案例库文件（.casebook）就用案例册打开；文本、网页、Word、PDF、.zip 的“打开方式”里会有案例册，"
           "它们原来的打开程序不变。只对您自己有效，不需要管理员，随时可以取消。"))
    words = tr("取消关联") if tied else tr("关联")
    button = box.addButton(words, QMessageBox.ButtonRole.ActionRole)
    button.clicked.connect(lambda: change(parent, not tied))
    return box


def change(parent: QWidget, tie: bool) -> None:
    """Tie the files or untie them, and say what came of it."""
    try:
        association.associate() if tie else association.dissociate()
    except CasebookError as error:
        dialogs.tell(parent, tr("关联文件"), told(error), wrong=True)
        return
    done = tr("已关联。如果图标没有马上变，重新登录以后就会变。") if tie else tr("已取消关联。")
    dialogs.tell(parent, tr("关联文件"), done)
