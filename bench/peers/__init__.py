"""The same networks for all ways into the browser, and what they cost there."""
