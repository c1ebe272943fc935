"""The page of a tutorial, whether it has run or is still to come."""
