"""A call as it was beside the same call with a draft."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy.orm import Session

from ivr.actions import CallContext
from ivr.dialog import JSON, Actions
from ivr.dialog.steps import HandOver
from ivr.dry import DryActions
from ivr.editions import EditionLost
from ivr.lines import Line
from ivr.proof.prove import Version
from ivr.replay.original import LeftOut, Original
from ivr.replay.play import Course, Player
from ivr.replay.retracing import Traced, Untraceable, retrace
from ivr.replay.verdict import Change, Round, Verdict, change, judge
from voice_prompts.catalog import Catalog
from voice_prompts.listening import seconds_of_all


@dataclass(frozen=True, slots=True)
class Compared:
    """What a draft makes of one call. `modelled` turns were answered for the caller, `assumed` ones rest on
    what nobody knows; `course` is the call with the draft."""

    original: Original
    before: Verdict
    after: Verdict
    change: Change
    modelled: int
    assumed: int
    course: Course


class Comparison:
    """Compares calls, one by one, in one session that can only read.

    `edition` gives the version that a call went by; it may raise `EditionLost`.
    """

    def __init__(
        self, session: Session, draft: Version, edition: Callable[[str, int | None], Version]
    ) -> None:
        self.session, self.draft, self.edition = session, draft, edition
        self._lists: dict[tuple[JSON, ...], Sequence[Mapping[str, Any]]] = {}
        self._player = Player(draft, self._spoken)

    def of(self, original: Original) -> Compared | LeftOut:
        """What the draft makes of this call, or why that cannot be said."""
        try:
            version = self.edition(original.line, original.edition)
            traced = retrace(original, version.script, self._spoken)
        except EditionLost:
            return "edition"
        except (Untraceable, LookupError, ValueError, TypeError):
            return "other_code"
        course = self._player.play(traced, _Rules(self.session, self.draft, original))
        before, after = self._as_it_was(traced, version), [each.round for each in course.turns]
        verdicts = judge(before), judge(after, unanswered=course.unanswered)
        return Compared(
            original,
            *verdicts,
            change=change(*verdicts, (before, after)),
            modelled=sum(each.how == "model" for each in course.turns),
            assumed=sum(bool(each.assumed) for each in course.turns),
            course=course,
        )

    def _as_it_was(self, traced: Traced, version: Version) -> list[Round]:
        """The original's turns, listened to as the menu says them: announcements of that day left out."""
        rounds: list[Round] = []
        for turn, replied in zip(traced.original.turns, traced.said, strict=True):
            language = turn.call.language
            texts = [
                version.prompts.text(each.key, each.language or language, each.values) for each in replied
            ]
            voice = version.line.voices.get(language)
            took = seconds_of_all(texts, language, voice.rate if voice is not None else 100)
            agent = isinstance(version.script.steps.get(turn.call.step), HandOver) and not turn.call.ended
            done = tuple((each.action, each.outcome.name) for each in turn.done)
            rounds.append(Round(turn.heard, done, turn.steps, took, agent, turn.call.reason == "fault"))
        return rounds

    def _spoken(self, named: str, values: Mapping[str, JSON], language: str) -> Sequence[Mapping[str, Any]]:
        """The words of services and offices, looked up once for all calls."""
        asked = (named, values.get("kind"), values.get("service"), values.get("errand"), language)
        if asked not in self._lists:
            looking = _dry(self.session, self.draft.line, self.draft.prompts, None, language, _NO_TIME)
            self._lists[asked] = looking.spoken(named, values, language)
        return self._lists[asked]


_NO_TIME = datetime.fromisoformat("2000-01-01T00:00:00+00:00")  # lists of words do not depend on it


@dataclass(frozen=True, slots=True)
class _Rules:
    """`ivr.replay.play.Rules` for one call."""

    session: Session
    draft: Version
    original: Original

    def at(self, now: datetime, language: str) -> Actions:
        caller = self.original.caller
        return _dry(self.session, self.draft.line, self.draft.prompts, caller, language, now)


def _dry(
    session: Session, line: Line, prompts: Catalog, caller: str | None, language: str, now: datetime
) -> DryActions:
    return DryActions(
        CallContext(
            session=session, line=line, sid="", caller=caller, language=language, prompts=prompts, now=now
        )
    )
