"""Draws the conversation in every state it can be in, to be looked at: gallery.py FOLDER [SCENE…]

Light and dark, English and Chinese, three widths. No test: what it is for cannot be asserted.
"""

import os
import sys
from dataclasses import replace
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
sys.path.insert(0, str(Path(__file__).resolve().parents[3]))

from PySide6.QtCore import QLocale
from PySide6.QtWidgets import QApplication, QVBoxLayout, QWidget

from app.ui.conversation.composer import Composer
from app.ui.conversation.states import (
    Alternative,
    Alternatives,
    ComposerState,
    ExchangeState,
    Lineage,
    Remark,
    RunFigures,
    TracedText,
    ViewMode,
)
from app.ui.conversation.transcript import Transcript
from app.ui.theme import apply, theme_named

WIDTHS = (1400, 1000, 640)
HEIGHT = 900

THINKING_EN = """Okay, so I need to figure out which is larger, 9.11 or 9.9. At first glance 11 looks
larger than 9, so maybe 9.11?

Wait, that is how version numbers work, not decimals. Let me line the places up:

| place | 9.11 | 9.9 |
|---|---:|---:|
| ones | 9 | 9 |
| tenths | 1 | 9 |
| hundredths | 1 | 0 |

The tenths decide: 1 < 9. So 9.9 is larger. Let me check by subtraction: `9.90 - 9.11 = 0.79`, which is positive.

Hmm, is there any reading in which 9.11 is larger? Dates, and chapters of a book. The question says
"larger", so numbers."""
ANSWER_EN = """**9.9 is larger than 9.11.**

Write both with two decimals and compare place by place:

1. the ones are equal: 9 and 9;
2. the tenths differ: 9.**9**0 has nine, 9.**1**1 has one.

```python
from decimal import Decimal

assert Decimal("9.9") > Decimal("9.11")  # 0.79 apart
```

> As *version numbers* the order is the other way round: 9.11 comes after 9.9."""
THINKING_ZH = """用户要我以“立春”为题材，模仿李白和杜甫各写一首七言绝句。先想平仄与押韵。

七绝四句，每句七字，一、二、四句押平声韵。李白豪放飘逸，多用夸张与自然意象；杜甫沉郁顿挫，重家国与民生。

立春的意象：东风解冻、泥牛、彩胜、梅柳、残雪、土膏脉动。

试写李白：“东风昨夜入长安，吹落梅花雪未残。”——“安、残”同属寒韵，可以。第三句转：“我欲乘春骑白鹿”，第四句：“一声长啸万山宽。”“宽”也在寒韵。好。

杜甫：“细柳新蒲又立春，江边野老泪沾巾。”等等，“细柳新蒲”直接出自《哀江头》，最好换掉。改作“锦里泥牛又立春，江村野老鬓如银。”"""
ANSWER_ZH = """### 立春·仿李白

东风昨夜入长安，吹落梅花雪未残。
我欲乘春骑白鹿，一声长啸万山宽。

### 立春·仿杜甫

锦里泥牛又立春，江村野老鬓如银。
何时得罢征人鼓，共剪青丝荐五辛。

前一首取李白的**飘逸**，后一首取杜甫的**沉郁**；两首都押平声韵。"""
LOG = "\n".join(
    f"2026-11-23 19:{minute:02d}:07 db-3 wait_event=LWLock:WALWrite active={minute * 7} p99={minute * 31} ms"
    for minute in range(30)
)

DONE = RunFigures(
    thinking_tokens=512, answer_tokens=231, thinking_s=12.4, answer_s=5.6, first_token_s=0.4, first_answer_token_s=12.8
)
MODEL = "DeepSeek-R1-Distill-Qwen-7B-Q4_K_M"


TRIAL = "**9.11** is larger: 11 is more than 9."
REMARKS = (
    Remark("extended", 214, "\n\nWait, let me check that again.", trial=TRIAL, likeness="differs"),
    Remark("extended", 391, "\n\n等等，让我再检查一下。", trial="9.9 is larger.", likeness="begins"),
    Remark("loop", 3401, "So 9.9 is larger. Let me check."),
    Remark("answer_now", 3812),
)
SHARES = (0.482, 0.231, 0.094, 0.021, 0.0001)


def exchange(number: int, chinese: bool, **different: object) -> ExchangeState:
    question = "以立春为题材，模仿李白、杜甫各写一首七言绝句。" if chinese else "Which is larger, 9.11 or 9.9?"
    state = ExchangeState(
        question_id=number * 10,
        question=question,
        questions=(number * 10,),
        answer_id=number * 10 + 1,
        answers=(number * 10 + 1,),
        thinking=THINKING_ZH if chinese else THINKING_EN,
        answer=ANSWER_ZH if chinese else ANSWER_EN,
        ending="stop",
        model=MODEL,
        figures=DONE,
    )
    return replace(state, **different)  # type: ignore[arg-type]


