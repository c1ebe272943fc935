"""From tutorials/*.py and docs/*.md to site/: find, execute, cache, render, assemble.

Each module is one stage or one thing a stage needs; data flow in one direction, with
files between the stages:

    tutorial -> execute -> runs (the cache) -> render -> assemble -> build
"""
