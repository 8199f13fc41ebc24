import Linux
import Sandbox

extension AddressLease {
    static func take(_ workshop: Workshop) throws -> AddressLease { try take(workshop.machine) }

    func giveBack(_ workshop: Workshop) {
        do {
            try giveBack(workshop.network)
        } catch {
            StandardError.say(error)
        }
    }
}
