"""How the makers of each family recommend to choose tokens, and whether they want a system prompt.

A table and two look-ups; the sampler itself is the backend's. Every row names the page it goes back to. Only R1's was
read again when the table was written, the others are from memory: look a row up before you build on it. `top_k` 0,
`top_p` 1.0 and `min_p` 0.0 are off.
"""

from runtime.protocol import Sampling

_THINKER = Sampling(temperature=0.6, top_p=0.95, top_k=40, min_p=0.0)

_BY_FAMILY: dict[str, Sampling] = {
    # Model card of deepseek-ai/DeepSeek-R1, "Usage Recommendations": temperature 0.5 to 0.7 (0.6), top-p 0.95.
    "deepseek-r1": _THINKER,
    # Model card of Qwen/Qwen3-8B, "Best Practices", thinking mode; it warns against greedy decoding.
    "qwen3": Sampling(temperature=0.6, top_p=0.95, top_k=20, min_p=0.0),
    # Model card of Qwen/QwQ-32B, "Usage Guidelines": top-k between 20 and 40.
    "qwq": Sampling(temperature=0.6, top_p=0.95, top_k=20, min_p=0.0),
    # Model card of mistralai/Magistral-Small-2506, "Sampling parameters".
    "magistral": Sampling(temperature=0.7, top_p=0.95, top_k=40, min_p=0.0),
    # README of openai/gpt-oss, "Recommended Sampling Parameters".
    "gpt-oss": Sampling(temperature=1.0, top_p=1.0, top_k=0, min_p=0.0),
    # Model card of ByteDance-Seed/Seed-OSS-36B-Instruct, its examples' note.
    "seed-oss": Sampling(temperature=1.1, top_p=0.95, top_k=40, min_p=0.0),
    # Model card of moonshotai/Kimi-VL-A3B-Thinking-2506: temperature 0.8.
    "kimi": Sampling(temperature=0.8, top_p=0.95, top_k=40, min_p=0.0),
    # Model cards of google/gemma-3 and its successors: generation_config.json.
    "gemma4": Sampling(temperature=1.0, top_p=0.95, top_k=64, min_p=0.0),
    # Model card of zai-org/GLM-4.6, "Recommended Evaluation Parameters".
    "glm": Sampling(temperature=1.0, top_p=0.95, top_k=40, min_p=0.0),
    # Model card of MiniMaxAI/MiniMax-M2, "Inference Parameters".
    "minimax": Sampling(temperature=1.0, top_p=0.95, top_k=40, min_p=0.0),
    # Model card of tencent/Hunyuan-A13B-Instruct, its recommended set for inference.
    "hunyuan": Sampling(temperature=0.7, top_p=0.8, top_k=20, min_p=0.0, repeat_penalty=1.05),
    # Model cards of LGAI-EXAONE/EXAONE-Deep-7.8B and EXAONE-4.0-32B (reasoning mode).
    "exaone": _THINKER,
    # Model card of microsoft/Phi-4-reasoning, "Inference": temperature 0.8, top-k 50, top-p 0.95.
    "phi4-reasoning": Sampling(temperature=0.8, top_p=0.95, top_k=50, min_p=0.0),
    # Nothing marks their thinking: what llama.cpp itself takes when nobody says otherwise.
    "none": Sampling(temperature=0.8, top_p=0.95, top_k=40, min_p=0.05),
}

_BY_NAME: tuple[tuple[str, Sampling], ...] = (
    # Model card of HuggingFaceTB/SmolLM2-135M-Instruct: its examples sample with 0.2 and 0.9.
    ("smollm2", Sampling(temperature=0.2, top_p=0.9, top_k=40, min_p=0.0)),
)
"""For models without thinking, by a piece of their name in lower case."""
_THINKING_BY_NAME: tuple[tuple[str, Sampling], ...] = (
    # The starter with its adapter (assets/starter/README.md): its report was made with the likeliest token throughout.
    ("smollm2-135m", Sampling(temperature=0.0, top_p=1.0, top_k=0, min_p=0.0)),
)
"""For models that think and are better off otherwise than their family, by a piece of their name in lower case."""

_NO_SYSTEM_FAMILIES = frozenset({"deepseek-r1"})  # the same recommendations: all instructions in the user's turn
_NO_SYSTEM_NAMES = ("smollm2-135m", "smollm2 135m")  # measured here: a system turn makes the 135M talk nonsense


def recommended(family: str, name: str = "") -> Sampling:
    """What the makers recommend; for a family without a recommendation of its own what most thinkers take."""
    for piece, sampling in _BY_NAME if family == "none" else _THINKING_BY_NAME:
        if piece in name.lower():
            return sampling
    return _BY_FAMILY.get(family, _THINKER)


def system_prompt_advised(family: str, name: str = "") -> bool:
    """False where a system prompt makes the model worse."""
    return family not in _NO_SYSTEM_FAMILIES and not any(piece in name.lower() for piece in _NO_SYSTEM_NAMES)
