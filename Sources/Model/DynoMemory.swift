/// What a dyno holds of its memory, as the kernel counts it for the dyno's group.
package struct DynoMemory: Hashable, Sendable, Codable {
    /// Without what the kernel gives back by itself: copies of files.
    package var usedBytes: Int64
    package var limitBytes: Int64
    /// How often the kernel has ended one of its processes because there was no more; nil: it does not say.
    package var kills: Int64?
    /// The most that it ever held, copies of files included; nil: the kernel does not say.
    package var peakBytes: Int64?

    package init(usedBytes: Int64, limitBytes: Int64, kills: Int64?) {
        self.usedBytes = usedBytes
        self.limitBytes = limitBytes
        self.kills = kills
    }
}
