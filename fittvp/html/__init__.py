"""The handout as a web page for a screen reader: blocks in, one HTML text out.

Floor: html (beside pdf). The same words in the same order, with nothing to load from elsewhere.
It refuses to know plans, patients, rules, units and reportlab.
"""

from fittvp.html.page import page

__all__ = ["page"]
