"""The photos that come with the demos, cut out of the packages that hold them."""
