"""Files in the shapes of other programs, small, and written for these tests from the documented fields alone."""

import io
import json
import zipfile
from pathlib import Path
from typing import Any

Json = Any


def dumped(value: Json) -> bytes:
    return json.dumps(value, ensure_ascii=False).encode()


def lines(*values: Json) -> bytes:
    return b"\n".join(map(dumped, values)) + b"\n"


def zipped(files: dict[str, bytes]) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return made.getvalue()


def written(folder: Path, name: str, content: bytes) -> Path:
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content)
    return path


# ---- DeepSeek -------------------------------------------------------------------------------------------------------


def deepseek(id: str = "c1", title: str = "立春", **nodes: Json) -> Json:
    """`nodes`: name -> (parent, fragments), names without their n."""
    mapping: dict[str, Json] = {"root": {"id": "root", "parent": None, "children": [], "message": None}}
    for number, (name, (parent, fragments)) in enumerate(nodes.items()):
        key, moment = name.removeprefix("n"), f"2025-10-17T19:13:{number:02}.455000+08:00"
        message = {"files": [], "model": "deepseek-reasoner", "inserted_at": moment, "fragments": fragments}
        mapping[key] = {"id": key, "parent": parent, "children": [], "message": message}
        mapping[parent]["children"].append(key)
    times = {"inserted_at": "2025-10-17T19:13:00+08:00", "updated_at": "2025-10-17T19:14:36+08:00"}
    return {"id": id, "title": title, **times, "mapping": mapping}


def asked(text: str) -> list[Json]:
    return [{"type": "REQUEST", "content": text}]


def thought(thinking: str, answer: str, *more: Json) -> list[Json]:
    return [{"type": "THINK", "content": thinking}, *more, {"type": "RESPONSE", "content": answer}]


# ---- ChatGPT --------------------------------------------------------------------------------------------------------


def chatgpt(current: str, id: str = "g1", title: str = "Spring", **nodes: Json) -> Json:
    """`nodes`: name -> (parent, role, content, metadata)."""
    mapping: dict[str, Json] = {"root": {"id": "root", "parent": None, "children": [], "message": None}}
    for number, (key, (parent, role, content, metadata)) in enumerate(nodes.items()):
        message = {
            "id": key,
            "author": {"role": role, "name": None, "metadata": {}},
            "create_time": 1760000000.5 + number,
        }
        message |= {"content": content, "status": "finished_successfully", "weight": 1.0, "metadata": metadata}
        message |= {"recipient": "all", "channel": None, "end_turn": role == "assistant"}
        mapping[key] = {"id": key, "parent": parent, "children": [], "message": message}
        mapping[parent]["children"].append(key)
    head = {"title": title, "create_time": 1760000000.0, "update_time": 1760000100.0}
    return head | {"mapping": mapping, "current_node": current, "conversation_id": id, "id": id}


def text(said: str) -> Json:
    return {"content_type": "text", "parts": [said]}


# ---- the others -----------------------------------------------------------------------------------------------------


def claude(id: str = "u1", name: str = "Spring", *messages: Json) -> Json:
    return {"uuid": id, "name": name, "created_at": "2025-05-01T10:00:00.000000Z", "updated_at": "2025-05-01T10:05:00Z",
            "account": {"uuid": "a"}, "chat_messages": list(messages)}  # fmt: skip


def claude_message(id: str, sender: str, *content: Json, **more: Json) -> Json:
    said = "\n".join(block.get("text", "") for block in content)
    return {"uuid": id, "sender": sender, "text": said, "content": list(content), "attachments": [], "files": [],
            "created_at": "2025-05-01T10:00:01Z", "updated_at": "2025-05-01T10:00:01Z"} | more  # fmt: skip


def openwebui(current: str, messages: dict[str, Json], **more: Json) -> Json:
    chat = {"title": "Spring", "models": ["r1"], "options": {}, "history": {"currentId": current, "messages": messages}}
    whole = {"id": "w1", "user_id": "u", "title": "Spring", "chat": chat, "meta": {"tags": ["poems", "春"]}}
    return whole | {"pinned": True, "folder_id": None, "created_at": 1760000000, "updated_at": 1760000100} | more


def openwebui_message(id: str, parent: str | None, role: str, content: str, **more: Json) -> Json:
    made = {"id": id, "parentId": parent, "childrenIds": [], "role": role, "content": content, "timestamp": 1760000000}
    return made | ({"model": "r1", "done": True} if role == "assistant" else {}) | more


