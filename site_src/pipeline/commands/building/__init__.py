"""From tutorials to a site, once or while its author writes."""
