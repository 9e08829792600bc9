"""The question that asks for a better version of an answer, made from what its checker found. Pure.

It is put to the model in the language of the answer, whatever the interface speaks, and stands in the box for a person
to read and change before it is sent.
"""

import re

from app.ui.group.states import SampleState

_HAN = re.compile(r"[\u3400-\u9fff]")
CHINESE = """\
检查器对你上面的回答给出了如下报告：
{report}

请只修改报告指出的地方，其余尽量不动，并按原来的要求给出修改后的完整回答。"""
ENGLISH = """\
A checker has reported on your answer above:
{report}

Change only what the report points at, leave the rest as it is, and give the whole answer again as it was asked for."""
NOTHING = {
    CHINESE: "没有发现具体的问题，但还可以更好。",
    ENGLISH: "Nothing in particular is wrong, but it can be better.",
}


def revision(sample: SampleState) -> str:
    """The whole text of the question."""
    asked = CHINESE if len(_HAN.findall(sample.answer)) * 4 > len(sample.answer) else ENGLISH
    lines = [f"- {each.text}" for each in sample.worth.findings if each.gravity != "note"]
    return asked.format(report="\n".join(lines) or f"- {NOTHING[asked]}")
