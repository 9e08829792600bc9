"""Formulas: finding them in Markdown, and drawing them. MathJax does the drawing, in a V8 of its own, off every thread
that somebody waits for. Knows nothing of pages, of Qt or of paint."""
