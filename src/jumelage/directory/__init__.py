"""The directory of organisations: lists as they come, and the records that name one same organisation."""
