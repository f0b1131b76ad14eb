"""The shape of the program, kept by tests. Each guard has a planted violation that it must find."""
