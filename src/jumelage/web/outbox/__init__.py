"""Mail on its way: written once in the transaction that causes it, sent by a worker, tried again when it fails."""
