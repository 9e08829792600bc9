"""At least three files of each format, and what is said in them on the branch that is shown."""

import json
from dataclasses import dataclass
from typing import Any

from tests.exchange import builders as b

Said = list[tuple[str, str, str]]
"""(question, thinking, answer), one for each exchange of the shown branch."""


@dataclass(frozen=True)
class Shape:
    format: str
    name: str
    content: bytes
    said: list[Said]
    """For each conversation."""
    left: dict[str, int]
    messages: int = 0
    """Of all conversations and branches, where it is not just what is shown."""


def shape(format: str, name: str, content: Any, *said: Said, messages: int = 0, **left: int) -> Shape:
    return Shape(format, name, content if isinstance(content, bytes) else b.dumped(content), list(said), left, messages)


# fmt: off
PLAIN = b.deepseek(n1=("root", b.asked("立春是什么？")), n2=("1", b.thought("想一想", "节气。")))
BRANCHED = b.deepseek(
    id="c2",
    n1=("root", b.asked("q")),
    n2=("1", b.thought("first", "old")),
    n3=("1", b.thought("second", "new")),
    n4=("3", b.asked("more")),
    n5=("4", b.thought("third", "end")),
    n6=("root", b.asked("edited")),
)
SEARCHED = b.deepseek(
    id="c3",
    n1=("root", [{"type": "FILE", "files": [{"file_name": "a.pdf"}]}, *b.asked("read this")]),
    n2=("1", b.thought("t", "a", {"type": "SEARCH", "results": [{"url": "https://example.org", "title": "x"}]})),
    n3=("2", b.asked("again")),
    n4=("3", [{"type": "ANSWER", "content": "yes"}]),
)
PAGE = {"chat_session": {"id": "p1", "title": "页", "inserted_at": 1760000000.1}, "chat_messages": [
    {"message_id": 1, "parent_id": None, "role": "USER", "content": "q", "thinking_content": None},
    {"message_id": 2, "parent_id": 1, "role": "ASSISTANT", "content": "a", "thinking_content": "t",
     "thinking_elapsed_secs": 7.5}]}

DEEPSEEK = [
    shape("deepseek", "conversations.json", [PLAIN], [("立春是什么？", "想一想", "节气。")]),
    shape("deepseek", "tree.json", [BRANCHED, PLAIN], [("edited", "", "")], [("立春是什么？", "想一想", "节气。")],
          messages=8),
    shape("deepseek", "export.zip", b.zipped({"user.json": b.dumped({"user_id": "u", "email": "a@example.org"}),
                                              "conversations.json": b.dumped([SEARCHED])}),
          [("read this", "t", "a"), ("again", "", "yes")], attachment=1, search_results=1),
    shape("deepseek", "page.json", PAGE, [("q", "t", "a")]),
]

SPRING = b.chatgpt(
    "n3",
    s=("root", "system", b.text(""), {"is_visually_hidden_from_conversation": True}),
    n1=("s", "user", b.text("hello"), {}),
    n2=("n1", "assistant", b.text("hi"), {"model_slug": "gpt-4o"}),
    n3=("n1", "assistant", b.text("good day"), {"model_slug": "gpt-4o"}),
)
THOUGHTS = {"content_type": "thoughts", "source_analysis_msg_id": "x", "thoughts": [
    {"summary": "Weighing", "content": "First this.", "chunks": [], "finished": True},
    {"summary": "", "content": "", "chunks": ["Then ", "that."], "finished": True}]}
