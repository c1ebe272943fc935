"""What comes of a run: expectations met or not, exported models, failures."""
