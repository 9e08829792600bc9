"""By what a template's answers are judged, in its editor: a card for each check, or the JSON these are written in."""

from PySide6.QtCore import QSignalBlocker, Qt, Signal
from PySide6.QtWidgets import QApplication, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from app.ui.templates import check_names, checks
from app.ui.templates.check_card import CheckCard, OptionField
from app.ui.templates.checks import Raw
from app.ui.templates.drafts import CHECKER
from app.ui.templates.fault_label import FaultLabel
from app.ui.templates.text_boxes import LongText
from app.ui.theme import Theme
from app.ui.widgets.segmented import Segmented

FIRST: Raw = {"kind": "length"}


class CheckerForm(QWidget):
    """The JSON is what counts; the form is a way to write it. What no form can show is shown as JSON alone."""

    typed = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._names: tuple[str, ...] = ()
        self.cards: list[CheckCard] = []
        self.json = LongText(theme)
        self.json.setAccessibleName(self.tr("Checker, as JSON; “{{ name }}” stands for a variable"))
        self.json.setPlaceholderText('{"kind": "poem", "form": "{{ form }}"}')
        self.way = Segmented([("form", self.tr("Form")), ("json", self.tr("JSON"))], theme)
        self.way.setAccessibleName(self.tr("How the check is written"))
        self.way.chosen.connect(self._show_way)
        self._add = QPushButton(self.tr("Add a check"))
        self._add.setAutoDefault(False)
        self._add.clicked.connect(self._add_new)
        self._problem = FaultLabel()
        self._lay_out()
        self.json.textChanged.connect(self._on_json)

    # ---- what is written ----------------------------------------------------------------------------------------

    def exact(self) -> str:
        """The checker, as JSON."""
        return self.json.exact()

    def show_checker(self, text: str) -> None:
        """Show this without saying that it was typed. What stands there already keeps its cursor."""
        if text == self.json.exact():
            return
        with QSignalBlocker(self.json):
            self.json.setPlainText(text)
        self._build()

    def show_names(self, names: tuple[str, ...]) -> None:
        """The variables of the template, which may stand in the place of values."""
        if names != self._names:
            self._names = names
            if not self._holds_focus():
                self._build()

    def show_problems(self, wrong: dict[str, str]) -> None:
        """Each at its place, as `drafts` names them; what has no place in the form stands beneath."""
        placed = {place.removeprefix(f"{CHECKER}/"): why for place, why in wrong.items() if place.startswith(CHECKER)}
        general = placed.pop(CHECKER, "")
        for number, card in enumerate(self.cards):
            for field in card.fields.values():
                place = checks.place_of(len(self.cards), number, field.name)
                field.show_problem(_why(field, placed.pop(place)) if place in placed else "")
        general = general or next(iter(placed.values()), "")
        if self.way.value() == "json":
            general = next((why for place, why in wrong.items() if place.startswith(CHECKER)), "")
        self._problem.tell(general)

    def problem(self) -> str:
        """What is said beneath."""
        return self._problem.text()

    # ---- inside -------------------------------------------------------------------------------------------------

    def _holds_focus(self) -> bool:
        focus = QApplication.focusWidget()
        return focus is not None and any(card.isAncestorOf(focus) for card in self.cards)

    def _build(self) -> None:
        """The cards of what stands in the JSON."""
        for card in self.cards:
            self._column.removeWidget(card)
            card.hide()
            card.deleteLater()
        self.cards = []
        parts = checks.read(self.json.exact())
        self._allow_form(parts is not None)
        if parts is None:
            self._show_way("json")
            return
        for raw in parts:
            self._put(raw, len(parts) > 1)

    def _put(self, raw: Raw, weighed: bool) -> CheckCard:
        card = CheckCard(raw, self._names, weighed, self._theme)
        self._column.insertWidget(len(self.cards), card)
        self.cards.append(card)
        card.typed.connect(lambda: self._write([each.raw for each in self.cards]))
        card.kind_chosen.connect(lambda kind: self._change(card, kind))
        card.remove_wished.connect(lambda: self._remove(card))
        return card

    def _write(self, parts: list[Raw]) -> None:
        with QSignalBlocker(self.json):
            self.json.setPlainText(checks.write(parts))
        self.typed.emit()

    def _add_new(self) -> None:
        self._write([*(card.raw for card in self.cards), FIRST])
        self._build()
        self.cards[-1].enter()

    def _change(self, card: CheckCard, kind: str) -> None:
        """Another kind is told other things; only its weight stays."""
        weight = {"weight": card.raw["weight"]} if "weight" in card.raw else {}
        at = self.cards.index(card)
        self._write([{"kind": kind, **weight} if each is card else each.raw for each in self.cards])
        self._build()
        self.cards[at].enter()

    def _remove(self, card: CheckCard) -> None:
        self._write([each.raw for each in self.cards if each is not card])
        self._build()
        self._add.setFocus()

    def _on_json(self) -> None:
        self._allow_form(checks.read(self.json.exact()) is not None)
        self.typed.emit()

    def _allow_form(self, allowed: bool) -> None:
        self.way.set_possible("form", allowed, self.tr("This check can only be shown as JSON."))

    def _show_way(self, way: str) -> None:
        self.way.set_value(way)
        if way == "form":
            self._build()
        self._form.setVisible(way == "form")
        self.json.setVisible(way == "json")
        self.typed.emit()  # so that faults are told where they can be seen

    def _lay_out(self) -> None:
        cards = QWidget()
        self._column = QVBoxLayout(cards)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(8)
        row = QHBoxLayout()
        row.addWidget(self._add)
        row.addStretch(1)
        self._column.addLayout(row)
        self._form = cards
        self.json.hide()
        head = QHBoxLayout()
        label = QLabel(self.tr("Checked by"))
        label.setTextFormat(Qt.TextFormat.PlainText)
        label.setProperty("role", "label")
        head.addWidget(label, 1)
        head.addWidget(self.way)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addLayout(head)
        column.addWidget(self._form)
        column.addWidget(self.json)
        column.addWidget(self._problem)
        self.setFocusProxy(self._add)


def _why(field: OptionField, why: str) -> str:
    """A fault of what a field holds, in the words for such a field; of a variable in its place, as it was told."""
    return why if field.text().startswith("{{") else check_names.wanted(field.name, field.option)
