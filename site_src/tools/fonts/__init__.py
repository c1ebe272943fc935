"""The site's typefaces, icon and wordmark, made again by `make fonts`."""
