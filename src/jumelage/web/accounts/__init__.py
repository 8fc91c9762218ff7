"""Who signs in, for which agency, with which role."""
