"""The sampling settings a template may recommend. A test holds this against the engine's own list."""

SAMPLING_NAMES = frozenset(
    {
        "temperature",
        "top_k",
        "top_p",
        "min_p",
        "repeat_penalty",
        "repeat_last_n",
        "presence_penalty",
        "frequency_penalty",
        "seed",
    }
)
