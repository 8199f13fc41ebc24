/// The seam under the loop: sockets, readiness and time. The kernel is one network, a simulated one can be another.
///
/// Readiness is edge-triggered: an event says that something became possible; it stays so until a call says `blocked`.
protocol Network {
    /// Waits for events, at most so many milliseconds (-1: for ever), and says how many there are.
    func wait(milliseconds: Int32) -> Int
    func event(_ number: Int) -> NetworkEvent

    /// Reports the readiness of a socket under a token from now on.
    func watch(_ socket: Int32, token: UInt64) -> Bool
    /// Reports nothing of it any more: what is open in another process as well is not forgotten by being closed.
    func unwatch(_ socket: Int32)
    func accept(_ listener: Int32) -> AcceptOutcome
    /// Gives up a descriptor kept for this, to take one waiting connection and close it; false where none was taken.
    func refuse(_ listener: Int32) -> Bool
    func connect(_ address: UInt32, port: UInt16) -> ConnectOutcome
    /// The outcome of a connection that was pending: 0 or an errno.
    func connectError(_ socket: Int32) -> Int32

    /// Reads into `bytes[start...]`.
    func read(_ socket: Int32, into bytes: inout [UInt8], from start: Int) -> Transfer
    /// Nothing is there to be read, and no end either: what the next event would say, asked now.
    func isQuiet(_ socket: Int32) -> Bool
    /// Writes `bytes[range]`; a short write means that the socket is full.
    func write(_ socket: Int32, _ bytes: [UInt8], _ range: Range<Int>) -> Transfer
    /// Non-blocking, with room for so many bytes; nil where no descriptors are left, or the network has no pipes.
    func makePipe(bytes: Int) -> Pipe?
    /// Moves up to so many bytes between a socket and an end of a pipe.
    func splice(from source: Int32, to sink: Int32, _ count: Int) -> Transfer
    func shutdownWriting(_ socket: Int32)
    func resetOnClose(_ socket: Int32)
    func close(_ socket: Int32)

    /// Milliseconds that never go back.
    func monotonicMilliseconds() -> Int64
    /// Microseconds since 1970.
    func wallMicroseconds() -> Int64
}

extension Network {
    func unwatch(_ socket: Int32) {}
    func makePipe(bytes: Int) -> Pipe? { nil }
    func splice(from source: Int32, to sink: Int32, _ count: Int) -> Transfer { .failed }
}
