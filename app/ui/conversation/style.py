"""How the conversation is set, beyond what holds everywhere: the answer is the page, the thinking its tinted margin."""

from string import Template

from msgspec.structs import asdict

from app.ui.theme import Theme

TRANSCRIPT = Template("""
#transcript, #page { background: $page; border: 0; }
#question { border: 0; border-left: 3px solid $accent; }
#thinking { background: $thinking; border: 0; border-radius: ${radius}px; }
#answer { background: $page; border: 0; }
#paneTitle, #phase { color: $text; font-size: ${small}px; font-weight: 600; }
QLabel#figures, QLabel#aside, QLabel#place { color: $muted; font-size: ${small}px; }
#thinking QScrollBar::handle:disabled, #answer QScrollBar::handle:disabled { background: transparent; }
QLabel#note { color: $muted; }
QLabel#remark { color: $text; font-size: ${small}px; }
QScrollArea#remarks, QWidget#remarksInner { background: transparent; border: 0; }
#remarks QPushButton[role="link"] { font-size: ${small}px; padding: 1px 4px; min-height: 18px; }
#remarks QPushButton[role="link"]:focus { padding: 0 3px; }
Reader#trial { background: $page; border: 0; border-radius: ${radius}px; padding: 4px; }
#chooser { background: $thinking; border: 0; border-radius: ${radius}px; }
#chooser QPlainTextEdit#traced { background: transparent; border: 0; padding: 0; }
#chooser QPlainTextEdit#traced:focus { border: 0; padding: 0; }
#chooser QLabel#token { background: $page; border-radius: ${radius}px; padding: 6px 10px; }
#chooser QTreeWidget { background: $page; border-radius: ${radius}px; padding: 4px; }
QPushButton#wayBack { background: $ink; color: $on_ink; border: 2px solid $ink; border-radius: 14px; padding: 0 14px;
    min-height: 24px; max-height: 24px; font-size: ${small}px; }
QPushButton#wayBack:hover { background: $ink_hover; border-color: $ink_hover; }
QPushButton#wayBack:focus { border-color: $focus; }
""")

COMPOSER = Template("""
#composerGround { background: $page; }
QFrame#composer[writing="true"] { border: 2px solid $focus; }
""")


EDGES = Template("#thinking { border: 1px solid $border; }\n")


def transcript(theme: Theme) -> str:
    return _filled(TRANSCRIPT, theme) + (_filled(EDGES, theme) if theme.edged else "")


def composer(theme: Theme) -> str:
    return _filled(COMPOSER, theme)


def _filled(sheet: Template, theme: Theme) -> str:
    return sheet.substitute(asdict(theme.colours), small=theme.sizes.small, radius=theme.sizes.radius)