def scenes(chinese: bool) -> dict[str, tuple[list[ExchangeState], ViewMode]]:
    """Name -> exchanges and mode."""
    done = exchange(1, chinese)
    begun = {"ending": None, "can_act": False, "answers": (21,)}
    reading = exchange(
        2,
        chinese,
        thinking="",
        answer="",
        phase="reading",
        figures=RunFigures(prompt_tokens=2048, prefill=0.43),
        **begun,
    )
    thinking = exchange(2, chinese, answer="", phase="thinking", **begun)
    long = exchange(2, chinese, thinking=done.thinking + "\n\n" + done.thinking * 6, phase="answering", **begun)
    fault, step = "The engine stopped unexpectedly. What it had written is kept.", "Continue or regenerate the answer."
    endings = [
        exchange(3, chinese, ending="interrupted", answer=done.answer[:40]),
        exchange(4, chinese, ending="failed", answer="", fault=fault, next_step=step),
        exchange(5, chinese, ending="cancelled", thinking=done.thinking[:60], answer=""),
        exchange(6, chinese, ending="length", thinking="", answer=done.answer[:60]),
        exchange(7, chinese, ending="context_full", thinking="", answer=done.answer[:60]),
    ]
    looping = replace(thinking, remarks=(replace(REMARKS[0], likeness=None), REMARKS[2]))
    steered = exchange(
        1,
        chinese,
        remarks=REMARKS,
        lineage=Lineage("fork", 812),
        answers=(11, 12),
        figures=replace(DONE, prompt_tokens=900, cached_tokens=899),
    )
    return {
        "looping": ([looping], "both"),
        "steered": ([steered], "both"),
        "unfolded": ([steered], "both"),
        "choosing": ([steered], "both"),
        "rewriting": ([steered], "both"),
        "empty": ([], "both"),
        "done": ([done], "both"),
        "two": ([done, exchange(2, chinese, questions=(19, 20), answer_id=23, answers=(21, 22, 23))], "both"),
        "reading": ([done, reading], "both"),
        "thinking": ([done, replace(thinking, can_act=False)], "both"),
        "answering": ([done, long], "both"),
        "endings": (endings, "both"),
        "no-thinking": ([exchange(1, chinese, thinking="", has_thinking=False)], "both"),
        "answer-only": ([done], "answer"),
        "thinking-only": ([done], "thinking"),
        "long-question": ([exchange(1, chinese, question=LOG)], "both"),
    }


def work(transcript: Transcript, name: str) -> None:
    """What a person does in some of the scenes."""
    view = transcript.view_of(11) if name in ("unfolded", "rewriting", "choosing") else None
    if view is None or view.state is None:
        return
    if name == "unfolded":
        view.thinking.remarks.lines[0].unfold(True)
    if name == "rewriting":
        view.edit_thinking()
    if name == "choosing":
        raw = f"<think>\n{view.state.thinking}\n</think>\n\n{view.state.answer}"
        lengths = tuple(len(raw[at : at + 4]) for at in range(0, len(raw), 4))
        view.choose_place("fork")
        view.show_places(TracedText(11, raw, lengths))
        view.chooser.view.choose(60)
        words = ("Wait", " Hmm", "\n\nSo", None, "但是")
        choices = tuple(
            Alternative(number, text, share, stands=number == 0)
            for number, (text, share) in enumerate(zip(words, SHARES, strict=True))
        )
        view.show_alternatives(Alternatives(11, 60, SHARES[0], choices))


def draw(folder: Path, theme_name: str, chinese: bool) -> None:
    application = QApplication.instance()
    assert isinstance(application, QApplication)
    theme = theme_named("dark" if theme_name == "dark" else "light")
    apply(application, theme)
    for name, (exchanges, mode) in scenes(chinese).items():
        if len(sys.argv) > 2 and name not in sys.argv[2:]:
            continue
        for width in WIDTHS:
            window = QWidget()
            window.setObjectName("page")
            transcript, composer = Transcript(theme), Composer(theme)
            column = QVBoxLayout(window)
            column.setContentsMargins(0, 0, 0, 0)
            column.setSpacing(0)
            column.addWidget(transcript, 1)
            column.addWidget(composer)
            window.resize(width, HEIGHT)
            window.show()
            transcript.set_mode(mode)
            composer.show_context(1834, 8192)
            composer.show_state(ComposerState(running=any(each.running for each in exchanges)))
            transcript.show_exchanges(exchanges)
            application.processEvents()
            work(transcript, name)
            if name == "answering":
                application.processEvents()
                view = transcript.view_of(21)
                assert view is not None
                view.thinking.view.verticalScrollBar().triggerAction(
                    view.thinking.view.verticalScrollBar().SliderAction.SliderToMinimum
                )
                view.show_figures(replace(DONE, thinking_tokens=640))
            for _ in range(4):
                application.processEvents()
            window.grab().save(str(folder / f"{theme_name}-{'zh' if chinese else 'en'}-{width}-{name}.png"))
            window.close()
            window.deleteLater()


if __name__ == "__main__":
    target = Path(sys.argv[1])
    target.mkdir(parents=True, exist_ok=True)
    QLocale.setDefault(QLocale("en"))
    QApplication([])
    for its_theme in ("light", "dark"):
        for its_chinese in (False, True):
            draw(target, its_theme, its_chinese)
