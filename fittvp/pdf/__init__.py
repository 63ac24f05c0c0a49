"""The printed page: blocks in, bytes of a PDF out.

Floor: pdf. It knows the blocks of `sheet` and reportlab; it refuses to know plans, patients, rules, units.
Importing this package loads no reportlab; the first `render` does.
"""

from fittvp.pdf.render import render

__all__ = ["render"]
