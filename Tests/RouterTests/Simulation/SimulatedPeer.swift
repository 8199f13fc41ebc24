/// Somebody at the other end of the router's connections.
protocol SimulatedPeer: AnyObject {
    /// When it wants to act next, in the network's time; nil: as soon as there is something to do.
    var wakesAt: Int64? { get }
    /// When it acts though nobody does anything; nil: never.
    var alarm: Int64? { get }
    /// Does one small thing; false where there is nothing to do.
    func act(in network: SimulatedNetwork) -> Bool
}

extension SimulatedPeer {
    var alarm: Int64? { nil }
}
