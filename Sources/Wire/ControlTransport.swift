/// How a request gets to whoever answers it: over the runner's socket, or within a process.
package protocol ControlTransport: Sendable {
    /// - Parameters:
    ///   - inputs: open files that are handed over where the answer takes some, in their order. Borrowed.
    ///   - hear: takes what comes before the answer, while it comes.
    func ask<Asked: Request>(
        _ request: Asked,
        key: Int64?,
        inputs: [Int32],
        _ hear: (ControlProgress) throws -> Void
    ) throws -> Asked.Answer
}
