"""Makes the file of messages from the SpamAssassin corpus."""
