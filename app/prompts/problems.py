"""What can be wrong with a prompt template or with a value for it: data for code, a sentence for people."""

from dataclasses import dataclass, field

from app.errors import QT_TRANSLATE_NOOP, WrongUse

WHYS: dict[str, str] = {
    # the body
    "syntax": QT_TRANSLATE_NOOP("Prompts", "this cannot be read ({said})"),
    "not_allowed": QT_TRANSLATE_NOOP("Prompts", "{what} cannot be used in a prompt"),
    "unknown_name": QT_TRANSLATE_NOOP("Prompts", "there is no variable named {name}"),
    "unknown_filter": QT_TRANSLATE_NOOP("Prompts", "there is no filter named {name}"),
    "too_deep": QT_TRANSLATE_NOOP("Prompts", "it is nested too deeply"),
    "body_too_long": QT_TRANSLATE_NOOP("Prompts", "the template is longer than {limit} characters"),
    # while it is rendered
    "text_too_long": QT_TRANSLATE_NOOP("Prompts", "the text grows beyond {limit} characters"),
    "too_many_steps": QT_TRANSLATE_NOOP("Prompts", "the loops take more than {limit} steps"),
    "too_slow": QT_TRANSLATE_NOOP("Prompts", "this takes longer than {limit} s"),
    "number_too_large": QT_TRANSLATE_NOOP("Prompts", "a number grows too large"),
    "not_plain": QT_TRANSLATE_NOOP("Prompts", "this is neither text nor a number"),
    "failed": QT_TRANSLATE_NOOP("Prompts", "this does not work ({said})"),
    # variables
    "bad_name": QT_TRANSLATE_NOOP("Prompts", "“{name}” is no good name: use letters, digits and _"),
    "name_twice": QT_TRANSLATE_NOOP("Prompts", "there are two variables named {name}"),
    "unknown_type": QT_TRANSLATE_NOOP("Prompts", "there is no type named {type}"),
    "no_choices": QT_TRANSLATE_NOOP("Prompts", "a choice needs something to choose from"),
    "bad_range": QT_TRANSLATE_NOOP("Prompts", "write the range as two numbers: 1 – 9"),
    "bounds_crossed": QT_TRANSLATE_NOOP("Prompts", "the smallest value is above the largest"),
    "unknown_sampling": QT_TRANSLATE_NOOP("Prompts", "there is no sampling setting named {name}"),
    "bad_checker": QT_TRANSLATE_NOOP("Prompts", "the check of the answer cannot be used: {said}"),
    "too_many_samples": QT_TRANSLATE_NOOP("Prompts", "at most {limit} answers can be asked for at once"),
    # values
    "missing": QT_TRANSLATE_NOOP("Prompts", "{name} is still empty"),
    "not_yes_or_no": QT_TRANSLATE_NOOP("Prompts", "answer yes or no"),
    "unknown_variable": QT_TRANSLATE_NOOP("Prompts", "the template has no such variable"),
    "not_a_number": QT_TRANSLATE_NOOP("Prompts", "this is not a number"),
    "not_whole": QT_TRANSLATE_NOOP("Prompts", "this must be a whole number"),
    "too_small": QT_TRANSLATE_NOOP("Prompts", "this must be at least {minimum}"),
    "too_large": QT_TRANSLATE_NOOP("Prompts", "this must be at most {maximum}"),
    "not_a_choice": QT_TRANSLATE_NOOP("Prompts", "choose one of: {choices}"),
    "value_too_long": QT_TRANSLATE_NOOP("Prompts", "this is longer than {limit} characters"),
}
"""By kind: what is wrong, as a sentence without its subject; `{fields}` are filled after translation."""


@dataclass(frozen=True)
class Problem:
    """One fault. `line` and `column` count from 1 in the body; `variable` names the blank it belongs to; each may be
    None."""

    kind: str
    line: int | None = None
    variable: str | None = None
    fields: dict[str, str | int] = field(default_factory=dict)
    column: int | None = None

    @property
    def why(self) -> str:
        """In English, for the command line and the log; the window translates `WHYS[kind]` itself."""
        return WHYS[self.kind].format(**self.fields)


class BadTemplate(WrongUse):
    """The template cannot be rendered as it is written (kind `bad_prompt_template`)."""

    def __init__(self, problem: Problem) -> None:
        super().__init__("bad_prompt_template", line=problem.line or 1, why=problem.why)
        self.problem = problem


class BadValue(WrongUse):
    """A value does not fit its variable (kind `bad_variable`)."""

    def __init__(self, problem: Problem) -> None:
        super().__init__("bad_variable", name=problem.variable or "?", why=problem.why)
        self.problem = problem