def lmstudio(*messages: Json, **more: Json) -> Json:
    return {"name": "Spring", "pinned": False, "createdAt": 1760000000000, "tokenCount": 9, "systemPrompt": "Be brief.",
            "messages": list(messages), "plugins": [], "perChatPredictionConfig": {"fields": []}} | more  # fmt: skip


def lm_user(*versions: str, selected: int = 0) -> Json:
    made = [{"type": "singleStep", "role": "user", "content": [{"type": "text", "text": each}]} for each in versions]
    return {"versions": made, "currentlySelected": selected}


def lm_answer(*versions: tuple[str, str], selected: int = 0) -> Json:
    return {"versions": [_lm_version(*each) for each in versions], "currentlySelected": selected}


def _lm_version(thinking: str, answer: str) -> Json:
    marked = [{"type": "text", "text": "<think>", "isStructural": True}, {"type": "text", "text": thinking}]
    marked.append({"type": "text", "text": "</think>", "isStructural": True})
    style = {"type": "thinking", "title": "Thought for 2.3 seconds", "ended": True}
    stats = {"stopReason": "eosFound", "promptTokensCount": 7, "predictedTokensCount": 5, "timeToFirstTokenSec": 0.5}
    info = {"identifier": "deepseek-r1-distill-qwen-7b", "stats": stats, "loadModelConfig": {"fields": []}}
    steps = [{"type": "contentBlock", "content": marked, "style": style}] if thinking else []
    steps.append({"type": "contentBlock", "content": [{"type": "text", "text": answer}], "genInfo": info})
    steps.append({"type": "debugInfoBlock", "debugInfo": "x"})
    return {"type": "multiStep", "role": "assistant", "steps": steps, "senderInfo": {"senderName": "r1"}}


def jan_message(id: str, role: str, said: str, **more: Json) -> Json:
    content = [{"type": "text", "text": {"value": said, "annotations": []}}]
    return {"id": id, "object": "thread.message", "thread_id": "t1", "role": role, "content": content,
            "status": "ready", "created_at": 1760000000000, "completed_at": 1760000000000} | more  # fmt: skip


def jan_thread() -> Json:
    assistants = [{"id": "jan", "name": "Jan", "model": {"id": "jan-nano"}, "instructions": "Be kind."}]
    return {"id": "t1", "object": "thread", "title": "Spring", "assistants": assistants, "created": 1760000000,
            "updated": 1760000100, "metadata": {}}  # fmt: skip


def tavern_head() -> Json:
    return {"user_name": "You", "character_name": "Li Bai", "create_date": "2025-6-1 @13h 02m 03s 4ms",
            "chat_metadata": {"note_prompt": "", "integrity": "i-1"}}  # fmt: skip


def tavern(name: str, said: str, user: bool = False, **more: Json) -> Json:
    return {"name": name, "is_user": user, "is_system": False, "send_date": "June 1, 2025 1:03pm", "mes": said,
            "extra": {}} | more  # fmt: skip


def cherry(messages: list[Json], blocks: list[Json]) -> Json:
    assistants = {"assistants": [{"id": "a", "topics": [{"id": "p1", "name": "Spring"}]}]}
    storage = {"persist:cherry-studio": json.dumps({"assistants": json.dumps(assistants)})}
    topics = [{"id": "p1", "messages": messages}]
    return {"time": 1760000000000, "version": 5, "localStorage": storage,
            "indexedDB": {"topics": topics, "message_blocks": blocks, "files": [], "settings": []}}  # fmt: skip


def cherry_message(id: str, role: str, *blocks: str, **more: Json) -> Json:
    return {"id": id, "role": role, "assistantId": "a", "topicId": "p1", "createdAt": "2025-06-01T10:00:00.000Z",
            "status": "success", "blocks": list(blocks)} | more  # fmt: skip


def cherry_block(id: str, kind: str, content: str, **more: Json) -> Json:
    return {"id": id, "messageId": "m", "type": kind, "content": content, "status": "success"} | more


def chatbox(*messages: Json, **more: Json) -> Json:
    return {"id": "s1", "type": "chat", "name": "Spring", "messages": list(messages)} | more


def chatbox_message(id: str, role: str, *parts: Json, **more: Json) -> Json:
    return {"id": id, "role": role, "contentParts": list(parts), "timestamp": 1760000000000} | more
