"""Satisfiability: agendas without travel as clauses, minimised by racing solvers."""
