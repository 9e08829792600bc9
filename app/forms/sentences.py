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
    "hangs_on_sound": QT_TRANSLATE_NOOP(
        "Forms", "This counts {char} as {tone}, which it can be. Read as it usually is, the poem is {otherwise}."
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

PROSE: dict[str, str] = {
    "nothing_prose": QT_TRANSLATE_NOOP("Forms", "There is no prose in this text."),
    "unpaired": QT_TRANSLATE_NOOP("Forms", "“{text}” stands opposite nothing."),
    "feet_alike": QT_TRANSLATE_NOOP("Forms", "The feet {upper} and {lower} have the same tone; they must oppose."),
    "inner_alike": QT_TRANSLATE_NOOP("Forms", "Within this pair {right} of {of} places of rhythm oppose."),
    "chain_broken": QT_TRANSLATE_NOOP(
        "Forms", "The foot {lower} does not take up the tone of {upper} before it (马蹄韵)."
    ),
    "copied": QT_TRANSLATE_NOOP("Forms", "This stands in the model already."),
    "copied_too_much": QT_TRANSLATE_NOOP("Forms", "{share} % are taken from the model; at most {most} % may be."),
    "no_closing_poem": QT_TRANSLATE_NOOP("Forms", "The poem at the end is missing."),
    "closing_off_rhyme": QT_TRANSLATE_NOOP("Forms", "The poem at the end does not keep its rhyme."),
    "no_couplet": QT_TRANSLATE_NOOP("Forms", "There is no line to stand opposite the first."),
    "too_few_lines": QT_TRANSLATE_NOOP("Forms", "{wanted} lines were wanted and {found} are here."),
    "couplet_width": QT_TRANSLATE_NOOP("Forms", "This line has {found} characters; the first has {wanted}."),
    "couplet_tone": QT_TRANSLATE_NOOP("Forms", "{char} has the tone of the character opposite."),
    "couplet_foot": QT_TRANSLATE_NOOP(
        "Forms", "{char}, the last character, must have the other tone than that of the first line."
    ),
    "couplet_repeats": QT_TRANSLATE_NOOP("Forms", "{char} stands in the first line too."),
    "changed": QT_TRANSLATE_NOOP("Forms", "{share} % of the characters were changed; at most {most} % should be."),
}

OTHERS: dict[str, str] = {
    # mathematics
    "no_box": QT_TRANSLATE_NOOP("Forms", "There is no result in \\boxed{{}}."),
    "several_boxes": QT_TRANSLATE_NOOP("Forms", "There are {count} boxes with different results; the last one counts."),
    "other_result": QT_TRANSLATE_NOOP("Forms", "The result {found} is not {wanted}."),
    # JSON and code
    "no_json": QT_TRANSLATE_NOOP("Forms", "There is no JSON in this answer."),
    "bad_json": QT_TRANSLATE_NOOP("Forms", "The JSON cannot be read: {why}"),
    "more_than_json": QT_TRANSLATE_NOOP("Forms", "There is more in the answer than JSON."),
    "bad_schema": QT_TRANSLATE_NOOP("Forms", "The schema cannot be used: {why}"),
    "schema": QT_TRANSLATE_NOOP("Forms", "{path}: {why}"),
    "no_code": QT_TRANSLATE_NOOP("Forms", "There is no code block in this answer."),
    "block_count": QT_TRANSLATE_NOOP("Forms", "There are {found} code blocks; {wanted} were wanted."),
    "bad_code": QT_TRANSLATE_NOOP("Forms", "The code cannot be read, line {at}: {why}"),
    "code_too_long": QT_TRANSLATE_NOOP("Forms", "The code is longer than {limit} characters."),
    "tests_not_run": QT_TRANSLATE_NOOP("Forms", "The tests were not run: that needs your permission."),
    "tests_failed": QT_TRANSLATE_NOOP("Forms", "The tests failed: {said}"),
    "tests_timeout": QT_TRANSLATE_NOOP("Forms", "The tests took too long and were stopped."),
    # words
    "too_short": QT_TRANSLATE_NOOP("Forms", "It is {count} long and should be at least {least}."),
    "too_long": QT_TRANSLATE_NOOP("Forms", "It is {count} long and should be at most {most}."),
    "missing_word": QT_TRANSLATE_NOOP("Forms", "“{word}” is missing."),
    "forbidden_word": QT_TRANSLATE_NOOP("Forms", "“{word}” must not stand here."),
    "list": QT_TRANSLATE_NOOP("Forms", "There is a list; prose was wanted."),
    # outline
    "missing_heading": QT_TRANSLATE_NOOP("Forms", "The heading “{name}” is missing."),
    "heading_order": QT_TRANSLATE_NOOP("Forms", "The heading “{name}” stands in the wrong order."),
    "no_table": QT_TRANSLATE_NOOP("Forms", "There is no table in this answer."),
    "table_columns": QT_TRANSLATE_NOOP("Forms", "The table has {found} columns and should have {wanted}."),
    "missing_column": QT_TRANSLATE_NOOP("Forms", "The table has no column “{name}”."),
    "table_rows": QT_TRANSLATE_NOOP("Forms", "The table has {found} rows and should have at least {wanted}."),
    "missing_source": QT_TRANSLATE_NOOP("Forms", "“{text}” is not in the first column as it was written."),
    # manner
    "no_thinking": QT_TRANSLATE_NOOP("Forms", "There is no thinking before the answer."),
    "no_answer": QT_TRANSLATE_NOOP("Forms", "There is no answer behind the thinking."),
    "stray_marker": QT_TRANSLATE_NOOP("Forms", "The answer holds a marker of the chat format: {marker}"),
    "repeats_thinking": QT_TRANSLATE_NOOP("Forms", "{share} % of the thinking repeats itself."),
    "repeats_answer": QT_TRANSLATE_NOOP("Forms", "{share} % of the answer repeats itself."),
    "language_of_thinking": QT_TRANSLATE_NOOP(
        "Forms", "Only {share} % of the thinking is in the wanted language ({language})."
    ),
    "language_of_answer": QT_TRANSLATE_NOOP(
        "Forms", "Only {share} % of the answer is in the wanted language ({language})."
    ),
}

SENTENCES: dict[str, str] = {**VERSE, **PROSE, **OTHERS}
"""By kind: a sentence; `{fields}` are filled after translation."""
