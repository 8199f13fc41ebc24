/// Whoever asked, while it waits for the answer.
package protocol Client: Sendable {
    /// Progress for the person.
    func line(_ text: String) throws
    func log(_ lines: [String]) throws
    /// Hands over so many bytes, which `write` writes to a descriptor.
    func bytes(_ count: Int64, _ write: (Int32) throws -> Void) throws
    /// A line for somebody who may have stopped reading, which must not hold up what the line is about.
    ///
    /// - Returns: false where the line is not taken, and further ones will not be either.
    func tell(_ text: String) -> Bool

    var hasHungUp: Bool { get }
    /// Hangs up when the client does; below 0: there is none.
    var descriptor: Int32 { get }
}
