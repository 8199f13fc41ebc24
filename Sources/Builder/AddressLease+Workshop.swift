import Linux
import Sandbox

extension AddressLease {
    static func take(_ workshop: Workshop) throws -> AddressLease { try take(workshop.root, workshop.network) }

    func giveBack(_ workshop: Workshop) {
        do {
            try giveBack(workshop.network)
        } catch {
            StandardError.say(error)
        }
    }
}
