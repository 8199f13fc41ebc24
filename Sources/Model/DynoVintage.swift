/// By what a dyno was made, beside its deploy. One that is older than what is wanted by now is replaced (`Planning/RollingRestart`).
package struct DynoVintage: Hashable, Sendable, Codable {
    /// The number of the newest restart that it has behind it; 0: none.
    package var restart: Int64
    /// As `DynoOrders` has it; nil: the machine's own.
    package var size: String?

    package init(restart: Int64 = 0, size: String? = nil) {
        self.restart = restart
        self.size = size
    }

    package func fulfils(_ wanted: DynoVintage) -> Bool { restart >= wanted.restart && size == wanted.size }
}
