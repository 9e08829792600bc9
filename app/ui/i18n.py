"""The interface's language: which there are, which the system wants, and Qt's translators for it."""

from PySide6.QtCore import QCoreApplication, QLibraryInfo, QLocale, QTranslator

from app.errors import UserError
from app.paths import assets

LANGUAGES = {"en": "English", "zh_CN": "简体中文"}
"""By code: the language's name in itself."""


def resolve(choice: str) -> str:
    """The language to show for a setting: "system" takes Chinese where the system speaks it, English elsewhere."""
    if choice in LANGUAGES:
        return choice
    return "zh_CN" if QLocale.system().language() == QLocale.Language.Chinese else "en"


class Translator:
    """Installs Qt's translators for one language at a time. Windows are built anew after a change."""

    def __init__(self, application: QCoreApplication) -> None:
        self._application = application
        self._installed: list[QTranslator] = []
        self.language = "en"

    def use(self, choice: str) -> None:
        self.remove()
        self.language = resolve(choice)
        QLocale.setDefault(QLocale(self.language))
        if self.language == "en":
            # English has a file of its own for plural forms ("1 token", "2 tokens").
            self._install("sibian_en", str(assets() / "i18n"))
            return
        self._install(f"qtbase_{self.language}", QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath))
        self._install(f"sibian_{self.language}", str(assets() / "i18n"))

    def remove(self) -> None:
        """Take the translators off the application."""
        for translator in self._installed:
            self._application.removeTranslator(translator)
        self._installed.clear()

    def _install(self, name: str, folder: str) -> None:
        translator = QTranslator(self._application)
        if translator.load(name, folder):
            self._application.installTranslator(translator)
            self._installed.append(translator)


def explain(error: UserError) -> tuple[str, str]:
    """An error's sentence and next step in the interface's language."""
    sentence, next_step = (QCoreApplication.translate("Errors", text) if text else "" for text in error.template)
    fields = error.fields
    if "option" in fields:
        fields = {**fields, "option": QCoreApplication.translate("Options", str(fields["option"]))}
    return sentence.format(**fields), next_step.format(**fields)
