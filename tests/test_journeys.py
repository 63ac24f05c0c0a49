"""Stories of four to twelve weeks: reviews, adjustments, and what must follow from them, with the rules."""

from __future__ import annotations

from functools import lru_cache
from itertools import pairwise

import pytest

from fittvp.engine.prescribe import replay
from fittvp.model.chain import broken
from fittvp.model.plan import Plan, load, save
from tests.journey_help import begin, journeys, library, walk, wrong

STORIES = dict(journeys())


@lru_cache
def told(name: str) -> tuple[list[str], list[Plan]]:
    """One walk through a story: what did not follow as it says, and the plan after each event."""
    story = begin(STORIES[name])
    problems, plans = [], [story.plan]
    for number, (step, found) in enumerate(walk(story), 1):
        where = f"week {step['week']}" if "week" in step else "adjust"
        problems += [f"event {number} ({where}): {line}" for line in wrong(step, found)]
        plans += [found] if isinstance(found, Plan) else []
    return problems, plans


every_story = pytest.mark.parametrize(
    "name", STORIES, ids=[str(place) for place in range(1, len(STORIES) + 1)]
)


@every_story
def test_each_story_goes_as_it_is_told(name: str) -> None:
    problems, _ = told(name)
    assert problems == [], name


@every_story
def test_a_story_replays_to_the_same_bytes_and_its_weeks_only_grow(name: str) -> None:
    _, plans = told(name)
    last = replay(plans[-1].events, {library().digest: library()})
    assert last.weeks == plans[-1].weeks  # event after event, or all at once
    text = save(last)
    assert load(text) == last
    assert save(replay(load(text).events, {library().digest: library()})) == text
    for before, after in pairwise(plans):
        assert after.events[: len(before.events)] == before.events
        assert after.weeks[: before.now - 1] == before.weeks[: before.now - 1]
        if after.now > before.now:  # the week that came next is over now, and stands as it was printed
            assert after.weeks[: before.now] == before.weeks[: before.now]


@every_story
def test_a_change_by_hand_in_any_event_of_a_story_is_noticed_and_named(name: str) -> None:
    events = told(name)[1][-1].events
    assert broken(events) == []
    for place, event in enumerate(events):
        changed = [*events[:place], event.model_copy(update={"reason": "changed"}), *events[place + 1 :]]
        assert f"Event {place + 1} " in broken(changed)[0]
        if place < len(events) - 1:
            assert broken([*events[:place], *events[place + 1 :]])


def test_there_are_at_least_twenty_stories() -> None:
    assert len(STORIES) >= 20
