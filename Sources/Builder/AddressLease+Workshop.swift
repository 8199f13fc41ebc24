import Linux
import Sandbox

extension AddressLease {
    static func take(_ workshop: Workshop) throws -> AddressLease { try take(workshop.machine) }

    /// What stays is found by who leases its number next, and swept.
    func giveBackSayingWhatFails() {
        do {
            try giveBack()
        } catch {
            StandardError.say(error)
        }
    }
}
