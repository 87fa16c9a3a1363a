"""Every action once: its words, its keys, its place in the menus and on the toolbar."""

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QAction, QActionGroup, QIcon, QKeySequence
from PySide6.QtWidgets import QMainWindow, QMenu, QSizePolicy, QToolBar, QToolButton, QWidget

from ui.i18n import LANGUAGES, language, later, tr
from ui.looks import glyphs

LINE = ""  # a separator of a menu


@dataclass(frozen=True, slots=True)
class Spec:
    """What there is to say of an action; several keys where more than one does it, the first the one that is told."""

    words: str
    keys: tuple[str, ...] = ()
    needs: str = ""  # "library", "case": switched off without one
    checkable: bool = False


SPECS = {
    "open": Spec(later("打开案例库…"), ("Ctrl+O",)),
    "new": Spec(later("新建案例库…"), ("Ctrl+N",)),
    "import": Spec(later("导入…"), ("Ctrl+I",), "library"),
    "import_folder": Spec(later("导入文件夹…"), ("Ctrl+Shift+I",), "library"),
    "undo_import": Spec(later("撤销导入"), (), "library"),
    "preview": Spec(later("打印预览…"), ("Ctrl+Shift+P",), "case"),
    "print": Spec(later("打印案例…"), ("Ctrl+P",), "case"),
    "pdf": Spec(later("存为 PDF…"), ("Ctrl+S",), "case"),
    "export": Spec(later("导出…"), ("Ctrl+Shift+S",), "library"),
    "quit": Spec(later("退出"), ("Ctrl+Q",)),
    "undo": Spec(later("撤销"), ("Ctrl+Z",)),
    "redo": Spec(later("重做"), ("Ctrl+Shift+Z", "Ctrl+Y")),
    "details": Spec(later("更正案例信息…"), ("Ctrl+E",), "case"),
    "arrange": Spec(later("调整分篇…"), ("Ctrl+Shift+E",), "case"),
    "correct_text": Spec(later("更正选中的文字…"), ("Ctrl+T",), "case"),
    "correct_metric": Spec(later("更正指标…"), ("F2",), "case"),
    "add_metric": Spec(later("从选中文字添加指标…"), ("Ctrl+M",), "case"),
    "strike": Spec(later("划掉指标"), (), "case"),
    "highlight": Spec(later("高亮选中的文字"), ("Ctrl+H",), "case"),
    "note": Spec(later("批注…"), ("Ctrl+B",), "case"),
    "corrections": Spec(later("本案更正…"), ("Ctrl+L",), "case"),
    "copy": Spec(later("复制"), ("Ctrl+C",), "case"),
    "copy_metrics": Spec(later("复制指标"), ("Ctrl+Shift+C",), "case"),
    "find": Spec(later("在正文里查找"), ("Ctrl+F",), "case"),
    "search": Spec(later("搜索案例"), ("Ctrl+K",), "library"),
    "back": Spec(later("后退"), ("Alt+Left",)),
    "forward": Spec(later("前进"), ("Alt+Right",)),
    "zoom_in": Spec(later("放大文字"), ("Ctrl++", "Ctrl+="), "case"),
    "zoom_out": Spec(later("缩小文字"), ("Ctrl+-",), "case"),
    "zoom_reset": Spec(later("恢复字号"), ("Ctrl+0",), "case"),
    "filter": Spec(later("筛选案例"), ("Ctrl+Shift+F",), "library", checkable=True),
    "star": Spec(later("加星"), ("Ctrl+D",), "case"),
    "collect": Spec(later("加入专题…"), ("Ctrl+Shift+D",), "case"),
    "save_search": Spec(later("保存搜索…"), ("Ctrl+Shift+K",), "library"),
    "navigator": Spec(later("显示目录栏"), ("F8",), checkable=True),
    "column": Spec(later("显示指标栏"), ("F9",), checkable=True),
    "full": Spec(later("全屏"), ("F11",), checkable=True),
    "across": Spec(later("指标对比"), ("Ctrl+Shift+M",), "library"),
    "raw": Spec(later("原始页面…"), ("Ctrl+U",), "case"),
    "review": Spec(later("待复核的更正…"), ("Ctrl+Shift+L",), "library"),
    "renew": Spec(later("重新提取…"), (), "library"),
    "verify": Spec(later("核对出处…"), ("Ctrl+Shift+V",), "library"),
    "associate": Spec(later("关联文件…")),
    "shortcuts": Spec(later("快捷键"), ("F1",)),
    "about": Spec(later("关于案例册")),
}

MENUS = (
    (
        later("文件(&F)"),
        (
            *("open", "new", "recent", LINE, "import", "import_folder", "undo_import", LINE),
            *("preview", "print", "pdf", "export", LINE, "quit"),
        ),
    ),
    (
        later("编辑(&E)"),
        (
            *("undo", "redo", LINE, "copy", "copy_metrics", LINE, "find", "search", LINE),
            *("details", "correct_text", "arrange", LINE, "correct_metric", "add_metric", "strike", LINE),
            *("highlight", "note", LINE, "corrections", LINE, "star", "collect", "save_search"),
        ),
    ),
    (
        later("查看(&V)"),
        (
            *("back", "forward", LINE, "zoom_in", "zoom_out", "zoom_reset", LINE),
            *("filter", "navigator", "column", "full", LINE, "across", "raw", LINE, "language"),
        ),
    ),
    (later("工具(&T)"), ("review", "renew", LINE, "verify", LINE, "associate")),
    (later("帮助(&H)"), ("shortcuts", LINE, "about")),
)

ROLES = {
    "quit": QAction.MenuRole.QuitRole,
    "about": QAction.MenuRole.AboutRole,
}


