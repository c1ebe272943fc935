"""Files and folders that are whole or not there: digests, stamps, locks."""
