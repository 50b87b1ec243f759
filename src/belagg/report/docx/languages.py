"""Languages as Word names them."""

_REGIONS = {
    "sv": "SE", "en": "GB", "fi": "FI", "nb": "NO", "nn": "NO", "da": "DK", "is": "IS",
    "se": "SE", "de": "DE", "fr": "FR", "es": "ES", "it": "IT", "nl": "NL", "pl": "PL",
    "pt": "PT", "ro": "RO", "ru": "RU", "uk": "UA", "et": "EE", "lv": "LV", "lt": "LT",
    "ar": "SA", "fa": "IR", "so": "SO", "th": "TH", "tr": "TR",
}  # fmt: skip


def word_language(tag: str) -> str:
    """Give a language tag with its region (`sv` is `sv-SE`), as Word's proofing tools want it.

    Easy-to-read Swedish (`sv-easy`) is Swedish; a tag with a region stands as it is.
    """
    language, _, rest = tag.partition("-")
    language = language.lower()
    if len(rest) == 2 and rest.isalpha():
        return f"{language}-{rest.upper()}"
    return f"{language}-{_REGIONS[language]}" if language in _REGIONS else language