THINKING = b.chatgpt(
    "n4",
    id="g2",
    n1=("root", "user", b.text("think"), {}),
    n2=("n1", "assistant", THOUGHTS, {"model_slug": "o3"}),
    n3=("n2", "assistant", {"content_type": "reasoning_recap", "content": "Thought for 1m 1s"}, {}),
    n4=("n3", "assistant", b.text("done"), {"model_slug": "o3"}),
)
TOOLS = b.chatgpt(
    "n5",
    id="g3",
    n1=("root", "user", {"content_type": "multimodal_text", "parts": [
        {"content_type": "image_asset_pointer", "asset_pointer": "file://x"}, "count"]}, {}),
    n2=("n1", "assistant", {"content_type": "code", "language": "python", "text": "print(1)"}, {"model_slug": "o"}),
    n3=("n2", "tool", {"content_type": "execution_output", "text": "1"}, {}),
    n4=("n3", "tool", {"content_type": "tether_browsing_display", "result": "page"}, {}),
    n5=("n4", "assistant", b.text("one"), {"model_slug": "gpt-4o"}),
)
CHATGPT = [
    shape("chatgpt", "conversations.json", [SPRING], [("hello", "", "good day")], messages=3),
    shape("chatgpt", "sharded.zip", b.zipped({"conversations-000.json": b.dumped([SPRING]),
                                              "conversations-001.json": b.dumped([THINKING]), "chat.html": b"<html>",
                                              "shared_conversations.json": b.dumped([{"id": "s", "title": "t"}]),
                                              "message_feedback.json": b"[]"}),
          [("hello", "", "good day")], [("think", "**Weighing**\n\nFirst this.\n\nThen \n\nthat.", "done")],
          messages=5),
    shape("chatgpt", "tools.json", [TOOLS], [("count", "", "```python\nprint(1)\n```\n\n```\n1\n```\n\none")],
          picture=1, tool=1),
]

WORDS = {"type": "text", "text": "hi"}
CLAUDE = [
    shape("claude", "conversations.json", [b.claude("u1", "Spring",
          b.claude_message("1", "human", {"type": "text", "text": "hello"}),
          b.claude_message("2", "assistant", {"type": "thinking", "thinking": "hm"}, WORDS))], [("hello", "hm", "hi")]),
    shape("claude", "data.zip", b.zipped({"users.json": b"[]", "conversations.json": b.dumped([b.claude("u2", "",
          b.claude_message("1", "human", {"type": "text", "text": "read"}, attachments=[
              {"file_name": "a.txt", "extracted_content": "pasted"}], files=[{"file_name": "b.png"}]),
          b.claude_message("2", "assistant", {"type": "tool_use", "name": "repl"}, WORDS))])}),
          [("read\n\na.txt\n```\npasted\n```", "", "hi")], attachment=1, tool=1),
    shape("claude", "tree.json", [b.claude("u3", "Tree",
          b.claude_message("1", "human", {"type": "text", "text": "q"}, parent_message_uuid="00000000-0000"),
          b.claude_message("2", "assistant", {"type": "text", "text": "a"}, parent_message_uuid="1"),
          b.claude_message("3", "assistant", {"type": "text", "text": "b"}, parent_message_uuid="1",
                           created_at="2025-05-01T10:00:09Z"))], [("q", "", "b")], messages=3),
]

FOLDED = ('<details type="reasoning" done="true" duration="13">\n<summary>Thought for 13 seconds</summary>\n'
          "&gt; a &lt; b\n&gt; and so on\n</details>\nThe answer.")
OUTPUT = [{"type": "reasoning", "summary": [], "content": [{"type": "output_text", "text": "hm"}]},
          {"type": "message", "content": [{"type": "output_text", "text": "so"}]}, {"type": "function_call"}]
M = b.openwebui_message
OPENWEBUI = [
    shape("openwebui", "chats.json", [b.openwebui("2", {"1": M("1", None, "user", "q"),
                                                        "2": M("2", "1", "assistant", FOLDED)})],
          [("q", "a < b\nand so on", "The answer.")]),
    shape("openwebui", "legacy.json", b.openwebui("3", {"1": M("1", None, "user", "q"),
          "2": M("2", "1", "assistant", "a"), "3": M("3", "1", "assistant", "<think>\nt\n</think>\n\nb")})["chat"],
          [("q", "t", "b")], messages=3),
    shape("openwebui", "output.json", [b.openwebui("2", {
          "1": M("1", None, "user", "q", files=[{"type": "image", "url": "x"}]),
          "2": M("2", "1", "assistant", "", output=OUTPUT)})], [("q", "hm", "so")], picture=1, tool=1),
]

