"""The engine's process as the window sees it: bytes out, events in, one signal when it dies. Decides nothing."""

import logging

from PySide6.QtCore import QObject, QProcess, QProcessEnvironment, QTimer, Signal, Slot

from app.engine.childlog import ChildLog
from app.engine.launch import Launch
from app.engine.values import EngineDeath
from runtime import framing
from runtime.protocol import Command

LEAVE_MS = 2000
"""How long the engine may take to leave by itself once its input has ended."""
TERMINATE_MS = 1000

log = logging.getLogger(__name__)


class EngineClient(QObject):
    """Starts, feeds, hears and ends one engine process at a time. `start` begins a fresh one after a death."""

    received = Signal(object)
    """A `runtime.protocol.Event`."""
    died = Signal(object)
    """EngineDeath; once for each process that ended without `stop` or `close`."""

    def __init__(self, launch: Launch, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._launch = launch
        self._process: QProcess | None = None
        self._leaving: list[QProcess] = []
        self._frames = framing.FrameReader()
        self._log = ChildLog()
        self._garbled = False

    @property
    def running(self) -> bool:
        return self._process is not None

    @property
    def pid(self) -> int:
        """Of the process; 0 where there is none."""
        return self._process.processId() if self._process else 0

    def start(self) -> None:
        if self._process is not None:
            return
        self._frames, self._log, self._garbled = framing.FrameReader(), ChildLog(), False
        self._process = process = self._new_process()
        process.readyReadStandardOutput.connect(self._on_output)
        process.readyReadStandardError.connect(self._on_log)
        process.finished.connect(self._on_finished)
        process.errorOccurred.connect(self._on_error)
        process.start()

    def send(self, command: Command) -> None:
        """Queue a command; dropped where there is no process, whose death is on its way as a signal."""
        if self._process is not None:
            self._process.write(framing.frame(framing.encode(command)))

    def kill(self) -> None:
        """End the process at once; `died` follows."""
        if self._process is not None:
            self._process.kill()

    def stop(self) -> None:
        """Let the process go without waiting: its input ends, then it is asked, then it is made to."""
        process = self._let_go()
        if process is None:
            return
        self._leaving.append(process)
        process.finished.connect(self._on_left)
        process.closeWriteChannel()
        QTimer.singleShot(LEAVE_MS, process, process.terminate)
        QTimer.singleShot(LEAVE_MS + TERMINATE_MS, process, process.kill)

    def close(self) -> None:
        """Let the process go and wait for it, three seconds at most. For the end of the program."""
        process = self._let_go()
        waiting = [*self._leaving, *([process] if process else [])]
        self._leaving.clear()
        for each in waiting:
            each.closeWriteChannel()
            if not each.waitForFinished(LEAVE_MS):
                each.kill()
                each.waitForFinished(TERMINATE_MS)
            each.deleteLater()

    def _new_process(self) -> QProcess:
        process = QProcess(self)
        program, *arguments = self._launch.command
        process.setProgram(program)
        process.setArguments(arguments)
        process.setWorkingDirectory(self._launch.folder)
        environment = QProcessEnvironment()
        for name, value in self._launch.environment.items():
            environment.insert(name, value)
        process.setProcessEnvironment(environment)
        process.setProcessChannelMode(QProcess.ProcessChannelMode.SeparateChannels)
        if hasattr(process, "setUnixProcessParameters"):  # absent on Windows
            # A session of its own: Ctrl-C in the terminal that started the window is not for the engine. No core
            # dump: it would hold the conversation and gigabytes of weights.
            flags = QProcess.UnixProcessFlag
            process.setUnixProcessParameters(
                flags.CreateNewSession | flags.DisableCoreDumps | flags.CloseFileDescriptors
            )
        return process

    def _let_go(self) -> QProcess | None:
        """Hear no more of the process."""
        process, self._process = self._process, None
        if process is None:
            return None
        process.readyReadStandardOutput.disconnect(self._on_output)
        process.readyReadStandardError.disconnect(self._on_log)
        process.finished.disconnect(self._on_finished)
        process.errorOccurred.disconnect(self._on_error)
        return process

    @Slot()
    def _on_output(self) -> None:
        if self._process is None or self._garbled:
            return
        data = bytes(self._process.readAllStandardOutput().data())
        try:
            # Decoded one by one: what a slot does with one event may end this process.
            for payload in self._frames.feed(data):
                self.received.emit(framing.decode_event(payload))
        except framing.FrameError as error:
            log.error("the engine's stream cannot be understood: %s", error)
            self._garbled = True
            self.kill()

    @Slot()
    def _on_log(self) -> None:
        if self._process is not None:
            self._log.feed(bytes(self._process.readAllStandardError().data()))

    def _on_finished(self, code: int, status: QProcess.ExitStatus) -> None:
        if self._process is not None:
            self._on_output()
            self._on_log()
        self._report(code, status is QProcess.ExitStatus.CrashExit)

    def _on_error(self, error: QProcess.ProcessError) -> None:
        # Everything else that goes wrong is followed by `finished`.
        if error is QProcess.ProcessError.FailedToStart:
            self._report(None, False)

    def _report(self, code: int | None, crashed: bool) -> None:
        process = self._let_go()
        if process is None:
            return
        process.deleteLater()
        self._log.finish()
        self.died.emit(EngineDeath(code, crashed, self._log.last, self._garbled))

    @Slot()
    def _on_left(self) -> None:
        left = [process for process in self._leaving if process.state() is QProcess.ProcessState.NotRunning]
        for process in left:
            self._leaving.remove(process)
            process.deleteLater()
