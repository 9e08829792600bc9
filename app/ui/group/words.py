"""The text of a sample as it comes: its answer, or its thinking on the ground of thinking."""

from PySide6.QtWidgets import QWidget

from app.ui.group.states import Channel, SampleState
from app.ui.reader.reader import Reader
from app.ui.theme import Theme


class Words(Reader):
    """While there is no answer yet, the thinking stands in its place. What has ended is read from its beginning."""

    def __init__(self, theme: Theme, parent: QWidget | None = None, *, size: int = 0) -> None:
        super().__init__(theme, parent)
        self._channel: Channel = "answer"
        self._shown: Channel | None = None
        self._was_running = True
        """Whether it was on its way when it was last shown."""
        self.setStyleSheet(
            "Words { background: transparent; border: 0 } "
            f'Words[ground="thinking"] {{ background: {theme.colours.thinking}; border-radius: 6px }}'
        )
        self.set_text_size(size or theme.sizes.body)

    @property
    def channel(self) -> Channel:
        """What is shown now."""
        return self._shown or self._channel

    def set_channel(self, channel: Channel) -> None:
        self._channel = channel

    def show_sample(self, sample: SampleState) -> None:
        """Only what is new is set where the text goes on from what stands there."""
        shown = self._channel
        if shown == "answer" and not sample.answer and sample.running:
            shown = "thinking"
        text = sample.answer if shown == "answer" else sample.thinking
        if shown != self._shown:
            self._shown = shown
            self.setProperty("ground", "thinking" if shown == "thinking" else "")
            self.style().unpolish(self)
            self.style().polish(self)
            self.setAccessibleName(self.tr("Thinking") if shown == "thinking" else self.tr("Answer"))
        before = self.markdown()
        if before and text.startswith(before):
            self.append_markdown(text[len(before) :])
        elif text != before:
            self.set_markdown(text)
        if not sample.running:
            self.finish()
            if self._was_running and self.follower.following:
                self.follower.let_go()
                self.go_to_start()
        self._was_running = sample.running
