/// Where a simulation's decisions come from: given bytes first (a fuzzer's), then numbers that follow from a seed.
struct Choices {
    private var given: ArraySlice<UInt8>
    private var state: UInt64

    init(seed: UInt64, given: [UInt8] = []) {
        state = seed
        self.given = given[...]
    }

    /// A number from 0 up to, not including, `count`.
    mutating func below(_ count: Int) -> Int {
        guard count > 1 else { return 0 }
        if let byte = given.popFirst() {
            if count <= 256 { return Int(byte) % count }
            return (Int(byte) << 8 | Int(given.popFirst() ?? 0)) % count
        }
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ mixed >> 30) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ mixed >> 27) &* 0x94D0_49BB_1331_11EB
        return Int((mixed ^ mixed >> 31).multipliedFullWidth(by: UInt64(count)).high)
    }

    mutating func oneIn(_ count: Int) -> Bool { below(count) == 0 }
}
