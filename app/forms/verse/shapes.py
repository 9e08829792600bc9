"""The forms of verse by name: how many lines, how many characters."""

from dataclasses import dataclass

NAMES = {
    "五绝": "五言绝句",
    "七绝": "七言绝句",
    "五律": "五言律诗",
    "七律": "七言律诗",
    "五排": "五言排律",
    "七排": "七言排律",
    "五言律": "五言律诗",
    "七言律": "七言律诗",
    "五言絕句": "五言绝句",
    "七言絕句": "七言绝句",
    "五言律詩": "五言律诗",
    "七言律詩": "七言律诗",
    "古风": "古体",
    "古体诗": "古体",
    "古體": "古体",
}
AUTO = "auto"
LONG = "排律"
ANCIENT = "古体"


@dataclass(frozen=True, slots=True)
class Shape:
    """What a form asks of a poem's outside; 0 asks nothing."""

    name: str
    lines: int
    width: int


SHAPES = {
    shape.name: shape
    for shape in (
        Shape("五言绝句", 4, 5),
        Shape("七言绝句", 4, 7),
        Shape("五言律诗", 8, 5),
        Shape("七言律诗", 8, 7),
        Shape("五言排律", 0, 5),
        Shape("七言排律", 0, 7),
        Shape(ANCIENT, 0, 0),
    )
}


def named(form: str) -> Shape | None:
    """The shape of a form, by its name or a usual short one; None for "auto". Raises ValueError for another name."""
    if form == AUTO:
        return None
    name = NAMES.get(form, form)
    if name not in SHAPES:
        raise ValueError(f"no form of verse is named {form!r}")
    return SHAPES[name]


def of(lines: int, width: int) -> Shape | None:
    """The regulated form with this outside, if there is one."""
    for shape in SHAPES.values():
        if (shape.lines, shape.width) == (lines, width):
            return shape
    if width in (5, 7) and lines > 8 and lines % 2 == 0:
        return SHAPES[("五言" if width == 5 else "七言") + LONG]
    return None
