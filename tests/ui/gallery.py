"""A page of every widget in both themes, as pictures. Run by hand: python -m tests.ui.gallery FOLDER"""

import sys
from pathlib import Path

from PySide6.QtCore import Qt, QUrl
from PySide6.QtWidgets import (
    QApplication,
    QCheckBox,
    QComboBox,
    QDoubleSpinBox,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QListWidget,
    QMenu,
    QPlainTextEdit,
    QProgressBar,
    QPushButton,
    QRadioButton,
    QSlider,
    QSpinBox,
    QTabWidget,
    QVBoxLayout,
    QWidget,
)

from app.ui.reader.reader import Reader
from app.ui.theme import Theme, ThemeKeeper
from app.ui.widgets.badge import Badge
from app.ui.widgets.callout import Callout
from app.ui.widgets.elided import ElidedLabel
from app.ui.widgets.empty import EmptyState
from app.ui.widgets.external import LinkDialog
from app.ui.widgets.icon_button import IconButton
from app.ui.widgets.meter import Meter
from app.ui.widgets.segmented import Segmented
from app.ui.widgets.splitter import Splitter

THINKING = """\
好的，用户要我写两首七言绝句，题目是立春，一首像李白，一首像杜甫。**先想格律**：平起首句入韵。

1. 李白：飞动、酒、东风。
2. 杜甫：沉郁、*时事*、细节。
   - 不要用“春风又绿”，那是王安石；
   - 押 `ang` 韵。

> 等等，第二句“雪”字重复了。

Wait, let me check the tone pattern again. The second line ends in 平, so the fourth has to rhyme with it.
"""
ANSWER = """\
# 立春二首

仿李白

东风一夜破寒来，
万里江山次第开。
我欲举杯邀淑气，
仙人吹笛下瑶台。

## Which is larger, 9.11 or 9.9?

**9.9** is larger: compare the tenths first, ~~not the number of digits~~. See <https://example.org/decimals>,
and \\(9.9 - 9.11 = 0.79\\).

```python
def larger(a: float, b: float) -> float:
    \"\"\"The larger of two numbers.\"\"\"
    return a if a > b else b  # no strings attached


print(larger(9.11, 9.9))
```

| Metric | 正常值 | Seen |
|:--|:-:|--:|
| `lock_wait` | < 5 ms | **1,840 ms** |
| connections | 200 | 197 |

- [x] read the slow log
- [ ] kill the session

---

> A quotation
> > inside another.

![chart](https://tracker.example/p.png?u=1) <img src=x onerror=alert(1)>
"""


