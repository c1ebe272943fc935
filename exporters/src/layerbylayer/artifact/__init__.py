"""What an export is on disk: the card, the weights, the example, the folder."""
