"""Double quantization: the trace of an earlier JPEG compression in a file's coefficients, and parts that don't have it."""
