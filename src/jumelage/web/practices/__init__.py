"""What other towns tried, who copied whom, how to bring it home, and which towns are models."""
