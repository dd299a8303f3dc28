"""From glyphs and strokes of a PDF page to tables and printed lines (版面还原).

Everywhere in this package x grows to the right and y grows *downwards*, in points of the page
as it is read (turned upright); boxes are (x0, y0, x1, y1).
"""
