import Glibc

extension Conversation {
    private static let patienceMilliseconds: Int32 = 5_000

    /// A line for somebody who may have stopped reading, which must not hold up what the line is about.
    ///
    /// - Returns: false where the line is not taken, and further ones will not be either.
    func tell(_ text: String) -> Bool {
        var item = pollfd(fd: number, events: Int16(POLLOUT), revents: 0)
        guard poll(&item, 1, Self.patienceMilliseconds) > 0, item.revents & Int16(POLLOUT) != 0 else { return false }
        // A client that has gone is noticed by its end of the socket.
        return (try? line(text)) != nil
    }
}
