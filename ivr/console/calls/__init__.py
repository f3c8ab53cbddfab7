"""Looking up a call: which there were, and what was said, heard, decided and done in one of them."""
