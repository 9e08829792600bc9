"""Names of languages, as those who speak them write them, and in English. Data for searching and for filters."""

NAMES: dict[str, tuple[str, str]] = {
    "ar": ("العربية", "Arabic"),
    "bn": ("বাংলা", "Bengali"),
    "ca": ("Català", "Catalan"),
    "cs": ("Čeština", "Czech"),
    "da": ("Dansk", "Danish"),
    "de": ("Deutsch", "German"),
    "el": ("Ελληνικά", "Greek"),
    "en": ("English", "English"),
    "es": ("Español", "Spanish"),
    "fa": ("فارسی", "Persian"),
    "fi": ("Suomi", "Finnish"),
    "fr": ("Français", "French"),
    "he": ("עברית", "Hebrew"),
    "hi": ("हिन्दी", "Hindi"),
    "hu": ("Magyar", "Hungarian"),
    "id": ("Bahasa Indonesia", "Indonesian"),
    "it": ("Italiano", "Italian"),
    "ja": ("日本語", "Japanese"),
    "ko": ("한국어", "Korean"),
    "ms": ("Bahasa Melayu", "Malay"),
    "nl": ("Nederlands", "Dutch"),
    "no": ("Norsk", "Norwegian"),
    "pl": ("Polski", "Polish"),
    "pt": ("Português", "Portuguese"),
    "ro": ("Română", "Romanian"),
    "ru": ("Русский", "Russian"),
    "sv": ("Svenska", "Swedish"),
    "sw": ("Kiswahili", "Swahili"),
    "ta": ("தமிழ்", "Tamil"),
    "te": ("తెలుగు", "Telugu"),
    "th": ("ไทย", "Thai"),
    "tl": ("Tagalog", "Tagalog"),
    "tr": ("Türkçe", "Turkish"),
    "uk": ("Українська", "Ukrainian"),
    "ur": ("اردو", "Urdu"),
    "vi": ("Tiếng Việt", "Vietnamese"),
    "zh": ("中文", "Chinese"),
}
"""By the first part of a BCP 47 tag: own name, English name."""


def names_of(tag: str) -> tuple[str, ...]:
    """Every name that a tag is searched by, the tag itself among them."""
    return tag, *NAMES.get(base(tag), ())


def name_of(tag: str) -> str:
    """The language's own name; its tag where it is not known here."""
    return NAMES[base(tag)][0] if base(tag) in NAMES else tag


def base(tag: str) -> str:
    """The language without script and region: "zh" of "zh-Hans"."""
    return tag.partition("-")[0].lower()
