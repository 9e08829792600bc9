"""Collections of reasoning traces: a question, a thinking and an answer in a flat record, under many names for each.

Those of published data sets (OpenR1-Math, OpenThoughts, s1K, Bespoke-Stratos, Chinese DeepSeek-R1 distillations) and of
what programs log: the thinking in a field of its own, or in `<think>` within the completion. What is known of right and
wrong comes along as a judgement.
"""

from collections.abc import Iterator
from typing import Any

from app.exchange import trees
from app.exchange.asking import Found, count, number, seconds, text
from app.exchange.format import Format, one_by_one
from app.exchange.thoughts import apart, parts
from app.exchange.trees import Node
from app.exchange.values import ImportedConversation, ImportedGeneration, ImportedPart, Item, LeftOut

NAME = "traces"

QUESTION = (
    "prompt",
    "question",
    "problem",
    "instruction",
    "query",
    "input",
    "user",
    "Question",
    "Problem",
    "prompt_text",
)
THINKING = (
    *("thinking", "reasoning_content", "reasoning", "reasoning_text", "thought", "thoughts", "think", "cot"),
    *("chain_of_thought", "Complex_CoT", "complex_cot", "reasoning_trace", "thinking_trajectory", "trace", "rationale"),
    *("thinking_trajectories", "deepseek_thinking_trajectory", "deepseek_reasoning", "r1_reasoning", "model_reasoning"),
)
ANSWER = (
    *("answer", "content", "response", "Response", "output", "final_answer", "model_answer", "attempt", "result"),
    *("deepseek_attempt", "deepseek_solution", "solution", "assistant", "text"),
)
COMPLETION = (
    *("generations", "completions", "responses", "completion", "generation", "deepseek_generation", "r1_generation"),
    *("response", "output", "generated_text", "raw", "text", "content", "answer", "deepseek_attempt"),
)
REFERENCE = ("reference", "reference_answer", "ground_truth", "gold", "gold_answer", "expected_answer", "target")
RIGHT = ("correct", "is_correct", "correctness", "correctness_math_verify")
MODEL = ("model", "model_name", "generator", "teacher", "engine")
ID = ("id", "uuid", "uid", "idx", "index", "problem_id", "question_id")
_MARK = "</think>"


def recognises(value: Any) -> bool:
    """A record with a question that has a thinking, in whichever way. Rows of messages are other formats' affair."""
    if not isinstance(value, dict) or "messages" in value or "conversations" in value:
        return False
    return bool(_said(value, QUESTION)) and (bool(_said(value, THINKING)) or bool(_completions(value)))


def convert(record: Found) -> Iterator[Item]:
    asked = _said(record, QUESTION)
    extra = text(record.get("input")).strip()
    if extra and asked == text(record.get("instruction")):
        asked = f"{asked}\n\n{extra}"
    answers = _answers(record)
    if not answers:
        yield LeftOut("empty", asked[:60])
        return
    standing = ImportedConversation(
        source=NAME,
        foreign_id="",
        title=text(record.get("title")) or text(record.get("id")),
        messages=(),
        created=next(
            (at for name in ("created", "created_at", "timestamp") if (at := seconds(record.get(name)))), None
        ),
        system=text(record.get("system")) or text(record.get("system_prompt")),
    )
    question = Node("question", None, "user", (ImportedPart("text", asked),))
    made = [
        Node(str(place), "question", "assistant", each, generation=_generation(record, place))
        for place, each in enumerate(answers)
    ]
    yield trees.settled(trees.headed(standing, "0"), [question, *made])


def _said(record: Found, names: tuple[str, ...]) -> str:
    for name in names:
        found = record.get(name)
        if isinstance(found, list) and found and isinstance(found[0], str):
            found = found[0]
        if isinstance(found, str) and found.strip():
            return found
    return ""


def _completions(record: Found) -> list[str]:
    """Texts that hold a thinking and an answer."""
    for name in COMPLETION:
        found = record.get(name)
        every = [each for each in (found if isinstance(found, list) else [found]) if isinstance(each, str)]
        marked = [each for each in every if _MARK in each or each.lstrip().startswith(("<think>", "<thinking>"))]
        if marked:
            return marked
    return []


def _answers(record: Found) -> list[tuple[ImportedPart, ...]]:
    thought = _said(record, THINKING)
    if thought:
        # A thinking that still has its marks, and what follows them.
        whole = apart(_opened(thought)) if _MARK in thought else parts(thought, "")
        answered = _said(record, tuple(name for name in ANSWER if record.get(name) != thought))
        said = "".join(part.text for part in whole if part.kind == "thinking")
        rest = "".join(part.text for part in whole if part.kind == "answer").strip()
        return [parts(said, answered or rest)] if said.strip() else []
    return [apart(_opened(each)) for each in _completions(record)]


def _opened(said: str) -> str:
    """With the mark that a prompt had set already, and that is not in what the model wrote."""
    return said if said.lstrip().startswith("<") else f"<think>\n{said}"


def _generation(record: Found, place: int) -> ImportedGeneration:
    seconds_thought = number(record.get("thinking_seconds") or record.get("thinking_duration"))
    return ImportedGeneration(
        model=_said(record, MODEL),
        seed=count(record.get("seed")) or None,
        thinking_tokens=count(record.get("reasoning_tokens")) or count(record.get("thinking_tokens")),
        answer_tokens=count(record.get("answer_tokens")),
        timings={} if seconds_thought is None else {"thinking_s": seconds_thought},
        ending="length" if record.get("finish_reason") == "length" or record.get("truncated") is True else "stop",
        judged=_judged(record, place),
    )


def _judged(record: Found, place: int) -> dict[str, Any]:
    """What is known of right and wrong, as a checker would have found it."""
    known = next((record[name] for name in RIGHT if name in record), None)
    right = known[place] if isinstance(known, list) and place < len(known) else known
    if not isinstance(right, bool):
        return {}
    reward = 1.0 if right else 0.0
    reference = _said(record, REFERENCE)
    found = {"name": "reference", "reference": reference} if reference else {}
    return {
        "reward": reward,
        "passed": right,
        "answer": text(record.get("extracted_answer")) or None,
        "rules": {"correct": reward},
        "findings": [found] if found else [],
        "judged": 0.0,
    }


FORMAT = Format(NAME, "Reasoning traces", recognises, one_by_one(convert))
