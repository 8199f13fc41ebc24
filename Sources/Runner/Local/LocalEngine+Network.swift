import Sandbox

extension LocalEngine {
    private static let uplinkLookMilliseconds: Int32 = 10_000

    /// A machine may get its way out after we have started, or another one: the rules tell it from networks of its own. And
    /// others may take our rules away, or put theirs in their place: then these are put back.
    func followNetwork() throws {
        let events = try RuleEvents()
        inBackground("network") { [network = machine.network] in
            var known = DynoNetwork.uplinks
            var isDue = false
            while true {
                if events.wait(milliseconds: Self.uplinkLookMilliseconds, about: network.bridge) { isDue = true }
                let now = DynoNetwork.uplinks
                guard isDue || now != known else { continue }
                do {
                    try network.refresh()
                    (known, isDue) = (now, false)
                } catch {
                    isDue = true
                    Diagnostics.say("cannot bring the rules of the network up to date: \(error)")
                }
            }
        }
    }
}
