"""Tools beside the pipeline: they make letters, photos, fonts and offline scripts."""