LMSTUDIO = [
    shape("lmstudio", "1.conversation.json", b.lmstudio(b.lm_user("q"), b.lm_answer(("t", "a"))), [("q", "t", "a")]),
    shape("lmstudio", "2.conversation.json",
          b.lmstudio(b.lm_user("q"), b.lm_answer(("t", "a"), ("u", "b"), selected=1),
                     b.lm_user("old", "new", selected=1), b.lm_answer(("", "end"))),
          [("q", "u", "b"), ("new", "", "end")], messages=6),
    shape("lmstudio", "3.json", json.dumps(b.lmstudio({"versions": [{"type": "singleStep", "role": "user", "content": [
          {"type": "file", "fileIdentifier": "x"}, {"type": "text", "text": "see"}]}], "currentlySelected": 0},
          b.lm_answer(("", "seen")), systemPrompt=""), indent=2).encode(), [("see", "", "seen")], attachment=1),
]

J = b.jan_message
JAN = [
    shape("jan", "messages.jsonl", b.lines(J("1", "user", "q"), J("2", "assistant", "<think>t</think>a")),
          [("q", "t", "a")]),
    shape("jan", "jan.zip", b.zipped({"threads/t1/messages.jsonl": b.lines(J("1", "user", "q"),
          J("2", "assistant", "a")), "threads/t1/thread.json": b.dumped(b.jan_thread())}), [("q", "", "a")]),
    shape("jan", "odd.jsonl", b.lines(J("1", "user", "see", content=[
          {"type": "image_url", "image_url": {"url": "x"}}, {"type": "text", "text": {"value": "see"}}]),
          J("2", "assistant", "", content=[{"type": "reasoning", "text": {"value": "r"}},
                                           {"type": "text", "text": {"value": "ok"}}])),
          [("see", "r", "ok")], picture=1),
]

T = b.tavern
SILLYTAVERN = [
    shape("sillytavern", "chat.jsonl", b.lines(b.tavern_head(), T("Li Bai", "床前明月光"), T("You", "再来", True),
          T("Li Bai", "疑是地上霜", extra={"reasoning": "韵脚", "reasoning_duration": 2500, "model": "r1"})),
          [("", "", "床前明月光"), ("再来", "韵脚", "疑是地上霜")]),
    shape("sillytavern", "swipes.jsonl", b.lines(b.tavern_head(), T("You", "q", True), T("Li Bai", "two", swipe_id=1,
          swipes=["one", "two"], swipe_info=[{"send_date": "2025-06-01T13:04:00Z", "extra": {"reasoning": "r1"}},
                                             {"extra": {}}], extra={"reasoning": "r2"}), T("You", "go on", True)),
          [("q", "r2", "two"), ("go on", "", "")], messages=4),
    shape("sillytavern", "bare.jsonl", b.lines(T("You", "q", True), T("A", "a", send_date=1760000000000)),
          [("q", "", "a")]),
]

SHAREGPT = [
    shape("sharegpt", "data.jsonl", b.lines({"conversations": [{"from": "human", "value": "q"}, {"from": "gpt",
          "value": "<think>\nt\n</think>\n\na"}], "system": "s"}, {"conversations": [{"from": "human", "value": "x"}]}),
          [("q", "t", "a")], [("x", "", "")]),
    shape("sharegpt", "data.json", [{"id": "7", "conversations": [{"from": "system", "value": "s"}, {"from": "human",
          "value": "q"}, {"from": "function_call", "value": "f()"}, {"from": "observation", "value": "1"},
          {"from": "gpt", "value": "one"}]}], [("q", "", "```\nf()\n```\n\n```\n1\n```\n\none")]),
    shape("sharegpt", "dpo.json", [{"conversations": [{"from": "human", "value": "q"}], "chosen": {"from": "gpt",
          "value": "good"}, "rejected": {"from": "gpt", "value": "bad"}}], [("q", "", "good")], messages=3),
]

