"""The project's own annotated sentences: frames, what fills their slots, and sentences written by hand."""
