"""Outgoing mail: enqueued once in the transaction that causes it, sent by a worker, retried when it fails."""
