"""Speed limits of the program, each against the bare work it cannot avoid: `python -m tests.benchmarks`."""
