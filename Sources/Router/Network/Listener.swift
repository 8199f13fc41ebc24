/// A socket that takes connections. The master holds it open and shares it with every worker, so that what waits in its
/// queue is lost with none of them.
struct Listener: Hashable, Sendable {
    enum Purpose: String, Sendable {
        case http, https
        /// One socket for all loops, which the control thread answers at.
        case metrics
    }

    var purpose: Purpose
    /// As the configuration has it.
    var address: String
    var port: UInt16
    var descriptor: Int32

    /// Whether it stands for the same place; the descriptor is not asked.
    func isAt(_ purpose: Purpose, _ address: String, _ port: UInt16) -> Bool {
        self.purpose == purpose && self.address == address && self.port == port
    }
}
