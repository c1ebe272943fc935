"""One network in six frameworks, for the table of the tutorial six_frameworks."""