OPENAI = [
    shape("openai", "messages.jsonl", b.lines({"messages": [{"role": "system", "content": "s"}, {"role": "user",
          "content": "q"}, {"role": "assistant", "content": "a", "reasoning_content": "t"}]}), [("q", "t", "a")]),
    shape("openai", "parts.json", [{"id": "o1", "model": "m", "messages": [{"role": "developer", "content": "s"},
          {"role": "user", "content": [{"type": "text", "text": "see"}, {"type": "image_url", "image_url": {}}]},
          {"role": "assistant", "content": "<think>t</think>a"}]}], [("see", "t", "a")], picture=1),
    shape("openai", "tools.jsonl", b.lines({"messages": [{"role": "user", "content": "q"}, {"role": "assistant",
          "content": None, "tool_calls": [{"function": {"name": "f", "arguments": "{}"}}]}, {"role": "tool",
          "content": "1"}, {"role": "assistant", "content": "one"}]}),
          [("q", "", "\n\n```\nf({})\n```\n\n```\n1\n```\n\none")]),
]

C, K = b.cherry_message, b.cherry_block
CHERRY = [
    shape("cherry", "data.json", b.cherry([C("m1", "user", "b1"), C("m2", "assistant", "b2", "b3", askId="m1",
          model={"id": "deepseek-reasoner", "name": "DeepSeek R1"})], [K("b1", "main_text", "q"),
          K("b2", "thinking", "t", thinking_millsec=1500), K("b3", "main_text", "a")]), [("q", "t", "a")]),
    shape("cherry", "backup.zip", b.zipped({"data.json": b.dumped(b.cherry([C("m1", "user", "b1"), C("m2", "assistant",
          "b2", askId="m1"), C("m3", "assistant", "b3", askId="m1", foldSelected=True)], [K("b1", "main_text", "q"),
          K("b2", "main_text", "one"), K("b3", "main_text", "two")])), "Data/Files/x.png": b"\x89PNG"}),
          [("q", "", "two")], messages=3),
    shape("cherry", "old.json", b.cherry([C("m1", "user", content="q"), C("m2", "assistant", "b9", content="x")],
          [K("b9", "image", ""), K("b8", "citation", "")]), [("q", "", "x")], picture=1),
]

B = b.chatbox_message
WORD, HM = {"type": "text", "text": "a"}, {"type": "reasoning", "text": "t", "startTime": 1, "duration": 2000}
CHATBOX = [
    shape("chatbox", "backup.zip", b.zipped({"manifest.json": b.dumped({"format": "chatbox-backup", "version": 1}),
          "sessions/s1/session.json": b.dumped(b.chatbox(B("1", "system", {"type": "text", "text": "s"}),
          B("2", "user", {"type": "text", "text": "q"}), B("3", "assistant", HM, WORD, model="R1")))}),
          [("q", "t", "a")]),
    shape("chatbox", "old.json", {"chat-sessions-list": [], "settings": {}, "session:s1": b.chatbox(
          {"id": "1", "role": "user", "content": "q"}, {"id": "2", "role": "assistant", "content": "a",
          "reasoningContent": "t"}), "session:s2": b.chatbox(B("1", "user", WORD), id="s2")},
          [("q", "t", "a")], [("a", "", "")]),
    shape("chatbox", "threads.json", json.dumps(b.chatbox(B("1", "user", WORD, {"type": "image", "storageKey": "x"}),
          threads=[{"id": "t", "name": "before", "messages": [B("0", "user", {"type": "text", "text": "old"})]}]),
          indent=1).encode(), [("a", "", "")], [("old", "", "")], picture=1),
]

SHAPES = [*DEEPSEEK, *CHATGPT, *CLAUDE, *OPENWEBUI, *LMSTUDIO, *JAN, *SILLYTAVERN, *SHAREGPT, *OPENAI, *CHERRY,
          *CHATBOX]
# fmt: on
