"""Turns a plan into finished words. Knows no reportlab."""
