/// What a client may ask of one connection.
package struct HTTP2Limits: Sendable {
    /// Requests at a time.
    package var streamsMax: UInt32 = 128
    /// Bytes of all names and values of a head.
    package var headBytesMax = 65_536
    /// Bytes of a request's body that are taken in before the dyno has taken them.
    package var streamWindowBytes: Int32 = 65_535
    /// The same of all streams together.
    package var connectionWindowBytes: Int32 = 262_144
    /// Frames that bring nothing forward (resets, pings, settings, empty ones) beyond those that requests make up for.
    package var idleFramesMax = 1_000

    package init() {}
}
