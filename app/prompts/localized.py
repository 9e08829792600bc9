"""Choosing among the languages a template's own texts are written in."""

from collections.abc import Mapping

FALLBACK = "en"


def said(texts: Mapping[str, str], language: str) -> str:
    """`texts` in `language` ("zh_CN"); else in a sister of it ("zh"), in English, in whatever there is, or ""."""
    if language in texts:
        return texts[language]
    family = language.split("_")[0]
    for name, text in texts.items():
        if name.split("_")[0] == family:
            return text
    return texts.get(FALLBACK) or next(iter(texts.values()), "")
