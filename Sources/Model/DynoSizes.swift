/// Names of sizes, as Heroku has them, for amounts of memory.
package struct DynoSizes: Hashable, Sendable, Codable {
    /// In lower case.
    package var bytes: [String: Int64] = [
        "eco": 512 << 20, "basic": 512 << 20, "standard-1x": 512 << 20, "standard-2x": 1 << 30, "performance-m": 2560 << 20,
        "performance-l": 14 << 30, "performance-l-ram": 30 << 30, "performance-xl": 62 << 30, "performance-2xl": 126 << 30,
    ]

    package init() {}

    /// The smallest first.
    package var names: [String] { bytes.sorted { ($0.value, $0.key) < ($1.value, $1.key) }.map(\.key) }
}

extension Configuration.DynoLimits {
    /// Those of a dyno of a size, as `DynoOrders` has it: the share of the processors grows with the memory, and so may the number of
    /// processes. A name that config.yml has no more, and nil, are the machine's own size.
    package func sized(_ size: String?) -> Self {
        guard let size, let bytes = bytes(ofSize: size), bytes != memoryBytes else { return self }
        var limits = self
        limits.memoryBytes = bytes
        let factor = Double(bytes) / Double(max(memoryBytes, 1))
        limits.cpuShares = Int(min(max(Double(cpuShares) * factor, 2), 262_144))
        limits.processesMax = Int(min(max(Double(processesMax) * factor, Double(processesMax)), 100_000))
        return limits
    }

    func bytes(ofSize size: String) -> Int64? {
        if let bytes = sizes.bytes[size.lowercased()] { return bytes }
        return if case .value(let bytes) = Quantity.bytes(size), bytes > 0 { bytes } else { nil }
    }
}
