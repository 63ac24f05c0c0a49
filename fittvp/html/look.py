"""The look of the web page, as one style sheet: large words, one column, tones by border and sign as well as colour.

Inks and tints are those of the paper (`pdf.theme` holds the same figures for print).
"""

from __future__ import annotations

CSS = """
:root{color-scheme:light}
body{margin:0 auto;max-width:44rem;padding:1rem;font:1.15rem/1.5 system-ui,sans-serif;color:#1c2328;background:#fff}
h1{font-size:1.7rem;color:#0b5563;border-bottom:2px solid}h2{font-size:1.35rem;color:#0b5563}h3{font-size:1.15rem}
table{border-collapse:collapse;width:100%}th,td{border:1px solid #6f8189;padding:.35rem .5rem;text-align:start;
vertical-align:top}thead th{background:#e4eef0}caption{text-align:start;font-weight:bold}
section.box,article,li.band{border:2px solid #44515a;border-inline-start-width:.5rem;padding:.3rem .8rem;margin:.8rem 0}
.stop{border-color:#98201a!important;background:#fbeae8}.careful{border-color:#7a4e00!important;background:#fdf3dd}
.good{border-color:#1a6644!important;background:#e9f4ee}.draft{border:1px dotted;padding:.2rem .5rem}
ol.bands{list-style:none;padding:0}ul.week{list-style:none;padding:0}.write td{height:2.2rem}
.write tbody th{font-weight:normal}
figure{margin:.5rem 0}svg{max-width:100%;height:auto}.care{font-weight:bold;color:#7a4e00}
@media print{body{max-width:none}}
""".strip().replace("\n", "")
