"""The service for programs: the same queries and actions as the pages, typed, with its OpenAPI description."""
