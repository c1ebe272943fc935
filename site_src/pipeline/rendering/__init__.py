"""From finished runs and hand-written pages to one complete folder of Markdown."""
