"""Conversations as one HTML page: both panes, no script, nothing that is fetched from anywhere.

Whatever a model wrote goes through `app.text.render`, which writes its own tags only; everything else is escaped. The
page forbids itself to load anything, so that even a fault here could not make it.
"""

import time
from collections.abc import Iterator
from html import escape

from app.exchange import branches
from app.exchange.choices import Choices, Words
from app.exchange.look import Look, paper
from app.exchange.markdown import spent
from app.exchange.values import ImportedConversation, ImportedMessage
from app.text.render import to_html

_POLICY = "default-src 'none'; style-src 'unsafe-inline'"
_STYLE = """
:root {{ color-scheme: light; }}
* {{ box-sizing: border-box; }}
body {{ margin: 0; background: {page}; color: {text}; font: 16px/1.6 {sans}; }}
main {{ max-width: 76rem; margin: 0 auto; padding: 2.5rem 1.5rem 5rem; }}
h1 {{ font-size: 1.5rem; line-height: 1.3; margin: 0 0 .25rem; overflow-wrap: anywhere; }}
.facts, .who {{ color: {muted}; font-size: .8rem; margin: 0 0 .5rem; }}
.who {{ letter-spacing: .02em; }}
.branch {{ border-top: 1px solid {border}; margin: 2.5rem 0 0; padding-top: .75rem; color: {muted}; font-size: .85rem; }}
article + article {{ margin-top: 4rem; border-top: 1px solid {border}; padding-top: 2.5rem; }}
.question, .system {{ background: {chrome}; border-radius: 8px; padding: .75rem 1rem; margin: 2rem 0 1rem; max-width: 46rem; }}
.said {{ white-space: pre-wrap; overflow-wrap: anywhere; }}
.panes {{ display: grid; grid-template-columns: minmax(0, 2fr) minmax(0, 3fr); gap: 1.5rem; align-items: start; }}
.panes.alone {{ grid-template-columns: minmax(0, 46rem); }}
.thinking {{ background: {thinking}; border-radius: 8px; padding: .75rem 1rem; font-size: .94em; overflow-wrap: anywhere; }}
.answer {{ padding: .75rem 0; overflow-wrap: anywhere; }}
details.thinking {{ margin: 0 0 .5rem; max-width: 46rem; }}
summary {{ cursor: pointer; color: {muted}; font-size: .85rem; }}
p {{ margin: 0 0 .7em; }} h2, h3, h4, h5, h6 {{ line-height: 1.35; margin: 1.1em 0 .4em; }}
pre, code {{ font-family: {mono}; font-size: .88em; }} pre {{ overflow-x: auto; margin: 0; white-space: pre; }}
div[style*="background-color"] {{ border-radius: 6px; padding: .75rem; margin: .5em 0 .8em; overflow-x: auto; }}
table {{ border-collapse: collapse; margin: .5em 0 .8em; }} th, td {{ border: 1px solid {border}; padding: .3em .6em; }}
a {{ color: {link}; }} hr {{ border: 0; border-top: 1px solid {border}; margin: 1.2em 0; }}
@media (max-width: 52rem) {{ .panes {{ grid-template-columns: minmax(0, 1fr); gap: .5rem; }} }}
@media print {{ body {{ background: none; }} main {{ padding: 0; }} .question, .thinking {{ break-inside: auto; }} }}
"""  # noqa: E501 - a line is a rule


def head(title: str, words: Words) -> str:
    """Everything before the first conversation."""
    look = paper()
    style = _STYLE.format(sans=_faces(look.sans, "sans-serif"), mono=_faces(look.mono, "monospace"), **look.colours)
    return (
        f'<!doctype html>\n<html lang="{escape(words.language)}">\n<head>\n<meta charset="utf-8">\n'
        f'<meta http-equiv="Content-Security-Policy" content="{_POLICY}">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f"<title>{escape(title)}</title>\n<style>{style}</style>\n</head>\n<body>\n<main>\n"
    )


FOOT = "</main>\n</body>\n</html>\n"


def pieces(conversation: ImportedConversation, choices: Choices, words: Words) -> Iterator[str]:
    look = paper()
    yield f"<article>\n<h1>{escape(conversation.title) or '—'}</h1>\n"
    if conversation.created is not None:
        when = time.strftime("%Y-%m-%d %H:%M", time.localtime(conversation.created))
        yield f'<p class="facts">{when}</p>\n'
    if conversation.system:
        yield _plain("system", words.system, conversation.system)
    ways = branches.every(conversation) if choices.branches else [branches.shown(conversation)]
    for number, way in enumerate(ways, 1):
        if len(ways) > 1:
            yield f'<p class="branch">{escape(words.branch.format(number=number, count=len(ways)))}</p>\n'
        for question, answer in branches.exchanged(way):
            if question is not None:
                yield _plain("question", words.question, question.text("text"))
            if answer is not None:
                yield _answer(answer, choices, words, look)
    yield "</article>\n"


def _plain(kind: str, who: str, said: str) -> str:
    """What a person wrote, letter by letter."""
    return f'<section class="{kind}"><p class="who">{escape(who)}</p><div class="said">{escape(said)}</div></section>\n'


def _answer(answer: ImportedMessage, choices: Choices, words: Words, look: Look) -> str:
    thinking = answer.text("thinking") if choices.thinking != "without" else ""
    seconds = spent(answer)
    thought = words.thinking + (f" · {words.thought_for.format(seconds=f'{seconds:.0f}')}" if seconds else "")
    model = answer.generation.model if answer.generation is not None else ""
    said = words.answer + (f" · {model}" if model else "")
    page = to_html(answer.text("answer"), look.code)
    right = f'<section class="answer"><p class="who">{escape(said)}</p>\n{page}</section>'
    if not thinking:
        return f'<div class="panes alone">{right}</div>\n'
    body = to_html(thinking, look.code)
    if choices.thinking == "folded":
        left = f'<details class="thinking"><summary>{escape(thought)}</summary>\n{body}</details>'
        return f'<div class="panes alone"><div>{left}{right}</div></div>\n'
    left = f'<section class="thinking"><p class="who">{escape(thought)}</p>\n{body}</section>'
    return f'<div class="panes">{left}{right}</div>\n'


def _faces(names: tuple[str, ...], last: str) -> str:
    return ", ".join([*(f'"{name}"' for name in names), last])
