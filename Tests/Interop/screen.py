"""A terminal with a program in it: a pseudo-terminal whose bytes a terminal emulator turns into cells."""
import copy
import fcntl
import os
import pty
import select
import signal
import struct
import termios
import time

import pyte

PRIVATE = 5  # pyte shifts the numbers of private modes by this many bits.
OTHER_SCREEN = 1049 << PRIVATE


class Screen(pyte.Screen):
    """pyte's screen with the one mode that it lacks: a second screen, which hides the first one for a while."""

    def __init__(self, columns, lines):
        self.hidden = None
        super().__init__(columns, lines)

    def set_mode(self, *modes, **options):
        super().set_mode(*modes, **options)
        if OTHER_SCREEN in self.mode and self.hidden is None:
            self.hidden = copy.deepcopy(self.buffer), self.cursor.x, self.cursor.y
            self.erase_in_display(2)

    def reset_mode(self, *modes, **options):
        super().reset_mode(*modes, **options)
        if OTHER_SCREEN not in self.mode and self.hidden is not None:
            buffer, x, y = self.hidden
            self.hidden = None
            self.buffer.clear()
            self.buffer.update(buffer)
            self.cursor.x, self.cursor.y = x, y
            self.dirty.update(range(self.lines))


class Terminal:
    """A program on a terminal of its own."""

    def __init__(self, command, environment, columns=80, lines=24):
        self.screen = Screen(columns, lines)
        self.stream = pyte.ByteStream(self.screen)
        self.bytes = b""
        master, slave = pty.openpty()
        self.master = master
        self._set_size(columns, lines)
        self.mode = termios.tcgetattr(slave)
        self.slave = slave
        self.pid = os.fork()
        if self.pid == 0:
            os.close(master)
            self._take(slave)
            os.execvpe(command[0], command, {"TERM": "xterm-256color", **environment})

    @staticmethod
    def _take(slave):
        """Makes the terminal that of this process, with its input and outputs."""
        os.setsid()
        fcntl.ioctl(slave, termios.TIOCSCTTY, 0)
        for descriptor in range(3):
            os.dup2(slave, descriptor)

    def _set_size(self, columns, lines):
        fcntl.ioctl(self.master, termios.TIOCSWINSZ, struct.pack("HHHH", lines, columns, 0, 0))

    def resize(self, columns, lines):
        self.screen.resize(lines, columns)
        self._set_size(columns, lines)

    def press(self, keys):
        os.write(self.master, keys)

    def read(self, seconds=0.1):
        """Feeds what the program has written meanwhile to the emulator."""
        while select.select([self.master], [], [], seconds)[0]:
            data = os.read(self.master, 65536)
            self.bytes += data
            self.stream.feed(data)
            seconds = 0

    def until(self, is_so, seconds=45):
        """Waits until the screen shows what is expected."""
        deadline = time.monotonic() + seconds
        while not is_so(self):
            assert time.monotonic() < deadline, "it never happened:\n" + "\n".join(self.screen.display)
            self.read()
        return self

    @property
    def text(self):
        return "\n".join(self.screen.display)

    @property
    def is_restored(self):
        """Whether the first screen, the cursor and the input are as they were before."""
        return self.screen.hidden is None and not self.screen.cursor.hidden \
            and termios.tcgetattr(self.slave) == self.mode

    def cell(self, column, line):
        return self.screen.buffer[line][column]

    def find(self, word):
        """The cells of the first place where a word stands."""
        for number in range(self.screen.lines):
            cells = [self.cell(column, number) for column in range(self.screen.columns)]
            found = "".join(cell.data for cell in cells).find(word)
            if found >= 0:
                start = next(
                    column for column in range(self.screen.columns)
                    if len("".join(cell.data for cell in cells[:column])) == found)
                return cells[start:start + len(word)]
        raise AssertionError(f"no {word!r} in:\n{self.text}")

    def end(self, seconds=20):
        """Waits for the end of the program, and returns its exit code."""
        deadline = time.monotonic() + seconds
        while time.monotonic() < deadline:
            self.read(0.05)
            pid, status = os.waitpid(self.pid, os.WNOHANG)
            if pid:
                self.read(0.05)
                return os.waitstatus_to_exitcode(status)
        os.kill(self.pid, signal.SIGKILL)
        os.waitpid(self.pid, 0)
        raise AssertionError("it did not end:\n" + self.text)
