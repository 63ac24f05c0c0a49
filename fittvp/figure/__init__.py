"""The pictures of the exercises: a posed human figure as data, and its renderers to SVG and PNG.

Floor: figure, below sheet. Standard library only (png.py asks Pillow when called). It knows no plan and no page.
"""

from fittvp.figure.scene import scene
from fittvp.figure.shapes import Scene

__all__ = ["Scene", "scene"]
