"""Faults and load: builds killed, starved and run side by side, and what the next build makes of it."""
