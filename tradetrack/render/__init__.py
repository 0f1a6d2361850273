"""A report -> text (terminal, CSV, JSON, Markdown) or a chart -> bytes, and the one way out."""