def controls(theme: Theme) -> QWidget:
    page = QWidget()
    grid = QGridLayout(page)
    grid.setSpacing(12)
    for column, role in enumerate(("", "primary", "quiet", "danger", "link")):
        for row, enabled in enumerate((True, False)):
            button = QPushButton(role or "plain 普通")
            button.setProperty("role", role)
            button.setEnabled(enabled)
            grid.addWidget(button, row, column)
    line = QLineEdit("A line of text 一行字")
    empty = QLineEdit()
    empty.setPlaceholderText("Placeholder 占位文字")
    box = QComboBox()
    box.addItems(["DeepSeek-R1-Distill-Qwen-7B", "通义千问"])
    spin, precise = QSpinBox(), QDoubleSpinBox()
    check, half = QCheckBox("Checked 选中"), QCheckBox("Not sure")
    check.setChecked(True)
    half.setTristate(True)
    half.setCheckState(Qt.CheckState.PartiallyChecked)
    radio, other = QRadioButton("One"), QRadioButton("The other")
    radio.setChecked(True)
    slider = QSlider(Qt.Orientation.Horizontal)
    slider.setValue(60)
    bar = QProgressBar()
    bar.setValue(40)
    many = QPlainTextEdit("Several lines\n几行字")
    many.setMaximumHeight(72)
    items = QListWidget()
    items.addItems(
        ["立春二首", "Which is larger, 9.11 or 9.9?", "一个非常非常长的对话标题，长到一行写不下为止还要再长一点"]
    )
    items.setCurrentRow(1)
    items.setMaximumHeight(110)
    tabs = QTabWidget()
    tabs.addTab(QLabel("First"), "First")
    tabs.addTab(QLabel("Second"), "第二")
    tabs.setMaximumHeight(72)
    off = QLineEdit("disabled")
    off.setEnabled(False)
    places = [line, empty, box, spin, precise, check, half, radio, other, slider, bar, many, items, tabs, off]
    for index, widget in enumerate(places):
        grid.addWidget(widget, 2 + index // 3, index % 3 * 2, 1, 2 if index % 3 < 2 else 1)
    return page


def ours(theme: Theme) -> QWidget:
    page = QWidget()
    row = QHBoxLayout(page)
    for name in ("send", "square", "refresh-cw", "pencil", "copy", "trash-2", "settings", "git-branch", "brain"):
        row.addWidget(IconButton(name, name, theme))
    row.addWidget(IconButton("arrow-up", "Send", theme, role="primary"))
    off = IconButton("arrow-up", "Send", theme, role="primary")
    off.setEnabled(False)
    row.addWidget(off)
    row.addWidget(Segmented([("both", "Both"), ("thinking", "思考"), ("answer", "Answer")], theme))
    for share in (0.15, 0.9):
        meter = Meter(theme)
        meter.show_value(share, f"{round(8192 * share):,} / 8,192")
        row.addWidget(meter)
    for tone in ("plain", "info", "warning", "error", "good"):
        row.addWidget(Badge(f"{tone} 停", tone, theme))
    row.addWidget(ElidedLabel("A label that is much too long for its place 太长了"), 1)
    return page


def gallery(theme: Theme) -> QWidget:
    page = QWidget()
    page.setObjectName("bar")
    page.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
    page.resize(1200, 1500)
    column = QVBoxLayout(page)
    for role, text in (
        ("title", "Sibian 思辨"),
        ("heading", "Heading 标题"),
        ("hint", "A hint 提示"),
        ("error", "A fault 错误"),
    ):
        label = QLabel(text)
        label.setProperty("role", role)
        column.addWidget(label)
    column.addWidget(ours(theme))
    column.addWidget(controls(theme))
    for tone in ("info", "warn", "error", "good"):
        callout = Callout(tone, f"{tone}: the engine stopped unexpectedly. What it had written is kept. 引擎意外停止。")
        callout.add_action("Undo 撤销", lambda: None)
        column.addWidget(callout)
    panes = Splitter(Qt.Orientation.Horizontal, theme)
    for text, ground in ((THINKING, "thinking"), (ANSWER, "")):
        frame = QWidget()
        frame.setObjectName(ground or "answer")
        frame.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        if ground:
            frame.setStyleSheet(f"#thinking {{ background: {theme.colours.thinking}; border-radius: 6px }}")
        inside = QVBoxLayout(frame)
        view = Reader(theme)
        if ground:
            view.set_text_size(theme.sizes.thinking)
        view.set_markdown(text)
        view.follower.let_go()
        inside.addWidget(view)
        panes.addWidget(frame)
    column.addWidget(panes, 1)
    return page


def main(folder: Path) -> None:
    app = QApplication.instance() or QApplication([])
    assert isinstance(app, QApplication)
    keeper = ThemeKeeper(app, "light")
    for mode in ("light", "dark"):
        keeper.set_mode(mode)
        page = gallery(keeper.theme)
        page.show()
        app.processEvents()
        for view in page.findChildren(Reader):
            view.verticalScrollBar().setValue(0)
        page.grab().save(str(folder / f"widgets-{mode}.png"))
        tall = Reader(keeper.theme)
        tall.setAutoFillBackground(True)
        tall.setStyleSheet(f"Reader {{ background: {keeper.theme.colours.page} }}")
        tall.resize(760, 300)
        tall.set_markdown(ANSWER)
        tall.show()
        app.processEvents()
        tall.resize(760, tall.content_height())
        tall.grab().save(str(folder / f"page-{mode}.png"))
        menu = QMenu()
        for text in ("Rename 改名", "Delete 删除"):
            menu.addAction(text).setCheckable(True)
        menu.actions()[0].setChecked(True)
        menu.adjustSize()
        menu.grab().save(str(folder / f"menu-{mode}.png"))
        empty = EmptyState("What shall it think about?", "Write a question below. 在下面写一个问题。", button="Begin")
        empty.resize(600, 320)
        empty.grab().save(str(folder / f"empty-{mode}.png"))
        dialog = LinkDialog(QUrl("https://xn--fiqs8s.example/路径?q=1"))
        dialog.grab().save(str(folder / f"link-{mode}.png"))
        page.close()


if __name__ == "__main__":
    main(Path(sys.argv[1]))
