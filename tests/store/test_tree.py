"""Whatever is asked, edited, regenerated, continued and chosen: no text is ever lost."""

import tempfile
from itertools import pairwise
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from app.store.store import Store

text = st.text(st.characters(exclude_categories=["Cs"]), max_size=12)
move = st.tuples(st.sampled_from(["ask", "edit", "regenerate", "continue", "choose"]), text, st.integers(0, 30))


def play(hand, moves):
    """Make the moves on one conversation; answer with the texts that every message must show for ever."""
    first = hand.exchange("root", "r")
    texts, exchanges, parents = {first.question: "root", first.answer: "r"}, [first], {first.question: None}
    for kind, words, pick in moves:
        target = exchanges[pick % len(exchanges)]
        asked = {"conversation": first.conversation}
        match kind:
            case "choose":
                hand.done(hand.store.conversations.choose(target.question))
                continue
            case "ask":
                made = hand.exchange(words, words[::-1], parent=target.answer, **asked)
            case "edit":
                made = hand.exchange(words, words[::-1], parent=parents[target.question], **asked)
            case "regenerate":
                made = hand.exchange(None, words[::-1], parent=target.question, **asked)
            case _:
                carried = {"prefix": texts[target.answer], "origin": target.generation, "origin_kind": "continue"}
                made = hand.exchange(None, words[::-1], parent=target.question, **carried, **asked)
        if made.question not in texts:
            texts[made.question] = words
            parents[made.question] = target.answer if kind == "ask" else parents[target.question]
        texts[made.answer] = words[::-1]
        exchanges.append(made)
    return first.conversation, texts, exchanges


@settings(max_examples=20, deadline=None)
@given(st.lists(move, max_size=12))
def test_a_tree_keeps_every_text(hand_to, simple, moves):
    with (
        tempfile.TemporaryDirectory() as folder,
        Store.open(Path(folder, "s.db"), simple, reserve_size=0) as store,
    ):
        conversation, texts, exchanges = play(hand_to(store), moves)
        assert store.conversations.get(conversation).title == "root"
        for made in exchanges:
            store.conversations.choose(made.answer).result()
            branch = store.conversations.branch(conversation)
            shown = next(each for each in branch if each.answer.id == made.answer)
            assert shown.question.text("text") == texts[made.question]
            assert shown.answer.text("answer") == texts[made.answer]
            assert made.question in shown.questions
            assert made.answer in shown.answers
            assert list(shown.answers) == sorted(shown.answers)
            assert branch[0].question.parent is None
            assert all(one.answer.id == two.question.parent for one, two in pairwise(branch))
