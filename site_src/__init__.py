"""What turns docs/, tutorials/ and exporters/ into a site."""