class Actions:
    """The actions of one window, by name: `actions["open"]`; made with the menus and the toolbar they stand in."""

    def __init__(self, window: QMainWindow) -> None:
        self._made: dict[str, QAction] = {}
        icons = {"back": glyphs.back, "forward": glyphs.forward, "import": glyphs.plus, "print": glyphs.printer,
                 "note": glyphs.note, "star": glyphs.star, "across": glyphs.bars}
        for name, spec in SPECS.items():
            action = QAction(tr(spec.words), window)
            action.setObjectName(name)
            action.setIconText(action.text().rstrip("…"))
            if spec.keys:
                action.setToolTip(f"{action.iconText()}（{_keys(spec)}）")
            action.setShortcuts([QKeySequence(keys) for keys in spec.keys])
            action.setCheckable(spec.checkable)
            action.setMenuRole(ROLES.get(name, QAction.MenuRole.NoRole))
            if name in icons:
                action.setIcon(icons[name]())
                action.setIconVisibleInMenu(False)
            window.addAction(action)  # its keys work even where the menu bar is hidden
            self._made[name] = action
        self.recent = QMenu(tr("最近打开"), window)
        self.languages = self._languages(window)
        for words, names in MENUS:
            menu = window.menuBar().addMenu(tr(words))
            for name in names:
                if name == LINE:
                    menu.addSeparator()
                elif name == "recent":
                    menu.addMenu(self.recent)
                elif name == "language":
                    chooser = menu.addMenu(tr("语言 Language"))
                    chooser.addActions(self.languages.actions())
                else:
                    menu.addAction(self._made[name])
        self.toolbar = self._toolbar(window)

    def __getitem__(self, name: str) -> QAction:
        return self._made[name]

    def _languages(self, window: QMainWindow) -> QActionGroup:
        group = QActionGroup(window)
        for code, words in LANGUAGES.items():
            action = group.addAction(words)
            action.setData(code)
            action.setCheckable(True)
            action.setChecked(code == language())
        return group

    def _toolbar(self, window: QMainWindow) -> QToolBar:
        bar = QToolBar(tr("工具栏"), window)
        bar.setObjectName("toolbar")
        bar.setMovable(False)
        bar.setFloatable(False)
        bar.setIconSize(QSize(16, 16))
        bar.setContextMenuPolicy(Qt.ContextMenuPolicy.PreventContextMenu)
        for name, style in (
            ("back", Qt.ToolButtonStyle.ToolButtonIconOnly),
            ("forward", Qt.ToolButtonStyle.ToolButtonIconOnly),
            ("import", Qt.ToolButtonStyle.ToolButtonTextBesideIcon),
            ("print", Qt.ToolButtonStyle.ToolButtonTextBesideIcon),
            ("note", Qt.ToolButtonStyle.ToolButtonTextBesideIcon),
            ("across", Qt.ToolButtonStyle.ToolButtonTextBesideIcon),
            ("star", Qt.ToolButtonStyle.ToolButtonIconOnly),
        ):
            button = QToolButton()
            button.setDefaultAction(self._made[name])
            button.setToolButtonStyle(style)
            button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
            button.setObjectName(f"tool_{name}")
            bar.addWidget(button)
        window.addToolBar(bar)
        return bar

    def add_way(self, widget: QWidget) -> None:
        """Give the rest of the toolbar to `widget`."""
        widget.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        self.toolbar.addWidget(widget)

    def connect(self, ways: dict[str, Callable[[], object]]) -> None:
        """Tie every action to what it does; an action without a way is a defect and raises KeyError."""
        for name, action in self._made.items():
            way = ways[name]
            if action.isCheckable():
                action.toggled.connect(way)
            else:
                action.triggered.connect(lambda _=False, way=way: way())

    def allow(self, library: bool, case: bool) -> None:
        """Switch on what makes sense with or without an open library and an open case."""
        have = {"library": library, "case": case, "": True}
        for name, spec in SPECS.items():
            if spec.needs:
                self._made[name].setEnabled(have[spec.needs])

    def show_recent(self, names: list[str], act: Callable[[str], object]) -> None:
        self.recent.clear()
        for name in names:
            action: QAction = self.recent.addAction(QIcon(), name)
            action.triggered.connect(lambda _=False, name=name: act(name))
        self.recent.setEnabled(bool(names))


def _keys(spec: Spec) -> str:
    """The keys as the reader's keyboard has them printed on."""
    keys = QKeySequence(spec.keys[0]).toString(QKeySequence.SequenceFormat.NativeText)
    for word, arrow in (("左方向", "←"), ("右方向", "→"), ("Left", "←"), ("Right", "→")):
        keys = keys.replace(word, arrow)
    return keys


def shortcut_list() -> list[tuple[str, list[tuple[str, str]]]]:
    """(menu, [(what, keys)]) of everything that has keys, as the reader's system writes them."""
    told = []
    for words, names in MENUS:
        rows = [
            (tr(SPECS[name].words).rstrip("…"), _keys(SPECS[name]))
            for name in names
            if name in SPECS and SPECS[name].keys
        ]
        if rows:
            told.append((tr(words).split("(&")[0].replace("&", ""), rows))
    told.append(
        (
            tr("在搜索框里"),
            [
                (tr("在结果中上下移动"), "↑ ↓"),
                (tr("打开选中的案例"), "Enter"),
                (tr("清空，回到目录"), "Esc"),
            ],
        )
    )
    told.append(
        (
            tr("在筛选里"),
            [
                (tr("选中或取消"), tr("空格键")),
                (tr("排除"), tr("减号键，或按住 Alt 点")),
                (tr("展开、收起"), "→ ←"),
            ],
        )
    )
    return told
