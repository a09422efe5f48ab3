"""Made-up places: each is drawn from a seed, and looks like somewhere without being anywhere.

`draw(name, width, height, seed=…)` gives linear light at the size asked for; cameras ask for twice their own size.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from generator.simulate import scenes_country, scenes_town
from generator.simulate.light import depth_of, photograph
from generator.simulate.noise import Array
from generator.simulate.raster import Pinhole
from generator.simulate.world import World


@dataclass(frozen=True, slots=True)
class Scene:
    """A place and how it is looked at."""

    name: str
    """Key of `SCENES`."""
    build: Callable[[int], World]
    """The world of a seed."""
    horizon: float = 0.45
    """Height of the horizon from the top, as a share of the picture."""
    field: float = 0.95
    """Focal length as a share of the picture's longer side."""
    eye: float = 1.7
    """Height of the camera, metres."""
    brightness: float = 13.0
    """Exposure value at ISO 100: 15 in sunshine, 12 under cloud, 4 in a lit street at night."""
    compensation: float = 0.0
    """Stops by which a careful photographer exposes more than the meter says."""


SCENES: dict[str, Scene] = {
    scene.name: scene
    for scene in (
        Scene("lake", scenes_country.lake, horizon=0.46, eye=3.2, brightness=14.6),
        Scene("balloons", scenes_country.balloons, horizon=0.7, eye=6.0, brightness=14.2),
        Scene("snow", scenes_country.snow, horizon=0.4, eye=2.2, brightness=14.9, compensation=0.7),
        Scene("lighthouse", scenes_country.lighthouse, horizon=0.6, eye=5.0, field=1.1, brightness=13.4),
        Scene("lights", scenes_country.lights, horizon=0.78, eye=3.0, brightness=1.0),
        Scene("fire", scenes_country.fire, horizon=0.58, eye=3.0, field=1.15, brightness=13.0),
        Scene("dream", scenes_country.dream, horizon=0.6, eye=3.0, brightness=9.0),
        Scene("flood", scenes_town.flood, horizon=0.44, eye=2.1, field=0.8, brightness=12.2),
        Scene("market", scenes_town.market, horizon=0.4, eye=2.9, field=0.85, brightness=15.0),
        Scene("harbour", scenes_town.harbour, horizon=0.48, eye=4.2, field=1.0, brightness=14.4),
        Scene("regatta", scenes_town.regatta, horizon=0.5, eye=3.6, field=1.2, brightness=14.8),
        Scene("night", scenes_town.night, horizon=0.5, eye=1.7, field=0.85, brightness=4.0),
    )
}


def draw(name: str, width: int, height: int, *, seed: int) -> Array:
    """Light of a scene, height x width x 3, linear; about 1 is a white wall in the sun."""
    return photograph(SCENES[name].build(seed), _view(name, width, height))


def distances(name: str, width: int, height: int, *, seed: int) -> Array:
    """How far away what is seen is, height x width, metres: the truth for cutting something out of a scene."""
    return depth_of(SCENES[name].build(seed), _view(name, width, height))


def _view(name: str, width: int, height: int) -> Pinhole:
    scene = SCENES[name]
    return Pinhole(width, height, scene.field * max(width, height), scene.horizon * height, scene.eye)
