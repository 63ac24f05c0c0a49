"""Decides: evaluate, combine, progress, sessions. Pure: no clock, no disk, no random, no clinical number."""
