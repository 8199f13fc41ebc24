/// A backend as one loop sees it.
final class Dyno {
    let id: String
    let name: [UInt8]
    let address: UInt32
    let port: UInt16
    // SAFETY: used by its loop's thread alone, each for one statement.
    /// Not in the loop's table any more: gets no new request.
    @exclusivity(unchecked) var isRetired = false
    /// Connections that carry a request or are being made.
    @exclusivity(unchecked) var active = 0
    /// Set aside until then, after a refused or late connection.
    @exclusivity(unchecked) var quarantinedUntil: Int64 = 0
    /// Tokens of connections that wait for the next request, the latest used last.
    @exclusivity(unchecked) var idle: [UInt64] = []
    /// Connections that it has said to close, and has not yet.
    @exclusivity(unchecked) var closing = 0
    /// What brings a client back here; nil: its app has no affinity.
    @exclusivity(unchecked) var affinity: AffinityMark?
    /// How long its requests may go on once it is removed.
    @exclusivity(unchecked) var drainMilliseconds = 0

    init(id: String, name: [UInt8], address: UInt32, port: UInt16) {
        self.id = id
        self.name = name
        self.address = address
        self.port = port
    }
}
