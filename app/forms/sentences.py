"""What findings say to people, in English; a window translates them in the context "Forms"."""

from app.errors import QT_TRANSLATE_NOOP

VERSE: dict[str, str] = {
    "nothing": QT_TRANSLATE_NOOP("Forms", "There is no poem in this text."),
    "only_thinking": QT_TRANSLATE_NOOP("Forms", "The thinking never ended, so there is no answer to check."),
    "too_few_poems": QT_TRANSLATE_NOOP("Forms", "{wanted} poems were wanted and {found} are here."),
    "other_scheme": QT_TRANSLATE_NOOP("Forms", "The scheme is {found}; {wanted} was wanted."),
    "other_rhyme": QT_TRANSLATE_NOOP("Forms", "The rhyme is {found}; {wanted} was wanted."),
    "unfinished": QT_TRANSLATE_NOOP("Forms", "{lines} of {wanted} lines are written."),
    "wrong_count": QT_TRANSLATE_NOOP("Forms", "The poem has {lines} lines and should have {wanted}."),
    "wrong_width": QT_TRANSLATE_NOOP("Forms", "Line {line} has {width} characters and should have {wanted}."),
    "foot_tone": QT_TRANSLATE_NOOP("Forms", "Line {line} must end in a {wanted} tone."),
    "three_level": QT_TRANSLATE_NOOP(
        "Forms", "Line {line} ends in three level tones (三平尾), which regulated verse avoids."
    ),
    "lone_level": QT_TRANSLATE_NOOP(
        "Forms", "Line {line} has a lone level tone beside its rhyme (孤平), and nothing makes up for it."
    ),
    "major_unmended": QT_TRANSLATE_NOOP(
        "Forms", "Line {line} departs from the pattern (大拗), and line {below} does not make up for it."
    ),
    "opposition": QT_TRANSLATE_NOOP("Forms", "The tones of line {line} do not oppose those of line {above} (失对)."),
    "even_tone": QT_TRANSLATE_NOOP(
        "Forms", "In line {line} the even places must alternate: a {wanted} tone is wanted here."
    ),
    "wrong_tone": QT_TRANSLATE_NOOP("Forms", "In line {line} a {wanted} tone is wanted here."),
    "joint": QT_TRANSLATE_NOOP("Forms", "Line {line} does not stick to line {above} (失粘)."),
    "joint_once": QT_TRANSLATE_NOOP(
        "Forms", "Line {line} does not stick to line {above}: a single broken joint (折腰体), which Tang poets allowed."
    ),
    "three_oblique": QT_TRANSLATE_NOOP("Forms", "Line {line} ends in three oblique tones (三仄尾); this is tolerated."),
    "crossed_loose": QT_TRANSLATE_NOOP(
        "Forms", "Line {line} has its third and fourth last tones changed about (特拗) after an oblique one; tolerated."
    ),
    "crossed": QT_TRANSLATE_NOOP("Forms", "Line {line} has two tones changed about (特拗), which mends itself."),
    "major_mended": QT_TRANSLATE_NOOP(
        "Forms", "Line {line} departs from the pattern (大拗), and line {below} makes up for it."
    ),
    "minor_mended": QT_TRANSLATE_NOOP(
        "Forms", "Line {line} departs a little from the pattern (小拗), and line {below} makes up for it."
    ),
    "minor": QT_TRANSLATE_NOOP(
        "Forms", "Line {line} departs a little from the pattern (小拗); it need not be made up for."
    ),
    "lone_level_mended": QT_TRANSLATE_NOOP(
        "Forms", "Line {line} would have a lone level tone (孤平) and makes up for it within itself."
    ),
    "off_rhyme": QT_TRANSLATE_NOOP("Forms", "{char}, the foot of line {line}, is outside the rhyme {group} (出韵)."),
    "first_off": QT_TRANSLATE_NOOP(
        "Forms", "{char} ends the first line in a level tone and does not rhyme in {group}."
    ),
    "no_rhyme": QT_TRANSLATE_NOOP("Forms", "The feet do not rhyme."),
    "same_foot": QT_TRANSLATE_NOOP("Forms", "{char} is the foot of line {above} already (重韵)."),
    "near_rhyme": QT_TRANSLATE_NOOP(
        "Forms", "{char}, the foot of line {line}, is of a group near {group}; later poets allowed it."
    ),
    "first_near": QT_TRANSLATE_NOOP(
        "Forms", "{char}, the foot of the first line, is of a group near {group}: this is customary there (首句邻韵)."
    ),
    "repeated": QT_TRANSLATE_NOOP("Forms", "{char} stands here {times} times."),
    "same_place": QT_TRANSLATE_NOOP(
        "Forms", "{char} stands at the same place in line {above}; parallel lines avoid that."
    ),
    "hangs_on_reading": QT_TRANSLATE_NOOP(
        "Forms",
        "This counts {char} as {tone}, as {share} % of Song verse does. Read the other way, the poem is {otherwise}.",
    ),
    "unknown_sound": QT_TRANSLATE_NOOP(
        "Forms", "{char} is not in the old rhyme book: its tone is today's and never counts as a fault."
    ),
    "oblique_rhyme": QT_TRANSLATE_NOOP(
        "Forms", "It rhymes in oblique tones ({group}): old style, whose tones are free."
    ),
    "old_style": QT_TRANSLATE_NOOP("Forms", "This reads as old-style verse, whose tones are free."),
}

SENTENCES: dict[str, str] = {**VERSE}
"""By kind: a sentence; `{fields}` are filled after translation."""
