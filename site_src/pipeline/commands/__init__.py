"""What `python -m site_src.pipeline` can be told to do."""
