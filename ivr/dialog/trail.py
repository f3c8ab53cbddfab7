"""The way back: the questions that were answered, and what has changed since each of them.

Going back takes back more than the question: values are as they were, and a place that was held since is
released. What comes out of look-ups is looked up again, since places may be gone by then.
"""

from collections.abc import Iterable

from ivr.dialog.call import TRAIL_LENGTH, Waypoint
from ivr.dialog.values import JSON


class Trail:
    """The waypoints of a call while a turn goes on. The last one collects what changes."""

    def __init__(self, points: Iterable[Waypoint]) -> None:
        self.points = list(points)
        self._before: dict[str, JSON] = {}
        self._open_last()

    def leave(self, resume: str) -> None:
        """A question was answered; to ask it again, walk on from `resume`."""
        self.points.append(Waypoint(resume, (), {}))
        del self.points[:-TRAIL_LENGTH]
        self._open_last()

    def note_change(self, name: str, before: JSON) -> None:
        """The value `name` was `before` until now; only its first change since the question counts."""
        self._before.setdefault(name, before)

    def note_deed(self, undo: str) -> None:
        """Something was done that the action `undo` takes back."""
        if self.points:
            last = self.points[-1]
            self.points[-1] = last._replace(undo=(*last.undo, undo))

    def back(self) -> Waypoint | None:
        """The last question that was answered, taken off the trail; None at the first one."""
        if not self.points:
            return None
        last = self.points.pop()
        self._open_last()
        return last

    def clear(self) -> None:
        """From here on there is no way back."""
        self.points.clear()
        self._before = {}

    def _open_last(self) -> None:
        """Let the last waypoint collect changes, in a copy: the call that it came from stays as it is."""
        self._before = {}
        if self.points:
            self._before = dict(self.points[-1].before)
            self.points[-1] = self.points[-1]._replace(before=self._before)
