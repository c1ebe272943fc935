"""What is given to others: the offline bundle, and signed runs."""
