"""Makes the data set of letters: A to J in several hundred open font families."""
