"""Stories of four to twelve weeks: reviews, adjustments, and what must follow from them, with the rules."""

from __future__ import annotations

from itertools import pairwise
from typing import Any

import pytest

from fittvp.engine.prescribe import replay
from fittvp.model.chain import broken
from fittvp.model.plan import Plan, load, save
from tests.journey_help import begin, journeys, library, walk, wrong

STORIES = dict(journeys())


def plans_of(raw: Any) -> list[Plan]:
    """The plan after each event, the first included."""
    story = begin(raw)
    return [story.plan, *(found for _, found in walk(story) if isinstance(found, Plan))]


@pytest.mark.parametrize("name", STORIES)
def test_each_story_goes_as_it_is_told(name: str) -> None:
    story = begin(STORIES[name])
    problems = [
        f"{step.get('week', 'adjust')}: {line}" for step, found in walk(story) for line in wrong(step, found)
    ]
    assert problems == []


@pytest.mark.parametrize("name", STORIES)
def test_a_story_replays_to_the_same_bytes_and_its_weeks_only_grow(name: str) -> None:
    plans = plans_of(STORIES[name])
    last = plans[-1]
    text = save(last)
    assert load(text) == last
    assert save(replay(load(text).events, {library().digest: library()})) == text
    for before, after in pairwise(plans):
        over = after.now - 1
        assert after.weeks[: min(over, before.now)][: before.now - 1] == before.weeks[: before.now - 1]
        assert after.events[: len(before.events)] == before.events
        reviewed = after.now > before.now
        if reviewed:  # the week that came next is over now, and stands as it was printed
            assert after.weeks[: before.now] == before.weeks[: before.now]


@pytest.mark.parametrize("name", STORIES)
def test_a_change_by_hand_in_any_event_of_a_story_is_noticed_and_named(name: str) -> None:
    events = plans_of(STORIES[name])[-1].events
    assert broken(events) == []
    for place, event in enumerate(events):
        changed = [*events[:place], event.model_copy(update={"reason": "changed"}), *events[place + 1 :]]
        assert f"Event {place + 1} " in broken(changed)[0]
        if len(events) > 1:
            assert broken([*events[:place], *events[place + 1 :]]) or place == len(events) - 1


def test_there_are_at_least_twenty_stories() -> None:
    assert len(STORIES) >= 20
