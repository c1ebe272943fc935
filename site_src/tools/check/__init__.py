"""Run what a change touches, the nearest first, in a minute and a half."""
