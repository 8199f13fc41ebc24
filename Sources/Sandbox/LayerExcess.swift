import Model

/// A tree that takes more than its layer may.
package struct LayerExcess: Error, Hashable, Sendable {
    package let excess: DiskLimits.Excess
    package let amount: DiskAmount
}
