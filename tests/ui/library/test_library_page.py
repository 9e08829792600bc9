"""What a person sees on the library's page: what runs, why, and how weights would lie in memory."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt

from tests.ui.library.conftest import DESKTOP, Open
from tests.weights import TINY, write_weights


def test_what_runs_comes_first_and_everything_says_why_it_does_or_does_not(open_page: Open) -> None:
    page = open_page()
    assert page.names() == ["Small-1.5B", "QwQ-32B", "R1", "Pictures-VL"]
    assert [line.fit.word for line in page.lines()] == ["Runs well", "Too large", "Too large", "Cannot be run"]
    assert "tokens a second" in page.line("Small-1.5B").fit.reason
    assert "more than this computer" in page.line("R1").fit.reason
    assert page.line("Pictures-VL").fit.reason == "No pictures yet."


def test_the_best_is_open_at_first_with_its_facts_and_what_it_would_cost(open_page: Open) -> None:
    page = open_page()
    detail = page.page.detail
    assert detail.name() == "Small-1.5B"
    facts = {fact.label: fact.value for fact in detail.facts.facts()}
    assert facts["Parameters"] == "1.8B"
    assert facts["Languages"] == "English, 中文"
    assert facts["Thinking"].startswith("Always")
    assert page.button("Get Q4_K_M · 1.1 GB").property("role") == "primary"


def test_links_are_only_wished_for(open_page: Open) -> None:
    page = open_page()
    page.press("MIT")
    assert page.links == ["https://example.org/licence"]


def test_quantizations_are_compared_and_one_is_chosen(open_page: Open) -> None:
    page = open_page(DESKTOP)
    page.choose("R1")
    table = page.page.detail.builds
    assert [line.name for line in table.builds().lines] == ["IQ1_S", "Q4_K_M"]
    assert table.builds().devices == ("Memory", "GPU")
    table.selectRow(1)
    page.settle()
    assert page.button("Get Q4_K_M · 404 GB")
    assert "GiB are lacking" in page.page.detail.plan.missing()


def test_moving_a_slider_changes_the_bill_at_once_and_can_be_taken_back(open_page: Open) -> None:
    page = open_page(DESKTOP)
    page.choose("QwQ-32B")
    plan = page.page.detail.plan
    before = plan.bill.devices[1].text()
    plan.gpu.slider.setValue(10)
    assert plan.gpu.text() == "10 of 65", "the figure follows the hand, not the reckoning"
    page.settle()
    assert plan.bill.devices[1].text() != before
    assert "10 of 65 layers" in page.page.detail.reason()
    page.press("Let Sibian choose")
    page.settle()
    assert plan.bill.devices[1].text() == before
    assert "Let Sibian choose" not in page.buttons()


def test_a_longer_context_and_a_coarser_cache_are_seen_in_the_bill(open_page: Open) -> None:
    page = open_page()
    plan = page.page.detail.plan
    state = plan.state()
    assert state is not None
    plan.context.slider.setValue(len(state.contexts) - 1)
    page.settle()
    long = plan.state()
    assert long is not None
    assert long.context == 131_072
    assert long.bars[0].kv > state.bars[0].kv
    plan.kind.setCurrentText("q4_0")
    page.settle()
    coarse = plan.state()
    assert coarse is not None
    assert coarse.bars[0].kv < long.bars[0].kv / 3


def test_without_a_gpu_nothing_is_asked_about_one(open_page: Open) -> None:
    plan = open_page().page.detail.plan
    assert plan.context.isVisible()
    assert not plan.gpu.isVisible()
    assert not plan.experts.isVisible()


def test_searching_finds_by_maker_and_an_empty_list_says_what_to_do(open_page: Open) -> None:
    page = open_page()
    page.search("qwen")
    assert page.names() == ["QwQ-32B"]
    assert page.page.detail.name() == "QwQ-32B"
    page.search("nothing of the kind")
    assert "Nothing matches" in page.page.list.message()
    page.press("Show all")
    page.settle()
    assert len(page.names()) == 4
    assert page.page.list.filters.search.text() == ""


def test_filters_narrow_the_list(open_page: Open) -> None:
    page = open_page()
    filters = page.page.list.filters
    filters._fits.click()
    page.settle()
    assert page.names() == ["Small-1.5B"]
    filters._fits.click()
    filters._language.setCurrentIndex(filters._language.findData("ja"))
    page.settle()
    assert page.names() == ["QwQ-32B"]
    filters._language.setCurrentIndex(0)
    filters._here.click()
    page.settle()
    assert "No weights on this computer yet" in page.page.list.message()


def test_languages_are_called_by_their_own_names_as_far_as_faces_reach(open_page: Open) -> None:
    box = open_page().page.list.filters._language
    assert [box.itemText(at) for at in range(1, box.count())] == ["中文", "English", "Hindi", "日本語"]


def test_weights_of_other_programs_are_here_and_say_whose_they_are(open_page: Open, others: Path) -> None:
    write_weights(others / "自家模型-Q8_0.gguf", TINY["llama"], name="自家模型")
    page = open_page()
    line = page.line("自家模型")
    assert (line.heading, line.here) == ("On this computer", True)
    page.choose("自家模型")
    (place,) = page.page.detail.places.places()
    assert place.path == str(others / "自家模型-Q8_0.gguf")
    assert place.note.startswith("Belongs to LM Studio")
    assert "Remove…" not in page.buttons()
    page.press("Load")
    ((path, placed),) = page.loads
    assert path == place.path
    assert placed["n_ctx"] > 0


def test_what_is_too_large_says_what_would_run_instead(open_page: Open) -> None:
    page = open_page()
    page.choose("R1")
    assert page.page.detail.about() == "What would run here: Small-1.5B."
    assert page.button("Get IQ1_S · 140 GB").property("role") != "primary"


def test_a_quantization_that_the_catalog_does_not_name_is_compared_with_the_others(
    open_page: Open, others: Path
) -> None:
    write_weights(others / "Small-1.5B-Q8_0.gguf", TINY["qwen2"], name="Small 1.5B")
    page = open_page()
    page.choose("Small-1.5B")
    lines = page.page.detail.builds.builds().lines
    assert [line.here for line in lines] == [True, False, False]
    page.press("Load")
    assert page.loads[0][0].endswith("Small-1.5B-Q8_0.gguf")
    page.page.detail.builds.selectRow(2)
    page.settle()
    assert page.button("Get Q6_K · 1.5 GB")
    assert "Load" not in page.buttons()


def test_a_broken_file_says_so_and_cannot_be_loaded(open_page: Open, others: Path) -> None:
    whole = write_weights(others / "half.gguf", TINY["llama"], name="Half")
    whole.write_bytes(whole.read_bytes()[:-1000])
    page = open_page()
    page.choose("half")
    assert "incomplete" in page.page.detail.reason()
    assert "Load" not in page.buttons()


def test_new_files_are_seen_when_one_looks_again(open_page: Open, others: Path) -> None:
    page = open_page()
    write_weights(others / "later.gguf", TINY["llama"], name="Later")
    page.page.look_again_wished.emit()
    page.settle()
    assert page.line("Later").here


def test_in_a_narrow_window_one_sees_the_list_or_the_details(open_page: Open) -> None:
    page = open_page(size=(640, 600)).page
    assert page.list.isVisible()
    assert not page.detail.isVisible()
    page.list.enter_wished.emit()
    assert page.detail.isVisible()
    assert not page.list.isVisible()
    page.detail.back.click()
    assert page.list.isVisible()


def test_arrow_keys_move_in_the_list_and_escape_first_clears_the_search(open_page: Open) -> None:
    page = open_page()
    search = page.page.list.filters.search
    page.page.enter()
    page.bot.keyClick(search, Qt.Key.Key_Down)
    page.settle()
    assert page.page.detail.name() == "QwQ-32B"
    page.search("r1")
    page.bot.keyClick(search, Qt.Key.Key_Escape)
    assert search.text() == ""


@pytest.mark.parametrize("size", [(1016, 752), (644, 552)])
def test_long_names_ask_for_no_more_width_than_there_is(open_page: Open, others: Path, size: tuple[int, int]) -> None:
    name = "很长很长的模型名称" * 12
    write_weights(others / "long.gguf", TINY["llama"], name=name)
    page = open_page(size=size)
    page.choose(name)
    assert page.page.minimumSizeHint().width() <= size[0]
    assert page.page.detail._area.horizontalScrollBar().maximum() == 0
