"""Reads generated agent code as text: what is wrong with it, how to call it, what it needs."""
