"""Who should meet whom: suggestions, decisions, shortlists, requests, and the meetings agreed."""
