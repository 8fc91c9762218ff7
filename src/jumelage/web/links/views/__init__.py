"""The pages of the links room."""
