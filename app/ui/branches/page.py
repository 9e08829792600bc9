"""The page of branches: the tree at the left, what is chosen of it at the right. Shows states; decides nothing."""

from PySide6.QtCore import QItemSelectionModel, QModelIndex, QSignalBlocker, Qt, Signal
from PySide6.QtGui import QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QListView,
    QPushButton,
    QStackedLayout,
    QVBoxLayout,
    QWidget,
)

from app.errors import UserError
from app.ui.branches.states import DetailState, TreeState
from app.ui.branches.tree_rows import RowRole, TreePainter, TreeRows
from app.ui.i18n import explain
from app.ui.icons import icon
from app.ui.reader.reader import Reader
from app.ui.sidebar.asking import confirm
from app.ui.templates.remarks import Remarks
from app.ui.theme import Theme
from app.ui.widgets.elided import ElidedLabel
from app.ui.widgets.empty import EmptyState
from app.ui.widgets.icon_button import IconButton
from app.ui.widgets.splitter import Splitter

NARROW = 760
"""Below this width the tree lies above what is chosen."""


class BranchesPage(QWidget):
    """One row chosen is read; two are set side by side."""

    chosen = Signal(list)
    """Ids of the chosen messages, at most two, the later last."""
    show_wished = Signal(int)
    named = Signal(str)
    cut_wished = Signal()
    restore_wished = Signal()
    purge_wished = Signal()
    """To delete it for good; the person was asked."""
    compare_wished = Signal(int)
    """An answer, whose thinking is to be compared with that of others to the same question."""
    close_wished = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.rows = TreeRows()
        self.rows.setParent(self)
        self.remarks = Remarks()
        self._title, self._facts = ElidedLabel(), ElidedLabel()
        self._title.setProperty("role", "heading")
        self._facts.setProperty("role", "hint")
        self._close = IconButton("x", self.tr("Back to the conversation"), theme)
        self._close.clicked.connect(self.close_wished)
        self.list = self._tree(theme)
        self._name = QLineEdit()
        self._name.setPlaceholderText(self.tr("Name of this branch"))
        self._name.setAccessibleName(self.tr("Name of this branch"))
        self._name.editingFinished.connect(self._say_name)
        self._show = QPushButton(self.tr("Show in the conversation"))
        self._show.setProperty("role", "primary")
        self._show.clicked.connect(self._say_show)
        self._compare = QPushButton(self.tr("Compare the thinking"))
        self._compare.clicked.connect(self._say_compare)
        self._cut = QPushButton(self.tr("Throw away"))
        self._cut.setProperty("role", "danger")
        self._cut.clicked.connect(self.cut_wished)
        self._restore = QPushButton(self.tr("Bring back"))
        self._restore.clicked.connect(self.restore_wished)
        self._purge = QPushButton(self.tr("Delete for good…"))
        self._purge.setProperty("role", "danger")
        self._purge.clicked.connect(self._ask_purge)
        self.views = [Reader(theme, name=self.tr("What is said")) for _ in range(2)]
        self._heads = [_label("", "label") for _ in range(2)]
        self._columns: list[QWidget] = []
        self._lay_out(theme)
        self._shown_name, self._gone_with = "", 0
        self.show_detail(DetailState())

    # ---- states -------------------------------------------------------------------------------------------------

    def show_tree(self, state: TreeState) -> None:
        chosen = self.chosen_ids()
        with QSignalBlocker(self.list.selectionModel()):
            self.rows.show(state.rows)
            for id in chosen:
                if (place := self.rows.place_of(id)) >= 0:
                    self.list.selectionModel().select(self.rows.index(place), QItemSelectionModel.SelectionFlag.Select)
        self._title.setText(state.title)
        self._facts.setText(state.facts)
        self._trees.setCurrentIndex(0 if state.rows else 1)

    def show_detail(self, state: DetailState) -> None:
        for place, (view, head) in enumerate(zip(self.views, self._heads, strict=True)):
            there = place < len(state.columns)
            self._columns[place].setVisible(there)
            if there:
                head.setText(state.columns[place].title)
                view.follower.let_go()  # to be read from its beginning
                view.set_markdown(state.columns[place].text)
                view.go_to_start()
        self._details.setCurrentIndex(0 if state.columns else 1)
        self._shown_name = state.name
        with QSignalBlocker(self._name):
            self._name.setText(state.name)
        for widget in (self._name, self._show):
            widget.setVisible(state.single)
        self._show.setEnabled(not state.shown and not state.cut)
        self._cut.setVisible(state.cuttable)
        self._restore.setVisible(state.cut)
        self._purge.setVisible(state.cut)
        self._gone_with = state.gone_with
        self._compare.setVisible(state.comparable)

    def show_cut(self) -> None:
        self.remarks.show_remark("info", self.tr("The branch was thrown away."), self.tr("Undo"))

    def show_error(self, error: UserError) -> None:
        sentence, next_step = explain(error)
        self.remarks.show_remark("error", f"{sentence} {next_step}".strip())

    def choose(self, message: int) -> None:
        """Choose a row, as the reader would."""
        place = self.rows.place_of(message)
        if place >= 0:
            self.list.setCurrentIndex(self.rows.index(place))
            self.list.scrollTo(self.rows.index(place), QAbstractItemView.ScrollHint.PositionAtCenter)

    def chosen_ids(self) -> list[int]:
        places = sorted(index.row() for index in self.list.selectionModel().selectedIndexes())
        return [self.rows.rows[place].twig.id for place in places if place < len(self.rows.rows)]

    def enter(self) -> None:
        self.list.setFocus()

    # ---- wishes -------------------------------------------------------------------------------------------------

    def _say_chosen(self) -> None:
        self.remarks.clear()
        self.chosen.emit(self.chosen_ids()[:2])

    def _say_show(self) -> None:
        if len(ids := self.chosen_ids()) == 1:
            self.show_wished.emit(ids[0])

    def _ask_purge(self) -> None:
        question = self.tr("Delete this branch for good?")
        hint = self.tr(
            "%n message(s) go, with what the model had computed of them. This cannot be undone.", "", self._gone_with
        )
        confirm(self, question, hint, self.tr("Delete"), self.purge_wished.emit)

    def _say_compare(self) -> None:
        if ids := self.chosen_ids():
            self.compare_wished.emit(ids[0])

    def _say_name(self) -> None:
        if self._name.text().strip() != self._shown_name:
            self.named.emit(self._name.text())

    def _on_activated(self, index: QModelIndex) -> None:
        row = index.data(RowRole)
        if row is not None and not row.gone:
            self.show_wished.emit(row.twig.id)

    # ---- lying --------------------------------------------------------------------------------------------------

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        narrow = event.size().width() < NARROW
        self._split.setOrientation(Qt.Orientation.Vertical if narrow else Qt.Orientation.Horizontal)

    def _tree(self, theme: Theme) -> QListView:
        made = QListView()
        made.setAccessibleName(self.tr("Branches"))
        made.setModel(self.rows)
        made.setItemDelegate(TreePainter(theme, made))
        made.setUniformItemSizes(True)
        made.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        made.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        made.selectionModel().selectionChanged.connect(lambda *_: self._say_chosen())
        made.activated.connect(self._on_activated)
        cut = QShortcut(QKeySequence(QKeySequence.StandardKey.Delete), made)
        cut.setContext(Qt.ShortcutContext.WidgetShortcut)
        cut.activated.connect(lambda: self.cut_wished.emit() if self._cut.isVisible() else None)
        return made

    def _lay_out(self, theme: Theme) -> None:
        head = QHBoxLayout()
        head.setContentsMargins(12, 8, 12, 8)
        head.setSpacing(8)
        picture = QLabel()
        picture.setPixmap(icon("git-branch", theme).pixmap(theme.sizes.icon, theme.sizes.icon))
        head.addWidget(picture)
        head.addWidget(self._title, 1)
        head.addWidget(self._facts)
        head.addWidget(self._close)
        tree = QWidget()
        self._trees = QStackedLayout(tree)
        self._trees.addWidget(self.list)
        self._trees.addWidget(
            EmptyState(
                self.tr("No branches yet"),
                self.tr("Every answer you regenerate and every question you edit becomes a branch of its own."),
                icon_name="git-branch",
            )
        )
        self._split = Splitter(Qt.Orientation.Horizontal, theme)
        self._split.addWidget(tree)
        self._split.addWidget(self._detail())
        self._split.setStretchFactor(0, 1)
        self._split.setStretchFactor(1, 1)
        self._split.setSizes([500, 500])
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(head)
        column.addWidget(self.remarks)
        column.addWidget(self._split, 1)

    def _detail(self) -> QWidget:
        texts = QHBoxLayout()
        texts.setSpacing(16)
        for head, view in zip(self._heads, self.views, strict=True):
            side = QWidget()
            inside = QVBoxLayout(side)
            inside.setContentsMargins(0, 0, 0, 0)
            inside.addWidget(head)
            inside.addWidget(view, 1)
            self._columns.append(side)
            texts.addWidget(side, 1)
        buttons = QHBoxLayout()
        buttons.setSpacing(8)
        for button in (self._show, self._restore, self._compare):
            buttons.addWidget(button)
        buttons.addStretch(1)
        buttons.addWidget(self._cut)
        buttons.addWidget(self._purge)
        something = QWidget()
        column = QVBoxLayout(something)
        column.setContentsMargins(16, 8, 16, 12)
        column.setSpacing(8)
        column.addWidget(self._name)
        column.addLayout(texts, 1)
        column.addLayout(buttons)
        whole = QWidget()
        self._details = QStackedLayout(whole)
        self._details.addWidget(something)
        self._details.addWidget(
            EmptyState(
                self.tr("Which branch?"),
                self.tr("Choose a message to read it; two, with Ctrl, to set their branches side by side."),
                icon_name="git-branch",
            )
        )
        return whole


def _label(text: str, role: str) -> QLabel:
    label = QLabel(text)
    label.setTextFormat(Qt.TextFormat.PlainText)
    label.setProperty("role", role)
    return label
