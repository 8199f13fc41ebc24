import Linux

/// Runs `body` in so many threads at the same time, and returns when all have ended.
func inThreads(_ count: Int, _ body: @escaping @Sendable (Int) -> Void) throws {
    let threads = try (0..<count).map { index in try BackgroundThread("test") { body(index) } }
    for thread in threads { thread.join() }
}
