"""Files beside the pages: demos, cards, the feed, digits to train on."""
