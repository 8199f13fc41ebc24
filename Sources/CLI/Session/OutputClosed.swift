/// Whoever read our output has gone: the command ends, and nothing is said of it.
struct OutputClosed: Error {}
