/// What a dyno's group holds of its memory at most, which costs next to nothing to ask: what it holds itself (`DynoMemory`) is what is
/// left of this without copies of files, which the kernel has to count.
package struct MemoryGlance: Hashable, Sendable {
    package var bytes: Int64
    package var limitBytes: Int64
    /// How often the kernel has ended one of its processes because there was no more; nil: it does not say.
    package var kills: Int64?

    package init(bytes: Int64, limitBytes: Int64, kills: Int64?) {
        self.bytes = bytes
        self.limitBytes = limitBytes
        self.kills = kills
    }
}
